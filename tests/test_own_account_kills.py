"""A deposit into an own account, killed at every single call to the outside, before and after it.

Whatever was killed: it arrives whole, is counted once, and nothing is left of any token.
"""

from collections.abc import Callable

import pytest

from tests.api_client import TOKEN
from tests.boundary import Boundary
from tests.crossing import FILES, State
from tests.own import OwnCrossing
from tests.test_kills import lived
from zenferry.accounts.door import account_hash
from zenferry.profile import HandOver
from zenferry.submission import Submission

LATER = "another-token-0123456789"


def reviewed(boundary: Boundary) -> OwnCrossing:
    """From opening to the emptied staging area."""
    crossing = lived(boundary, HandOver.REVIEW, OwnCrossing)
    assert isinstance(crossing, OwnCrossing)
    return crossing


def renewed(boundary: Boundary) -> OwnCrossing:
    """The token dies after the files have come, and dies again while the draft waits."""
    crossing = OwnCrossing(boundary=boundary)
    crossing.fill()
    crossing.fake.tokens = {LATER: "7"}
    crossing.submit()
    for _ in range(2):
        crossing.tend(minutes=6)
    assert crossing.found.token_wanted
    crossing.renew(LATER)
    crossing.submit()
    for _ in range(3):
        crossing.tend(minutes=6)
    assert crossing.state() is State.DRAFT_READY, crossing.found.problems
    crossing.fake.tokens = {TOKEN: "7"}
    for _ in range(2):
        crossing.tend(hours=2)
    assert crossing.found.token_wanted
    crossing.renew(TOKEN)
    crossing.fake.publish(str(crossing.found.draft))
    for _ in range(3):
        crossing.tend(hours=2)
    assert crossing.state() is State.PUBLISHED, crossing.found.problems
    for _ in range(2):
        crossing.tend(days=8)
    return crossing


@pytest.mark.parametrize("live", [reviewed, renewed])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_call_it_ends_whole_and_nothing_is_left_of_the_token(
    live: Callable[[Boundary], OwnCrossing], *, after: bool
) -> None:
    quiet = Boundary()
    live(quiet)
    for index, name in enumerate(quiet.calls):
        boundary = Boundary(at=index, after=after)
        crossing = live(boundary)
        where = f"killed at call {index}, {name}"
        assert boundary.fired, where
        assert crossing.arrived() == FILES, where
        assert len(crossing.fake.records) == 1, where
        assert (crossing.staging.objects, crossing.seals.rows) == ({}, {}), where
        spent = crossing.invitations.get(account_hash("zenodo", "7"))
        assert (spent.used_deposits, spent.used_files) == (1, len(FILES)), where


def test_withdrawn_and_killed_at_any_call_it_leaves_no_token() -> None:
    def withdrawn(boundary: Boundary) -> Submission:
        crossing = OwnCrossing(boundary=boundary)
        crossing.fill()
        crossing.submit()
        crossing.insist(lambda: crossing.parts.deposits.cancel(crossing.found.id))
        crossing.run()
        for _ in range(3):
            crossing.tend(minutes=6)
        assert crossing.seals.rows == {}
        return crossing.found

    quiet = Boundary()
    withdrawn(quiet)
    for index in range(len(quiet.calls)):
        assert withdrawn(Boundary(at=index, after=index % 2 == 0)).state is State.CANCELLED
