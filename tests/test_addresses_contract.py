"""What the domain relies on of whatever keeps addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from botocore.config import Config
from moto import mock_aws

from tests.clock import START
from tests.fakes import FakeAddresses
from tests.table_places import CLOUD, in_the_cloud, made_by_moto, tables
from zenferry.adapters.dynamo_addresses import DynamoAddresses
from zenferry.errors import Absent, Conflict, NotNow
from zenferry.mails.address import Address, Addresses

HERE = Address("ada@example.org", "en", START + timedelta(days=400), 1)
THERE = Address("grace@example.org", "de", START + timedelta(days=400), 2)


@pytest.fixture(params=["memory", "moto", CLOUD])
def addresses(request: pytest.FixtureRequest) -> Iterator[Addresses]:
    if request.param == "memory":
        yield FakeAddresses()
    elif request.param == "cloud":
        yield DynamoAddresses(in_the_cloud(request.getfixturevalue("deployed")))
    else:
        with mock_aws():
            yield DynamoAddresses(made_by_moto())


@pytest.fixture
def submission() -> str:
    return str(uuid4())


def test_what_was_left_is_read_back(addresses: Addresses, submission: str) -> None:
    addresses.put(submission, HERE)
    assert addresses.get(submission) == HERE


def test_another_one_takes_its_place(addresses: Addresses, submission: str) -> None:
    addresses.put(submission, HERE)
    addresses.put(submission, THERE)
    assert addresses.get(submission) == THERE


def test_what_nobody_left_is_absent(addresses: Addresses, submission: str) -> None:
    with pytest.raises(Absent):
        addresses.get(submission)


def test_it_is_erased_as_often_as_one_likes(addresses: Addresses, submission: str) -> None:
    addresses.put(submission, HERE)
    for _ in range(2):
        addresses.erase(submission, HERE.turn)
    with pytest.raises(Absent):
        addresses.get(submission)


def test_its_end_is_brought_forward(addresses: Addresses, submission: str) -> None:
    addresses.put(submission, HERE)
    soon = START + timedelta(days=3)
    addresses.end(submission, HERE, soon)
    assert addresses.get(submission) == replace(HERE, until=soon)


def test_one_that_was_taken_away_meanwhile_does_not_come_back(
    addresses: Addresses, submission: str
) -> None:
    addresses.put(submission, HERE)
    addresses.erase(submission, HERE.turn)
    addresses.end(submission, HERE, START)
    with pytest.raises(Absent):
        addresses.get(submission)


def test_one_that_was_changed_meanwhile_stays_as_it_is(
    addresses: Addresses, submission: str
) -> None:
    addresses.put(submission, HERE)
    addresses.put(submission, THERE)
    addresses.end(submission, HERE, START)
    assert addresses.get(submission) == THERE


def test_of_a_later_turn_it_is_neither_replaced_nor_erased_by_what_came_before(
    addresses: Addresses, submission: str
) -> None:
    addresses.put(submission, THERE)
    with pytest.raises(Conflict):
        addresses.put(submission, HERE)
    addresses.erase(submission, HERE.turn)
    assert addresses.get(submission) == THERE
    addresses.erase(submission, THERE.turn)
    with pytest.raises(Absent):
        addresses.get(submission)


def test_the_table_itself_forgets_it() -> None:
    with mock_aws():
        table = made_by_moto()
        DynamoAddresses(table).put("s", HERE)
        [row] = table.scan()["Items"]
        assert row["ttl"] == int(HERE.until.timestamp())


def test_a_table_that_does_not_answer_is_tried_again_later() -> None:
    patience = Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 1})
    addresses = DynamoAddresses(tables("http://127.0.0.1:9", patience).Table("table"))
    for call in (
        lambda: addresses.put("s", HERE),
        lambda: addresses.get("s"),
        lambda: addresses.end("s", HERE, START),
        lambda: addresses.erase("s", 1),
    ):
        with pytest.raises(NotNow, match="storage_unavailable"):
            call()
