"""What keeps a queue keeps it in order, whether in memory or in a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from botocore.config import Config
from moto import mock_aws

from tests.clock import START
from tests.fake_invitations import FakeInvitations
from tests.fake_queue import FakeQueueRows
from tests.fakes import FakeSubmissions
from tests.hall import full
from tests.table_places import CLOUD, fresh, made_by_moto, tables
from zenferry.access import Invitation, Spend
from zenferry.adapters.dynamo_invitations import DynamoInvitations
from zenferry.adapters.dynamo_queue import DynamoQueueRows
from zenferry.adapters.dynamo_submissions import DynamoSubmissions
from zenferry.errors import Conflict, NotNow
from zenferry.forwarding.queue import (
    Places,
    QueueRows,
)
from zenferry.state import State
from zenferry.submissions import Submissions


@dataclass(frozen=True)
class Kept:
    """What keeps a queue, and those who wait in it."""

    queue_rows: QueueRows
    submissions: Submissions
    invitation: str


@pytest.fixture(params=["memory", "moto", CLOUD])
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    """In memory, in DynamoDB by moto, in that of the embedded cloud."""
    row = Invitation(uuid4().hex, "", START + timedelta(days=9), deposits=99, files=1, bytes=1)
    if request.param == "memory":
        invitations = FakeInvitations()
        invitations.add(row)
        submissions = FakeSubmissions(invitations)
        yield Kept(FakeQueueRows(submissions), submissions, row.hash)
        return
    with mock_aws() if request.param == "moto" else _cloud():
        table = made_by_moto() if request.param == "moto" else _cloud_table(request)
        DynamoInvitations(table).add(row)
        yield Kept(DynamoQueueRows(table), DynamoSubmissions(table), row.hash)


def _cloud_table(request: pytest.FixtureRequest) -> Any:
    demo: Any = request.getfixturevalue("deployed")
    return tables(demo.cloud.endpoint).Table(demo.stack.table)


class _cloud:  # noqa: N801 - stands where moto does
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


def test_those_who_wait_are_found_in_order_and_only_while_they_wait(kept: Kept) -> None:
    name = uuid4().hex
    waiting = []
    for hours in (3, 1, 2):
        turn = START + timedelta(hours=hours)
        new = fresh(kept.invitation, state=State.SUBMITTED, queue=name, turn=turn)
        kept.submissions.add(new, Spend(kept.invitation, START, deposits=1))
        waiting.append(kept.submissions.get(new.id))
    third, first, second = waiting

    def found(most: int = 9, **bounds: Any) -> list[str]:
        return [each.submission for each in kept.queue_rows.waiting(name, most, **bounds)]

    assert found() == [first.id, second.id, third.id]
    assert found(2) == [first.id, second.id]
    assert found(before=second.turn) == [first.id]
    assert kept.queue_rows.waiting(uuid4().hex, 9) == []
    (one,) = kept.queue_rows.waiting(name, 1)
    assert (one.invitation, one.turn) == (kept.invitation, first.turn)
    kept.submissions.replace(replace(first, cancelling=True))
    kept.submissions.replace(replace(second, state=State.FORWARDING))
    assert found() == [third.id]


def test_places_are_kept_as_the_next_version_only(kept: Kept) -> None:
    name = uuid4().hex
    assert kept.queue_rows.places(name) == Places()
    kept.queue_rows.keep(name, full(2))
    assert kept.queue_rows.places(name) == full(2, version=1)
    for version in (0, 2):
        with pytest.raises(Conflict, match="busy"):
            kept.queue_rows.keep(name, full(1, version))
    kept.queue_rows.keep(name, full(1, version=1))
    assert kept.queue_rows.places(name) == full(1, version=2)


def test_a_table_that_does_not_answer_is_tried_again_later() -> None:
    patience = Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 1})
    rows = DynamoQueueRows(tables("http://127.0.0.1:9", patience).Table("table"))
    for call in (
        lambda: rows.waiting("q", 1),
        lambda: rows.places("q"),
        lambda: rows.keep("q", Places()),
    ):
        with pytest.raises(NotNow, match="storage_unavailable"):
            call()
