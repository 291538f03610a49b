"""A deposit of ours is on the list as soon as it is public, and is never held up by that."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from tests.crossing import FILES, Crossing, handed_over
from tests.places import md5
from zenferry.errors import NotNow
from zenferry.records.places import communities_of, places
from zenferry.records.registry import Entry
from zenferry.repository import ReviewState
from zenferry.state import State


def accepted(crossing: Crossing) -> Crossing:
    crossing.fake.decide(crossing.found.review or "", ReviewState.ACCEPTED)
    crossing.clock.advance(hours=2)
    crossing.parts.tending.tend()
    assert crossing.found.state is State.PUBLISHED
    return crossing


def kept(crossing: Crossing) -> Entry:
    [found] = crossing.registry.rows.values()
    return found


def test_what_is_published_is_on_the_list_with_its_checksums() -> None:
    crossing = accepted(handed_over())
    found = kept(crossing)
    assert found.submission == crossing.found.id
    assert found.record == crossing.found.draft
    assert (found.repository, found.doi) == ("zenodo", crossing.found.doi)
    assert found.title == crossing.found.values["title"]
    assert found.people
    assert {f.name: f.md5 for f in found.files} == {p: md5(c) for p, c in FILES.items()}
    assert not found.searched


def test_before_it_is_published_nothing_is_on_the_list() -> None:
    assert not handed_over().registry.rows


def test_tidying_up_lists_it_again_and_changes_nothing() -> None:
    crossing = accepted(handed_over())
    before = kept(crossing)
    crossing.clock.advance(days=60)
    crossing.parts.tending.tend()
    assert crossing.found.cleaned
    assert kept(crossing) == before


@pytest.mark.parametrize("error", [NotNow("storage_unavailable"), RuntimeError("a mistake")])
def test_a_list_that_fails_stands_in_nobodys_way(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    crossing = handed_over()

    def fails(_: Entry) -> bool:
        raise error

    monkeypatch.setattr(crossing.registry, "keep", fails)
    with caplog.at_level(logging.WARNING):
        accepted(crossing)
    assert str(crossing.found.values["title"]) not in caplog.text
    monkeypatch.undo()
    crossing.clock.advance(days=60)
    crossing.parts.tending.tend()
    assert kept(crossing).submission == crossing.found.id


def test_repositories_at_one_address_are_one_place() -> None:
    profile = handed_over().profile
    first = profile.repositories[0]
    there = replace(first, key="trial", community="sand", practice=True)
    several = replace(profile, repositories=(first, there))
    assert places(several) == (first,)
    assert communities_of(several, first) == (first.community, "sand")


def test_what_is_no_id_of_a_record_is_not_put_on_the_list() -> None:
    crossing = accepted(handed_over())
    crossing.registry.rows.clear()
    for odd in ("../index", "a/b", "", "x" * 70, "javascript:1"):
        crossing.parts.registering.note(replace(crossing.found, draft=odd))
    assert not crossing.registry.rows
