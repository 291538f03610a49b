"""What may follow what in the life of a submission, told state by state, and what it remembers."""

from dataclasses import replace
from itertools import product

import pytest

from tests.clock import START
from tests.table_places import fresh
from zenferry.errors import Conflict, Problem
from zenferry.state import State
from zenferry.timeline import MOST_EVENTS

# Withdrawn, run out, made public over there, or in need of a person: that may happen to any.
STOPS = {State.CANCELLED, State.EXPIRED, State.PUBLISHED, State.NEEDS_ATTENTION}
# Sent, it may have to wait until one of the consortium's own curators has looked.
SENT = {State.SUBMITTED, State.AWAITING_APPROVAL}
FOLLOWS = {
    State.DRAFT: STOPS | SENT,
    State.AWAITING_APPROVAL: STOPS | {State.SUBMITTED, State.RETURNED},
    State.RETURNED: STOPS | SENT,
    State.SUBMITTED: STOPS | {State.FORWARDING},
    State.FORWARDING: STOPS | {State.IN_REVIEW, State.DRAFT_READY},
    State.IN_REVIEW: STOPS | {State.DECLINED},
    State.DRAFT_READY: STOPS,
    State.NEEDS_ATTENTION: STOPS | SENT | {State.RETURNED},
    State.DECLINED: STOPS | SENT,
    State.PUBLISHED: set(),
    State.CANCELLED: set(),
    State.EXPIRED: set(),
}
PAIRS = list(product(State, State))
ALLOWED = [(old, new) for old, new in PAIRS if new in FOLLOWS[old]]
FORBIDDEN = [pair for pair in PAIRS if pair not in ALLOWED]


@pytest.mark.parametrize(("old", "new"), ALLOWED)
def test_a_state_is_followed_by_what_may_follow_it(old: State, new: State) -> None:
    moved = replace(fresh("i"), state=old).move(new, START)

    assert moved.state is new
    assert [(event.at, event.code) for event in moved.timeline] == [(START, new)]


@pytest.mark.parametrize(("old", "new"), FORBIDDEN)
def test_a_state_is_followed_by_nothing_else(old: State, new: State) -> None:
    with pytest.raises(Conflict) as refused:
        replace(fresh("i"), state=old).move(new, START)

    assert (refused.value.code, refused.value.params) == ("wrong_state", {"state": old})


@pytest.mark.parametrize(("old", "new"), ALLOWED)
def test_problems_are_kept_only_for_who_has_to_mend_them(old: State, new: State) -> None:
    problem = Problem("title", "required")
    moved = replace(fresh("i"), state=old, problems=(problem,)).move(new, START)

    assert moved.problems == ((problem,) if new is State.NEEDS_ATTENTION else ())


def test_a_timeline_has_an_end_and_keeps_what_came_last() -> None:
    submission = fresh("i")
    for number in range(MOST_EVENTS + 5):
        submission = submission.note(START, "retried", number=number)

    numbers = [event.params["number"] for event in submission.timeline]
    assert numbers == list(range(5, MOST_EVENTS + 5))
