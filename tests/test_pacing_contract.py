"""One contract for what keeps the budgets of calls: memory, DynamoDB by moto, the cloud here."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from botocore.config import Config
from moto import mock_aws

from tests.clock import START
from tests.fake_buckets import FakeBuckets
from tests.table_places import CLOUD, made_by_moto, tables
from zenferry.adapters.dynamo_buckets import DynamoBuckets
from zenferry.errors import NotNow
from zenferry.forwarding.pacing import Bucket, Buckets, Said, SharedPace


@pytest.fixture(params=["memory", "moto", CLOUD])
def buckets(request: pytest.FixtureRequest) -> Iterator[Buckets]:
    """What keeps them: in memory, in DynamoDB by moto, in that of the embedded cloud."""
    yield from _kept(request)


@pytest.fixture(params=["memory", CLOUD])
def busy_buckets(request: pytest.FixtureRequest) -> Iterator[Buckets]:
    """For many at once. moto is left out: there, threads get between a condition and its write."""
    yield from _kept(request)


def _kept(request: pytest.FixtureRequest) -> Iterator[Buckets]:
    if request.param == "memory":
        yield FakeBuckets()
    elif request.param == "cloud":
        demo: Any = request.getfixturevalue("deployed")
        yield DynamoBuckets(tables(demo.cloud.endpoint).Table(demo.stack.table))
    else:
        with mock_aws():
            yield DynamoBuckets(made_by_moto())


def test_a_bucket_is_put_only_in_place_of_what_was_seen(buckets: Buckets) -> None:
    name, first, second = uuid4().hex, Bucket(10**16, 7, 3), Bucket(10**16 + 1, 8)
    assert buckets.put(name, first, second) == (False, None)
    assert buckets.put(name, None, first) == (True, first)
    assert buckets.put(name, None, second) == (False, first)
    assert buckets.put(name, second, first) == (False, first)
    assert buckets.put(name, first, second) == (True, second)
    assert buckets.put(uuid4().hex, None, first) == (True, first)


def test_a_bucket_is_poured_from_within_bounds_only(buckets: Buckets) -> None:
    name, between = uuid4().hex, 1_090_910
    assert buckets.pour(name, between, floor=0, latest=10**17) == (False, None)
    first = Bucket(10**16, between, 5)
    buckets.put(name, None, first)
    for floor, latest in ((10**16 + 1, 10**17), (0, 10**16 - 1)):
        assert buckets.pour(name, between, floor=floor, latest=latest) == (False, first)
    assert buckets.pour(name, between + 1, floor=0, latest=10**17) == (False, first)
    poured = Bucket(10**16 + between, between, 5)
    assert buckets.pour(name, between, floor=10**16, latest=10**16) == (True, poured)


def test_many_at_once_take_each_call_once(busy_buckets: Buckets) -> None:
    buckets = busy_buckets
    clock, name = START.timestamp, uuid4().hex
    SharedPace(buckets, name, clock).take()
    paces = [SharedPace(buckets, name, clock) for _ in range(8)]

    def take_some(pace: SharedPace) -> list[float]:
        return [pace.take() for _ in range(4)]

    with ThreadPoolExecutor(8) as pool:
        waits = sorted(wait for taken in pool.map(take_some, paces) for wait in taken)
    assert waits[:4] == [0, 0, 0, 0]
    later = waits[4:]
    assert len(set(later)) == len(later) == 28


def test_a_table_that_does_not_answer_is_tried_again_later() -> None:
    patience = Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 1})
    buckets = DynamoBuckets(tables("http://127.0.0.1:9", patience).Table("table"))
    pace = SharedPace(buckets, "zenodo", START.timestamp)
    with pytest.raises(NotNow, match="storage_unavailable"):
        pace.take()
    pace.heard(Said(retry_after=5))
