"""The repository stand-in without a socket: its own code, its own faults, on virtual time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from http.client import HTTPMessage
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from infra.local.repository import faults
from infra.local.repository.answer import Answer, refusing
from infra.local.repository.body import Body, BrokenBody, ShortBody
from infra.local.repository.call import Call
from infra.local.repository.faults import Dropped, Fault
from infra.local.repository.refusal import Refusal
from infra.local.repository.routes import serve
from infra.local.repository.standin import Standin, make
from tests.chaos.stage import Stage
from tests.chaos.trouble import Trouble
from zenferry.adapters.invenio import Invenio
from zenferry.adapters.invenio_http import Session
from zenferry.forwarding.pacing import Pace

__all__ = ["COMMUNITY", "Line"]

COMMUNITY = "lab-reviewed"
BASE = "http://repository.example"
ANYWHERE = (
    *("rate_limited", "unavailable", "server_error", "bad_gateway", "gateway_timeout"),
    *("gateway_timeout", "reset", "reset_after", "garbage", "stall", "stall_after"),
)
CHANGED = ("wrong_md5", "truncated")
CONTENT = (*ANYWHERE, *CHANGED * 4, "reset_midway", "transfer_failed")
COMMIT = (*ANYWHERE, "not_found")
STALL_SECONDS = 300
PAUSES = (0, 1, 39, 120, 3000)
Heard = Callable[[str, str], None]


class Line(BaseAdapter):
    """Carries requests to the stand-in; `heard` is told of each, and what the work did."""

    def __init__(self, stage: Stage, trouble: Trouble, directory: Path, heard: Heard) -> None:
        super().__init__()
        self._stage, self._trouble, self._heard = stage, trouble, heard
        self.standin: Standin = make(directory, faults=True)
        # Nobody calls it by its port.
        self.standin.server.server_close()

    def repository(self, pace: Pace) -> Invenio:
        """The adapter that is used everywhere, over this line."""
        session = Session(
            f"{BASE}/api",
            self.standin.tokens["depositor"],
            contact="chaos@example.org",
            clock=lambda: self._stage.now,
            sleep=self._stage.sleep,
            pace=pace,
        )
        # The one place where the line can be put in.
        session._http.mount("http://", self)
        return Invenio(session)

    def send(
        self, request: requests.PreparedRequest, *_args: Any, **_given: Any
    ) -> requests.Response:
        """What `requests` calls to have a request carried."""
        site = site_of(str(request.method), str(request.url))
        kind = self._trouble.at(site, _kinds(site), down="server_error")
        self._stage.sleep(self._trouble.chance("line", site, self._stage.now))
        exchange = _Exchange(self.standin, request)
        try:
            answer = self._answered(exchange, kind, site)
        except Dropped as error:
            raise requests.ConnectionError(site) from error
        finally:
            self._heard(site, kind)
            exchange.raise_what_the_sender_met()
        return _response(request, answer)

    def _answered(self, exchange: _Exchange, kind: str, site: str) -> Answer:
        if not kind:
            return exchange.work()
        if kind.startswith("stall"):
            self._stage.sleep(STALL_SECONDS)
            if kind == "stall_after":
                exchange.work()
            raise requests.ReadTimeout(site)
        pause = PAUSES[int(self._trouble.chance("retry", site, self._stage.now) * len(PAUSES))]
        return faults.suffer(Fault(kind, retry_after=pause), exchange)

    def close(self) -> None:
        """Nothing is kept open."""


def site_of(method: str, url: str) -> str:
    """What a call is about, without ids: they differ from run to run."""
    path = unquote(urlsplit(url).path).removeprefix("/api")
    path = re.sub(r"/[0-9a-z]{5}-[0-9a-z]{5}(?=/|$)", "", path)
    path = re.sub(r"/[0-9a-f]{8}-[0-9a-f-]{27}", "", path)
    return f"repository {method} {path}"


def _kinds(site: str) -> Sequence[str]:
    if site.endswith("/content"):
        return CONTENT
    return COMMIT if site.endswith("/commit") else ANYWHERE


class _Exchange:
    """One request under way: faults spoil its body, its work or its answer."""

    def __init__(self, standin: Standin, request: requests.PreparedRequest) -> None:
        self._standin, self._request = standin, request
        self._sender = _Sender(request.body)
        headers = HTTPMessage()
        for name, value in request.headers.items():
            headers[name] = str(value)
        self.body = Body(self._sender, headers)  # type: ignore[arg-type]

    def work(self) -> Answer:
        return refusing(self._worked)

    def _worked(self) -> Answer:
        url = urlsplit(str(self._request.url))
        bearer = str(self._request.headers.get("Authorization", ""))
        call = Call(
            state=self._standin.state,
            base=BASE,
            user=self._standin.state.user(bearer.removeprefix("Bearer ")),
            query=dict(parse_qsl(url.query)),
            headers={name.lower(): str(v) for name, v in self._request.headers.items()},
            body=self.body,
        )
        try:
            return serve(call, str(self._request.method), url.path.removeprefix("/api"))
        except (BrokenBody, ShortBody) as error:
            raise Refusal(400, "A request that was cut off.") from error

    def raise_what_the_sender_met(self) -> None:
        """A body that could not be read on ends the request at the sender's side, too."""
        if self._sender.met:
            raise self._sender.met


class _Sender:
    """The sender's end of a body. What fails there is a broken connection here."""

    def __init__(self, body: Any) -> None:
        self._body = body
        self._rest = body.encode() if isinstance(body, str) else body
        self.met: BaseException | None = None

    def read1(self, amount: int) -> bytes:
        if isinstance(self._rest, bytes):
            piece, self._rest = self._rest[:amount], self._rest[amount:]
            return piece
        try:
            return bytes(self._body.read(amount)) if self._body is not None else b""
        except BaseException as error:
            self.met = error
            raise OSError("the sender is gone") from error


def _response(request: requests.PreparedRequest, answer: Answer) -> requests.Response:
    made = requests.Response()
    made.status_code = answer.status
    made.headers = CaseInsensitiveDict({"Content-Type": answer.type, **answer.headers})
    made._content = answer.content
    made.url, made.request = str(request.url), request
    return made
