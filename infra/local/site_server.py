"""Serves the rendered site and, on the same origin, the API: what content delivery does at AWS.

It knows files, headers and where the API listens; nothing of what passes through.
"""

from __future__ import annotations

import errno
import http.client
import json
import mimetypes
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO
from urllib.parse import quote, unquote, urlsplit

Headers = Callable[[str], Mapping[str, str]]
# What lies in the bucket of the records under a key: its bytes and media type.
Records = Callable[[str], "tuple[bytes, str] | None"]

# What a function can be called with at most.
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
BODY_BYTES = 6 * 1024 * 1024
# Read and thrown away, so that a caller who sends too much gets to read the answer.
_PATIENCE_BYTES = 10 * BODY_BYTES
_SECONDS = 30
_LOOPBACK = "127.0.0.1"

# Of one connection, not of the message. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
_HOP_BY_HOP = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection",
    "te", "trailer", "transfer-encoding", "upgrade",
}  # fmt: skip
# Set here, so that nobody can pretend to come from elsewhere.
_OURS = {"host", "content-length", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
_BODILESS = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".txt": "text/plain; charset=utf-8",
}


class PortTaken(Exception):
    """Somebody else listens there."""

    def __init__(self, port: int) -> None:
        super().__init__(f"Port {port} is taken. Choose another one: PORT={port + 1} make demo")


@dataclass(frozen=True)
class Api:
    """Where the HTTP API listens, and by which name it is told from others there."""

    port: int
    id: str

    @property
    def host(self) -> str:
        return f"{self.id}.execute-api.localhost"


class SiteServer(ThreadingHTTPServer):
    """Bound from the beginning, so that the page's address is known before there is a page."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, port: int) -> None:
        try:
            super().__init__((_LOOPBACK, port), _Exchange)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(port) from error
            raise
        self.log: IO[str] | None = sys.stderr
        self._logging = threading.Lock()
        self.directory = Path()
        self.api = Api(0, "")
        self.headers: Headers = lambda _: {}
        self.records: Records = lambda _: None

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no error of ours; nor is one that stayed until the end."""
        if self.log and not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def note(self, line: str) -> None:
        """A line of the log; none once nobody is served any more, for it is closed then."""
        with self._logging:
            if self.log:
                print(line, file=self.log, flush=True)

    @property
    def origin(self) -> str:
        return f"http://{_LOOPBACK}:{self.server_port}"

    @contextmanager
    def serving(
        self, directory: Path, api: Api, headers: Headers, *, log: IO[str]
    ) -> Iterator[None]:
        self.directory, self.api, self.headers = directory.resolve(), api, headers
        self.log = log
        thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.shutdown()
            thread.join()
            # Connections that are open still ask, until the process is gone.
            with self._logging:
                self.log = None


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: list[tuple[str, str]]
    content: bytes


