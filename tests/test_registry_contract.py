"""What is relied on of whatever keeps the registry of what was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from moto import mock_aws

from tests.fake_registry import FakeRegistry
from tests.registered import entry
from tests.table_places import CLOUD, in_the_cloud, made_by_moto
from zenferry.adapters.dynamo_registry import DynamoRegistry
from zenferry.curation.log import LogEntry
from zenferry.errors import Absent, Malformed
from zenferry.records.registry import Bookmark, EntryFile, RecordLine, Registry


@pytest.fixture(params=["memory", "moto", CLOUD])
def registry(request: pytest.FixtureRequest) -> Iterator[Registry]:
    if request.param == "memory":
        yield FakeRegistry()
    elif request.param == "cloud":
        yield DynamoRegistry(in_the_cloud(request.getfixturevalue("deployed")))
    else:
        with mock_aws():
            yield DynamoRegistry(made_by_moto())


@pytest.fixture
def place() -> str:
    """A repository of its own: the cloud's table is shared."""
    return uuid4().hex


def test_what_is_kept_is_read_back_whole(registry: Registry, place: str) -> None:
    assert registry.keep(entry(place))
    assert list(registry.entries(place)) == [entry(place)]


def test_the_same_again_changes_nothing(registry: Registry, place: str) -> None:
    registry.keep(entry(place))
    assert not registry.keep(entry(place))


def test_a_record_of_ours_and_the_same_from_the_search_are_one(
    registry: Registry, place: str
) -> None:
    ours = entry(place, title="As typed", submission="s1", searched=False)
    found = entry(place, title="As published", files=())
    assert registry.keep(ours)
    assert registry.keep(found)
    assert not registry.keep(ours)
    [kept] = registry.entries(place)
    assert (kept.title, kept.submission, kept.files) == ("As published", "s1", ours.files)


def test_what_was_withdrawn_comes_back_when_the_search_knows_it_again(
    registry: Registry, place: str
) -> None:
    registry.keep(entry(place, withdrawn="2026-11-22T00:00:00+00:00"))
    assert registry.keep(entry(place))
    [kept] = registry.entries(place)
    assert kept.withdrawn == ""


def test_what_is_dropped_is_gone_and_dropping_it_again_is_nothing(
    registry: Registry, place: str
) -> None:
    registry.keep(entry(place))
    registry.drop(entry(place))
    registry.drop(entry(place))
    assert list(registry.entries(place)) == []


def test_each_repository_has_its_own(registry: Registry, place: str) -> None:
    registry.keep(entry(place))
    assert list(registry.entries(f"{place}x")) == []


def test_all_are_read_by_their_records_from_any_one_on(registry: Registry, place: str) -> None:
    for record in ("3", "1", "2"):
        registry.keep(entry(place, record))
    assert [each.record for each in registry.entries(place)] == ["1", "2", "3"]
    assert [each.record for each in registry.entries(place, "1")] == ["2", "3"]
    assert list(registry.entries(place, "3")) == []


def _pages(registry: Registry, place: str, most: int) -> list[list[RecordLine]]:
    found, page = [], registry.shelf("", most)
    while True:
        found.append([line for line in page.items if line.repository == place])
        if not page.next:
            return found
        page = registry.shelf(page.next, most)


def test_lists_are_read_a_page_at_a_time_the_newest_first(registry: Registry, place: str) -> None:
    for number in range(7):
        registry.keep(entry(place, str(number)))
    pages = _pages(registry, place, 3)
    assert all(len(page) <= 3 for page in pages)
    assert [line.record for page in pages for line in page] == list("6543210")


def test_a_line_says_what_it_is(registry: Registry, place: str) -> None:
    whole = {"concept": "c1", "concept_doi": "10.5281/zenodo.0", "submission": "s1"}
    registry.keep(entry(place, withdrawn="2026-11-22T00:00:00+00:00", **whole))
    [line] = [line for page in _pages(registry, place, 250) for line in page]
    assert line == RecordLine(
        repository=place,
        record="1",
        title="Sediment cores",
        doi="10.5281/zenodo.1",
        concept="c1",
        concept_doi="10.5281/zenodo.0",
        date="2026-11-21",
        type="dataset",
        by="Lovelace, Ada",
        submission="s1",
        withdrawn=True,
        hidden=False,
        pending=False,
    )


