"""A depositor's own token is found nowhere: whatever goes wrong with it, and wherever one looks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import pytest
from botocore.exceptions import ClientError, ParamValidationError

from tests.api_client import NONCE, TOKEN, Client
from tests.boundary import Boundary
from tests.deposit_client import VALUES, staged
from tests.fake_buckets import FakeBuckets
from tests.house import House
from tests.own import OTHERS_TOKEN
from tests.planted import Overhearing, house_places, traces
from tests.raw_server import Answer, raw_server
from zenferry.errors import NotNow
from zenferry.forwarding.pacing import spacing
from zenferry.profile import Profile


class Overheard(House):
    """A house of which every answer is remembered."""

    @cached_property
    def http(self) -> Any:
        return Overhearing(super().http)

    def client(self) -> Client:
        return Client(self.http)

    def told(self) -> list[str]:
        """Where the token is."""
        return traces(TOKEN, {**house_places(self), "answers": self.http.heard})


def overheard(kind: type[Overheard] = Overheard) -> Overheard:
    made = kind()
    made.invite()
    made.fake.tokens = {TOKEN: "7", OTHERS_TOKEN: "8"}
    return made


def opened(place: House) -> Client:
    client = place.client()
    assert client.open_own().status_code == 201
    return client


def sent(place: House) -> Client:
    """On its way, with the schedule after it."""
    client = opened(place)
    client.save(VALUES)
    staged(place, client, "a.csv", b"1,2\n")
    client.act("submit")
    place.run()
    for _ in range(2):
        place.clock.advance(hours=2)
        place.parts.tending.tend()
    return client


def _good(place: House) -> None:
    sent(place).look()


def _not_taken(place: House) -> None:
    place.fake.tokens = {}
    assert place.client().open_own().status_code == 422


def _down(place: House) -> None:
    place.fake.down = True
    assert place.client().open_own().status_code == 503


def _elsewhere(place: House) -> None:
    assert place.client().open_own(repository=TOKEN[:20]).status_code == 422


def _misplaced(place: House) -> None:
    """In every other field, and in another shape."""
    good = {"id": place.client().id, "nonce": NONCE, "repository": "zenodo", "token": TOKEN}
    for field in (*good, "language", "invitation"):
        for wrong in (TOKEN, [TOKEN], {"a": TOKEN}, TOKEN * 200):
            if (field, wrong) != ("token", TOKEN) and (field, wrong) != ("nonce", TOKEN):
                answer = place.http.post("/api/submissions", json=good | {field: wrong})
                assert 400 <= answer.status_code < 500, (field, wrong)


def _broken(place: House) -> None:
    for body in (f'{{"token": "{TOKEN}', f'"{TOKEN}"', f'{{"token": "{TOKEN}", "x": 1e999}}'):
        for kind in ("application/json", "text/plain"):
            answer = place.http.post("/api/submissions", data=body, content_type=kind)
            assert 400 <= answer.status_code < 500


def _too_large(place: House) -> None:
    body = {"token": TOKEN, "more": "x" * 1_200_000}
    assert place.http.post("/api/submissions", json=body).status_code == 413


def _taken_id(place: House) -> None:
    client = opened(place)
    other = place.client()
    other.id = client.id
    assert other.open_own(nonce="another-nonce-of-the-same-length").status_code == 409


def _renewed(place: House) -> None:
    """All that can go wrong with another token."""
    client = opened(place)
    for body in ({"token": TOKEN}, {"token": OTHERS_TOKEN}, {"token": [TOKEN]}, {"x": TOKEN}):
        client.call("PUT", "/token", json=body)
    place.opened().call("PUT", "/token", json={"token": TOKEN})
    client.key = TOKEN
    assert client.call("PUT", "/token", json={"token": TOKEN}).status_code == 401
    place.fake.tokens = {}
    client.call("PUT", "/token", json={"token": TOKEN})


def _died(place: House) -> None:
    client = opened(place)
    client.save(VALUES)
    staged(place, client, "a.csv", b"1,2\n")
    place.fake.tokens = {}
    client.act("submit")
    place.run()
    assert client.look()["attention"]
    client.act("doi")
    client.act("cancel")
    place.run()
    place.clock.advance(hours=2)
    place.parts.tending.tend()
    assert client.look()["state"] == "cancelled"


SCENES = (
    _good,
    _not_taken,
    _down,
    _elsewhere,
    _misplaced,
    _broken,
    _too_large,
    _taken_id,
    _renewed,
    _died,
)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Everything that anybody logs, of any level."""
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.mark.parametrize("scene", SCENES)
def test_the_token_is_found_nowhere(
    scene: Callable[[House], None], log: pytest.LogCaptureFixture
) -> None:
    place = overheard()
    scene(place)
    assert place.told() + traces(TOKEN, {"log": log.text}) == []


