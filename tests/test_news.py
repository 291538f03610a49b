"""Each move owes its message once, and only to whoever is to be told."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.clock import START
from tests.table_places import Place, added, fresh, place
from zenferry.mails.news import Message, News
from zenferry.state import State
from zenferry.submission import Submission

__all__ = ["place"]


def told(**more: Any) -> Submission:
    return replace(fresh("i"), told=True, **more)


def owed(found: Submission) -> list[News]:
    return [each.news for each in found.news]


MOVES = [
    (State.DRAFT, State.SUBMITTED, [News.RECEIVED]),
    (State.DRAFT, State.AWAITING_APPROVAL, [News.RECEIVED, News.WAITING]),
    (State.RETURNED, State.AWAITING_APPROVAL, [News.WAITING]),
    (State.RETURNED, State.SUBMITTED, []),
    (State.AWAITING_APPROVAL, State.SUBMITTED, []),
    (State.AWAITING_APPROVAL, State.RETURNED, [News.RETURNED]),
    (State.SUBMITTED, State.FORWARDING, []),
    (State.FORWARDING, State.NEEDS_ATTENTION, [News.NEEDS_ATTENTION]),
    (State.FORWARDING, State.IN_REVIEW, [News.IN_REVIEW]),
    (State.FORWARDING, State.DRAFT_READY, [News.DRAFT_READY]),
    (State.FORWARDING, State.PUBLISHED, [News.PUBLISHED]),
    (State.IN_REVIEW, State.DECLINED, [News.DECLINED]),
    (State.IN_REVIEW, State.PUBLISHED, [News.PUBLISHED]),
    (State.DECLINED, State.SUBMITTED, []),
    (State.DRAFT, State.CANCELLED, [News.CANCELLED]),
    (State.DRAFT, State.EXPIRED, [News.EXPIRED]),
]


@pytest.mark.parametrize(("before", "after", "wanted"), MOVES)
def test_a_move_owes_its_messages(before: State, after: State, wanted: list[News]) -> None:
    moved = told(state=before).move(after, START)
    assert owed(moved) == wanted
    assert moved.news_due == (START if wanted else None)


@pytest.mark.parametrize(("before", "after", "wanted"), MOVES)
def test_who_left_no_address_is_owed_nothing_and_curators_are(
    before: State, after: State, wanted: list[News]
) -> None:
    moved = replace(told(state=before), told=False).move(after, START)
    assert owed(moved) == [each for each in wanted if not each.is_private]


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("ends_soon", [News.ENDS_SOON]),
        ("curator_said", [News.CURATOR_SAID]),
        ("reconciled", []),
        ("doi_reserved", []),
        ("cancel_asked", []),
    ],
)
def test_a_line_of_the_timeline_owes_its_message(code: str, wanted: list[News]) -> None:
    assert owed(told().note(START, code)) == wanted


def test_the_same_news_again_before_it_was_told_is_told_once_and_as_the_latest() -> None:
    later = START + timedelta(hours=1)
    twice = told().note(START, "curator_said", words="a").note(later, "curator_said", words="b")
    assert twice.news == (Message(News.CURATOR_SAID, later),)
    assert twice.news_due == START


def test_what_is_owed_is_kept_and_found_by_when_it_is_due(place: Place) -> None:
    early, late, none = (added(place, told=True) for _ in range(3))
    later = START + timedelta(hours=1)
    place.submissions.replace(late.move(State.AWAITING_APPROVAL, later))
    kept = place.submissions.replace(early.move(State.SUBMITTED, START))
    assert place.submissions.get(early.id) == kept
    assert kept.news == (Message(News.RECEIVED, START),)
    ours = {early.id, late.id, none.id}
    assert [i for i in place.submissions.owing(START, 1000) if i in ours] == [early.id]
    assert [i for i in place.submissions.owing(later, 1000) if i in ours] == [early.id, late.id]
    place.submissions.replace(replace(kept, news=(), news_due=None))
    assert [i for i in place.submissions.owing(later, 1000) if i in ours] == [late.id]


def test_all_of_it_is_read_back(place: Place) -> None:
    message = Message(News.WAITING, START, "mb")
    new = added(place, addressed=2, news=(message,), news_due=START, news_keys=("k",), news_sent=3)
    assert place.submissions.get(new.id) == new
    assert (new.news, new.news_keys, new.addressed, new.news_sent) == ((message,), ("k",), 2, 3)


def test_no_more_are_owed_than_were_asked_for(place: Place) -> None:
    for _ in range(3):
        added(place, news=(Message(News.RECEIVED, START),), news_due=START)
    assert len(list(place.submissions.owing(START, 2))) == 2
