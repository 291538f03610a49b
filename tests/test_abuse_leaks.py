"""Whatever fails at any call to the outside, in words that quote every secret: found nowhere.

A function's exceptions are written down word by word by the cloud that runs it, and are kept in the
history of its execution: here all of that is searched, too.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.api_client import TOKEN, Client
from tests.boundary import Boundary
from tests.deposit_client import VALUES, staged
from tests.house import House
from tests.machine import Function
from tests.planted import Overhearing, house_places, traces
from zenferry import handlers
from zenferry.errors import NotNow
from zenferry.unsaid import Unexpected, without_words

__all__ = ["Watched", "by_invitation"]

CONSORTIUMS = "the-consortiums-token-5f0c11aa"
CLIENT_SECRET = "the-secret-of-the-client-77e1d2"
_log = logging.getLogger("zenferry.tests")


class Watched(House):
    """Its functions are called as a cloud calls them, which remembers every exception's words."""

    def __init__(self) -> None:
        super().__init__()
        self.invite()
        self.fake.tokens[TOKEN] = "7"
        self.written: list[str] = []
        self.given: set[str] = set()

    @cached_property
    def http(self) -> Any:
        return Overhearing(super().http)

    def client(self) -> Client:
        return Client(self.http)

    def called(self, act: Function) -> Function:
        """One function."""
        guarded = without_words(_log)(lambda event, _: act(event))

        def called(event: dict[str, Any]) -> dict[str, Any]:
            try:
                return guarded(event, None)
            except Exception as error:
                self.written.append("".join(traceback.format_exception(error)))
                raise

        return called

    def _asked(self, event: dict[str, str]) -> dict[str, object]:
        return self.called(super()._asked)(event)

    @property
    def functions(self) -> dict[str, Function]:
        return {name: self.called(act) for name, act in super().functions.items()}

    def tick(self, name: str) -> None:
        """The schedule's; it comes again."""

        def tended(_: dict[str, Any]) -> dict[str, Any]:
            act = self.parts.tending.tend if name == "tend" else self.parts.telling.tell
            return {"done": act()}

        try:
            self.called(tended)({})
        except (Unexpected, NotNow):
            self.called(tended)({})

    def secrets(self) -> list[str]:
        """All that there are by now."""
        pairs = self.authority.tokens.values()
        self.given |= {word for pair in pairs for word in (pair.access, pair.refresh)}
        self.given |= set(self.authority.codes)
        return [TOKEN, CONSORTIUMS, CLIENT_SECRET, *self.given]

    def kept_and_told(self) -> dict[str, object]:
        """All of it, beside the log."""
        return {**house_places(self), "answers": self.http.heard, "written": self.written}

    def told(self, log: str) -> Mapping[str, list[str]]:
        """Where which secret was found."""
        places = self.kept_and_told()
        return {
            secret: found
            for secret in self.secrets()
            if (found := traces(secret, {**places, "log": log}))
        }


def _carried(place: Watched, client: Client) -> None:
    """All the way, as far as it gets, and its end."""
    client.save(VALUES)
    client.call("PUT", "/address", json={"email": "ada@example.org"})
    try:
        staged(place, client, "b.csv", b"1,2\n")
    except AssertionError:
        # What failed on the way is not asked for again here.
        return
    for act in ("doi", "submit"):
        client.act(act)
    place.run()
    place.clock.advance(hours=2)
    for name in ("tend", "mail", "tend"):
        place.tick(name)
    client.act("cancel")
    place.run()


def by_invitation(place: Watched) -> None:
    client = place.client()
    client.open()
    _carried(place, client)


def _by_token(place: Watched) -> None:
    client = place.client()
    client.open_own()
    client.call("PUT", "/token", json={"token": TOKEN})
    _carried(place, client)


def _signed_in(place: Watched) -> None:
    client = place.client()
    try:
        came = client.sign_in("7", place.authority)
    except AssertionError:
        # It could not be begun.
        return
    client.open_signed_in(came)
    # Two months have passed: it is refreshed on the way.
    place.authority.expire()
    _carried(place, client)


SCENES = (by_invitation, _by_token, _signed_in)


def _cloud(words: str) -> Exception:
    error = NotNow("storage_unavailable")
    error.__cause__ = ClientError({"Error": {"Code": "X", "Message": words}}, "Anything")
    return error


Way = Callable[[str], Exception]
WAYS: tuple[Way, ...] = (
    _cloud,
    lambda words: ValueError(f"Invalid header value b'Bearer {words}'"),
)


def some_of_each(calls: Sequence[str]) -> Iterator[int]:
    """The first, the last and some between of each call: in every function that makes it."""
    for name in dict.fromkeys(calls):
        found = [index for index, call in enumerate(calls) if call == name]
        yield from {found[len(found) * quarter // 4] for quarter in range(4)} | {found[-1]}


@pytest.mark.parametrize("scene", SCENES)
def test_no_call_that_fails_tells_a_secret(
    scene: Callable[[Watched], None], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "zenferry")
    quiet = Watched()
    scene(quiet)
    assert quiet.told(caplog.text) == {}
    calls = quiet.boundary.calls
    chosen = sorted(some_of_each(calls))
    assert len(chosen) > 40
    for index in chosen:
        place, way = Watched(), WAYS[index % 2]

        def failing(place: Watched = place, way: Way = way) -> None:
            raise way(" ".join(place.secrets()))

        place.disturb(Boundary(at=index, act=failing))
        scene(place)
        assert place.told(caplog.text) == {}, calls[index]
        caplog.clear()


@pytest.mark.parametrize("name", handlers.__all__)
def test_every_function_is_called_so(name: str, caplog: pytest.LogCaptureFixture) -> None:
    event = dict.fromkeys(("step", "submission", "file", "link_for", "detail", "rawPath"), TOKEN)
    with pytest.raises(Unexpected) as caught:
        getattr(handlers, name)(event, None)
    written = "".join(traceback.format_exception(caught.value))
    assert traces(TOKEN, {"written": written, "log": caplog.text}) == []
