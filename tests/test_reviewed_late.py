"""A review, or a draft, that ends after most of a year: there is time to mend it all the same."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.crossing import ID, VALUES, Crossing, codes, handed_over, stopped_for
from zenferry.curation.waiting import kept_for_curators
from zenferry.forwarding.attention import LONGEST_LIFE
from zenferry.profile import HandOver
from zenferry.repository import ReviewState
from zenferry.state import State


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (ReviewState.DECLINED, State.DECLINED),
        (ReviewState.CANCELLED, State.NEEDS_ATTENTION),
        (ReviewState.EXPIRED, State.NEEDS_ATTENTION),
    ],
)
def test_however_late_a_review_ends_there_is_time_to_mend_and_a_warning(
    verdict: ReviewState, state: State
) -> None:
    crossing = handed_over()
    crossing.tend(days=450)
    # By then the bucket's own net has taken what was staged.
    crossing.staging.objects.clear()
    crossing.fake.decide(str(crossing.found.review), verdict)
    crossing.tend(hours=2)
    crossing.tend(hours=2)
    assert crossing.state() is state
    assert crossing.found.expires >= crossing.clock.now() + timedelta(days=13)
    crossing.tend(days=8)
    assert codes(crossing)[-1] == "ends_soon"

    mended = dict(VALUES) | {"title": "Cores, mended"}
    crossing.parts.deposits.save(ID, mended, crossing.found.revision)
    crossing.parts.deposits.submit(ID)
    crossing.run()

    assert crossing.state() is State.IN_REVIEW, crossing.found.problems
    assert crossing.fake.read(str(crossing.found.draft)).title == "Cores, mended"


def test_sent_anew_it_ends_before_what_is_staged_goes_however_long_curators_wait() -> None:
    crossing = handed_over()
    waits = replace(crossing.found, state=State.AWAITING_APPROVAL)
    for day in range(0, 500, 10):
        waits = kept_for_curators(waits, waits.created + timedelta(days=day))
    assert waits.review
    assert waits.expires <= waits.created + LONGEST_LIFE


def test_a_draft_that_goes_late_leaves_time_to_send_it_anew() -> None:
    crossing = Crossing(hand_over=HandOver.DRAFT)
    crossing.fill()
    crossing.submit()
    crossing.run()
    crossing.tend(days=290)
    crossing.fake.discard(str(crossing.found.draft))

    for _ in range(2):
        crossing.tend(hours=2)

    assert stopped_for(crossing) == ("draft_gone", "")
