"""A client of the API: what the addresses look like is written here, once."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fake_sign_ins import FakeAuthority
from zenferry.uploads.staging import Part, composite

Json = dict[str, Any]

SECRET = "the-invitation-that-everybody-uses"
TOKEN = "a-token-of-ones-own-0123456789"
NONCE = "nonce-of-at-least-22-characters"


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

    def open_own(
        self, token: str = TOKEN, repository: str = "zenodo", nonce: str = NONCE
    ) -> TestResponse:
        """The same with a token of an account of one's own."""
        body = {"id": self.id, "repository": repository, "token": token, "nonce": nonce}
        answer = self.http.post("/api/submissions", json=body)
        if answer.status_code in {200, 201}:
            self.key = answer.json["key"]  # type: ignore[index]
        return answer

    def sign_in(self, account: str, authority: FakeAuthority) -> Json:
        """What a person who signs in comes back with, the browser's secret beside it."""
        asked = {"submission": self.id, "repository": "zenodo"}
        begun = self.http.post("/api/sign-ins", json=asked)
        assert begun.status_code == 201, begun.text
        left = begun.get_json()
        query = dict(parse_qsl(urlsplit(left["url"]).query))
        code = authority.code(account, query["redirect_uri"])
        return {"state": query["state"], "code": code, "secret": left["secret"]}

    def open_signed_in(self, sign_in: Json, nonce: str = NONCE, **more: str) -> TestResponse:
        """A deposit of the account that was signed in to."""
        body = {"id": self.id, "repository": "zenodo", "sign_in": sign_in, "nonce": nonce} | more
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
