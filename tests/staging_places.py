"""Where bytes are staged, thrice: in memory, in S3 by moto, in that of the embedded cloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
import requests
from moto import mock_aws

from tests.deposit_client import digest
from tests.fakes import FakeStaging
from zenferry.adapters import clients
from zenferry.adapters.s3_staging import S3Staging
from zenferry.uploads.staging import Part, Staging, Ticket

if TYPE_CHECKING:
    from infra.local.demo import Demo

CLOUD = pytest.param("cloud", marks=pytest.mark.cloud)
MIB = 1024 * 1024


@dataclass(frozen=True)
class Place:
    """A staging area, and how a browser sends to it: whether the bytes were taken."""

    staging: Staging
    send: Callable[[Ticket, bytes], bool]

    def begun(self) -> tuple[str, str]:
        """A fresh key with an upload."""
        key = f"staging/{uuid4()}/f1"
        return key, self.staging.begin(key)

    def sent(self, key: str, upload: str, *contents: bytes) -> tuple[Part, ...]:
        """These parts, sent: as they are listed."""
        parts = tuple(part(content, n) for n, content in enumerate(contents, 1))
        for each, content in zip(parts, contents, strict=True):
            assert self.send(self.staging.ticket(key, upload, each), content)
        return self.staging.parts(key, upload)

    def stored(self, *contents: bytes) -> str:
        """The key of an object of these parts."""
        key, upload = self.begun()
        parts = self.sent(key, upload, *contents)
        self.staging.complete(key, upload, parts, sum(map(len, contents)))
        return key

    def read(self, key: str, size: int) -> bytes:
        """All of an object."""
        with self.staging.open(key, size) as chunks:
            return b"".join(chunks)


def part(content: bytes, number: int = 1) -> Part:
    """A part as it is declared."""
    return Part(number, len(content), digest(content))


def put(ticket: Ticket, content: bytes) -> bool:
    """What a browser does with a ticket."""
    answer = requests.request(
        ticket.method, ticket.url, headers=ticket.headers, data=content, timeout=30
    )
    return answer.ok


def _memory() -> Place:
    staging = FakeStaging()
    return Place(staging, staging.send)


@contextmanager
def _environment(given: dict[str, str]) -> Iterator[None]:
    """What a function finds; the client reads it as it is made."""
    with pytest.MonkeyPatch.context() as environment:
        for name, value in given.items():
            environment.setenv(name, value)
        yield


@contextmanager
def _by_moto() -> Iterator[Place]:
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    with _environment(keys | {"AWS_DEFAULT_REGION": "us-east-1"}), mock_aws():
        client = clients.s3()
        client.create_bucket(Bucket="staging")
        yield Place(S3Staging(client, "staging", clients.s3_ending), put)


@contextmanager
def _in_the_cloud(demo: Demo) -> Iterator[Place]:
    with _environment(demo.cloud.environment()):
        yield Place(S3Staging(clients.s3(), demo.stack.bucket, clients.s3_ending), put)


@pytest.fixture(params=["memory", "moto", CLOUD])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """Each of the three."""
    with placed(request) as made:
        yield made


@pytest.fixture(params=["memory", CLOUD])
def strict_place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """Where a ticket is worth what was declared. moto looks at no signature and no checksum."""
    with placed(request) as made:
        yield made


@contextmanager
def placed(request: pytest.FixtureRequest) -> Iterator[Place]:
    """The one that is asked for."""
    if request.param == "memory":
        yield _memory()
    elif request.param == "moto":
        with _by_moto() as made:
            yield made
    else:
        with _in_the_cloud(request.getfixturevalue("deployed")) as made:
            yield made
