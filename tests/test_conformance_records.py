"""The stand-in's search of a community answers as a real InvenioRDM's does."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from infra.local.repository import running
from tests.places import METADATA, Place, body, md5, real_place, standin_place
from zenferry.adapters.community_search import CommunitySearch, searching
from zenferry.profile import HandOver, RepositorySettings
from zenferry.records.registry import Entry

_REAL = pytest.param("real", marks=pytest.mark.conformance)
_SECONDS = 30


@pytest.fixture(scope="module", params=["stand-in", _REAL])
def searched(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Place, CommunitySearch]]:
    """A repository, and the search there."""
    if request.param == "real":
        yield real_place(), _searching(os.environ["RDM_URL"])
    else:
        with running(tmp_path_factory.mktemp("standin")) as standin:
            yield standin_place(standin), _searching(standin.url)


def _searching(url: str) -> CommunitySearch:
    place = RepositorySettings(
        "here", "Here", url, "lab-reviewed", HandOver.REVIEW, "Zenodo", {}, False, ""
    )
    return searching(place, "tests@example.org")


def _published(place: Place) -> str:
    there = place.repository
    draft = there.create("Sediment cores").id
    there.describe(draft, METADATA)
    there.announce(draft, ["cores/a.csv"])
    there.send(draft, "cores/a.csv", body(b"a,b\n"))
    place.accept(there.submit(draft, there.community(place.reviewed)).id)
    return draft


def _found(search: CommunitySearch, community: str, record: str, since: str = "") -> Entry | None:
    number = 1
    while True:
        page = search.changed(community, since, number)
        for entry in page.entries:
            if entry.record == record:
                return entry
        if not page.full:
            return None
        number += 1


def _appeared(search: CommunitySearch, community: str, record: str) -> Entry:
    """A search may lag behind by a moment."""
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        if found := _found(search, community, record):
            return found
        time.sleep(0.5)
    raise AssertionError("it does not appear")


def test_what_was_published_is_found_whole(searched: tuple[Place, CommunitySearch]) -> None:
    place, search = searched
    record = _published(place)
    found = _appeared(search, place.reviewed, record)
    assert found.title == METADATA.title
    assert [who.name for who in found.people] == [
        "Carberry, Josiah",
        "Tidal Flats Research Consortium",
    ]
    assert found.people[0].orcid == "0000-0002-1825-0097"
    assert (found.date, found.type, found.version) == ("2026-11-21", "dataset", "1.0")
    assert found.description == "One file a core."
    assert found.keywords == METADATA.keywords
    assert [(f.name, f.size, f.md5) for f in found.files] == [("cores/a.csv", 4, md5(b"a,b\n"))]
    assert urlsplit(found.url).path == f"/records/{record}"
    assert found.doi
    assert found.concept
    assert found.published
    assert found.updated


def test_what_was_changed_before_is_not_asked_for(searched: tuple[Place, CommunitySearch]) -> None:
    place, search = searched
    first = _appeared(search, place.reviewed, _published(place))
    second = _appeared(search, place.reviewed, _published(place))
    assert first.updated < second.updated
    assert _found(search, place.reviewed, first.record, first.updated) is not None
    assert _found(search, place.reviewed, first.record, second.updated) is None
    assert _found(search, place.reviewed, second.record, second.updated) is not None
    newest = search.changed(place.reviewed, second.updated, 1)
    assert [each.updated for each in newest.entries] == sorted(e.updated for e in newest.entries)


def test_they_are_counted(searched: tuple[Place, CommunitySearch]) -> None:
    place, search = searched
    before = search.total(place.reviewed)
    _appeared(search, place.reviewed, _published(place))
    assert search.total(place.reviewed) == before + 1
