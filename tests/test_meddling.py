"""Somebody acts at every single moment of a forward: withdraws it, or sends it again.

Whatever the moment, one writer carries on, and nothing is left that nobody looks after.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest

from tests.beside import Accompanied, expected
from tests.crossing import FILES, ID, Boundary, Crossing, State, codes
from zenferry.errors import Conflict, NeedsAttention, ZenferryError
from zenferry.forwarding.attention import STOPPED
from zenferry.profile import HandOver
from zenferry.repository import Community, Review, ReviewState
from zenferry.wiring.steps import step

WAYS = [(HandOver.REVIEW, Crossing), (HandOver.DRAFT, Crossing), (HandOver.REVIEW, Accompanied)]


def calls_of_a_forward(hand_over: HandOver, kind: type[Crossing]) -> int:
    boundary = Boundary()
    crossing = kind(hand_over=hand_over)
    crossing.fill()
    crossing.parts.deposits.submit(ID)
    crossing.disturb(boundary)
    crossing.run()
    return len(boundary.calls)


@pytest.mark.parametrize(("hand_over", "kind"), WAYS)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_withdrawn_at_any_moment_it_is_withdrawn(
    hand_over: HandOver, kind: type[Crossing], *, after: bool
) -> None:
    for index in range(calls_of_a_forward(hand_over, kind)):
        boundary = Boundary(at=index, after=after)
        holder: list[Crossing] = []

        def withdraw(holder: list[Crossing] = holder) -> None:
            holder[0].quiet.deposits.cancel(ID)

        boundary.act = withdraw
        crossing = kind(hand_over=hand_over)
        holder.append(crossing)
        crossing.fill()
        crossing.parts.deposits.submit(ID)
        crossing.disturb(boundary)
        crossing.run()
        for _ in range(4):
            crossing.tend(hours=3)

        where = f"withdrawn at call {index}, {boundary.calls[index]}"
        assert crossing.state() is State.CANCELLED, where
        assert crossing.fake.records == {}, where
        assert all(r.state is ReviewState.CANCELLED for r in crossing.fake.reviews.values()), where
        assert crossing.staging.objects == {}, where


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_withdrawn_while_it_is_being_sent_it_is_withdrawn(*, after: bool) -> None:
    index = 0
    while True:
        crossing = Crossing()
        crossing.fill()
        withdraw = partial(crossing.quiet.deposits.cancel, ID)
        boundary = Boundary(at=index, after=after, act=withdraw)
        crossing.disturb(boundary)
        with suppress(Conflict):
            crossing.parts.deposits.submit(ID)
        if not boundary.fired:
            break
        crossing.run()
        for _ in range(4):
            crossing.tend(hours=3)

        where = f"withdrawn at call {index}, {boundary.calls[index]}"
        assert crossing.state() is State.CANCELLED, where
        assert crossing.fake.records == {}, where
        assert crossing.queue_rows.places("zenodo").running == (), where
        index += 1
    assert index >= 5


ENDS = {
    HandOver.REVIEW: State.IN_REVIEW,
    HandOver.DRAFT: State.DRAFT_READY,
    HandOver.PUBLISH: State.PUBLISHED,
}


@pytest.mark.parametrize(("hand_over", "kind"), [*WAYS, (HandOver.PUBLISH, Crossing)])
def test_given_up_and_sent_again_at_any_moment_the_later_attempt_arrives(
    hand_over: HandOver, kind: type[Crossing]
) -> None:
    """The earlier one was taken for dead, and is not."""
    for index in range(calls_of_a_forward(hand_over, kind)):
        crossing = kind(hand_over=hand_over)
        boundary = Boundary(at=index, after=True, act=sent_again(crossing))
        crossing.fill()
        crossing.parts.deposits.submit(ID)
        crossing.disturb(boundary)
        crossing.run()
        for _ in range(4):
            crossing.tend(hours=3)

        where = f"sent again after call {index}, {boundary.calls[index]}"
        assert crossing.state() is ENDS[hand_over], (where, crossing.found.problems)
        assert crossing.arrived() == expected(crossing), where
        assert len(crossing.fake.records) == 1, where
        open_ = [r for r in crossing.fake.reviews.values() if r.state is ReviewState.OPEN]
        assert len(open_) == (hand_over is HandOver.REVIEW), where


def sent_again(crossing: Crossing) -> Callable[[], None]:
    """Given up, if it is under way, and begun anew at once."""

    def act() -> None:
        again = crossing.quiet
        if again.attention.give_up(ID, 1) == {"outcome": "needs_attention"}:
            again.deposits.retry(ID)
            crossing.step("prepare", 2, by=again)

    return act


def interrupted(name: str, boundary: Boundary, crossing: Crossing) -> bool:
    """Whether it was sent again while this step of its first attempt was at work."""
    crossing.fill()
    crossing.parts.deposits.submit(ID)
    crossing.step("prepare")
    for file in crossing.found.files:
        crossing.parts.sending.send(ID, file.id, 1)
    if name == "hand_over":
        crossing.step("reconcile")
    boundary.act = sent_again(crossing)
    crossing.disturb(boundary)
    with suppress(ZenferryError):
        crossing.step(name)
    return crossing.found.attempt == 2


@pytest.mark.parametrize("hand_over", [HandOver.REVIEW, HandOver.DRAFT])
@pytest.mark.parametrize("name", ["reconcile", "hand_over"])
def test_a_step_that_is_late_in_the_midst_of_its_work_moves_nothing(
    name: str, hand_over: HandOver
) -> None:
    index, late = 0, 0
    while True:
        boundary = Boundary(at=index, after=True)
        crossing = Crossing(hand_over=hand_over)
        if interrupted(name, boundary, crossing):
            late += 1
            assert crossing.state() is State.FORWARDING, f"after {boundary.calls[index]}"
            assert codes(crossing)[-1] == "forwarding", f"after {boundary.calls[index]}"
            assert crossing.found.reconciled < 2, f"after {boundary.calls[index]}"
        if not boundary.fired:
            break
        index += 1
    assert late >= 2


def test_what_a_late_step_found_is_no_news_of_the_attempt_after_it() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.submit()
    late = NeedsAttention("record_full")
    crossing.submissions.replace(replace(crossing.found, state=State.FORWARDING, attempt=2))
    before = crossing.found

    attention = crossing.parts.attention
    assert attention.stop(ID, 1, late) == {"outcome": "stopped"}
    assert attention.not_cancelled(ID, 1, late) == {"outcome": "stopped"}
    assert attention.stop_noted(ID, 1) == {"outcome": "stopped"}
    attention.note(ID, 1, late)

    assert crossing.found == before


def test_a_step_of_an_earlier_attempt_moves_nothing() -> None:
    crossing = Crossing()
    community = crossing.fake.communities.pop("tidal-flats")
    crossing.fill()
    crossing.submit()
    crossing.fake.communities["tidal-flats"] = community
    crossing.parts.deposits.retry(ID)
    before = crossing.found

    for name in ("prepare", "reconcile", "hand_over"):
        assert crossing.step(name) == {"outcome": "stopped"}
    assert crossing.parts.sending.send(ID, before.files[0].id, 1) == {"outcome": "stopped"}
    assert crossing.found == before


def test_nobody_sends_it_again_while_other_files_are_still_being_sent() -> None:
    crossing = Crossing()
    crossing.fill()
    lost = crossing.found.files[0]
    crossing.staging.delete(f"staging/{ID}/{lost.id}")
    crossing.parts.deposits.submit(ID)
    crossing.step("prepare")

    assert crossing.parts.sending.send(ID, lost.id, 1) == {"outcome": "needs_attention"}

    assert crossing.state() is State.FORWARDING
    with pytest.raises(Conflict):
        crossing.parts.uploads.remove(ID, lost.id)
    crossing.run()
    assert crossing.state() is State.NEEDS_ATTENTION
    assert crossing.found.problems[0].code == "staged_file_lost"
    assert set(crossing.staged()) == set(FILES) - {lost.path}


def test_a_late_run_of_the_first_step_takes_no_review_back() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.parts.deposits.submit(ID)
    late = partial(step, crossing.quiet, {"step": "prepare", "submission": ID, "attempt": 1})
    submit = crossing.fake.submit

    def submitted_and_prepared(draft: str, community: Community) -> Review:
        review = submit(draft, community)
        assert late() == STOPPED
        return review

    crossing.fake.submit = submitted_and_prepared  # type: ignore[method-assign]
    crossing.run()

    assert crossing.state() is State.IN_REVIEW
    (review,) = crossing.fake.reviews.values()
    assert review.state is ReviewState.OPEN
