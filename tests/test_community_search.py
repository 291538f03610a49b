"""A community's records are read from the search as it answers, and as nobody would answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from infra.local.repository import Standin, running
from infra.local.repository.state import Content, Entry, Record, now
from tests.clock import Clock
from tests.fake_registry import FakeRegistry
from zenferry.adapters.community_search import PAGE, CommunitySearch, entry_of, searching
from zenferry.errors import Absent, NotNow
from zenferry.look_ups.fetching import Elsewhere
from zenferry.profile import HandOver, RepositorySettings
from zenferry.records.harvest import Harvest
from zenferry.records.registry import Grant, Terms, Who

METADATA: dict[str, Any] = {
    "title": "Sediment cores",
    "resource_type": {"id": "dataset", "title": {"en": "Dataset"}},
    "publication_date": "2026-11-21",
    "publisher": "Zenodo",
    "version": "1.0",
    "description": "<p>One file a core &amp; more.</p>",
    "creators": [
        {
            "person_or_org": {
                "type": "personal",
                "family_name": "Carberry",
                "given_name": "Josiah",
                "name": "Carberry, Josiah",
                "identifiers": [{"scheme": "orcid", "identifier": "0000-0002-1825-0097"}],
            }
        },
        {"person_or_org": {"type": "organizational", "name": "Tidal Flats"}},
    ],
    "rights": [{"id": "cc-by-4.0", "title": {"en": "CC BY 4.0"}, "link": "javascript:alert(1)"}],
    "funding": [{"funder": {"name": "EC"}, "award": {"number": "7", "title": {"de": "Schlick"}}}],
    "subjects": [{"subject": "mud"}],
}


def place(url: str = "https://zenodo.org/api", *, practice: bool = False) -> RepositorySettings:
    return RepositorySettings(
        "zenodo", "Zenodo", url, "tidal-flats", HandOver.REVIEW, "Zenodo", {}, practice, ""
    )


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standin]:
    with running(tmp_path_factory.mktemp("standin")) as started:
        yield started


def publish(standin: Standin, slug: str, **more: Any) -> Record:
    record = Record(
        owner="1",
        published=True,
        metadata=METADATA | more,
        access={"record": "public", "files": "public", "embargo": {"active": False}},
        communities=[standin.communities[slug]],
    )
    record.doi = f"10.5072/zenodo.{record.id}"
    content = Content(Path("nowhere"), 1234, "0" * 32)
    record.entries["cores/a.csv"] = Entry("cores/a.csv", {}, {}, content, committed=True)
    record.updated = now()
    standin.state.records[record.id] = record
    return record


def harvest(standin: Standin, slug: str, registry: FakeRegistry) -> int:
    return Harvest(
        registry=registry,
        search=searching(place(standin.url), "tests@example.org"),
        repository="zenodo",
        communities=(slug,),
        now=Clock().now,
        wait=lambda: None,
        enough=lambda: False,
    ).run()


def test_a_record_is_read_as_the_search_gives_it(standin: Standin) -> None:
    slug = "read-as-given"
    standin.add_community(slug)
    record = publish(standin, slug)
    registry = FakeRegistry()
    assert harvest(standin, slug, registry) == 1
    [found] = registry.rows.values()
    assert found.doi == record.doi
    assert found.people == (
        Who("Carberry", "Josiah", "0000-0002-1825-0097"),
        Who("Tidal Flats", group=True),
    )
    assert found.grants == (Grant("EC", "7", "Schlick"),)
    assert found.licences == (Terms("CC BY 4.0"),)
    assert [(file.name, file.size, file.md5) for file in found.files] == [
        ("cores/a.csv", 1234, "0" * 32)
    ]
    assert found.url == f"{standin.page}records/{record.id}"
    assert found.description == "One file a core & more."
    assert (found.type, found.version, found.keywords) == ("dataset", "1.0", ("mud",))
    assert found.searched


def test_a_community_of_several_pages_is_read_to_the_end(standin: Standin) -> None:
    slug = "several-pages"
    standin.add_community(slug)
    records = {publish(standin, slug, title=f"Core {number}").id for number in range(PAGE + 5)}
    registry = FakeRegistry()
    harvest(standin, slug, registry)
    assert {row.record for row in registry.rows.values()} == records
    assert harvest(standin, slug, registry) == 0
    gone = records.pop()
    del standin.state.records[gone]
    assert harvest(standin, slug, registry) == 1
    assert {row.record for row in registry.rows.values()} == records


def test_drafts_and_others_records_are_not_among_them(standin: Standin) -> None:
    standin.add_community("mine")
    standin.add_community("theirs")
    publish(standin, "theirs")
    publish(standin, "mine").published = False
    registry = FakeRegistry()
    assert harvest(standin, "mine", registry) == 0


def test_of_restricted_files_nothing_is_said(standin: Standin) -> None:
    slug = "restricted"
    standin.add_community(slug)
    publish(standin, slug).access["files"] = "restricted"
    registry = FakeRegistry()
    harvest(standin, slug, registry)
    [found] = registry.rows.values()
    assert found.files == ()


def test_who_asks_for_more_than_guests_may_have_is_refused(standin: Standin) -> None:
    search = searching(place(standin.url), "tests@example.org")
    fetcher = search._fetcher
    path = ("communities", "tidal-flats", "records")
    with pytest.raises(Absent):
        fetcher.json(Elsewhere.REPOSITORY, path, {"size": str(PAGE + 1)})


def test_a_repository_that_does_not_answer_is_asked_again_later(standin: Standin) -> None:
    standin.add_community("broken")
    publish(standin, "broken")
    standin.fault("unavailable", path="/api/communities/broken/records.*")
    registry = FakeRegistry()
    assert harvest(standin, "broken", registry) == 0
    standin.clear_faults()
    assert harvest(standin, "broken", registry) == 1


class Told:
    """Answers what it was given."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def json(
        self,
        of: Elsewhere,
        path: Sequence[str],
        params: Mapping[str, str] | None = None,
        *,
        seconds: float = 2.0,
    ) -> Any:
        del of, path, params, seconds
        return self.answer


