"""The line itself: a socket, a thread a connection, and the means to make it better or worse."""

from __future__ import annotations

import select
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from infra.local.line.fault import Faults
from infra.local.line.log import Exchange, Log
from infra.local.line.passing import Broken, Passing
from infra.local.line.shape import Bucket, Shape

if TYPE_CHECKING:
    from playwright.sync_api import ProxySettings

__all__ = ["Line", "opened"]

_LOOPBACK = "127.0.0.1"
_NEAR = {_LOOPBACK, "localhost"}
_IDLE_SECONDS = 120
# Small, so that a sender is not told of bytes as gone that wait here for their turn.
_BUFFER = 128 * 1024
_GLANCE = 0.1
_GONE = getattr(select, "POLLRDHUP", 0) | select.POLLHUP | select.POLLERR


class Line:
    """Safe to be changed while it is in use."""

    def __init__(self, shape: Shape) -> None:
        self.faults = Faults()
        self.log = Log()
        self.up, self.down = Bucket(shape.up), Bucket(shape.down)
        self._delay = shape.delay
        self._broken = threading.Event()
        self._released = threading.Event()
        self._server = _Server(self)

    @property
    def address(self) -> str:
        return f"http://{_LOOPBACK}:{self._server.server_port}"

    @property
    def proxies(self) -> dict[str, str]:
        """As boto3's Config and requests take them."""
        return {"http": self.address}

    def for_chromium(self) -> ProxySettings:
        """As Playwright takes it. Chromium goes round a proxy to loopback unless told not to."""
        return {"server": self.address, "bypass": "<-loopback>"}

    def reshape(self, shape: Shape) -> None:
        """From now on, for what is under way too."""
        self.up.rate, self.down.rate, self._delay = shape.up, shape.down, shape.delay

    def release(self) -> None:
        """What is held goes on; what is held later is held anew."""
        self._released.set()
        self._released = threading.Event()

    def break_down(self) -> None:
        """Everything under way is reset, and nothing gets through until it is mended."""
        self._broken.set()
        self._server.reset_all()

    def mend(self) -> None:
        """It works again."""
        self._broken = threading.Event()

    @property
    def is_broken(self) -> bool:
        return self._broken.is_set()

    def travel(self) -> None:
        self.pause(self._delay)

    def pause(self, seconds: float) -> None:
        if seconds > 0 and self._broken.wait(seconds):
            raise Broken

    def hold(self, caller: BaseHTTPRequestHandler) -> None:
        released, watch = self._released, select.poll()
        watch.register(caller.connection, _GONE)
        while not released.wait(_GLANCE):
            if self.is_broken or watch.poll(0):
                raise Broken

    @contextmanager
    def serving(self) -> Iterator[Line]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.break_down()
            self._server.shutdown()
            thread.join()
            self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, line: Line) -> None:
        super().__init__((_LOOPBACK, 0), _Caller)
        self.line = line
        self._open: set[socket.socket] = set()

    def server_bind(self) -> None:
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        super().server_bind()

    def verify_request(self, request: object, client_address: object) -> bool:  # noqa: ARG002
        return not self.line.is_broken

    def process_request(self, request: object, client_address: object) -> None:
        assert isinstance(request, socket.socket)  # noqa: S101
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: object) -> None:
        assert isinstance(request, socket.socket)  # noqa: S101
        self._open.discard(request)
        super().shutdown_request(request)

    def reset_all(self) -> None:
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that went away is no error of ours."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Caller(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS
    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        super().setup()
        # The handshake, both ways.
        with suppress(Broken):
            self.server.line.travel()
            self.server.line.travel()

    def _serve(self) -> None:
        url = urlsplit(self.path)
        if url.scheme != "http" or url.hostname not in _NEAR or "Transfer-Encoding" in self.headers:
            # A browser asks its maker for updates, too: that is nobody's business here.
            self.close_connection = True
            self.send_error(501, "Only http:// on loopback, and bodies with a length")
            return
        path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        self._cross(self.server.line.log.begin(self.command, url.netloc, path))

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = _serve  # noqa: N815
    do_CONNECT = _serve  # noqa: N815

    def _cross(self, exchange: Exchange) -> None:
        line = self.server.line
        fault = line.faults.take(exchange.method, exchange.host, exchange.path)
        try:
            Passing(self, line, exchange, fault).go()
        except (Broken, OSError):
            self._reset()
        finally:
            exchange.ended = time.monotonic()

    def _reset(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.close()

    def log_message(self, *_: object) -> None:
        """The log is kept elsewhere."""


@contextmanager
def opened(shape: Shape | None = None) -> Iterator[Line]:
    """On loopback, for as long as it is needed."""
    with Line(shape or Shape()).serving() as line:
        yield line
