"""The API over fakes, and a client of it: what the addresses look like is written here, once."""

from __future__ import annotations

import base64
import copy
import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.clock import Clock
from tests.fakes import FakeInvitations, FakeMailer, FakeStaging, FakeSubmissions, FakeWorkflow
from zenferry.access import Invitation, hashed
from zenferry.api import create_app
from zenferry.deposit import Deposits
from zenferry.form import Form
from zenferry.mail import ReturnLinks
from zenferry.profile import Profile, read_profile
from zenferry.staging import Part, Ticket, composite
from zenferry.upload import Uploads
from zenferry.wiring import Parts, Settings

Json = dict[str, Any]
Call = Callable[[], TestResponse]

EXAMPLE = Path(__file__).parent.parent / "infra" / "example" / "profile.toml"
DOI = "10.5072/zenodo.1"
SECRET = "the-invitation-that-everybody-uses"
NONCE = "nonce-of-at-least-22-characters"
VALUES: Json = {
    "title": "Sediment cores of the Jade Bay",
    "resource_type": "dataset",
    "description": "Grain sizes.\n\nBy laser.",
    "keywords": ["sediment"],
    "publication_date": "2026-11-21",
    "languages": [{"id": "eng", "label": "English"}],
    "creators": [{"type": "person", "given_name": "Ada", "family_name": "Lovelace"}],
    "access": "open",
    "licence": "cc-by-4.0",
    "agreement": True,
}


@dataclass(frozen=True)
class House:
    """What the API is given: the real acts over things that remember."""

    clock: Clock = field(default_factory=Clock)
    invitations: FakeInvitations = field(default_factory=FakeInvitations)
    staging: FakeStaging = field(default_factory=FakeStaging)
    workflow: FakeWorkflow = field(
        default_factory=lambda: FakeWorkflow(lambda _: {"outcome": "reserved", "doi": DOI})
    )
    profile: Profile = field(default_factory=lambda: read_profile(EXAMPLE))
    mailer: FakeMailer = field(default_factory=lambda: FakeMailer("nobody@example.org"))

    @cached_property
    def submissions(self) -> FakeSubmissions:
        return FakeSubmissions(self.invitations)

    @cached_property
    def _parts(self) -> Parts:
        """Put together as the real service is."""
        return Parts(
            Settings(),
            profile=self.profile,
            now=self.clock.now,
            submissions=self.submissions,
            invitations=self.invitations,
            staging=self.staging,
            workflow=self.workflow,
            mailer=self.mailer,
        )

    @property
    def form(self) -> Form:
        return self._parts.form

    @property
    def deposits(self) -> Deposits:
        return self._parts.deposits

    @property
    def uploads(self) -> Uploads:
        return self._parts.uploads

    @property
    def return_links(self) -> ReturnLinks:
        return self._parts.return_links

    @cached_property
    def http(self) -> FlaskClient:
        return create_app(self).test_client()

    def state(self) -> object:
        """Everything that is kept anywhere, to be compared."""
        kept = (
            vars(self.submissions).get("_rows"),
            vars(self.submissions).get("_transfers"),
            self.invitations.rows,
            self.staging.objects,
            {name: (upload.key, upload.parts) for name, upload in self.staging.uploads.items()},
            self.workflow.started,
        )
        return copy.deepcopy(kept)

    def invite(self, secret: str = SECRET, **caps: Any) -> None:
        """One more invitation, generous where nothing else is said."""
        generous = Invitation(
            hash=hashed(secret),
            note="",
            expires=self.clock.now() + timedelta(days=30),
            deposits=100,
            files=1000,
            bytes=10**12,
        )
        self.invitations.add(replace(generous, **caps))

    def client(self) -> Client:
        """A depositor before anything was opened."""
        return Client(self.http)

    def opened(self, secret: str = SECRET) -> Client:
        """A depositor with an open deposit."""
        client = self.client()
        assert client.open(secret).status_code == 201
        return client


def house() -> House:
    """A house with one invitation."""
    made = House()
    made.invite()
    return made


