"""New versions and corrections whose steps are killed at each call: whole in the end, or gone."""

import pytest

from tests.boundary import Boundary
from tests.continued import FORMER, Continued
from tests.crossing import ID
from zenferry.state import State
from zenferry.versions.basis import BasisKind

each_kind = pytest.mark.parametrize("kind", list(BasisKind))


@each_kind
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_call_it_ends_whole(kind: BasisKind, *, after: bool) -> None:
    boundary = Boundary()
    lived(kind, boundary)
    for index, name in enumerate(boundary.calls):
        struck = Boundary(at=index, after=after)
        where = f"killed at call {index}, {name}"
        continued = lived(kind, struck)
        assert struck.fired, where
        assert continued.state() is State.PUBLISHED, (where, continued.found.problems)
        assert continued.held(str(continued.found.draft)) == continued.expected(), where
        assert len(continued.fake.records) == (2 if kind is BasisKind.VERSION else 1), where
        assert continued.held(continued.record.id) == FORMER, where
        assert continued.staging.objects == {}, where


def lived(kind: BasisKind, boundary: Boundary) -> Continued:
    continued = Continued(kind, boundary=boundary)
    continued.fill()
    continued.insist(lambda: continued.parts.deposits.submit(ID))
    continued.let_go()
    continued.run()
    for _ in range(3):
        continued.tend(minutes=6)
    if continued.state() is State.NEEDS_ATTENTION:
        continued.parts.deposits.retry(ID)
        continued.let_go()
        continued.run()
    for _ in range(2):
        continued.tend(days=8)
    return continued


@each_kind
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_call_and_withdrawn_nothing_of_it_is_left(
    kind: BasisKind, *, after: bool
) -> None:
    boundary = Boundary()
    withdrawn(kind, boundary)
    for index, name in enumerate(boundary.calls):
        continued = withdrawn(kind, Boundary(at=index, after=after))
        where = f"killed at call {index}, {name}"
        assert continued.state() in {State.CANCELLED, State.PUBLISHED}, where
        if continued.state() is State.CANCELLED:
            assert continued.repository.read(continued.record.id) == continued.record, where
            assert len(continued.fake.records) == 1, where
        assert continued.held(continued.record.id) == FORMER, where


def withdrawn(kind: BasisKind, boundary: Boundary) -> Continued:
    continued = Continued(kind)
    continued.fill()
    continued.submit()
    continued.let_go()
    continued.disturb(boundary)
    continued.run()
    if continued.state() is not State.PUBLISHED:
        continued.insist(lambda: continued.parts.deposits.cancel(ID))
        continued.run()
    for _ in range(3):
        continued.tend(hours=3)
    return continued