TAKEN_OFF = LogEntry(datetime(2026, 11, 22, tzinfo=UTC), "curator:ada", "record_hidden", "zenodo/1")


def test_what_was_taken_off_stays_off_whatever_is_said_of_it_later(
    registry: Registry, place: str
) -> None:
    registry.keep(entry(place))
    assert registry.hide(place, "1", TAKEN_OFF, hidden=True)
    assert not registry.hide(place, "1", TAKEN_OFF, hidden=True)
    registry.keep(entry(place, title="Another"))
    [kept] = registry.entries(place)
    assert (kept.title, kept.is_public) == ("Another", False)
    [line] = [line for page in _pages(registry, place, 250) for line in page]
    assert (line.hidden, line.pending) == (True, False)
    assert registry.hide(place, "1", TAKEN_OFF, hidden=False)
    [kept] = registry.entries(place)
    assert kept.is_public


def test_what_is_not_there_is_not_taken_off(registry: Registry, place: str) -> None:
    with pytest.raises(Absent):
        registry.hide(place, "1", TAKEN_OFF, hidden=True)


def test_of_an_account_of_its_own_only_what_the_search_knows_is_public(
    registry: Registry, place: str
) -> None:
    registry.keep(entry(place, searched=False, own=True, submission="s1"))
    [kept] = registry.entries(place)
    assert not kept.is_public
    [line] = [line for page in _pages(registry, place, 250) for line in page]
    assert line.pending
    registry.keep(entry(place))
    [kept] = registry.entries(place)
    assert kept.is_public


@pytest.mark.parametrize("cursor", ["x", "!!!", "bnVsbA", "WyJhIiwiYiIsImMiXQ", "é"])
def test_a_page_that_nobody_gave_is_refused(registry: Registry, cursor: str) -> None:
    with pytest.raises(Malformed):
        registry.shelf(cursor)


def test_a_bookmark_is_empty_at_first_and_then_what_was_marked_last(
    registry: Registry, place: str
) -> None:
    assert registry.bookmark(place) == Bookmark()
    registry.mark(place, Bookmark("a", "2026-11-21T10:00:00+00:00"))
    registry.mark(place, Bookmark("b", "2026-11-21T11:00:00+00:00"))
    assert registry.bookmark(place) == Bookmark("b", "2026-11-21T11:00:00+00:00")
    assert list(registry.entries(place)) == []


def test_of_two_who_mark_in_place_of_the_same_one_does(registry: Registry, place: str) -> None:
    first, second = Bookmark("a", "1"), Bookmark("b", "2")
    assert registry.mark(place, first, instead_of=Bookmark())
    assert not registry.mark(place, second, instead_of=Bookmark())
    assert registry.bookmark(place) == first
    assert registry.mark(place, second, instead_of=first)
    assert not registry.mark(place, first, instead_of=first)
    assert registry.bookmark(place) == second
    registry.mark(place, Bookmark())
    assert registry.mark(place, first, instead_of=Bookmark())


@pytest.mark.parametrize("title", ["=cmd|' /C calc'!A0", "</script><b>", "م" * 400, "🪱" * 400])
def test_any_title_is_kept_as_it_is(registry: Registry, place: str, title: str) -> None:
    registry.keep(entry(place, title=title))
    [kept] = registry.entries(place)
    assert kept.title == title


def test_an_entry_beyond_all_measure_is_kept_with_less(registry: Registry, place: str) -> None:
    files = tuple(EntryFile("ä" * 200 + str(n), n, "0" * 32) for n in range(3000))
    huge = replace(entry(place), files=files)
    registry.keep(huge)
    [kept] = registry.entries(place)
    assert kept.title == huge.title
