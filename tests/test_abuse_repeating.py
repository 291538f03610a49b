"""A repository that repeats what it was shown: the consortium's token, the client's secret, codes.

It does so at every call of a deposit, in each way that answers have, and nothing of it goes on.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from infra.local.repository import Standin, running
from tests.boundary import Boundary
from tests.fake_buckets import FakeBuckets
from tests.planted import traces
from tests.raw_server import Answer, raw_server
from tests.test_abuse_leaks import Watched, by_invitation
from zenferry.accounts.seal import Secret, SecretKind
from zenferry.adapters.invenio import Invenio
from zenferry.adapters.invenio_http import Session
from zenferry.adapters.invenio_oauth import InvenioOAuth
from zenferry.errors import NeedsAttention, NotNow, Refused
from zenferry.forwarding.pacing import LonePace, spacing
from zenferry.profile import Profile

SECRETS = ("the-secret-of-the-client-77e1d2", "a-code-that-came-back-31a", "a-refresh-token-90ff12")
QUOTED = json.dumps({"error": SECRETS[0], "message": " ".join(SECRETS), "access_token": SECRETS})
SAYS = (
    *(Answer(code, QUOTED.encode()) for code in (400, 401, 403, 404, 409, 429, 500, 502, 503)),
    Answer(302, b"", {"Location": f"https://evil.example/?{'&'.join(SECRETS)}"}),
    Answer(200, QUOTED.encode()),
    Answer(200, f"<html>{SECRETS}</html>".encode()),
    Answer(200, json.dumps({"access_token": f"{SECRETS[2]}\n", "user": {"id": 7}}).encode()),
    Answer(200, json.dumps({"access_token": f"ü{SECRETS[2]}", "user": {"id": 7}}).encode()),
    Answer(0),
)


@pytest.mark.parametrize("said", SAYS, ids=lambda said: str(said.status))
def test_what_an_authorisation_server_repeats_goes_no_further(
    said: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "zenferry")
    client, code, refresh = SECRETS
    with raw_server([said]) as server:
        asked = InvenioOAuth(
            server.url, "page", lambda: client, contact="a@b.example", door=LonePace(lambda: 0.0)
        )
        acts: tuple[Callable[[], object], ...] = (
            lambda: asked.exchanged(code, "https://deposit.example/signed-in/"),
            lambda: asked.refreshed(Secret(SecretKind.SIGN_IN, "an-access-token", refresh)),
        )
        for act in acts:
            with pytest.raises((NotNow, Refused, NeedsAttention)) as caught:
                act()
            written = "".join(traceback.format_exception(caught.value))
            for secret in SECRETS:
                assert traces(secret, {"written": written, "log": caplog.text}) == []


class Repeating(HTTPAdapter):
    """At one call, counted from 0, the repository repeats the token that it was shown."""

    def __init__(self, at: int, way: Callable[[str], requests.Response]) -> None:
        super().__init__()
        self.asked = 0
        self._at, self._way = at, way

    def send(self, request: requests.PreparedRequest, *given: Any, **more: Any) -> Any:
        self.asked += 1
        if self.asked - 1 != self._at:
            return super().send(request, *given, **more)
        answer = self._way(str(request.headers["Authorization"]).removeprefix("Bearer "))
        answer.request, answer.url = request, str(request.url)
        return answer


def _answer(status: int, body: str) -> requests.Response:
    answer = requests.Response()
    answer.status_code = status
    answer.headers["X-Token"] = body
    answer._content = body.encode()
    return answer


def _refusing(status: int) -> Callable[[str], requests.Response]:
    def said(token: str) -> requests.Response:
        errors = [{"field": f"metadata.{token}", "messages": [token]}]
        return _answer(status, json.dumps({"message": f"Bad {token}.", "errors": errors}))

    return said


def _cut(token: str) -> requests.Response:
    raise requests.ConnectionError(f"Connection to {token} broke")


WAYS = (
    *map(_refusing, (400, 403, 409, 429, 500)),
    lambda token: _answer(200, f'["{token}"]'),
    lambda token: _answer(200, json.dumps({"id": token, "message": token})),
    _cut,
)


class _Free(FakeBuckets):
    """A budget that is never used up: nobody has to wait."""

    def put(self, name: str, old: Any, new: Any) -> Any:
        return super().put(name, old, type(new)(0, spacing(300)))


class Beside(Watched):
    """The stand-in is reached as the real one is, over a line that may repeat."""

    def __init__(self, standin: Standin, line: Repeating) -> None:
        super().__init__()
        self.standin, self.line = standin, line
        self.token = standin.tokens["depositor"]
        session = Session(
            standin.url, self.token, contact="nobody@example.org", sleep=lambda _: None
        )
        session._http.mount("http://", line)
        self.repository = Invenio(session)

    @cached_property
    def profile(self) -> Profile:
        return super().profile.found_at(f"zenodo={self.standin.url}")

    def reached(self, boundary: Boundary, /) -> dict[str, Any]:
        return {"repository": boundary.around(self.repository), "buckets": _Free()}


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standin]:
    with running(tmp_path_factory.mktemp("standin")) as started:
        yield started


@pytest.mark.parametrize("number", range(len(WAYS)))
def test_the_consortiums_token_repeated_at_any_call_goes_no_further(
    number: int, standin: Standin, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "zenferry")
    at = 0
    while True:
        line = Repeating(at, WAYS[number])
        place = Beside(standin, line)
        by_invitation(place)
        if line.asked <= at:
            break
        found = traces(place.token, {**place.kept_and_told(), "log": caplog.text})
        assert found == [], at
        caplog.clear()
        at += 1
    assert at > 10
