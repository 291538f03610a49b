"""How we speak with a repository for a depositor with an account of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import pytest

from tests.clock import START
from tests.fake_buckets import FakeBuckets
from tests.raw_server import Answer, RawServer, raw_server
from zenferry.accounts.seal import OWN_TOKEN_REFUSED
from zenferry.adapters.invenio import Invenio
from zenferry.adapters.invenio_http import Session
from zenferry.errors import NeedsAttention, NotNow
from zenferry.forwarding.pacing import AT_THE_DOOR, DOOR_CALLS, FixedPace, Said, SharedPace

FORBIDDEN = Answer(403, b'{"message": "Permission denied."}')
UNAUTHORISED = Answer(401, b'{"message": "Not you."}')
LISTED = Answer(body=b'{"hits": {"hits": []}}')
FILES = Answer(body=b'{"entries": [{"key": "a.txt", "status": "pending"}]}')


@dataclass
class Told:
    """Tokens as they are kept one after the other; the last one for good, unless it is none."""

    tokens: list[str] = field(default_factory=lambda: ["the-first-token"])

    def __call__(self) -> str:
        if not self.tokens:
            raise NeedsAttention(OWN_TOKEN_REFUSED)
        return self.tokens.pop(0) if len(self.tokens) > 1 else self.tokens[0]


@contextmanager
def reached(token: Callable[[], str], *answers: Answer) -> Iterator[tuple[Invenio, RawServer]]:
    with raw_server(answers) as server:
        session = Session(
            f"{server.url}/api", None, contact="data@lab.example", own=True, renewed=token
        )
        yield Invenio(session), server


def borne(server: RawServer) -> list[str | None]:
    return [asked.headers.get("Authorization") for asked in server.asked]


def test_the_token_is_read_when_the_first_call_is_made_and_not_before() -> None:
    def unread() -> str:
        raise AssertionError("read too early")

    with reached(unread) as (_, server):
        assert server.asked == []


def test_the_account_is_asked_for_in_one_call() -> None:
    with reached(Told(), Answer(body=b'{"id": 7}')) as (repository, server):
        assert repository.account() == "7"
        assert [asked.path for asked in server.asked] == ["/api/me"]
        assert borne(server) == ["Bearer the-first-token"]


def test_where_nobody_says_who_asks_a_draft_says_whose_it_is_and_is_deleted() -> None:
    draft = b'{"id": "d1", "parent": {"access": {"owned_by": {"user": "7"}}}}'
    absent = Answer(404, b"{}")
    with reached(Told(), absent, Answer(201, draft), Answer(204, b"")) as (repository, server):
        assert repository.account() == "7"
        asked = [f"{asked.method} {asked.path}" for asked in server.asked]
    assert asked == ["GET /api/me", "POST /api/records", "DELETE /api/records/d1/draft"]


@pytest.mark.parametrize("said", [FORBIDDEN, UNAUTHORISED])
def test_a_token_that_is_not_taken_is_told_as_the_depositors(said: Answer) -> None:
    with reached(Told(), said) as (repository, _), pytest.raises(NeedsAttention) as stop:
        repository.account()
    assert stop.value.code == "own_token_refused"


def test_what_a_token_may_not_do_is_told_as_the_depositors() -> None:
    answers = (FORBIDDEN, LISTED, FORBIDDEN, LISTED)
    with reached(Told(), *answers) as (repository, _), pytest.raises(NeedsAttention) as stop:
        repository.create("Deposit in progress")
    assert (stop.value.code, stop.value.params) == (
        "own_token_forbids",
        {"words": "Permission denied."},
    )


def test_another_token_that_was_given_meanwhile_is_used_at_once() -> None:
    answers = (FORBIDDEN, FORBIDDEN, LISTED, FILES)
    with reached(Told(["old-token", "new-token"]), *answers) as (repository, server):
        assert [each.name for each in repository.files("d1")] == ["a.txt"]
        assert borne(server)[-1] == "Bearer new-token"


def test_with_a_dead_token_what_is_public_is_read_all_the_same() -> None:
    refused = [FORBIDDEN] * 5
    with reached(Told(), *refused, FILES) as (repository, server):
        assert [each.name for each in repository.files("d1")] == ["a.txt"]
        assert server.asked[-1].path == "/api/records/d1/files"


def test_with_no_token_left_what_is_public_is_read_by_nobody() -> None:
    with reached(Told([]), FORBIDDEN, FORBIDDEN, FILES) as (repository, server):
        assert [each.name for each in repository.files("d1")] == ["a.txt"]
        assert set(borne(server)) == {None}


def test_with_no_token_left_nothing_is_changed() -> None:
    with reached(Told([]), FORBIDDEN) as (repository, server):
        with pytest.raises(NeedsAttention):
            repository.create("Deposit in progress")
        assert server.asked == []


def test_what_is_not_public_needs_the_token() -> None:
    with reached(Told(), FORBIDDEN) as (repository, _), pytest.raises(NeedsAttention) as stop:
        repository.read("d1")
    assert stop.value.code == "own_token_refused"


class Doors:
    """Strangers at the door of one repository, and the consortium beside it."""

    def __init__(self) -> None:
        self.now = START.timestamp()
        self.buckets = FakeBuckets()

    def stranger(self) -> FixedPace:
        door = SharedPace(self.buckets, "zenodo/door", self._clock, DOOR_CALLS, longest=AT_THE_DOOR)
        return FixedPace(door)

    def own(self) -> SharedPace:
        return SharedPace(self.buckets, "zenodo", self._clock)

    def _clock(self) -> float:
        return self.now


def test_however_many_strangers_come_a_minute_has_few_calls_for_them() -> None:
    doors = Doors()
    went = 0
    for second in range(60):
        doors.now = START.timestamp() + second
        for _ in range(10):
            try:
                wait = doors.stranger().take()
            except NotNow:
                continue
            assert wait <= AT_THE_DOOR
            went += 1
    assert DOOR_CALLS / 2 < went <= DOOR_CALLS + 3


def test_strangers_take_nothing_of_the_consortiums_calls() -> None:
    doors = Doors()
    for _ in range(100):
        with suppress(NotNow):
            doors.stranger().take()
    assert doors.own().take() == 0


def test_no_answer_makes_the_door_wider() -> None:
    doors = Doors()
    door = doors.stranger()
    before = [door.take(), door.take()]
    door.heard(Said(limit=100_000, remaining=99_999, reset=1))
    doors.now += 600
    assert [door.take(), door.take()] == before
