"""A house with curators, and a curator at its desk: the desk's addresses are written here, once."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.api_client import Client, Json
from tests.deposit_client import ready
from tests.house import House
from tests.links import secret_in
from zenferry.profile import Curator, Profile
from zenferry.profile.settings import Curation

__all__ = ["ADA", "BEA", "At", "CuratedHouse", "ada", "place", "waiting"]

ADA = Curator("ada", "Ada Curator", "ada@tidal-flats.example")
BEA = Curator("bea", "Bea Curator", "bea@tidal-flats.example")


class CuratedHouse(House):
    """Its curators have a look at everything first, unless it is told otherwise."""

    def __init__(self, *, look: bool = True, **more: Any) -> None:
        super().__init__(**more)
        self.curation = Curation(look=look, curators=(ADA, BEA))
        self.invite()

    @cached_property
    def profile(self) -> Profile:
        return replace(super().profile, curation=self.curation)

    def link(self, address: str = ADA.address) -> str:
        """The secret of the link that was mailed last, after asking for one."""
        assert self.desk.post("/api/curation/links", json={"email": address}).status_code == 202
        return secret_in(self.mailer.sent[-1].text, "sign-in")

    def signed_in(self, who: Curator = ADA) -> At:
        """A curator with a session."""
        body = {"secret": self.link(who.address)}
        answer = self.desk.post("/api/curation/sessions", json=body)
        assert answer.status_code == 201, answer.text
        return At(self, answer.get_json()["session"])


class At:
    """Somebody at the desk, with whatever they have for a session."""

    def __init__(self, place: House, session: str) -> None:
        self.place, self.session = place, session

    def call(self, method: str, path: str, **given: Any) -> TestResponse:
        """`path` is below the desk."""
        headers = {"Authorization": f"Bearer {self.session}", **given.pop("headers", {})}
        return self.place.desk.open(
            f"/api/curation/{path}", method=method, headers=headers, **given
        )

    def get(self, path: str) -> Json:
        answer = self.call("GET", path)
        assert answer.status_code == 200, answer.text
        return dict(answer.get_json())

    def see(self, submission: str) -> Json:
        """One deposit whole."""
        return self.get(f"submissions/{submission}")

    def act(self, submission: str, name: str, **body: object) -> TestResponse:
        return self.call("POST", f"submissions/{submission}/{name}", json=body)

    def approve(self, submission: str) -> TestResponse:
        """What is there now."""
        return self.act(submission, "approve", stamp=self.see(submission)["stamp"])


def waiting(place: House) -> Client:
    """A deposit that was sent, and that curators have a look at first."""
    client = ready(place)
    answer = client.act("submit")
    assert (answer.status_code, answer.get_json()["state"]) == (202, "awaiting_approval")
    return client


@pytest.fixture
def place() -> CuratedHouse:
    return CuratedHouse()


@pytest.fixture
def ada(place: CuratedHouse) -> At:
    return place.signed_in()