class Client:
    """Speaks the API for one deposit; keeps its id and its key."""

    def __init__(self, http: FlaskClient) -> None:
        self.http = http
        self.id = str(uuid.uuid4())
        self.key = ""

    def call(self, method: str, path: str = "", **given: Any) -> TestResponse:
        """`path` is below the deposit."""
        headers = {"Authorization": f"Bearer {self.key}", **given.pop("headers", {})}
        address = f"/api/submissions/{self.id}{path}"
        return self.http.open(address, method=method, headers=headers, **given)

    def open(self, invitation: str = SECRET, nonce: str = NONCE, **more: object) -> TestResponse:
        """The first call; the key of a good answer is kept."""
        body = {"id": self.id, "invitation": invitation, "nonce": nonce, **more}
        answer = self.http.post("/api/submissions", json=body)
        if answer.status_code in {200, 201}:
            self.key = answer.json["key"]  # type: ignore[index]
        return answer

    def look(self) -> Json:
        answer = self.call("GET")
        assert answer.status_code == 200, answer.text
        return dict(answer.get_json())

    def save(self, values: object, revision: object = 0) -> TestResponse:
        return self.call("PUT", "/metadata", json=values, headers={"If-Match": f'"{revision}"'})

    def register(self, *files: tuple[str, int]) -> TestResponse:
        wanted = [{"path": path, "size": size, "type": ""} for path, size in files]
        return self.call("POST", "/files", json={"files": wanted})

    def registered(self, path: str, size: int) -> Json:
        answer = self.register((path, size))
        assert answer.status_code == 201, answer.text
        return dict(answer.get_json()["files"][0])

    def tickets(self, *parts: Mapping[str, object]) -> TestResponse:
        return self.call("POST", "/parts", json={"parts": list(parts)})

    def complete(self, *files: Mapping[str, object]) -> TestResponse:
        return self.call("POST", "/complete", json={"files": list(files)})

    def listed(self, file: str) -> TestResponse:
        return self.call("GET", f"/files/{file}/parts")

    def remove(self, file: str) -> TestResponse:
        return self.call("DELETE", f"/files/{file}")

    def act(self, name: str) -> TestResponse:
        """submit, retry, cancel, doi."""
        return self.call("POST", f"/{name}", json={})


def digest(content: bytes) -> str:
    """SHA-256 in base64."""
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def described(file: str, content: bytes, number: int = 1) -> Json:
    """A part as it is announced."""
    return {"file": file, "part": number, "size": len(content), "sha256": digest(content)}


def completion(file: str, *contents: bytes) -> Json:
    """What ends an upload of these parts."""
    parts = [Part(n, len(part), digest(part)) for n, part in enumerate(contents, 1)]
    md5 = hashlib.md5(b"".join(contents), usedforsecurity=False).hexdigest()
    return {"file": file, "checksum": composite(parts), "md5": md5}


def staged(house: House, client: Client, path: str, content: bytes) -> str:
    """A file brought all the way into staging; its id."""
    file = str(client.registered(path, len(content))["id"])
    sent(house, client.tickets(described(file, content)), [content])
    answer = client.complete(completion(file, content))
    assert answer.get_json() == {"files": [{"file": file, "state": "staged"}]}
    return file


def sent(house: House, answer: TestResponse, contents: Sequence[bytes]) -> None:
    """The parts of an answer are sent, each with its content."""
    assert answer.status_code == 200, answer.text
    for part, content in zip(answer.get_json()["parts"], contents, strict=True):
        ticket = Ticket(part["method"], part["url"], part["headers"])
        assert house.staging.send(ticket, content)


def ready(house: House) -> Client:
    """A deposit that can be submitted."""
    client = house.opened()
    assert client.save(VALUES).status_code == 200
    staged(house, client, "data/cores.csv", b"depth,size\n1,2\n")
    return client


def sent_raw(
    client: Client, route: str, body: bytes, content_type: str = "application/json"
) -> TestResponse:
    """Any bytes where JSON is expected."""
    if not route:
        return client.http.post("/api/submissions", data=body, content_type=content_type)
    method = "PUT" if route == "/metadata" else "POST"
    headers = {"If-Match": '"0"'}
    return client.call(method, route, data=body, content_type=content_type, headers=headers)


def refusal(place: House, call: Call, status: int) -> dict[str, Any]:
    """The problem of an answer that changed nothing."""
    before = place.state()
    answer = call()
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), (
        answer.text
    )
    assert place.state() == before
    problem: dict[str, Any] = answer.get_json()
    assert {"type", "title", "status", "detail", "code", "errors"} <= problem.keys()
    assert problem["status"] == status
    assert problem["detail"]
    return problem


def fields(problem: dict[str, Any]) -> list[str]:
    """Where it is wrong."""
    return [error["field"] for error in problem["errors"]]
