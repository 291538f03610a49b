"""The file beside the data holds everything, is valid by its own checks, and is always the same."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.crate_checks import issues
from zenferry.beside.crate import CratedFile, crate
from zenferry.metadata import (
    Access,
    AccessKind,
    Affiliation,
    Award,
    Beside,
    Date,
    Funding,
    Identifier,
    Licence,
    Location,
    Metadata,
    Organisation,
    Person,
    Reference,
    Related,
    Term,
    Text,
    Title,
)

MD5 = "9e107d9d372bb6826bd81d3542a419d6"
FILES = (
    CratedFile("deep/core 2.csv", 20, "text/csv", MD5),
    CratedFile("Größe.csv", 10, "", None),
)
ADA = Person("Lovelace", "Ada", "0000-0002-1825-0097", (Affiliation("Brown", "05gq02987"),))
SMALL = Metadata(
    title="Cores",
    resource_type="dataset",
    creators=(Person("Carberry"),),
    description_html="",
    publication_date="2026",
    publisher="",
)
WHOLE = Metadata(
    title="Cores of the <b>Jade</b> Bay",
    resource_type="dataset",
    creators=(ADA, Person("Carberry", gnd="118529579"), Organisation("Tidal Flats", "03yrm5c26")),
    contributors=(Person("Lovelace", "Ada", "0000-0002-1825-0097", role="datacurator"),),
    description_html="<p>Grain &amp; <b>size</b></p>",
    publication_date="2026-11-21/2026-12-01",
    publisher="Zenodo",
    version="1.0",
    licences=(Licence("cc-by-4.0"), Licence("mit"), Licence(title="Own", link="https://x.example/l")),
    copyright="The authors",
    keywords=("mud", "sand"),
    subjects=(Term("https://id.example/s 1", "Sediment"), Term("own:2", "Own")),
    access=Access(AccessKind.EMBARGOED, "2027-05-01", "Under review."),
    languages=(Term("eng", "English"),),
    additional_titles=(Title("Kerne", "translated-title", "deu"),),
    additional_descriptions=(Text("<p>By ship.</p>", "methods"),),
    dates=(Date("2021-03/2024", "collected", "spring"), Date("2026-01-01", "created")),
    locations=(Location("Jade", 53.45, 8.17, "north"), Location("Somewhere")),
    identifiers=(Identifier("9783161484100", "isbn"), Identifier("x-1", "igsn")),
    related=(
        Related(Identifier("10.1000/182", "doi"), "issupplementto", "publication-article"),
        Related(Identifier("10.1000/182", "doi"), "cites"),
        Related(Identifier("2026A&A...1....1X", "ads"), "cites"),
    ),
    references=(Reference("Carberry 1929"), Reference("A", Identifier("10.1000/183", "doi"))),
    funding=(
        Funding("DFG", "018mejw64", Award("12", "Mud", "https://grants.example/1 2")),
        Funding("Own means"),
    ),
    sizes=("12 cores",),
    formats=("NetCDF",),
    custom={
        "journal:journal": {"title": "Limnology", "volume": "7"},
        "code:developmentStatus": {"id": "wip"},
    },
    beside=(Beside("station", "Station", "W1"), Beside("gear", "Gear", ["corer", "sieve"])),
)  # fmt: skip


def entities(content: bytes) -> dict[str, dict[str, Any]]:
    return {entity["@id"]: entity for entity in json.loads(content)["@graph"]}


def properties(content: bytes) -> set[tuple[str, str]]:
    every = entities(content)
    named = (every[each["@id"]] for each in every["./"]["additionalProperty"])
    return {(each["name"], str(each["value"])) for each in named}


@pytest.mark.parametrize("record", [SMALL, WHOLE], ids=["small", "whole"])
def test_its_own_checks_find_nothing(record: Metadata) -> None:
    assert issues(crate(record, FILES, "10.5281/zenodo.7")) == []


def test_the_checks_are_made() -> None:
    nameless = crate(SMALL, FILES, None).replace(b'"name": "Cores"', b'"x": ""')
    assert any("`name`" in each for each in issues(nameless))


def test_the_same_gives_the_same_bytes() -> None:
    first = crate(WHOLE, FILES, "10.5281/zenodo.7")
    assert crate(WHOLE, tuple(reversed(FILES)), "10.5281/zenodo.7") == first
    assert b'"datePublished": "2026-11-21"' in first
    assert crate(WHOLE, FILES, None) != first


def test_every_text_of_the_record_is_in_it() -> None:
    content = crate(WHOLE, FILES, "10.5281/zenodo.7").decode()
    for text in (
        "Cores of the <b>Jade</b> Bay", "Grain & size", "Zenodo", "1.0", "The authors", "mud",
        "Sediment", "Under review.", "eng", "Kerne", "By ship.", "spring", "created", "53.45",
        "north", "Somewhere", "9783161484100", "x-1", "10.1000/182", "2026A&A...1....1X",
        "Carberry 1929", "10.1000/183", "DFG", "Mud", "12", "Own means", "12 cores", "NetCDF",
        "Limnology", "wip", "W1", "corer", "sieve", "datacurator", "118529579", "10.5281/zenodo.7",
        "https://creativecommons.org/licenses/by/4.0/", "https://spdx.org/licenses/mit",
    ):  # fmt: skip
        assert text in content, text


def test_the_consortiums_own_fields_stand_under_their_labels() -> None:
    told = properties(crate(WHOLE, FILES, None))
    assert {("Station", "W1"), ("Gear", "corer"), ("Gear", "sieve")} <= told
    assert ("journal:journal.volume", "7") in told


def test_how_it_stands_to_other_works_is_told_of_each() -> None:
    every = entities(crate(WHOLE, FILES, None))
    told = {
        (each["propertyID"], each["value"])
        for each in every.values()
        if each["@type"] == "PropertyValue"
    }
    assert ("related.issupplementto", "10.1000/182") in told
    assert ("related.cites", "10.1000/182") in told
    assert [each["@id"] for each in every["./"]["citation"]] == [
        "https://doi.org/10.1000/182",
        "https://doi.org/10.1000/183",
    ]


def test_somebody_who_made_it_and_helped_is_one_person() -> None:
    every = entities(crate(WHOLE, FILES, None))
    assert len([each for each in every.values() if each["@type"] == "Person"]) == 2
    [role] = [each for each in every.values() if each["@type"] == "Role"]
    assert role["contributor"] == {"@id": "https://orcid.org/0000-0002-1825-0097"}


def test_files_stand_with_their_folders_size_and_checksum() -> None:
    every = entities(crate(WHOLE, FILES, None))
    core = every["deep/core%202.csv"]
    assert (core["name"], core["contentSize"], core["encodingFormat"]) == (
        "core 2.csv",
        "20",
        "text/csv",
    )
    assert every[core["additionalProperty"]["@id"]]["value"] == MD5
    assert every["Gr%C3%B6%C3%9Fe.csv"]["encodingFormat"] == "application/octet-stream"
    assert len(every["./"]["hasPart"]) == 2


@pytest.mark.parametrize(
    ("access", "words"),
    [
        (Access(), "Anyone"),
        (Access(AccessKind.RESTRICTED), "ask"),
        (Access(AccessKind.EMBARGOED, "2027-05-01"), "2027-05-01"),
    ],
)
def test_who_may_have_the_files_is_told(access: Access, words: str) -> None:
    record = Metadata("T", "dataset", (ADA,), "", "2026", "", access=access)
    assert words in entities(crate(record, (), None))["./"]["conditionsOfAccess"]


def test_five_hundred_people_and_a_hundred_files_stay_small() -> None:
    crowd = tuple(Person(f"F{n}", "G", affiliations=(Affiliation(f"A{n}"),)) for n in range(500))
    record = Metadata("T", "dataset", crowd, "x" * 50_000, "2026", "Zenodo")
    files = tuple(CratedFile(f"{n}.csv", n, "text/csv", MD5) for n in range(100))
    assert len(crate(record, files, None)) < 10**6


text = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    record=st.builds(
        Metadata,
        title=text,
        resource_type=st.just("dataset"),
        creators=st.lists(
            st.builds(Person, text, text) | st.builds(Organisation, text), max_size=3
        ).map(tuple),
        description_html=text,
        publication_date=st.just("2026"),
        publisher=text,
        licences=st.lists(st.builds(Licence, text, text, text), max_size=2).map(tuple),
        subjects=st.lists(st.builds(Term, text, text), max_size=3).map(tuple),
        related=st.lists(
            st.builds(
                Related, st.builds(Identifier, text, st.sampled_from(["doi", "url", "urn"])), text
            ),
            max_size=3,
        ).map(tuple),
        beside=st.lists(st.builds(Beside, text, text, text | st.lists(text)), max_size=3).map(
            tuple
        ),
        custom=st.dictionaries(text, text | st.dictionaries(text, text | st.lists(text))),
    ),
    paths=st.lists(text.filter(lambda path: path.strip("/.") != ""), unique=True, max_size=3),
)
def test_whatever_was_typed_it_is_made(record: Metadata, paths: list[str]) -> None:
    files = [CratedFile(f"d{path}".replace("/", "_"), 1, "", None) for path in paths]
    every = entities(crate(record, files, None))
    assert every["./"]["name"] == record.title
    assert len(every["./"].get("hasPart", [])) == len(files)
    known = set(every)
    for entity in every.values():
        for value in entity.values():
            for each in value if isinstance(value, list) else [value]:
                assert not isinstance(each, dict) or each["@id"] in known | {
                    "https://w3id.org/ro/crate/1.3"
                }
