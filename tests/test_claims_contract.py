"""What is relied on of whatever keeps which deposit changes a published record."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from moto import mock_aws

from tests.clock import START
from tests.fake_claims import FakeClaims
from tests.table_places import CLOUD, in_the_cloud, made_by_moto
from zenferry.adapters.dynamo_claims import DynamoClaims
from zenferry.versions.claims import Claims

UNTIL = START + timedelta(days=300)


@pytest.fixture(params=["memory", "moto", CLOUD])
def claims(request: pytest.FixtureRequest) -> Iterator[Claims]:
    if request.param == "memory":
        yield FakeClaims()
    elif request.param == "moto":
        with mock_aws():
            yield DynamoClaims(made_by_moto())
    else:
        yield DynamoClaims(in_the_cloud(request.getfixturevalue("demo")))


@pytest.fixture
def record() -> str:
    return f"zenodo:{uuid4()}"


def test_the_first_has_it_however_often_it_asks(claims: Claims, record: str) -> None:
    assert [claims.claim(record, "a", UNTIL) for _ in range(2)] == ["a", "a"]
    assert claims.claim(record, "b", UNTIL) == "a"
    assert claims.claim(f"{record}0", "b", UNTIL) == "b"


def test_it_is_taken_from_the_one_that_is_named_alone(claims: Claims, record: str) -> None:
    claims.claim(record, "a", UNTIL)

    assert claims.claim(record, "b", UNTIL, "z") == "a"
    assert claims.claim(record, "b", UNTIL, "a") == "b"
    assert claims.claim(record, "c", UNTIL, "a") == "b"
    assert claims.claim(record, "a", UNTIL) == "b"


def test_of_many_at_once_one_has_it(claims: Claims, record: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(lambda n: claims.claim(record, str(n), UNTIL), range(8)))

    assert len(found) == 1
