"""What comes after the hand-over, or instead of it: verdicts, withdrawal, expiry, tidying up."""

from dataclasses import replace

import pytest

from tests.crossing import FILES, ID, Boundary, Crossing, codes, handed_over, stopped_for
from zenferry.errors import Conflict, NeedsAttention, NotNow
from zenferry.profile import HandOver
from zenferry.repository import DraftStatus, ReviewState
from zenferry.state import State
from zenferry.transfer import Transfer, TransferState


def test_accepted_it_is_published_and_staging_is_emptied_after_the_grace() -> None:
    crossing = handed_over()
    crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)

    crossing.tend(minutes=2)
    assert crossing.state() is State.PUBLISHED
    assert crossing.staged() == dict(FILES)

    crossing.tend(days=6)
    assert crossing.staged() == dict(FILES)

    crossing.tend(days=2)
    assert crossing.staging.objects == {}
    assert codes(crossing)[-1] == "staging_cleaned"


def test_staging_is_kept_when_the_published_record_holds_something_else() -> None:
    crossing = handed_over()
    crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)
    crossing.tend(minutes=2)
    crossing.fake.records[str(crossing.found.draft)].entries["x.txt"].content = b"y"

    crossing.tend(days=30)

    assert crossing.staged() == dict(FILES)


def test_declined_it_keeps_its_staged_files_and_can_be_sent_again() -> None:
    crossing = handed_over()
    crossing.fake.decide(str(crossing.found.review), ReviewState.DECLINED)
    crossing.tend(minutes=2)
    assert crossing.state() is State.DECLINED
    assert crossing.staged() == dict(FILES)

    crossing.parts.deposits.retry(ID)
    crossing.run()

    assert crossing.state() is State.IN_REVIEW
    assert len(crossing.fake.records) == 1


def test_left_as_a_draft_it_is_ready_and_followed_until_it_is_public() -> None:
    crossing = handed_over(HandOver.DRAFT)
    assert crossing.state() is State.DRAFT_READY
    assert crossing.found.preview_url

    crossing.fake.publish(str(crossing.found.draft))
    crossing.tend(hours=2)

    assert crossing.state() is State.PUBLISHED


def test_withdrawn_from_review_nothing_is_left_at_the_repository_nor_staged() -> None:
    crossing = handed_over()

    crossing.parts.deposits.cancel(ID)
    crossing.parts.deposits.cancel(ID)
    crossing.run()
    assert crossing.state() is State.CANCELLED
    assert crossing.fake.records == {}
    assert [r.state for r in crossing.fake.reviews.values()] == [ReviewState.CANCELLED]

    crossing.tend(minutes=1)
    assert crossing.staging.objects == {}


def test_withdrawn_before_anything_was_sent_it_is_over() -> None:
    crossing = Crossing()
    crossing.fill()

    crossing.parts.deposits.cancel(ID)
    crossing.run()

    assert crossing.state() is State.CANCELLED
    assert crossing.fake.records == {}


def test_withdrawn_while_it_waits_the_forward_ends_it() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.parts.deposits.submit(ID)
    crossing.parts.deposits.cancel(ID)

    crossing.run()

    assert crossing.state() is State.CANCELLED
    assert crossing.fake.records == {}


def test_what_is_public_can_no_longer_be_withdrawn() -> None:
    crossing = handed_over()
    crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)

    crossing.parts.deposits.cancel(ID)
    crossing.run()

    assert crossing.state() is State.PUBLISHED
    assert not crossing.found.cancelling
    assert crossing.fake.records[str(crossing.found.draft)].status is DraftStatus.PUBLISHED


def test_a_review_that_was_cancelled_over_there_needs_attention() -> None:
    crossing = handed_over()
    crossing.fake.decide(str(crossing.found.review), ReviewState.CANCELLED)

    crossing.tend(minutes=2)

    assert stopped_for(crossing) == ("review_withdrawn", "")
    assert codes(crossing)[-1] == "review_cancelled"


def test_a_draft_deleted_under_review_needs_attention_and_keeps_its_files() -> None:
    crossing = handed_over()
    del crossing.fake.records[str(crossing.found.draft)]

    crossing.tend(minutes=2)

    assert stopped_for(crossing) == ("draft_gone", "")
    assert crossing.staged() == dict(FILES)


