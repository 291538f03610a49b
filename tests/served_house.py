"""The service over fakes on a port of its own: page, API and storage by real HTTP on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import parse_qs, quote, unquote, urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.api_client import SECRET
from tests.fakes import FakeStaging
from tests.house import House
from zenferry.api import create_app
from zenferry.api.curation.app import create_desk_app
from zenferry.api.reading import create_reading_app
from zenferry.uploads.staging import Part, Ticket
from zenferry.wiring import Parts, Settings

__all__ = ["HttpStaging", "ServedHouse", "served_house", "serving"]


class HttpStaging(FakeStaging):
    """The same, with tickets that a stranger can use; remembers what was taken, by key."""

    def __init__(self) -> None:
        super().__init__()
        self.origin = ""
        self.taken: list[tuple[str, int]] = []

    def ticket(self, key: str, upload: str, part: Part) -> Ticket:
        url = f"{self.origin}/staging/{quote(key)}?upload={upload}&part={part.number}"
        return Ticket("PUT", url, {"x-size": str(part.size), "x-sha256": part.sha256})

    def send(self, ticket: Ticket, content: bytes) -> bool:
        """Also by a ticket that a stranger could use."""
        if ticket.url.startswith("fake://"):
            return super().send(ticket, content)
        address = urlsplit(ticket.url)
        key = unquote(address.path.removeprefix("/staging/"))
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        return self.put_part(key, asked, ticket.headers["x-sha256"], content) == 200

    def put_part(self, key: str, asked: dict[str, str], sha256: str, content: bytes) -> int:
        """The storage's answer."""
        if asked["upload"] not in self.uploads:
            return 404
        url = f"fake://{key}?upload={asked['upload']}&part={asked['part']}"
        headers = {"size": str(len(content)), "sha256": sha256}
        if not self.send(Ticket("PUT", url, headers), content):
            return 400
        self.taken.append((key, int(asked["part"])))
        return 200


class ServedHouse:
    """A house and where it is."""

    def __init__(self, house: House | None = None) -> None:
        self.house = house or House()
        self.staging = HttpStaging()
        self.house.staging = self.staging
        if not self.house.invitations.rows:
            self.house.invite()
        self.page = ""
        self._api = create_app(self.house.parts)
        parts = Parts(Settings(), profile=self.house.profile, now=self.house.clock.now)
        self._reading = create_reading_app(parts)
        self._desk = create_desk_app(self.house.desk_parts)

    @property
    def link(self) -> str:
        """Of its invitation."""
        return f"{self.page}#invitation={SECRET}"

    def staged(self) -> dict[str, bytes]:
        """What arrived, by the names of the record; of the one deposit there is."""
        [found] = self.house.kept_submissions()
        return {
            file.path: self.staging.objects[f"staging/{found.id}/{file.id}"]
            for file in found.files
            if found.transfer(file.id).staged
        }

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith("/staging/"):
            return self._stored(environ, start)
        if path == "/config.json":
            start("200 OK", [("Content-Type", "application/json")])
            return [json.dumps({"api": "/api"}).encode()]
        return self._app(path)(environ, start)

    def _app(self, path: str) -> Flask:
        """The function that answers there."""
        if path.startswith("/api/curation/"):
            return self._desk
        return self._reading if path in {"/api/imports", "/api/preview"} else self._api

    def _stored(self, environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        content = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        key = unquote(environ["PATH_INFO"].removeprefix("/staging/"))
        asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
        status = self.staging.put_part(key, asked, environ["HTTP_X_SHA256"], content)
        start(f"{status} So", [("Content-Length", "0")])
        return []


_Served = TypeVar("_Served", bound=ServedHouse)


class _Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - its name there
        """Nobody reads it."""


@contextmanager
def served_house() -> Iterator[ServedHouse]:
    """For as long as it is needed."""
    with serving(ServedHouse()) as served:
        yield served


@contextmanager
def serving(served: _Served) -> Iterator[_Served]:
    """The same for a house of one's own."""
    server = make_server("127.0.0.1", 0, served, threaded=True, request_handler=_Handler)
    served.staging.origin = f"http://127.0.0.1:{server.server_port}"
    served.page = f"{served.staging.origin}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