def _refused_by_cloud() -> Exception:
    return ClientError({"Error": {"Code": "X", "Message": f"not {TOKEN}"}}, "Encrypt")


def _not_now() -> Exception:
    error = NotNow("storage_unavailable")
    error.__cause__ = _refused_by_cloud()
    return error


FAILURES: tuple[Callable[[], Exception], ...] = (
    _not_now,
    lambda: ParamValidationError(report=f"Invalid: {TOKEN}"),
    lambda: ValueError(f"Invalid header value b'Bearer {TOKEN}'"),
    lambda: KeyError(TOKEN),
)


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_whatever_fails_with_words_that_quote_it(
    failure: Callable[[], Exception], log: pytest.LogCaptureFixture, *, after: bool
) -> None:
    """Each call that is made while a deposit is opened, and another token put."""
    quiet = overheard()
    opened(quiet).call("PUT", "/token", json={"token": TOKEN})
    calls = len(quiet.boundary.calls)
    assert calls > 6

    def failing() -> None:
        raise failure()

    for index in range(calls):
        place = overheard()
        place.disturb(Boundary(at=index, after=after, act=failing))
        client = place.client()
        client.open_own()
        client.call("PUT", "/token", json={"token": TOKEN})
        assert place.boundary.fired
        assert place.told() + traces(TOKEN, {"log": log.text}) == [], index


class AtServer(Overheard):
    """The repository is whatever answers there, reached as the real one is."""

    url = ""

    @cached_property
    def profile(self) -> Profile:
        return super().profile.found_at(f"zenodo={self.url}/api")

    def reached(self, _: Boundary, /) -> dict[str, Any]:
        # Nobody has to wait.
        return {"repository": self.fake, "buckets": _Free()}


class _Free(FakeBuckets):
    """A budget that is never used up."""

    def put(self, name: str, old: Any, new: Any) -> Any:
        return super().put(name, old, type(new)(0, spacing(300)))


@contextmanager
def _at(*answers: Answer) -> Iterator[AtServer]:
    with raw_server(answers) as server:
        made = overheard(type("There", (AtServer,), {"url": server.url}))
        assert isinstance(made, AtServer)
        yield made


ME = Answer(body=b'{"id": 7, "email": "ada@example.org"}')
QUOTED = (
    f'{{"message": "Bad {TOKEN}.", "errors": [{{"field": "{TOKEN}", "messages": ["{TOKEN}"]}}]}}'
)
REFUSING = (400, 401, 403, 404, 409, 415, 429, 500, 503)
SAYS = (
    *(Answer(code, QUOTED.encode(), {"X-Token": TOKEN, "Retry-After": "0"}) for code in REFUSING),
    Answer(302, b"", {"Location": f"https://evil.example/?token={TOKEN}"}),
    Answer(200, f"<html>{TOKEN}</html>".encode()),
    Answer(200, f'["{TOKEN}"]'.encode()),
    Answer(0),
)


@pytest.mark.parametrize("said", SAYS, ids=lambda said: str(said.status))
@pytest.mark.parametrize("first", [(), (ME,)], ids=["at the door", "on the way"])
def test_what_the_repository_says_of_it_goes_no_further(
    said: Answer, first: tuple[Answer, ...], log: pytest.LogCaptureFixture
) -> None:
    with _at(*first, said) as place:
        client = place.client()
        status = client.open_own().status_code
        assert status == (201 if first else status)
        if first:
            assert client.look()["account"] == "7"
            client.act("doi")
            client.call("PUT", "/token", json={"token": TOKEN})
            client.act("cancel")
            place.run()
        assert place.told() + traces(TOKEN, {"log": log.text}) == []
        # Nor what else the repository told of its owner.
        assert traces("ada@example.org", {**house_places(place), "log": log.text}) == []
