"""The repositories the statements are put to: the stand-in, and a real InvenioRDM by environment.

For the real one: RDM_URL (ends in /api), RDM_TOKEN (a plain account), RDM_CURATOR_TOKEN (owner of
both communities), RDM_REVIEWED and RDM_OPEN (slugs of a community with review policy closed, open).
"""

import os
import socket
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from infra.local.repository import Standin, running

Json = dict[str, Any]

METADATA: Json = {
    "title": "Tide gauge readings",
    "resource_type": {"id": "dataset"},
    "publication_date": "2026-11-20",
    "publisher": "Zenodo",
    "creators": [
        {"person_or_org": {"type": "personal", "given_name": "Ada", "family_name": "Lovelace"}}
    ],
}
FOR_PEOPLE = {"Accept": "application/vnd.inveniordm.v1+json"}
BYTES = {"Content-Type": "application/octet-stream"}


@dataclass(frozen=True)
class Account:
    """Calls with one token; waits as long as it is told when it was too quick."""

    url: str
    token: str | None

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        """`path` is below /api, or a whole link of an answer."""
        address = path if path.startswith("http") else self.url + path
        headers = options.pop("headers", {}) | self._authorization()
        while True:
            answer = requests.request(
                method, address, headers=headers, timeout=60, allow_redirects=False, **options
            )
            if answer.status_code != 429:
                return answer
            time.sleep(int(answer.headers["Retry-After"]))

    def _breathe(self) -> None:
        """Wait for the next minute when this one is nearly used up."""
        answer = self.call("GET", "/user/records?size=1")
        if int(answer.headers["X-RateLimit-Remaining"]) < 5:
            time.sleep(int(answer.headers["Retry-After"]))

    def _authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def json(self, method: str, path: str, **options: Any) -> Json:
        """The document of an answer that has to be good."""
        answer = self.call(method, path, **options)
        assert answer.ok, f"{answer.status_code} {answer.text}"
        document: Json = answer.json()
        return document

    def half_sent(self, link: str, *, reset: bool) -> int | None:
        """Announce 1 MB, send a part, then break off or end cleanly; the status, if one came."""
        self._breathe()
        address = urlsplit(link)
        with socket.create_connection((str(address.hostname), address.port or 80), 10) as sender:
            head = (
                f"PUT {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\n"
                f"Authorization: Bearer {self.token}\r\n"
                "Content-Type: application/octet-stream\r\nContent-Length: 1000000\r\n\r\n"
            )
            sender.sendall(head.encode() + b"x" * 100_000)
            if not reset:
                sender.shutdown(socket.SHUT_WR)
                return int(sender.makefile("rb").readline().split()[1])
            time.sleep(0.3)  # so that the server is reading when it happens
            sender.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return None


@dataclass(frozen=True)
class Target:
    """One repository with what the statements need of it."""

    depositor: Account
    curator: Account
    reviewed: str
    open: str

    @property
    def guest(self) -> Account:
        """No token at all."""
        return Account(self.depositor.url, None)

    @property
    def stranger(self) -> Account:
        """A token it has never seen."""
        return Account(self.depositor.url, "not-a-token")

    def draft(self, **more: Any) -> Json:
        """A new draft of the depositor's with good metadata."""
        return self.depositor.json("POST", "/records", json={"metadata": METADATA} | more)

    def announced(self, draft: Json, *keys: str) -> dict[str, Json]:
        """The links of newly announced files, by key."""
        wanted = [{"key": key} for key in keys]
        listing = self.depositor.json("POST", draft["links"]["files"], json=wanted)
        return {entry["key"]: entry["links"] for entry in listing["entries"]}

    def stored(self, draft: Json, key: str = "a.txt", content: bytes = b"hello") -> Json:
        """A committed file of a draft."""
        links = self.announced(draft, key)[key]
        self.depositor.json("PUT", links["content"], data=content, headers=BYTES)
        return self.depositor.json("POST", links["commit"])

    def review_asked(self, draft: Json, slug: str, by: Account | None = None) -> Json:
        """A draft tied to a community."""
        community = self.depositor.json("GET", f"/communities/{slug}")["id"]
        wanted = {"receiver": {"community": community}, "type": "community-submission"}
        return (by or self.depositor).json("PUT", draft["links"]["review"], json=wanted)

    def submitted(self, draft: Json) -> Json:
        """The request of a draft with a file, handed over for review."""
        self.stored(draft)
        self.review_asked(draft, self.reviewed)
        return self.depositor.json("POST", submit_link(draft), json={})

    def status(self, draft: Json) -> str:
        """Where a draft stands."""
        return str(self.depositor.json("GET", draft["links"]["self"])["status"])


def submit_link(draft: Json) -> str:
    """Where a draft is handed over; its link is there only once a review is set."""
    return f"{draft['links']['self']}/actions/submit-review"


def fields(answer: Json) -> dict[str, list[str]]:
    """The errors of an answer by field."""
    return {error["field"]: error["messages"] for error in answer.get("errors", [])}


@pytest.fixture(scope="session")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standin]:
    """One stand-in for all tests."""
    with running(Path(tmp_path_factory.mktemp("repository")), faults=True) as started:
        yield started


@pytest.fixture(params=["standin", pytest.param("real", marks=pytest.mark.conformance)])
def repository(request: pytest.FixtureRequest) -> Target:
    """The stand-in, and with -m conformance the real one."""
    return _real() if request.param == "real" else target(request.getfixturevalue("standin"))


def target(standin: Standin) -> Target:
    """The stand-in as a target."""
    return Target(
        depositor=Account(standin.url, standin.tokens["depositor"]),
        curator=Account(standin.url, standin.tokens["curator"]),
        reviewed="lab-reviewed",
        open="lab-open",
    )


def _real() -> Target:
    names = ("RDM_URL", "RDM_TOKEN", "RDM_CURATOR_TOKEN", "RDM_REVIEWED", "RDM_OPEN")
    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        pytest.fail(f"the real repository is not given: set {', '.join(missing)}")
    url, token, curator, reviewed, open_ = (os.environ[name] for name in names)
    return Target(
        depositor=Account(url.rstrip("/"), token),
        curator=Account(url.rstrip("/"), curator),
        reviewed=reviewed,
        open=open_,
    )
