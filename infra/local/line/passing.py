"""One exchange on its way over the line: the request there, the answer back, block by block.

It never holds more than a block. What it is to suffer was decided elsewhere.
"""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler
from typing import Protocol

from infra.local.line.fault import Cut, Fault, LateAnswer, LostAnswer, Refusal, ShortAnswer, Stall
from infra.local.line.log import Exchange
from infra.local.line.shape import BLOCK, Bucket

__all__ = ["Broken", "Passing", "Road"]

_SECONDS = 300
# Of one connection, not of the message. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
_HOP_BY_HOP = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection",
    "te", "trailer", "transfer-encoding", "upgrade", "expect",
}  # fmt: skip
_BODILESS = {204, 304}


class Broken(Exception):
    """The connection is to be reset."""


class Road(Protocol):
    """What all exchanges share."""

    up: Bucket
    down: Bucket

    def travel(self) -> None:
        """Wait as long as a message takes one way."""

    def pause(self, seconds: float) -> None:
        """Wait; raises Broken when the line breaks meanwhile."""

    def hold(self, caller: BaseHTTPRequestHandler) -> None:
        """Wait until released; raises Broken when the caller goes away or the line breaks."""


class Passing:
    """Of one exchange; `caller` is asked for the request's body and given the answer."""

    def __init__(
        self, caller: BaseHTTPRequestHandler, road: Road, exchange: Exchange, fault: Fault | None
    ) -> None:
        self._caller = caller
        self._road = road
        self._exchange = exchange
        self._fault = fault

    def go(self) -> None:
        """There and back, or Broken."""
        self._road.travel()
        if isinstance(self._fault, Refusal):
            self._refuse(self._fault)
            return
        there = http.client.HTTPConnection(self._exchange.host, timeout=_SECONDS)
        try:
            answer = self._asked(there)
            self._road.travel()
            self._before_the_answer()
            self._answer(answer)
        except http.client.HTTPException as error:
            raise Broken from error
        finally:
            there.close()

    def _refuse(self, refusal: Refusal) -> None:
        for _ in self._body():
            """Read, or the answer would be lost with the connection."""
        origin = self._caller.headers.get("Origin")
        # As the storage does: without this a page is told of no status.
        allowed = {"Access-Control-Allow-Origin": origin} if origin else {}
        length = {"Content-Length": str(len(refusal.body))}
        self._head(refusal.status, {**refusal.headers, **allowed, **length})
        self._caller.wfile.write(refusal.body)

    def _asked(self, there: http.client.HTTPConnection) -> http.client.HTTPResponse:
        exchange = self._exchange
        there.putrequest(exchange.method, exchange.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self._caller.headers.items():
            if name.lower() not in _HOP_BY_HOP:
                there.putheader(name, value.encode("latin-1"))
        there.putheader("Connection", "close")
        there.endheaders()
        try:
            for block in self._body():
                there.send(block)
                exchange.sent += len(block)
        except (BrokenPipeError, ConnectionResetError):
            """It has said what it has to say already."""
            self._caller.close_connection = True
        return there.getresponse()

    def _body(self) -> Iterator[bytes]:
        """The request's, at the line's rate, as far as it may go."""
        left = int(self._caller.headers.get("Content-Length") or 0)
        passed = 0
        while left > 0:
            block = self._caller.rfile.read1(min(left, BLOCK, self._until_fault(passed)))
            if not block:
                raise Broken
            self._road.pause(self._road.up.take(len(block)))
            left -= len(block)
            passed += len(block)
            yield block
        self._until_fault(passed)

    def _until_fault(self, passed: int) -> int:
        """How many bytes may go before something happens, which may be now."""
        if not isinstance(self._fault, Cut | Stall):
            return BLOCK
        if passed < self._fault.after:
            return self._fault.after - passed
        if isinstance(self._fault, Cut):
            raise Broken
        self._hold()
        self._fault = None
        return BLOCK

    def _before_the_answer(self) -> None:
        if isinstance(self._fault, LostAnswer):
            raise Broken
        if isinstance(self._fault, LateAnswer):
            self._hold()

    def _hold(self) -> None:
        self._exchange.held = True
        try:
            self._road.hold(self._caller)
        finally:
            self._exchange.held = False

    def _answer(self, answer: http.client.HTTPResponse) -> None:
        headers = [
            (name, value)
            for name, value in answer.getheaders()
            if name.lower() not in _HOP_BY_HOP and name.lower() != "content-length"
        ]
        has_body = self._exchange.method != "HEAD" and answer.status not in _BODILESS
        length = answer.headers.get("Content-Length")
        if length is not None:
            headers.append(("Content-Length", length))
        elif has_body:
            # Its end is told by the connection's.
            headers.append(("Connection", "close"))
            self._caller.close_connection = True
        self._head(answer.status, headers)
        if has_body:
            self._content(answer)

    def _content(self, answer: http.client.HTTPResponse) -> None:
        room = self._fault.after if isinstance(self._fault, ShortAnswer) else None
        while block := answer.read1(BLOCK):
            if room is not None and len(block) > room:
                self._pass_on(block[:room])
                self._caller.close_connection = True
                return
            self._pass_on(block)
            room = None if room is None else room - len(block)
        if answer.length:
            # Cut off where it came from: as it was to us, so it is to the caller.
            raise Broken

    def _pass_on(self, block: bytes) -> None:
        self._road.pause(self._road.down.take(len(block)))
        self._caller.wfile.write(block)
        self._exchange.received += len(block)

    def _head(self, status: int, headers: Mapping[str, str] | list[tuple[str, str]]) -> None:
        self._caller.send_response_only(status)
        for name, value in headers.items() if isinstance(headers, Mapping) else headers:
            self._caller.send_header(name, value)
        self._caller.end_headers()
        self._exchange.status = status
