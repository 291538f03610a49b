"""What the domain relies on of whatever keeps sign-ins and knows who uses an account's tokens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from moto import mock_aws

from tests.clock import START
from tests.fake_sign_ins import FakeSignIns, FakeUsers
from tests.table_places import CLOUD, in_the_cloud, made_by_moto, one_by_one
from zenferry.access import hashed
from zenferry.accounts.shared_tokens import Users
from zenferry.accounts.sign_in import SignIn, SignInRows
from zenferry.adapters.dynamo_sign_ins import DynamoSignIns, DynamoUsers
from zenferry.errors import Absent, Conflict

UNTIL = START + timedelta(days=90)
LATER = START + timedelta(minutes=2)


@pytest.fixture(params=["memory", "moto", CLOUD])
def rows(request: pytest.FixtureRequest) -> Iterator[SignInRows]:
    if request.param == "memory":
        yield FakeSignIns()
    elif request.param == "cloud":
        yield DynamoSignIns(in_the_cloud(request.getfixturevalue("deployed")))
    else:
        with mock_aws():
            yield DynamoSignIns(one_by_one(made_by_moto()))


@pytest.fixture(params=["memory", "moto", CLOUD])
def users(request: pytest.FixtureRequest) -> Iterator[Users]:
    if request.param == "memory":
        yield FakeUsers()
    elif request.param == "cloud":
        yield DynamoUsers(in_the_cloud(request.getfixturevalue("deployed")))
    else:
        with mock_aws():
            yield DynamoUsers(one_by_one(made_by_moto()))


@pytest.fixture
def begun(rows: SignInRows) -> SignIn:
    made = SignIn(hashed(uuid4().hex), hashed("secret"), str(uuid4()), "zenodo", LATER)
    rows.add(made)
    return made


def test_it_is_found_by_its_state(rows: SignInRows, begun: SignIn) -> None:
    assert rows.get(begun.state) == begun
    with pytest.raises(Absent):
        rows.get(hashed("another"))


def test_it_is_used_once(rows: SignInRows, begun: SignIn) -> None:
    rows.use(begun.state, START)

    with pytest.raises(Conflict):
        rows.use(begun.state, LATER)
    assert rows.get(begun.state).used == START


def test_what_is_not_there_is_not_used(rows: SignInRows) -> None:
    with pytest.raises(Conflict):
        rows.use(hashed("another"), START)


def test_of_many_at_once_one_uses_it(rows: SignInRows, begun: SignIn) -> None:
    won: list[bool] = []
    together = Barrier(8)

    def use() -> None:
        together.wait()
        try:
            rows.use(begun.state, START)
        except Conflict:
            return
        won.append(True)

    threads = [Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == [True]


def test_the_last_to_leave_hears_of_it(users: Users) -> None:
    account = f"@{uuid4().hex}"
    users.join(account, "one", UNTIL)
    users.join(account, "other", UNTIL)
    users.join(account, "one", UNTIL)

    assert not users.leave(account, "one")
    assert users.leave(account, "other")
    # Also when it is told twice.
    assert users.leave(account, "other")


def test_one_at_a_time_refreshes(users: Users) -> None:
    account = f"@{uuid4().hex}"
    users.claim(account, START, LATER)

    with pytest.raises(Conflict):
        users.claim(account, START, LATER)
    # Whoever was killed meanwhile holds up the others so long and no longer.
    users.claim(account, LATER + timedelta(seconds=1), UNTIL)
    users.release(account)
    users.claim(account, START, LATER)
