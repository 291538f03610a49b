"""A depositor over HTTP, doing what the page does. The URL scheme is written here once."""

import base64
import hashlib
import secrets
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests

from tests.waiting import wait_for

Json = dict[str, Any]
# Of a machine that does much else beside, too.
PATIENCE_SECONDS = 300


class Depositor:
    """One deposit through the API of a page; opened from an invitation's address.

    Or gone on with from a status link; or opened from the page's address, with what else opens
    one: token="…", repository="zenodo".
    """

    def __init__(self, page: str, **door: str) -> None:
        address = urlsplit(page)
        self.origin = f"{address.scheme}://{address.netloc}"
        given = dict(parse_qsl(address.fragment))
        self.id = given.get("submission") or str(uuid.uuid4())
        self._http = requests.Session()
        self.key = given.get("key") or self._opened(door or given)
        self._http.headers["Authorization"] = f"Bearer {self.key}"

    def _opened(self, door: Mapping[str, str]) -> str:
        opening = {"id": self.id, **door, "nonce": secrets.token_urlsafe(24)}
        opened = self._http.post(f"{self.origin}/api/submissions", json=opening, timeout=60)
        assert opened.status_code == 201, opened.text
        return str(opened.json()["key"])

    def call(self, method: str, path: str = "", **given: Any) -> requests.Response:
        url = f"{self.origin}/api/submissions/{self.id}{path}"
        return self._http.request(method, url, timeout=60, **given)

    def json(self, method: str, path: str = "", **given: Any) -> Json:
        """The answer, asked again for as long as the service says to."""

        def answered() -> requests.Response | None:
            answer = self.call(method, path, **given)
            if answer.status_code >= 500:
                return None
            assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
            return answer

        found: Json = wait_for(answered, seconds=PATIENCE_SECONDS, pause=0.2).json()
        return found

    def describe(self, values: Mapping[str, object]) -> None:
        revision = self.json("GET")["revision"]
        headers = {"If-Match": f'"{revision}"'}
        self.json("PUT", "/metadata", json=dict(values), headers=headers)

    def upload(self, path: str, content: bytes) -> str:
        new = {"path": path, "size": len(content), "type": ""}
        [file] = self.json("POST", "/files", json={"files": [new]})["files"]
        step = file["part_size"]
        pieces = [content[i : i + step] for i in range(0, len(content), step)]
        digests = [hashlib.sha256(piece).digest() for piece in pieces]
        wanted = [
            {"file": file["id"], "part": n, "size": len(piece), "sha256": _base64(digest)}
            for n, (piece, digest) in enumerate(zip(pieces, digests, strict=True), 1)
        ]
        tickets = self.json("POST", "/parts", json={"parts": wanted})["parts"]
        for ticket, piece in zip(tickets, pieces, strict=True):
            sent = requests.request(
                ticket["method"], ticket["url"], headers=ticket["headers"], data=piece, timeout=60
            )
            assert sent.ok, sent.text
        whole = _base64(hashlib.sha256(b"".join(digests)).digest())
        done = {
            "file": file["id"],
            "checksum": f"{whole}-{len(pieces)}",
            "md5": hashlib.md5(content, usedforsecurity=False).hexdigest(),
        }
        [state] = self.json("POST", "/complete", json={"files": [done]})["files"]
        assert state["state"] == "staged"
        return str(file["id"])

    def submit(self) -> None:
        self.json("POST", "/submit", json={})

    def settled(self, *, moving: tuple[str, ...] = ("submitted", "forwarding")) -> Json:
        """The deposit, once nothing moves any more."""

        def still() -> Json | None:
            found = self.json("GET")
            return None if found["state"] in moving or found["cancelling"] else found

        return wait_for(still, seconds=PATIENCE_SECONDS, pause=0.25)


def _base64(digest: bytes) -> str:
    return base64.b64encode(digest).decode()
