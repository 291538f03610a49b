"""What is to be thought over is said where it applies, and nowhere else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from zenferry.metadata import (
    Access,
    AccessKind,
    Affiliation,
    Identifier,
    Licence,
    Metadata,
    Organisation,
    Person,
    Related,
    Text,
)
from zenferry.preview.advice import NamedFile, advice

TODAY = date(2026, 11, 21)
LONG = (
    "<p>Grain sizes of forty sediment cores that were taken in the Jade Bay between 2021 and "
    "2024, one file a core, with depth, fraction and the method used.</p>"
)
PAPER = Related(Identifier("10.1000/182", "doi"), "issupplementto")
GOOD = Metadata(
    title="Sediment cores of the Jade Bay, 2021–2024",
    resource_type="dataset",
    creators=(Person("Carberry", "Josiah", "0000-0002-1825-0097", (Affiliation("Brown"),)),),
    description_html=LONG,
    publication_date="2026-11-21",
    publisher="Zenodo",
    licences=(Licence("cc-by-4.0"),),
    keywords=("sediment",),
    related=(PAPER,),
)
DATA = (NamedFile("cores.csv", 10**6),)


def codes(record: Metadata, files: tuple[NamedFile, ...] = DATA) -> set[tuple[str, str]]:
    return {(each.field, each.code) for each in advice(record, files, TODAY)}


def paragraphs(inner: str, count: int) -> str:
    return LONG + "".join(f"<p>{inner.format(n=n)}</p>" for n in range(count))


def test_of_a_good_record_nothing_is_said() -> None:
    assert codes(GOOD) == set()


def test_the_order_is_that_of_the_form_and_each_is_said_once() -> None:
    poor = replace(GOOD, title="TEST TEST TEST", description_html="<p>x</p>", keywords=())
    found = [each.field for each in advice(poor, DATA, TODAY)]
    assert found[:3] == ["title", "title", "description"]
    assert len({(each.field, each.code) for each in advice(poor, DATA, TODAY)}) == len(found)


def licensed(*ids: str) -> tuple[Licence, ...]:
    return tuple(Licence(each) for each in ids)


def embargoed(until: str) -> Access:
    return Access(AccessKind.EMBARGOED, until)


CASES: tuple[tuple[str, str, Mapping[str, object], Mapping[str, object]], ...] = (
    # field, code, what brings it, what is near and does not
    ("title", "title_capitals", {"title": "SEDIMENT CORES"}, {"title": "GPS and CTD of the Jade"}),
    ("title", "title_file_name", {"title": "cores_2021_final.csv"}, {"title": "Cores of 3.5 m"}),
    ("title", "title_file_name", {"title": "20211101_cores"}, {"title": "PANGAEA"}),
    ("title", "title_says_nothing", {"title": "Test data 1"}, {"title": "Test of a corer"}),
    (
        "description",
        "description_is_title",
        {"description_html": "<p>Sediment cores of the Jade Bay, 2021–2024.</p>"},
        {"description_html": LONG},
    ),
    (
        "description",
        "description_says_nothing",
        {"description_html": "<p>test test 123</p>"},
        {"description_html": LONG.replace("Grain", "Test of grain")},
    ),
    ("description", "description_says_nothing", {"description_html": "<p>…!</p>"}, {}),
    (
        "description",
        "description_short",
        {"description_html": "<p>Forty cores from the bay</p>"},
        {"description_html": ""},
    ),
    ("keywords", "keywords_none", {"keywords": ()}, {"keywords": ("a",)}),
    (
        "publication_date",
        "published_in_future",
        {"publication_date": "2026-11-22"},
        {"publication_date": "2026"},
    ),
    (
        "publication_date",
        "published_in_future",
        {"publication_date": "2027/2028"},
        {"publication_date": "2021-03/2024"},
    ),
    (
        "embargo_until",
        "embargo_long",
        {"access": embargoed("2029-11-23")},
        {"access": embargoed("2029-11-21")},
    ),
    (
        "creators",
        "orcid_missing",
        {"creators": (*GOOD.creators, Person("Lovelace"))},
        {"creators": (*GOOD.creators, Organisation("Institute"))},
    ),
    (
        "creators",
        "affiliation_none",
        {"creators": (Organisation("Institute"),)},
        {"creators": (*GOOD.creators, Organisation("Institute"))},
    ),
    (
        "licence",
        "licence_for_software",
        {"licences": licensed("mit")},
        {"licences": licensed("mit"), "resource_type": "software"},
    ),
    (
        "licence",
        "licence_not_for_software",
        {"licences": licensed("cc-by-4.0"), "resource_type": "software"},
        {"licences": licensed("cc-by-4.0"), "resource_type": "lesson"},
    ),
    ("licence", "licence_no_changes", {"licences": licensed("cc-by-nd-4.0")}, {}),
    ("licence", "licence_not_commercial", {"licences": licensed("cc-by-nc-sa-4.0")}, {}),
    (
        "licences",
        "licences_contradict",
        {"licences": licensed("cc0-1.0", "cc-by-4.0")},
        {"licences": licensed("cc0-1.0", "mit")},
    ),
    (
        "licences",
        "licences_contradict",
        {"licences": licensed("cc-by-sa-4.0", "cc-by-nd-4.0")},
        {"licences": licensed("cc-by-4.0", "cc-by-sa-4.0")},
    ),
    ("related", "related_none", {"related": ()}, {"related": (), "resource_type": "software"}),
    (
        "description",
        "email_public",
        {"description_html": LONG + "<p>Ask ada@example.org.</p>"},
        {"description_html": LONG + "<p>Sampled @ noon.</p>"},
    ),
    (
        "additional_descriptions",
        "phone_public",
        {"additional_descriptions": (Text("<p>Tel. 0441 / 798-1234</p>", "other"),)},
        {"additional_descriptions": (Text("<p>53.4512 8.1733, 2021-11-21</p>", "other"),)},
    ),
    (
        "description",
        "phone_public",
        {"description_html": LONG + "<p>+49 441 798 1234</p>"},
        {"description_html": LONG + "<p>between +12 and +15 degrees, grant 441798123456</p>"},
    ),
    (
        "description",
        "links_many",
        {"description_html": paragraphs('<a href="https://example.org/{n}">page</a>', 6)},
        {"description_html": paragraphs('<a href="https://example.org/{n}">page</a>', 5)},
    ),
    (
        "description",
        "link_unsafe",
        {"description_html": LONG + '<a href="https://bit.ly/x">data</a>'},
        {"description_html": LONG + '<a href="https://rabbit.ly/x">data</a>'},
    ),
    ("copyright", "link_unsafe", {"copyright": "See http://192.0.2.7/x"}, {}),
    (
        "description",
        "link_unsafe",
        {"description_html": LONG + '<a href="https://zenodo.org@evil.example/">x</a>'},
        {"description_html": LONG + '<a href="https://evil.example/@me">x</a>'},
    ),
    (
        "description",
        "emoji_many",
        {"description_html": paragraphs("🎉 a", 4)},
        {"description_html": paragraphs("🎉 a", 3)},
    ),
    (
        "description",
        "emoji_many",
        {"description_html": paragraphs("🌊 a", 5)},
        {"title": "砂の粒度 分 布 図 表"},
    ),
    (
        "description",
        "headings_many",
        {"description_html": paragraphs("<h2>a</h2>", 5)},
        {"description_html": paragraphs("<h2>a</h2><hr>", 4)},
    ),
)  # fmt: skip


@pytest.mark.parametrize(("field", "code", "bad", "_near"), CASES)
def test_it_is_said_where_it_applies(
    field: str, code: str, bad: dict[str, object], _near: object
) -> None:
    assert (field, code) in codes(replace(GOOD, **bad))  # type: ignore[arg-type]


@pytest.mark.parametrize(("field", "code", "_bad", "near"), CASES)
def test_it_is_not_said_of_what_is_only_near(
    field: str, code: str, _bad: object, near: dict[str, object]
) -> None:
    assert (field, code) not in codes(replace(GOOD, **near))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "files",
    [
        (NamedFile("paper.PDF", 10**6),),
        tuple(NamedFile(f"{n}.png", 10) for n in range(4)),
    ],
)
def test_few_small_files_look_like_spam_with_a_document_among_them(
    files: tuple[NamedFile, ...],
) -> None:
    assert codes(GOOD, files) == {("files", "files_like_spam")}


@pytest.mark.parametrize(
    "files",
    [
        (NamedFile("paper.pdf", 5 * 10**6),),
        (NamedFile("data.csv", 10),),
        (),
        tuple(NamedFile(f"{n}.png", 10) for n in range(5)),
    ],
)
def test_many_or_large_files_or_mere_data_look_like_none(files: tuple[NamedFile, ...]) -> None:
    assert codes(GOOD, files) == set()


def test_how_many_are_without_an_orcid_is_counted() -> None:
    crowd = replace(GOOD, creators=(*GOOD.creators, Person("A"), Person("B"), Organisation("C")))
    (found,) = (each for each in advice(crowd, DATA, TODAY) if each.code == "orcid_missing")
    assert found.params == {"count": 2, "all": 3}


def test_the_same_host_is_named_once() -> None:
    twice = replace(GOOD, description_html=paragraphs('<a href="https://bit.ly/{n}">x</a>', 2))
    assert [each.code for each in advice(twice, DATA, TODAY)].count("link_unsafe") == 1


def test_an_address_that_is_none_does_no_harm() -> None:
    odd = replace(GOOD, description_html=LONG + '<a href="http://[::1">x</a> www.')
    assert codes(odd) == set()
