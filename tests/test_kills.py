"""The process is killed at every single call to the outside, before it and after it.

Whatever was killed, after the retries the record is complete, handed over once, and nothing that
was staged was lost before the record was public.
"""

from typing import Any

import pytest

from tests.beside import Accompanied, expected
from tests.crossing import FILES, Boundary, Crossing, State
from zenferry.forwarding.route import TimeLimits
from zenferry.profile import HandOver
from zenferry.repository import ReviewState


class ByTask(Crossing):
    """Every file takes a function too long."""

    def __init__(self, **given: Any) -> None:
        super().__init__(time_limits=TimeLimits(function=0, task=43200), **given)


def lived(boundary: Boundary, hand_over: HandOver, kind: type[Crossing]) -> Crossing:
    """The whole life of a deposit, from opening to the emptied staging area."""
    crossing = kind(boundary=boundary, hand_over=hand_over)
    crossing.fill()
    crossing.submit()
    for _ in range(3):
        crossing.tend(minutes=6)
    assert crossing.staged() == expected(crossing)
    if hand_over is HandOver.REVIEW:
        assert crossing.state() is State.IN_REVIEW, crossing.found.problems
        assert len(crossing.fake.reviews) == 1
        crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)
    if hand_over is HandOver.DRAFT:
        assert crossing.state() is State.DRAFT_READY, crossing.found.problems
        crossing.fake.publish(str(crossing.found.draft))
    for _ in range(3):
        crossing.tend(hours=2)
    assert crossing.state() is State.PUBLISHED, crossing.found.problems
    for _ in range(2):
        crossing.tend(days=8)
    return crossing


def calls_of_a_life(hand_over: HandOver, kind: type[Crossing]) -> list[str]:
    boundary = Boundary()
    lived(boundary, hand_over, kind)
    return boundary.calls


@pytest.mark.parametrize(
    ("hand_over", "kind"),
    [
        *((end, Crossing) for end in HandOver),
        (HandOver.REVIEW, Accompanied),
        (HandOver.REVIEW, ByTask),
    ],
)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_call_the_deposit_ends_whole(
    hand_over: HandOver, kind: type[Crossing], *, after: bool
) -> None:
    for index, name in enumerate(calls_of_a_life(hand_over, kind)):
        boundary = Boundary(at=index, after=after)
        crossing = lived(boundary, hand_over, kind)
        where = f"killed at call {index}, {name}"
        assert boundary.fired, where
        assert crossing.arrived() == expected(crossing), where
        assert len(crossing.fake.records) == 1, where
        assert crossing.staging.objects == {}, where
        # An upload begun and never noted holds no bytes; the bucket's lifecycle ends it.
        assert not any(upload.parts for upload in crossing.staging.uploads.values()), where
        [spent] = crossing.invitations.rows.values()
        assert (spent.used_deposits, spent.used_files) == (1, len(FILES)), where
