"""The schedule looks when there is something to see, and one failure is no other's."""

from datetime import timedelta

import pytest

from tests.crossing import FILES, ID, INVITATION, NONCE, VALUES, Boundary, Crossing, handed_over
from tests.fake_repository import FakeRepository
from tests.machine import Killed
from zenferry.access import Invitation, hashed
from zenferry.errors import NotNow
from zenferry.repository import Draft, ReviewState
from zenferry.state import State

OTHER = "11111111-2222-4333-8444-555555555555"


class OutOfOrder(FakeRepository):
    """Nothing can be read there, while it is down."""

    down = False

    def read(self, draft: str) -> Draft:
        if self.down:
            raise NotNow("repository_failed", status=500)
        return super().read(draft)


def opened_as_well(crossing: Crossing) -> None:
    """One more deposit, opened a minute later."""
    crossing.clock.advance(minutes=1)
    secret = f"{INVITATION}, another"
    until = crossing.clock.now() + timedelta(days=1)
    crossing.invitations.add(Invitation(hashed(secret), "", until, deposits=1, files=1, bytes=1))
    crossing.parts.deposits.open(OTHER, secret, NONCE, "en")


def test_one_that_can_not_be_looked_after_does_not_keep_the_others_waiting() -> None:
    repository = OutOfOrder()
    crossing = Crossing(repository=repository)
    crossing.fill()
    crossing.parts.deposits.reserve_doi(ID)
    opened_as_well(crossing)
    repository.down = True
    crossing.clock.advance(days=91)

    with pytest.raises(NotNow):
        crossing.parts.tending.tend()

    assert crossing.state() is State.DRAFT
    assert crossing.submissions.get(OTHER).state is State.EXPIRED
    repository.down = False
    crossing.tend(minutes=6)
    assert crossing.state() is State.EXPIRED
    assert repository.records == {}


def test_the_longer_nothing_happened_the_longer_until_the_next_look() -> None:
    crossing = handed_over()
    waits = []
    for later in ({"minutes": 10}, {"minutes": 290}, {"days": 20}):
        crossing.tend(**later)
        assert crossing.found.due
        waits.append(crossing.found.due - crossing.clock.now())

    assert waits == [timedelta(minutes=1), timedelta(minutes=30), timedelta(hours=1)]


def test_a_forward_under_way_is_left_alone_for_a_day() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.parts.deposits.submit(ID)
    crossing.died(f"{ID}.1")
    crossing.step("prepare")

    for _ in range(4):
        crossing.tend(hours=6)
        assert crossing.state() is State.FORWARDING

    crossing.tend(hours=2)
    assert crossing.state() is State.NEEDS_ATTENTION


def test_what_was_published_meanwhile_does_not_expire() -> None:
    crossing = Crossing()
    crossing.fake.communities.clear()
    crossing.fill()
    crossing.submit()
    assert crossing.state() is State.NEEDS_ATTENTION
    crossing.fake.publish(str(crossing.found.draft))
    crossing.clock.advance(days=91)

    crossing.parts.ending.expire(crossing.found)

    assert crossing.state() is State.PUBLISHED
    assert not crossing.found.cancelling
    assert crossing.arrived() == dict(FILES)
    assert crossing.staged() == dict(FILES)


def killed_once_a_draft_was_made() -> Crossing:
    """Nobody knows of the draft that was made."""
    counted = Boundary()
    reserving(counted)
    crossing, asked = reserving(
        Boundary(at=counted.calls.index("FakeRepository.create"), after=True)
    )
    assert asked is None
    assert len(crossing.fake.records) == 1
    assert crossing.found.draft is None
    return crossing


def reserving(boundary: Boundary) -> tuple[Crossing, str | None]:
    crossing = Crossing()
    crossing.fill()
    crossing.disturb(boundary)
    try:
        return crossing, crossing.parts.deposits.reserve_doi(ID)
    except Killed:
        return crossing, None


def test_a_draft_that_nobody_knows_of_goes_when_its_deposit_is_withdrawn() -> None:
    crossing = killed_once_a_draft_was_made()

    crossing.parts.deposits.cancel(ID)
    crossing.run()

    assert crossing.state() is State.CANCELLED
    assert crossing.fake.records == {}


def test_a_draft_that_nobody_knows_of_goes_beside_the_one_that_is_known() -> None:
    crossing = killed_once_a_draft_was_made()
    crossing.parts.deposits.reserve_doi(ID)
    assert len(crossing.fake.records) == 2

    crossing.parts.deposits.cancel(ID)
    crossing.run()

    assert crossing.fake.records == {}


def test_a_draft_that_was_made_only_after_the_hand_over_goes_in_the_end() -> None:
    crossing = killed_once_a_draft_was_made()
    crossing.submit()
    late = crossing.fake.create(f"Deposit in progress {ID}")
    crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)

    crossing.tend(hours=2)
    assert late.id in crossing.fake.records
    crossing.tend(days=8)

    assert list(crossing.fake.records) == [crossing.found.draft]
    assert crossing.staging.objects == {}


def test_a_draft_that_nobody_knows_of_goes_before_the_other_is_handed_over() -> None:
    crossing = killed_once_a_draft_was_made()

    crossing.submit()

    assert crossing.state() is State.IN_REVIEW
    assert list(crossing.fake.records) == [crossing.found.draft]
    assert crossing.found.values == VALUES
