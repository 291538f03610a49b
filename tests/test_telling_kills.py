"""Killed at any call, whoever sends mails makes up for it at the next run."""

import pytest

from tests.boundary import Boundary
from tests.machine import Killed
from tests.told import ADDRESS, Told
from zenferry.mails.news import CLAIM
from zenferry.profile import HandOver
from zenferry.repository import ReviewState
from zenferry.state import State


def lived(boundary: Boundary, hand_over: HandOver) -> Told:
    """From leaving the address to its erasure, told of after each step."""
    crossing = Told(boundary=boundary, hand_over=hand_over)
    crossing.fill()
    crossing.submit()
    _told_twice(crossing)
    if hand_over is HandOver.REVIEW:
        crossing.tend(minutes=6)
        crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)
    for _ in range(3):
        crossing.tend(hours=2)
        _told_twice(crossing)
    assert crossing.state() is State.PUBLISHED, crossing.found.problems
    for _ in range(4):
        crossing.tend(days=9)
    return crossing


def _told_twice(crossing: Told) -> None:
    """Steps run twice; and after a death the next run comes when the claim is over."""
    for _ in range(3):
        crossing.tell()
        crossing.clock.advance(seconds=CLAIM.total_seconds())


def calls_of_a_life(hand_over: HandOver) -> dict[int, str]:
    """From when the address is left; test_kills.py tells of those before."""
    boundary = Boundary()
    lived(boundary, hand_over)
    calls = dict(enumerate(boundary.calls))
    first = boundary.calls.index("FakeAddresses.put")
    return {index: name for index, name in calls.items() if index >= first}


@pytest.mark.parametrize("hand_over", [HandOver.REVIEW, HandOver.PUBLISH])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_call_each_is_told_and_twice_only_where_its_answer_was_lost(
    hand_over: HandOver, *, after: bool
) -> None:
    wanted = ["in_review", "published"] if hand_over is HandOver.REVIEW else ["published"]
    for index, name in calls_of_a_life(hand_over).items():
        boundary = Boundary(at=index, after=after)
        crossing = lived(boundary, hand_over)
        where = f"killed at call {index}, {name}"
        assert boundary.fired, where
        assert sorted(set(crossing.letters) - {"received"}) == wanted, where
        # Between the mail service's answer and the table's: see telling.py.
        twice = len(crossing.letters) - len(set(crossing.letters))
        assert twice == 0 or (twice == 1 and _lost(boundary, index, after=after)), where
        assert crossing.addresses.rows == {}, where
        assert (crossing.found.told, crossing.found.news) == (False, ()), where


def _lost(boundary: Boundary, index: int, *, after: bool) -> bool:
    sent = "FakeMailer.send"
    if after and boundary.calls[index] == sent:
        return True
    return sent in boundary.calls[index - 2 : index]


def test_after_erasure_no_row_holds_the_address() -> None:
    crossing = lived(Boundary(), HandOver.REVIEW)
    assert crossing.mailer.sent
    assert ADDRESS not in repr((crossing.kept(), crossing.addresses.rows))


def test_killed_means_killed() -> None:
    """What the tests above rely on: a call that dies is not made up for by the fake."""
    crossing = Told()
    crossing.fill()
    crossing.submit()
    crossing.disturb(Boundary(at=0))
    with pytest.raises(Killed):
        crossing.parts.telling.tell()
    assert crossing.letters == []
