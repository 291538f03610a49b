"""What is made of the registry: pages, files, a feed. What strangers wrote in it stays text."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bibtexparser.entrypoint import parse_string

from tests.registered import entry
from tests.rendered_site import Page, rendered
from zenferry.profile import read_profile
from zenferry.record_pages import A_PAGE, RecordPages
from zenferry.records.exports import as_bibtex, as_csv, as_json, short
from zenferry.records.linked import as_linked
from zenferry.records.publishing import Written
from zenferry.records.registry import Entry, EntryFile, Grant, Terms, Who, Work, works

EXAMPLE = Path("infra/example/profile.toml")
PAGE = "https://deposit.example/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOSTILE = (
    "</script><script>alert(1)</script>",
    "]]><b>&amp;</b><!--",
    '=HYPERLINK("http://x")',
    "{{ 7*7 }}{% for x in y %}",
    "م" * 300,
    "a\u202eb\u0000c\x1b[31m",
    "\udfff half a pair",
    "\\input{/etc/passwd} } @misc{x,",
    '" onmouseover="alert(1)',
    "\0main\0",
)


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = rendered(tmp_path_factory.mktemp("frame") / "out")
    return (out / "records" / "frame.json").read_bytes()


def made(frame: bytes, *entries: Entry) -> dict[str, Written]:
    files = RecordPages(read_profile(EXAMPLE), PAGE).render(frame, works(entries))
    return {file.name: file for file in files}


def text(files: dict[str, Written], name: str) -> str:
    return files[name].content.decode()


def hostile(words: str) -> Entry:
    return entry(
        "zenodo",
        title=words,
        description=words,
        version=words,
        date=words,
        type=words,
        publisher=words,
        keywords=(words,),
        people=(Who(words, words), Who(words, group=True)),
        grants=(Grant(words, words, words),),
        licences=(Terms(words),),
        files=(EntryFile(words, 1, ""),),
        updated=words,
        published=words,
    )


def test_a_record_can_be_cited_and_a_small_file_has_its_own_size(frame: bytes) -> None:
    people = (Who("Lovelace", "Ada"), Who("The Crew", group=True))
    small = EntryFile("README.txt", 3, "")
    one = entry(
        "zenodo",
        people=people,
        files=(small,),
        doi="10.5072/zenodo.1",
        version="2.0",
        publisher="Zenodo",
    )
    page = text(made(frame, one), "zenodo-1.html")
    cited = f"Lovelace, Ada; The Crew ({one.date[:4]}). {one.title}. 2.0. {one.publisher}. "
    assert " ".join(f"{cited}https://doi.org/10.5072/zenodo.1".split()) in page
    assert ">3 B<" in page


def test_a_files_size_is_written_as_in_the_language_of_the_page(frame: bytes) -> None:
    files = made(frame, entry("zenodo", files=(EntryFile("cores.csv", 1_540_000, ""),)))
    assert ">1.54 MB<" in text(files, "zenodo-1.html")
    assert ">1,54 MB<" in text(files, "de/zenodo-1.html")


def test_the_files_cite_a_record_as_its_page_does_and_tell_every_checksum(frame: bytes) -> None:
    drawn = (EntryFile("a; b.csv", 3, "1" * 32), EntryFile("=c.txt", 4))
    files = made(frame, entry("zenodo", version="2.0", publisher="Zenodo", files=drawn))
    cited = Page(text(files, "zenodo-1.html")).by_id("citation").text
    assert cited == (
        "Lovelace, Ada; A Group (2026). Sediment cores. 2.0. Zenodo. "
        "https://doi.org/10.5281/zenodo.1"
    )
    [told] = json.loads(text(files, "records.json"))["records"]
    [row] = csv.DictReader(io.StringIO(text(files, "records.csv").removeprefix("\ufeff")))
    assert told["citation"] == row["citation"] == cited
    # What begins like a formula is marked, inside a cell, too.
    assert row["checksums"] == f"{'1' * 32} a; b.csv; '=c.txt"


@pytest.mark.parametrize("words", HOSTILE, ids=[str(n) for n in range(len(HOSTILE))])
def test_what_strangers_wrote_is_text_on_every_page(frame: bytes, words: str) -> None:
    tame = made(frame, entry("zenodo"))
    files = made(frame, hostile(words))
    for name in ("zenodo-1.html", "index.html", "de/zenodo-1.html", "de/index.html"):
        page, usual = Page(text(files, name)), Page(text(tame, name))
        scripts = [e.attributes for e in page.elements if e.tag == "script"]
        assert scripts == [e.attributes for e in usual.elements if e.tag == "script"]
        assert {e.tag for e in page.elements} <= {e.tag for e in usual.elements}
        handlers = [a for e in page.elements for a in e.attributes if a.startswith("on")]
        assert handlers == []
        assert "49" not in page.by_id("main").text.replace(words, "")


@pytest.mark.parametrize("words", HOSTILE, ids=[str(n) for n in range(len(HOSTILE))])
def test_what_is_for_search_engines_is_one_object_and_ends_where_it_should(
    frame: bytes, words: str
) -> None:
    page = Page(text(made(frame, hostile(words)), "zenodo-1.html"))
    blocks = [e.text for e in page.elements if e.attributes.get("type") == "application/ld+json"]
    [told] = [json.loads(block) for block in blocks]
    kept = words.encode(errors="replace").decode()
    assert told["name"] == kept
    assert told["distribution"][0]["name"] == kept


@pytest.mark.parametrize("words", HOSTILE, ids=[str(n) for n in range(len(HOSTILE))])
def test_feed_map_and_files_can_be_read_by_those_they_are_for(frame: bytes, words: str) -> None:
    files = made(frame, hostile(words), entry("zenodo", "2"))
    feed = ET.fromstring(files["feed.xml"].content)  # noqa: S314 - our own
    assert len(feed.findall(f"{ATOM}entry")) == 2
    ET.fromstring(files["sitemap.xml"].content)  # noqa: S314
    assert len(json.loads(files["records.json"].content)["records"]) == 2
    assert len(json.loads(files["index.json"].content)["records"]) == 2
    library = parse_string(text(files, "records.bib"))
    assert (len(library.entries), library.failed_blocks) == (2, [])
    rows = list(csv.reader(io.StringIO(text(files, "records.csv").removeprefix("\ufeff"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) == 3
    assert not [c for row in rows for c in row if c.lstrip().startswith(("=", "+", "-", "@"))]


def test_a_record_is_described_for_search_engines() -> None:
    told = json.loads(as_linked(Work(entry("zenodo", description="x" * 60)), f"{PAGE}records/a"))
    assert told["@type"] == "Dataset"
    assert told["@id"] == told["sameAs"] == "https://doi.org/10.5281/zenodo.1"
    assert told["identifier"]["value"] == "doi:10.5281/zenodo.1"
    assert told["creator"][0] == {
        "@type": "Person",
        "@id": "https://orcid.org/0000-0002-1825-0097",
        "name": "Ada Lovelace",
        "givenName": "Ada",
        "familyName": "Lovelace",
    }
    assert told["creator"][1] == {"@type": "Organization", "name": "A Group"}
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert told["distribution"][0]["contentUrl"].startswith("https://zenodo.org/records/1/files/")
    assert told["description"] == "x" * 60


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("software", "SoftwareSourceCode"),
        ("publication-article", "ScholarlyArticle"),
        ("whatever", "Dataset"),
        ("", "Dataset"),
    ],
)
def test_a_record_is_of_the_kind_that_it_is(kind: str, type_: str) -> None:
    assert json.loads(as_linked(Work(entry("zenodo", type=kind)), PAGE))["@type"] == type_


def test_the_feed_is_an_atom_feed(frame: bytes) -> None:
    newer = entry("zenodo", "2", published="2026-11-23T00:00:00+00:00")
    feed = ET.fromstring(made(frame, entry("zenodo"), newer)["feed.xml"].content)  # noqa: S314
    assert feed.findtext(f"{ATOM}id") == f"{PAGE}records/"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-23T00:00:00Z"
    entries = feed.findall(f"{ATOM}entry")
    assert len({each.findtext(f"{ATOM}id") for each in entries}) == 2
    for each in entries:
        assert each.findtext(f"{ATOM}title") == "Sediment cores"
        assert each.findtext(f"{ATOM}author/{ATOM}name") == "Lovelace, Ada"
        assert each.findtext(f"{ATOM}updated")
    links = [each.get("href") for each in entries[0].findall(f"{ATOM}link")]
    assert links[0] == f"{PAGE}records/zenodo-2.html"


def test_the_map_names_every_page(frame: bytes) -> None:
    files = made(frame, entry("zenodo"), entry("zenodo", "2"))
    found = ET.fromstring(files["sitemap.xml"].content)  # noqa: S314
    there = {(each.text or "").removeprefix(f"{PAGE}records/") for each in found.iter(f"{MAP}loc")}
    assert there == {"", "de/", "zenodo-1.html", "zenodo-2.html"}


def test_versions_of_one_record_are_one_line_and_the_newest_counts(frame: bytes) -> None:
    first = entry("zenodo", "1", concept="c", version="1", published="2025-01-01T00:00:00+00:00")
    second = entry("zenodo", "2", concept="c", version="2", published="2026-01-01T00:00:00+00:00")
    files = made(frame, first, second)
    assert "zenodo-1.html" not in files
    assert "10.5281/zenodo.1" in text(files, "zenodo-2.html")
    assert len(json.loads(files["index.json"].content)["records"]) == 1
    assert len(json.loads(files["records.json"].content)["records"]) == 2


def test_what_was_withdrawn_is_on_no_page_and_what_is_practice_is_marked(frame: bytes) -> None:
    gone = entry("zenodo", "1", withdrawn="2026-11-22T00:00:00+00:00")
    files = made(frame, gone, entry("sandbox", "2", practice=True))
    assert "zenodo-1.html" not in files
    page = Page(text(files, "sandbox-2.html"))
    robots = [
        e.attributes["content"] for e in page.elements if e.attributes.get("name") == "robots"
    ]
    assert robots == ["noindex"]
    assert "Practice" in page.by_id("main").text


def test_a_list_without_any_record_is_a_page_all_the_same(frame: bytes) -> None:
    files = made(frame)
    assert "0 records" in Page(text(files, "index.html")).by_id("main").text
    assert json.loads(files["index.json"].content)["records"] == []
    ET.fromstring(files["feed.xml"].content)  # noqa: S314


def test_a_long_list_goes_on_on_further_pages(frame: bytes) -> None:
    files = made(frame, *(entry("zenodo", str(number)) for number in range(2 * A_PAGE + 1)))
    seen = [
        e.attributes["href"]
        for name in ("index.html", "page-2.html", "page-3.html")
        for e in Page(text(files, name)).elements
        if e.tag == "a" and e.attributes.get("href", "").startswith("zenodo-")
    ]
    assert len(set(seen)) == len(seen) == 2 * A_PAGE + 1
    assert "page-4.html" not in files


def test_what_leads_to_other_pages_is_written_after_them(frame: bytes) -> None:
    names = list(made(frame, entry("zenodo")))
    assert names.index("zenodo-1.html") < names.index("index.json") < names.index("index.html")


def test_five_thousand_records_stay_a_small_file_to_search() -> None:
    many = [
        entry("zenodo", str(number), title=f"Core {number}: " + "x" * 60) for number in range(5000)
    ]
    assert len(short(works(many)).encode()) < 1_000_000


def test_who_cites_two_has_two_keys() -> None:
    library = parse_string(as_bibtex([entry("z", str(n)) for n in range(30)]))
    keys = [each.key for each in library.entries]
    assert keys[:3] == ["lovelace2026", "lovelace2026a", "lovelace2026b"]
    assert (len(set(keys)), keys[27]) == (30, "lovelace2026aa")


def test_the_table_and_the_json_tell_files_people_and_grants() -> None:
    [row] = csv.DictReader(io.StringIO(as_csv([entry("zenodo")]).removeprefix("\ufeff")))
    assert row["people"] == "Lovelace, Ada; A Group"
    assert (row["files"], row["bytes"], row["grants"]) == (
        "1",
        "5000000000",
        "European Commission 101",
    )
    [told] = json.loads(as_json([entry("zenodo", submission="s1")]))["records"]
    assert told["files"] == [{"name": "cores/a.csv", "size": 5_000_000_000, "md5": "0" * 32}]
    assert "submission" not in told
