"""Failures on demand: which request they befall, how often, and what then happens.

A fault spoils the body, the work or the answer of one request; the request's own code does not
know of it and so leaves the state a real failure would leave.
"""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from infra.local.repository.answer import Answer, html_answer, json_answer
from infra.local.repository.body import Body
from infra.local.repository.refusal import Json, Refusal, crash


class Dropped(Exception):
    """The connection is to be reset instead of answered."""


class Exchange(Protocol):
    """One request under way."""

    body: Body

    def work(self) -> Answer:
        """Do what the request asks for."""


@dataclass(frozen=True)
class Fault:
    """`times` requests that match, after `skip` that do not yet count, fail as `kind` says."""

    kind: str
    method: str = ""
    path: str = ""
    times: int = 1
    skip: int = 0
    retry_after: int = 1
    seconds: float = 0.5

    def befalls(self, method: str, path: str) -> bool:
        """Whether this is the kind of request meant."""
        return self.method.upper() in ("", method) and re.search(self.path, path) is not None


class Faults:
    """The faults still to come; the oldest that matches is taken."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        """Wait for the next request that matches."""
        if fault.kind not in KINDS:
            raise ValueError(f"no such fault: {fault.kind}; there are {', '.join(KINDS)}")
        try:
            re.compile(fault.path)
        except re.error as error:
            raise ValueError(f"not a pattern: {fault.path}") from error
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        """No fault any more."""
        with self._lock:
            self._waiting.clear()

    def waiting(self) -> list[Fault]:
        """Those that have not happened yet."""
        with self._lock:
            return list(self._waiting)

    def take(self, method: str, path: str) -> Fault | None:
        """The fault for this request, counted down."""
        with self._lock:
            for number, fault in enumerate(self._waiting):
                if not fault.befalls(method, path):
                    continue
                if fault.skip:
                    self._waiting[number] = replace(fault, skip=fault.skip - 1)
                    continue
                self._waiting[number : number + 1] = (
                    [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                )
                return fault
        return None


def from_json(wanted: Json) -> Fault:
    """A fault as it is posted."""
    when = wanted.get("when") or {}
    rest = {name: wanted[name] for name in _PARAMETERS if name in wanted}
    try:
        return Fault(method=when.get("method", ""), path=when.get("path", ""), **rest)
    except TypeError as error:
        raise Refusal(400, str(error)) from error


_PARAMETERS = ("kind", "times", "skip", "retry_after", "seconds")


def suffer(fault: Fault, exchange: Exchange) -> Answer:
    """Let it happen."""
    return KINDS[fault.kind](fault, exchange)


def _rate_limited(fault: Fault, _exchange: Exchange) -> Answer:
    return _later(fault, 429, "100 per 1 minute")


def _unavailable(fault: Fault, _exchange: Exchange) -> Answer:
    return _later(fault, 503, "Service Unavailable")


def _later(fault: Fault, status: int, message: str) -> Answer:
    answer = json_answer(status, {"message": message, "status": status})
    return replace(answer, headers={"Retry-After": str(fault.retry_after)})


def _server_error(_fault: Fault, _exchange: Exchange) -> Answer:
    return json_answer(500, crash().body())


def _denied(_fault: Fault, _exchange: Exchange) -> Answer:
    return json_answer(403, {"status": 403, "message": "Permission denied."})


def _not_found(_fault: Fault, _exchange: Exchange) -> Answer:
    return json_answer(404, {"status": 404, "message": "Not found."})


def _bad_gateway(_fault: Fault, exchange: Exchange) -> Answer:
    _half_done(exchange)
    return html_answer(502, "Bad Gateway")


def _gateway_timeout(_fault: Fault, exchange: Exchange) -> Answer:
    exchange.work()
    return html_answer(504, "Gateway Time-out")


def _reset(_fault: Fault, _exchange: Exchange) -> Answer:
    raise Dropped


def _reset_midway(_fault: Fault, exchange: Exchange) -> Answer:
    _half_done(exchange)
    raise Dropped


def _reset_after(_fault: Fault, exchange: Exchange) -> Answer:
    exchange.work()
    raise Dropped


def _half_done(exchange: Exchange) -> None:
    if exchange.body.length != 0:
        exchange.body.harm.break_at = 0.5
        exchange.work()


def _transfer_failed(_fault: Fault, exchange: Exchange) -> Answer:
    exchange.body.harm.break_at = 1.0
    return exchange.work()


def _slow(fault: Fault, exchange: Exchange) -> Answer:
    exchange.body.harm.seconds = fault.seconds
    return exchange.work()


def _wrong_md5(_fault: Fault, exchange: Exchange) -> Answer:
    exchange.body.harm.damage = True
    return exchange.work()


def _truncated(_fault: Fault, exchange: Exchange) -> Answer:
    exchange.body.harm.keep = 0.5
    return exchange.work()


def _late(fault: Fault, exchange: Exchange) -> Answer:
    time.sleep(fault.seconds)
    return exchange.work()


def _garbage(_fault: Fault, _exchange: Exchange) -> Answer:
    return html_answer(200, "Welcome to the wireless network")


KINDS: dict[str, Callable[[Fault, Exchange], Answer]] = {
    "rate_limited": _rate_limited,  # 429 with Retry-After, nothing done
    "unavailable": _unavailable,  # 503 with Retry-After, nothing done
    "server_error": _server_error,  # 500, nothing done
    "denied": _denied,  # 403, nothing done: Zenodo now and then says it to a good token
    "not_found": _not_found,  # 404, nothing done: for a commit after a good upload
    "bad_gateway": _bad_gateway,  # 502 in HTML after half of the body; the entry is gone
    "gateway_timeout": _gateway_timeout,  # 504 in HTML after the work was done
    "reset": _reset,  # the connection, before the body is read
    "reset_midway": _reset_midway,  # the connection, after half of the body; the entry is gone
    "reset_after": _reset_after,  # the connection, after the work was done
    "transfer_failed": _transfer_failed,  # content: 200 with an `errors` string, entry gone
    "slow": _slow,  # the body is read over `seconds`
    "wrong_md5": _wrong_md5,  # content: a byte is damaged on the way to the disk
    "late": _late,  # the answer comes after `seconds`
    "garbage": _garbage,  # 200 with a page of somebody in between
    "truncated": _truncated,  # content: half of it is stored as if it were all
}
