"""Nobody is given a record before it was compared, nor a record that is not what was sent."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from tests.crossing import FILES, ID, Crossing, codes, handed_over, stopped_for
from tests.fake_repository import FakeRepository
from zenferry.errors import NotNow
from zenferry.metadata import Metadata
from zenferry.profile import HandOver
from zenferry.repository import DraftStatus, ReviewState
from zenferry.state import State

each_end = pytest.mark.parametrize("hand_over", list(HandOver))


def copied(hand_over: HandOver = HandOver.REVIEW) -> Crossing:
    """Every file has arrived; nothing was compared yet."""
    crossing = Crossing(hand_over=hand_over)
    crossing.fill()
    crossing.parts.deposits.submit(ID)
    crossing.step("prepare")
    for file in crossing.found.files:
        assert crossing.parts.sending.send(ID, file.id, 1) == {"outcome": "sent"}
    return crossing


def nobody_has_it(crossing: Crossing) -> bool:
    record = crossing.fake.records[str(crossing.found.draft)]
    return record.status is DraftStatus.DRAFT and crossing.fake.reviews == {}


def stopped_by_a_stranger() -> Crossing:
    """All files are over there, but the community is not."""
    crossing = Crossing()
    crossing.fake.communities.clear()
    crossing.fill()
    crossing.submit()
    assert stopped_for(crossing) == ("community_unknown", "")
    return crossing


@each_end
def test_what_was_not_compared_is_handed_to_nobody(hand_over: HandOver) -> None:
    crossing = copied(hand_over)

    with pytest.raises(NotNow, match="not_reconciled"):
        crossing.step("hand_over")

    assert crossing.state() is State.FORWARDING
    assert nobody_has_it(crossing)


def test_what_an_earlier_attempt_compared_is_compared_again() -> None:
    crossing = stopped_by_a_stranger()
    crossing.parts.deposits.retry(ID)
    crossing.step("prepare", 2)

    with pytest.raises(NotNow, match="not_reconciled"):
        crossing.step("hand_over", 2)


@each_end
def test_what_changed_after_it_was_compared_is_handed_to_nobody(hand_over: HandOver) -> None:
    crossing = copied(hand_over)
    assert crossing.step("reconcile") == {"outcome": "equal"}
    crossing.fake.records[str(crossing.found.draft)].entries["x.txt"].content = b"y"

    crossing.step("hand_over")

    assert stopped_for(crossing) == ("changed_meanwhile", "")
    assert nobody_has_it(crossing)


@each_end
def test_what_was_added_after_it_was_compared_is_handed_to_nobody(hand_over: HandOver) -> None:
    crossing = copied(hand_over)
    crossing.step("reconcile")
    crossing.fake.announce(str(crossing.found.draft), ["by hand.txt"])

    crossing.step("hand_over")

    assert stopped_for(crossing) == ("changed_meanwhile", "")
    assert nobody_has_it(crossing)


def test_a_draft_under_review_is_withdrawn_before_it_is_rewritten() -> None:
    class Watchful(FakeRepository):
        """Remembers how a draft stood when words were put into it."""

        def __init__(self) -> None:
            super().__init__()
            self.rewritten: list[DraftStatus] = []

        def describe(
            self, draft: str, metadata: Metadata, sayable: Collection[str] | None = None
        ) -> None:
            self.rewritten.append(self.read(draft).status)
            super().describe(draft, metadata, sayable)

    watchful = Watchful()
    crossing = Crossing(repository=watchful)
    crossing.fill()
    crossing.submit()
    [first] = watchful.reviews
    lost_its_answer(crossing)

    crossing.parts.deposits.retry(ID)
    crossing.run()

    assert watchful.rewritten == [DraftStatus.DRAFT, DraftStatus.DRAFT]
    assert watchful.follow(first).state is ReviewState.CANCELLED
    assert crossing.state() is State.IN_REVIEW
    assert watchful.follow(str(crossing.found.review)).state is ReviewState.OPEN


def lost_its_answer(crossing: Crossing) -> None:
    """It was handed over, but nobody heard."""
    lost = replace(crossing.found, state=State.FORWARDING, review=None, review_url=None)
    crossing.submissions.replace(lost)
    crossing.parts.attention.give_up(ID, 1)


def test_a_public_record_that_holds_what_was_sent_is_ours() -> None:
    crossing = stopped_by_a_stranger()
    crossing.fake.publish(str(crossing.found.draft))

    crossing.parts.deposits.retry(ID)
    crossing.run()

    assert crossing.state() is State.PUBLISHED
    assert crossing.arrived() == dict(FILES)


def test_a_public_record_that_holds_something_else_is_reported_and_staging_kept() -> None:
    crossing = stopped_by_a_stranger()
    draft = str(crossing.found.draft)
    crossing.fake.records[draft].entries["x.txt"].content = b"y"
    crossing.fake.publish(draft)

    crossing.tend(hours=2)
    assert stopped_for(crossing) == ("community_unknown", "")
    crossing.parts.deposits.retry(ID)
    crossing.run()

    assert stopped_for(crossing) == ("already_public", "")
    crossing.tend(days=3)
    assert crossing.state() is State.NEEDS_ATTENTION
    assert crossing.staged() == dict(FILES)


def test_a_preview_can_be_seen_as_long_as_the_deposit_lives() -> None:
    crossing = handed_over()

    assert str(crossing.found.preview_url).endswith(f"until={crossing.found.expires.date()}")
    assert codes(crossing)[-1] == "in_review"