@pytest.mark.parametrize("answer", [None, [], {}, {"hits": []}, {"hits": {"hits": 7}}, "x"])
def test_an_answer_of_another_form_is_no_answer(answer: object) -> None:
    search = CommunitySearch(Told(answer), place())
    with pytest.raises(NotNow):
        search.changed("mud", "", 1)
    with pytest.raises(NotNow):
        search.total("mud")


@pytest.mark.parametrize("total", [None, -1, "7", 10**30, True])
def test_a_count_that_is_none_is_nothing(total: object) -> None:
    search = CommunitySearch(Told({"hits": {"hits": [], "total": total}}), place())
    assert search.total("mud") == 0


@pytest.mark.parametrize(
    "hit",
    [
        {},
        {"id": None},
        {"id": "../../x"},
        {"id": "a/b"},
        {"id": "<b>"},
        {"id": "#"},
        {"id": "x" * 100},
        {"id": "1", "is_published": False},
    ],
)
def test_what_is_no_record_is_left_out(hit: dict[str, Any]) -> None:
    assert entry_of(hit, place()) is None


STRANGE: list[Any] = [
    None,
    7,
    [],
    {},
    "",
    "x" * 10**5,
    ["x"],
    {"x": None},
    [None, 7],
    [{}],
    True,
    "\ud800\0",
]


@pytest.mark.parametrize("strange", STRANGE, ids=[str(n) for n in range(len(STRANGE))])
@pytest.mark.parametrize("key", ["metadata", "parent", "pids", "files", "created", "updated"])
def test_a_record_of_any_form_is_read_without_stumbling(key: str, strange: object) -> None:
    found = entry_of({"id": "1", "metadata": METADATA, key: strange}, place())
    assert found is not None
    assert found.url == "https://zenodo.org/records/1"


@pytest.mark.parametrize("strange", STRANGE, ids=[str(n) for n in range(len(STRANGE))])
@pytest.mark.parametrize("key", list(METADATA))
def test_metadata_of_any_form_is_read_without_stumbling(key: str, strange: object) -> None:
    found = entry_of({"id": "1", "metadata": METADATA | {key: strange}}, place())
    assert found is not None
    assert len(repr(found)) < 20_000


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "//x",
        "x",
        "https://a b",
        "ftp://x",
    ],
)
def test_addresses_that_lead_nowhere_good_are_dropped(address: str) -> None:
    told = METADATA | {
        "rights": [{"title": "Mine", "link": address}],
        "funding": [
            {"funder": {"name": "EC"}, "award": {"identifiers": [{"identifier": address}]}}
        ],
    }
    hit = {"id": "1", "metadata": told, "links": {"self_html": address}}
    found = entry_of(hit, place())
    assert found is not None
    assert address not in repr(found)


@pytest.mark.parametrize("doi", ["10.1/x", "javascript:x", "10.5281/a b", '10.5281/"><b>', ""])
def test_a_doi_that_is_none_is_none(doi: str) -> None:
    found = entry_of({"id": "1", "pids": {"doi": {"identifier": doi}}}, place())
    assert found is not None
    assert found.doi == ""


def test_what_is_practice_is_marked() -> None:
    found = entry_of({"id": "1", "metadata": METADATA}, place(practice=True))
    assert found is not None
    assert found.practice


def test_what_nobody_can_see_is_taken_out_of_titles_and_no_letter_else() -> None:
    title = "\u202eلبّ رسوبي\u200b <b>=cmd|x</b>\r\n\x00"
    found = entry_of({"id": "1", "metadata": METADATA | {"title": title}}, place())
    assert found is not None
    assert found.title == "لبّ رسوبي <b>=cmd|x</b>"