class _Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "zenferry"
    sys_version = ""
    timeout = 120
    disable_nagle_algorithm = True
    server: SiteServer

    def _serve(self) -> None:
        path = urlsplit(self.path).path
        try:
            self._send(self._answered(path))
        except ConnectionError:
            self.close_connection = True

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = _serve  # noqa: N815

    def _answered(self, path: str) -> _Answer:
        if path.startswith("/api/"):
            return self._forwarded()
        return self._record(path) if path.startswith("/records/") else self._static(path)

    def _record(self, path: str) -> _Answer:
        """A page out of the bucket; a folder stands for the list in it."""
        if self.command not in {"GET", "HEAD"}:
            return self._static(path)
        key = unquote(path).removeprefix("/")
        key = f"{key}index.html" if key.endswith("/") else key
        # Whoever resolves a key with dots in it would leave the folder, or even the bucket.
        plain = not {"", ".", ".."} & set(key.split("/"))
        found = self.server.records(key) if plain else None
        if found is None:
            return self._file(path, self.server.directory / "404.html", status=HTTPStatus.NOT_FOUND)
        content, kind = found
        headers = dict(self.server.headers(path)) | {"Content-Type": kind}
        return _Answer(HTTPStatus.OK, list(headers.items()), content)

    def _forwarded(self) -> _Answer:
        if "transfer-encoding" in self.headers:
            self.close_connection = True
            return _problem(HTTPStatus.LENGTH_REQUIRED, "Send the body's length with it.")
        length = self.headers.get("content-length", "0")
        if not length.isdecimal():
            self.close_connection = True
            return _problem(HTTPStatus.BAD_REQUEST, "Content-Length is not a number.")
        if int(length) > BODY_BYTES:
            self._read_and_forget(int(length))
            detail = f"At most {BODY_BYTES} bytes can be sent in one call."
            return _problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
        return self._asked(self.rfile.read(int(length)))

    def _asked(self, body: bytes) -> _Answer:
        api = self.server.api
        connection = http.client.HTTPConnection(_LOOPBACK, api.port, timeout=_SECONDS)
        try:
            connection.putrequest(
                self.command, self.path, skip_host=True, skip_accept_encoding=True
            )
            for name, value in self._passed_on(len(body)):
                connection.putheader(name, value.encode("latin-1"))
            connection.endheaders(body)
            answer = connection.getresponse()
            return _Answer(answer.status, _end_to_end(answer.getheaders()), answer.read())
        except TimeoutError:
            return _problem(HTTPStatus.SERVICE_UNAVAILABLE, "The service takes too long.")
        except (OSError, http.client.HTTPException):
            return _problem(HTTPStatus.BAD_GATEWAY, "The service does not answer.")
        finally:
            connection.close()

    def _passed_on(self, length: int) -> Iterator[tuple[str, str]]:
        yield "Host", self.server.api.host
        yield "Content-Length", str(length)
        yield "X-Forwarded-For", self.client_address[0]
        yield "X-Forwarded-Proto", "http"
        given = _end_to_end(self.headers.items())
        yield from ((name, value) for name, value in given if name.lower() not in _OURS)

    def _read_and_forget(self, length: int) -> None:
        self.close_connection = True
        left = min(length, _PATIENCE_BYTES)
        while left > 0 and (read := self.rfile.read(min(left, 1 << 20))):
            left -= len(read)

    def _static(self, path: str) -> _Answer:
        if self.command not in {"GET", "HEAD"}:
            self.close_connection = True
            return _problem(HTTPStatus.METHOD_NOT_ALLOWED, "This address can only be read.")
        root = self.server.directory
        wanted = (root / unquote(path).replace("\0", "/nothing").strip("/")).resolve()
        if not wanted.is_relative_to(root):
            return self._file(path, root / "404.html", status=HTTPStatus.NOT_FOUND)
        if not wanted.is_dir():
            return self._file(path, wanted)
        if not path.endswith("/"):
            address = f"/{quote(wanted.relative_to(root).as_posix())}/"
            return _Answer(HTTPStatus.MOVED_PERMANENTLY, [("Location", address)], b"")
        return self._file(path, wanted / "index.html")

    def _file(self, path: str, file: Path, *, status: HTTPStatus = HTTPStatus.OK) -> _Answer:
        if not file.is_file():
            status, file = HTTPStatus.NOT_FOUND, self.server.directory / "404.html"
        content = file.read_bytes() if file.is_file() else b"Nothing here.\n"
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "text/plain"
        headers = dict(self.server.headers(path)) | {"Content-Type": kind}
        return _Answer(status, list(headers.items()), content)

    def _send(self, answer: _Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status not in _BODILESS:
            self.send_header("Content-Length", str(len(answer.content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name upstream
        """Nothing but what `log_request` says: the usual line would hold the query."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002
        path = urlsplit(self.path).path
        self.server.note(f"{self.log_date_time_string()} {self.command} {path} {int(code)}")


def _end_to_end(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without those of one connection, nor those it names itself; the length is counted anew."""
    named = {
        each.strip().lower()
        for name, value in pairs
        if name.lower() == "connection"
        for each in value.split(",")
    }
    left_out = _HOP_BY_HOP | named | {"content-length"}
    return [(name, value) for name, value in pairs if name.lower() not in left_out]


def _problem(status: HTTPStatus, detail: str) -> _Answer:
    body = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
    body |= {"code": status.name.lower(), "errors": []}
    headers = [("Content-Type", "application/problem+json"), ("Cache-Control", "no-store")]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", "2"))
    return _Answer(status, headers, json.dumps(body).encode())
