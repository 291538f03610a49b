"""The stand-in on a loopback port: one thread a connection, honest about broken ones.

It reads requests and writes answers; what they mean is decided elsewhere.
"""

import json
import os
import shutil
import socket
import struct
import sys
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import SplitResult, parse_qsl, urlsplit

from infra.local.repository import faults as faults_
from infra.local.repository import pages
from infra.local.repository.answer import Answer, json_answer, refusing
from infra.local.repository.body import Body, BrokenBody, ShortBody
from infra.local.repository.call import Call
from infra.local.repository.faults import Dropped, Faults
from infra.local.repository.pace import Pace
from infra.local.repository.refusal import Refusal, crash
from infra.local.repository.routes import serve
from infra.local.repository.state import State

_LINGER_SECONDS = 30  # as nginx does
_SILENCE_SECONDS = 120
# What programs ask for; all else is pages.
_FOR_PROGRAMS = ("/api/", "/elsewhere/", "/oauth/token")
_FORM_BYTES = 100_000


class Server(ThreadingHTTPServer):
    """The listening socket with what the exchanges share."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, state: State, faults: Faults | None, pace: Pace, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Exchange)
        self.state = state
        self.faults = faults
        self.pace = pace
        self.base = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller who went away is no error of ours."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "stand-in"
    disable_nagle_algorithm = True
    timeout = _SILENCE_SECONDS
    server: Server
    body: Body

    def _serve(self) -> None:
        self.body = Body(self.rfile, self.headers)  # type: ignore[arg-type]
        try:
            answer = self._answered()
        except Dropped:
            self._drop()
            return
        self._send(answer)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = _serve  # noqa: N815

    def _answered(self) -> Answer:
        if self._url().path == "/faults":
            return refusing(self._faults)
        if not self._url().path.startswith(_FOR_PROGRAMS):
            return refusing(lambda: pages.serve(self.server.state, self._visit()))
        fault = self.server.faults and self.server.faults.take(self.command, self.path)
        answer = faults_.suffer(fault, self) if fault else self._paced()
        paces = self.server.pace.headers(self._key())
        return Answer(
            answer.status, answer.content, answer.type, paces | answer.headers, answer.file
        )

    def _paced(self) -> Answer:
        refused = self.server.pace.refused(self._key())
        return refused or self.work()

    def work(self) -> Answer:
        """Do what the request asks for."""
        return refusing(self._worked)

    def _worked(self) -> Answer:
        state, url = self.server.state, self._url()
        call = Call(
            state=state,
            base=self.server.base,
            user=state.user(self._token()),
            query=dict(parse_qsl(url.query)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.body,
        )
        try:
            return serve(call, self.command, url.path.removeprefix("/api"))
        except (BrokenBody, ShortBody) as error:
            raise Refusal(400, "The browser (or proxy) sent a request that was cut off.") from error
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            # A shape nobody thought of: the real one answers the like with a 500 as well.
            traceback.print_exc()
            raise crash() from error

    def _url(self) -> SplitResult:
        return urlsplit(self.path)

    def _token(self) -> str | None:
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" else None

    def _key(self) -> str:
        return self._token() or "guest"

    def _visit(self) -> pages.Visit:
        return pages.Visit(
            method=self.command,
            path=self._url().path,
            host=self.headers.get("Host", ""),
            origin=self.headers.get("Origin"),
            site=self.headers.get("Sec-Fetch-Site"),
            query=dict(parse_qsl(self._url().query)),
            form=self._typed(),
        )

    def _typed(self) -> dict[str, str]:
        """What a form of its own pages sends."""
        if self.command != "POST" or (self.body.length or 0) > _FORM_BYTES:
            return {}
        try:
            return dict(parse_qsl(self.body.document().decode(errors="replace")))
        except (BrokenBody, ShortBody):
            return {}

    def _faults(self) -> Answer:
        faults = self.server.faults
        if faults is None:
            raise Refusal(404, "This server was started without faults.")
        if self.command == "POST":
            try:
                faults.add(faults_.from_json(json.loads(self.body.document())))
            except ValueError as error:
                raise Refusal(400, str(error)) from error
        elif self.command == "DELETE":
            faults.clear()
        return json_answer(200, {"waiting": [vars(fault) for fault in faults.waiting()]})

    def _send(self, answer: Answer) -> None:
        size = answer.file.stat().st_size if answer.file else len(answer.content)
        try:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.type)
            self.send_header("Content-Length", str(size))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if not self.body.finished:
                self.send_header("Connection", "close")
            self.end_headers()
            self._send_content(answer)
            self._linger()
        except OSError:
            self.close_connection = True

    def _send_content(self, answer: Answer) -> None:
        if self.command == "HEAD":
            return
        if answer.file is None:
            self.wfile.write(answer.content)
            return
        with answer.file.open("rb") as file:
            shutil.copyfileobj(file, self.wfile)

    def _linger(self) -> None:
        # Closing with unread bytes would reset the connection and lose the answer on its way.
        if not self.body.finished:
            self.close_connection = True
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(1)
            self.body.drain(_LINGER_SECONDS)

    def _drop(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet: the callers tell what they did."""
