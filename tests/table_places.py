"""What keeps submissions, thrice: in memory, in DynamoDB by moto, in that of the embedded cloud."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

import boto3
import pytest
from botocore.config import Config
from moto import mock_aws

from tests.clock import START
from tests.fake_invitations import FakeInvitations
from tests.fakes import FakeSubmissions
from tests.template import of_type
from zenferry.access import Invitation, Invitations, Spend, hashed
from zenferry.adapters.dynamo_invitations import DynamoInvitations
from zenferry.adapters.dynamo_submissions import DynamoSubmissions
from zenferry.submission import Submission
from zenferry.submissions import Submissions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import DynamoDBServiceResource, Table

    from infra.local.demo import Demo


T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """Submissions and the invitations that they spend."""

    submissions: Submissions
    invitations: Invitations

    def invited(self, **caps: Any) -> str:
        """The hash of a new invitation."""
        room = {"deposits": 10, "files": 1000, "bytes": 10**12} | caps
        row = Invitation(hashed(uuid4().hex), "", START + timedelta(days=1), **room)
        self.invitations.add(row)
        return row.hash

    def used(self, invitation: str) -> tuple[int, int, int]:
        """Deposits, files, bytes."""
        row = self.invitations.get(invitation)
        return row.used_deposits, row.used_files, row.used_bytes


def fresh(invitation: str, **more: Any) -> Submission:
    """A submission nobody has kept yet."""
    given: dict[str, Any] = {
        "nonce": "n",
        "keys": ("k",),
        "created": START,
        "expires": START + timedelta(days=90),
    }
    return Submission(id=str(uuid4()), invitation=invitation, **given | more)


def added(place: Place, **more: Any) -> Submission:
    """A kept submission, as it is read back."""
    invitation = place.invited()
    new = fresh(invitation, **more)
    place.submissions.add(new, Spend(invitation, START, deposits=1))
    return place.submissions.get(new.id)


def tables(endpoint: str | None = None, config: Config | None = None) -> DynamoDBServiceResource:
    """DynamoDB, by keys that open nothing anywhere else."""
    session = boto3.Session("test", "test", region_name="us-east-1")
    return session.resource("dynamodb", endpoint_url=endpoint, config=config)


def _over(table: Table) -> Place:
    return Place(DynamoSubmissions(table), DynamoInvitations(table))


def _memory() -> Place:
    invitations = FakeInvitations()
    return Place(FakeSubmissions(invitations), invitations)


def one_by_one(table: Table) -> Table:
    """The same table, asked by one at a time.

    A conditional write is one thing to everybody else; moto's has threads between its halves.
    """
    client: Any = table.meta.client
    turn, call = threading.Lock(), client._make_api_call

    def in_turn(*given: Any) -> Any:
        with turn:
            return call(*given)

    client._make_api_call = in_turn
    return table


def made_by_moto() -> Table:
    """The table as the template declares it."""
    (declared,) = of_type("AWS::DynamoDB::Table").values()
    names = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")
    wanted = {name: declared["Properties"][name] for name in names}
    return tables().create_table(TableName="table", **wanted)


def in_the_cloud(demo: Demo) -> Table:
    return tables(demo.cloud.endpoint).Table(demo.stack.table)


CLOUD = pytest.param("cloud", marks=pytest.mark.cloud)


@pytest.fixture(params=["memory", "moto", CLOUD])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """Each of the three."""
    with placed(request, _memory, _over) as made:
        yield made


@pytest.fixture(params=["memory", CLOUD])
def busy_place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """For many at once. moto is left out: there, threads get in between a transaction's halves."""
    with placed(request, _memory, _over) as made:
        yield made


@contextmanager
def placed(
    request: pytest.FixtureRequest, memory: Callable[[], T], over: Callable[[Table], T]
) -> Iterator[T]:
    """What a fixture asks for: in memory, or over the table of moto or of the embedded cloud."""
    if request.param == "memory":
        yield memory()
    elif request.param == "cloud":
        yield over(in_the_cloud(request.getfixturevalue("deployed")))
    else:
        with mock_aws():
            yield over(made_by_moto())