def test_what_nobody_finishes_ends_on_the_date_that_was_shown() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.parts.deposits.reserve_doi(ID)

    crossing.tend(days=89)
    assert crossing.state() is State.DRAFT
    assert crossing.staged() == dict(FILES)

    crossing.tend(days=2)
    crossing.tend(minutes=1)

    assert crossing.state() is State.EXPIRED
    assert crossing.fake.records == {}
    assert crossing.staging.objects == {}


def test_a_start_that_was_lost_is_made_up_for_by_the_schedule() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.parts.deposits.submit(ID)
    crossing.workflow.started.clear()

    crossing.tend(minutes=3)

    assert crossing.state() is State.IN_REVIEW


def test_a_forward_that_died_in_silence_is_not_left_hanging() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.parts.deposits.submit(ID)
    crossing.step("prepare")
    crossing.workflow.started.clear()

    crossing.tend(hours=26)

    assert stopped_for(crossing) == ("gave_up", "")
    assert crossing.staged() == dict(FILES)


def test_what_a_late_ticket_left_behind_is_cleared_with_the_rest() -> None:
    crossing = Crossing()
    crossing.fill()
    upload = crossing.staging.begin(f"staging/{ID}/late")
    late = Transfer("late", TransferState.UPLOADING, upload=upload)
    crossing.submissions.put_transfer(ID, late)

    crossing.parts.deposits.cancel(ID)
    crossing.run()
    crossing.tend(minutes=1)

    assert crossing.staging.uploads == {}


def test_declined_late_it_is_kept_long_enough_to_be_mended() -> None:
    crossing = handed_over()
    crossing.tend(days=100)
    crossing.fake.decide(str(crossing.found.review), ReviewState.DECLINED)
    crossing.tend(hours=2)
    assert crossing.state() is State.DECLINED

    crossing.tend(days=13)

    assert crossing.state() is State.DECLINED
    assert crossing.staged() == dict(FILES)
    assert len(crossing.fake.records) == 1


def test_expiry_does_not_overtake_a_deposit_that_was_just_sent() -> None:
    crossing = Crossing()
    crossing.fill()
    stale = crossing.found
    crossing.parts.deposits.submit(ID)
    crossing.clock.advance(days=91)

    crossing.parts.ending.expire(stale)

    assert crossing.state() is State.SUBMITTED
    assert crossing.staged() == dict(FILES)


def test_what_has_expired_can_no_longer_be_sent() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.clock.advance(days=91)

    with pytest.raises(Conflict):
        crossing.parts.deposits.submit(ID)


def test_handed_over_without_our_hearing_of_it_the_verdict_still_reaches_us() -> None:
    crossing = handed_over()
    lost = replace(crossing.found, state=State.FORWARDING, review=None, review_url=None)
    crossing.submissions.replace(lost)
    crossing.parts.attention.give_up(ID, 1)
    assert stopped_for(crossing) == ("gave_up", "")

    [review] = crossing.fake.reviews
    crossing.fake.decide(review, ReviewState.ACCEPTED)
    crossing.tend(hours=2)

    assert crossing.state() is State.PUBLISHED


def test_a_start_that_never_comes_is_given_up() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.parts.deposits.submit(ID)
    crossing.died(f"{ID}.1")

    for _ in range(14):
        crossing.tend(minutes=6)

    assert stopped_for(crossing) == ("gave_up", "")


def test_one_that_fails_does_not_stand_in_the_way_of_the_others() -> None:
    crossing = handed_over()

    def fail() -> None:
        raise NotNow("repository_failed", status=500)

    crossing.disturb(Boundary(at=2, act=fail))

    crossing.clock.advance(minutes=2)
    with pytest.raises(NotNow):
        crossing.parts.tending.tend()

    assert crossing.found.due is not None
    assert crossing.found.due > crossing.clock.now()


def test_a_withdrawal_that_the_repository_forbids_says_why() -> None:
    crossing = handed_over()

    def forbids(_: str) -> None:
        raise NeedsAttention("repository_denied")

    crossing.fake.discard = forbids  # type: ignore[method-assign, assignment]
    crossing.parts.deposits.cancel(ID)
    crossing.run()

    assert stopped_for(crossing) == ("repository_denied", "")


def test_withdrawing_what_never_left_asks_the_repository_nothing() -> None:
    crossing = Crossing()
    crossing.fill()
    asked = Boundary()
    crossing.disturb(asked)

    crossing.parts.deposits.cancel(ID)
    crossing.run()

    assert crossing.state() is State.CANCELLED
    assert [call for call in asked.calls if "Repository" in call] == []
