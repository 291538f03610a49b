"""A whole deposit into an own account, over the repository stand-in: two accounts, each its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pytest

from infra.local.repository import Standin, running
from tests.api_client import Client
from tests.boundary import Boundary
from tests.deposit_client import VALUES, staged
from tests.fake_buckets import FakeBuckets
from tests.house import House
from tests.places import session
from zenferry.adapters.invenio import Invenio
from zenferry.forwarding.pacing import spacing
from zenferry.profile import Profile

FILES = {"cores.csv": b"depth,size\n1,2\n", "deep/notes.txt": b"x"}


class _Free(FakeBuckets):
    """A budget that is never used up: nobody has to wait."""

    def put(self, name: str, old: Any, new: Any) -> Any:
        return super().put(name, old, type(new)(0, spacing(300)))


class Beside(House):
    """The stand-in is reached as the real one is; the consortium's own account is "depositor"."""

    def __init__(self, standin: Standin) -> None:
        super().__init__()
        self.standin = standin
        own = session(standin.url, standin.tokens["depositor"], sleep=lambda _: None)
        self.repository = Invenio(own)

    @cached_property
    def profile(self) -> Profile:
        return super().profile.found_at(f"zenodo={self.standin.url}")

    def reached(self, boundary: Boundary, /) -> dict[str, Any]:
        return {"repository": boundary.around(self.repository), "buckets": _Free()}

    def deposit(self, token: str) -> Client:
        """Sent, and arrived."""
        client = self.client()
        assert client.open_own(token).status_code == 201
        client.save(VALUES)
        for path, content in FILES.items():
            staged(self, client, path, content)
        assert client.act("submit").status_code == 202
        self.run()
        return client


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standin]:
    with running(tmp_path_factory.mktemp("standin")) as started:
        yield started


@pytest.fixture
def place(standin: Standin) -> Beside:
    standin.clear_faults()
    return Beside(standin)


def record_of(found: dict[str, Any]) -> str:
    return str(found["repository"]["record"]).rstrip("/").rpartition("/")[2]


def test_the_record_is_the_accounts_own_and_whole(place: Beside) -> None:
    client = place.deposit(place.standin.tokens["other"])
    found = client.look()

    assert (found["state"], found["account"]) == ("draft_ready", "2"), found["attention"]
    record = record_of(found)
    (kept,) = [each for each in place.standin.records() if each["id"] == record]
    assert kept["parent"]["access"]["owned_by"] == {"user": "2"}
    assert {name: place.standin.content(record, name) for name in FILES} == FILES


def test_nobody_elses_token_is_taken_for_it(place: Beside) -> None:
    client = place.deposit(place.standin.tokens["other"])
    sealed = place.seals.get(client.id)
    for account in ("depositor", "curator"):
        answer = client.call("PUT", "/token", json={"token": place.standin.tokens[account]})
        assert "another account" in answer.get_json()["errors"][0]["message"]
    assert place.seals.get(client.id) == sealed


def test_two_accounts_deposit_side_by_side_each_with_its_own_token(place: Beside) -> None:
    clients = {name: place.deposit(place.standin.tokens[name]) for name in ("other", "curator")}
    owners = {
        each["id"]: each["parent"]["access"]["owned_by"]["user"] for each in place.standin.records()
    }
    found = {name: owners[record_of(client.look())] for name, client in clients.items()}
    assert found == {"other": "2", "curator": "3"}


def test_swapped_between_two_deposits_neither_token_opens_anything(place: Beside) -> None:
    first = place.client()
    second = place.client()
    assert first.open_own(place.standin.tokens["other"]).status_code == 201
    assert second.open_own(place.standin.tokens["curator"]).status_code == 201
    rows = place.seals.rows
    rows[first.id], rows[second.id] = rows[second.id], rows[first.id]
    before = len(place.standin.records())
    for client in (first, second):
        answer = client.act("doi")
        assert (answer.status_code, answer.get_json()["code"]) == (409, "own_token_refused")
    assert len(place.standin.records()) == before


@pytest.mark.parametrize("kind", ["server_error", "unavailable", "reset", "garbage"])
def test_a_repository_in_trouble_keeps_the_door_shut_and_opens_it_after(
    place: Beside, kind: str
) -> None:
    place.standin.fault(kind, method="GET", path="/api/me", times=4)
    client = place.client()
    answer = client.open_own(place.standin.tokens["other"])
    assert answer.status_code == 503
    assert [each["field"] for each in answer.get_json()["errors"]] == ["token"]
    assert place.seals.rows == {}
    place.standin.clear_faults()
    assert client.open_own(place.standin.tokens["other"]).status_code == 201


def test_what_is_published_by_its_owner_is_noticed_and_the_token_forgotten(place: Beside) -> None:
    token = place.standin.tokens["other"]
    client = place.deposit(token)
    theirs = session(place.standin.url, token)
    theirs.post(f"records/{record_of(client.look())}/draft/actions/publish")
    place.clock.advance(hours=2)
    place.parts.tending.tend()
    assert client.look()["state"] == "published"
    place.clock.advance(days=8)
    place.parts.tending.tend()
    assert (place.seals.rows, place.staging.objects) == ({}, {})
