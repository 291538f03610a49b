"""The API as its callers see it: one address for its three functions, over things that remember.

Its deposits stand in many states; `known` tells a stranger enough to get past every first refusal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any
from uuid import uuid4
from wsgiref.types import StartResponse, WSGIEnvironment

from tests.api_client import NONCE, SECRET, TOKEN, Client
from tests.curated import ADA, waiting
from tests.deposit_client import ready
from tests.registered import entry
from tests.version_wishes import WishingHouse
from zenferry.access import hashed, id_of
from zenferry.api.reading import create_reading_app
from zenferry.profile.settings import OpenDoor
from zenferry.records.exports import short
from zenferry.records.finding import Finder
from zenferry.records.registry import Work
from zenferry.wiring import Parts, Settings

__all__ = ["STATES", "OneApi"]

_TO_END = "an-invitation-that-is-ended-here"
_READING = re.compile(r"/api/(vocabularies|imports|preview|records)(/|$)")


class OneApi(WishingHouse):
    """Everything that a profile can offer is offered."""

    def __init__(self) -> None:
        super().__init__()
        curation, doors = replace(self.curation, look=True), OpenDoor(domains=("uni.example",))
        self.profile = replace(self.profile, curation=curation, open=doors)
        self.fake.tokens[TOKEN] = "7"
        self.registry.keep(entry("zenodo"))
        self.invite(_TO_END)
        self._clients: dict[str, Client] = {}

    @cached_property
    def reading(self) -> Any:
        """The function that keeps nothing."""
        found = Finder(lambda: short([Work(entry("zenodo"))]).encode(), self.clock.now)
        parts = Parts(Settings(), profile=self.profile, now=self.clock.now, finder=found)
        return create_reading_app(parts)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith("/api/curation/"):
            app = self.desk.application
        else:
            app = self.reading if _READING.match(path) else self.http.application
        done: Iterable[bytes] = app(environ, start)
        return done

    def link(self, address: str = ADA.address) -> str:
        """Also to who is not sent as many in an hour as are asked for here."""
        self._nobody_came_before()
        return super().link(address)

    def _nobody_came_before(self) -> None:
        self.tallies.counted.clear()

    def session(self) -> str:
        """Of a curator, whatever became of those before."""
        return self.signed_in().session

    def deposit(self, state: str) -> Client:
        """One that was brought that far; what became of it since is another question."""
        if state not in self._clients:
            self._clients[state] = STATES[state](self)
        return self._clients[state]

    def known(self, client: Client) -> dict[str, Callable[[], object]]:
        """How to come by a good value for a parameter or a field of that name."""
        return {
            "submission": lambda: client.id,
            "id": lambda: str(uuid4()),
            "file": lambda: self._file(client),
            "stamp": lambda: self.signed_in().see(client.id)["stamp"],
            "wish": self._wish,
            "invitation": lambda: SECRET,
            "nonce": lambda: NONCE,
            "days": lambda: 100,
            "repository": lambda: "zenodo",
            "token": lambda: TOKEN,
            "record": lambda: f"{self.address}{self.record.id}",
            "email": lambda: "ada@uni.example",
            "secret": self.link,
            "csv": lambda: "email,note\nada@uni.example,Ada\n",
            "name": lambda: "people",
            "before": lambda: "zenodo/1",
            "state": lambda: "draft,published",
            "most": lambda: "1",
            "page": lambda: "1",
            "language": lambda: "de",
            "size": lambda: 3,
            "path": lambda: "a.csv",
        }

    def places(self, client: Client) -> dict[str, Callable[[], object]]:
        """The same for the parameters of a path, where some names mean something else."""
        # Not the one that they are opened with: this one may be ended.
        invitation = id_of(hashed(_TO_END))
        return self.known(client) | {"record": lambda: "1", "invitation": lambda: invitation}

    def _file(self, client: Client) -> str:
        return next((file.id for file in self.submissions.get(client.id).files), "none")

    def _wish(self) -> str:
        made = str(uuid4())
        self._nobody_came_before()
        assert self.ask(id=made).status_code == 202
        return made


def _returned(place: OneApi) -> Client:
    client = waiting(place)
    place.signed_in().act(client.id, "return", words="Mend it.")
    return client


def _own(place: OneApi) -> Client:
    client = place.client()
    assert client.open_own().status_code == 201
    return client


def _approved(place: OneApi) -> Client:
    client = waiting(place)
    assert place.signed_in().approve(client.id).status_code == 200
    place.run()
    return client


def _filled(place: OneApi) -> Client:
    client = ready(place)
    client.register(("more.csv", 10))
    return client


STATES: dict[str, Callable[[OneApi], Client]] = {
    "open": lambda place: place.opened(),
    "filled": _filled,
    "waiting": waiting,
    "returned": _returned,
    "approved": _approved,
    "own": _own,
}
