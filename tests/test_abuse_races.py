"""A hundred at the same moment: exactly as many get through each door as were meant."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from moto import mock_aws

from tests.clock import START
from tests.fake_invitations import FakeTallies
from tests.fake_sign_ins import FakeSignIns
from tests.house import House
from tests.table_places import made_by_moto, one_by_one
from zenferry.access import InvitationKind
from zenferry.accounts.door import account_hash
from zenferry.accounts.sign_in import SignIn
from zenferry.adapters.dynamo_invitations import DynamoInvitations
from zenferry.adapters.dynamo_sign_ins import DynamoSignIns
from zenferry.adapters.dynamo_submissions import DynamoSubmissions
from zenferry.adapters.dynamo_tallies import DynamoTallies
from zenferry.errors import Conflict, Refused
from zenferry.tally import Daily

MANY = 100


def at_once(act: Callable[[], object]) -> list[object]:
    """What each of them got; a refusal is the exception's name."""
    gate = threading.Barrier(MANY)
    got: list[object] = []

    def run() -> None:
        gate.wait()
        try:
            got.append(act())
        except (Conflict, Refused) as error:
            got.append(error.code)

    threads = [threading.Thread(target=run) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == MANY
    return got


@contextmanager
def _table() -> Iterator[Any]:
    with mock_aws():
        yield one_by_one(made_by_moto())


@pytest.fixture(params=["memory", "moto"])
def table(request: pytest.FixtureRequest) -> Iterator[Any]:
    """None: in memory."""
    if request.param == "memory":
        yield None
        return
    with _table() as made:
        yield made


@pytest.mark.parametrize("whose", ["", "ada@uni.example"])
def test_what_is_counted_by_the_day_is_given_so_often(table: Any, whose: str) -> None:
    daily = Daily(tallies=DynamoTallies(table) if table else FakeTallies(), now=lambda: START)
    assert at_once(lambda: daily.counted("open", 7, whose)).count(True) == 7


def test_of_all_who_bring_one_state_back_one_is_signed_in(table: Any) -> None:
    rows = DynamoSignIns(table) if table else FakeSignIns()
    rows.add(SignIn("a-state", "a-secret", str(uuid4()), "zenodo", START + timedelta(minutes=10)))
    got = at_once(lambda: rows.use("a-state", START))
    assert got.count(None) == 1


class TableHouse(House):
    """Deposits and their caps in the table."""

    def __init__(self, table: Any) -> None:
        super().__init__()
        if table:
            self.invitations = DynamoInvitations(table)  # type: ignore[assignment]
            self.submissions = DynamoSubmissions(table)  # type: ignore[assignment]


def test_an_account_opens_as_many_deposits_as_it_may(table: Any) -> None:
    place = TableHouse(table)
    own = replace(place.profile.own_account, deposits=4)
    place.profile = replace(place.profile, own_account=own)
    door = place.parts.own_accounts

    def enter() -> object:
        told = {"nonce": "n" * 22, "language": "en"}
        return door.enter(str(uuid4()), "zenodo", "7", b"sealed", **told)

    got = at_once(enter)
    assert sum(not isinstance(each, str) for each in got) == 4
    row = place.invitations.get(account_hash("zenodo", "7"))
    assert (row.kind, row.used_deposits) == (InvitationKind.ACCOUNT, 4)
