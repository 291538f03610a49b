"""What the domain relies on of whatever keeps what was measured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from moto import mock_aws

from tests.clock import START
from tests.fakes import FakeThroughputs
from tests.table_places import CLOUD, in_the_cloud, made_by_moto
from zenferry.adapters.dynamo_throughputs import DynamoThroughputs
from zenferry.forwarding.throughput import Measured, Throughputs

FIRST = Measured(5_000_000, START)
SECOND = Measured(7_000_000, START + timedelta(hours=1))


@pytest.fixture(params=["memory", "moto", CLOUD])
def kept(request: pytest.FixtureRequest) -> Iterator[Throughputs]:
    if request.param == "memory":
        yield FakeThroughputs()
    elif request.param == "cloud":
        yield DynamoThroughputs(in_the_cloud(request.getfixturevalue("deployed")))
    else:
        with mock_aws():
            yield DynamoThroughputs(made_by_moto())


@pytest.fixture
def repository() -> str:
    return uuid4().hex


def test_nothing_was_measured_yet(kept: Throughputs, repository: str) -> None:
    assert kept.measured(repository) is None


def test_what_was_measured_last_is_kept(kept: Throughputs, repository: str) -> None:
    kept.note(repository, FIRST, instead_of=None)
    assert kept.measured(repository) == FIRST
    kept.note(repository, SECOND, instead_of=FIRST)
    assert kept.measured(repository) == SECOND


@pytest.mark.parametrize("stale", [None, SECOND])
def test_who_was_faster_stays(kept: Throughputs, repository: str, stale: Measured | None) -> None:
    kept.note(repository, FIRST, instead_of=None)
    kept.note(repository, Measured(1, START), instead_of=stale)
    assert kept.measured(repository) == FIRST


def test_each_repository_has_its_own(kept: Throughputs, repository: str) -> None:
    kept.note(repository, FIRST, instead_of=None)
    assert kept.measured(f"{repository}-other") is None
