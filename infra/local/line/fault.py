"""What goes wrong with which exchange. Told beforehand, taken one by one; it touches no socket."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = [
    "Cut",
    "Fault",
    "Faults",
    "LateAnswer",
    "LostAnswer",
    "Refusal",
    "ShortAnswer",
    "Stall",
]


@dataclass(frozen=True)
class Cut:
    """The connection is reset when so many bytes of the request's body have gone on."""

    after: int = 0


@dataclass(frozen=True)
class Stall:
    """After so many bytes of the request's body nothing moves any more, until it is released."""

    after: int = 0


@dataclass(frozen=True)
class Refusal:
    """Answered here, after the body was read; nothing goes on."""

    status: int
    body: bytes = b"<Error><Code>Made</Code><Message>A fault that was asked for</Message></Error>"
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/xml"})


@dataclass(frozen=True)
class ShortAnswer:
    """Done, but the connection ends after so many bytes of the answer's body."""

    after: int = 0


@dataclass(frozen=True)
class LostAnswer:
    """Done, and nobody hears of it: the connection is reset before the answer."""


@dataclass(frozen=True)
class LateAnswer:
    """Done, and the answer is held until it is released."""


Fault = Cut | Stall | Refusal | ShortAnswer | LostAnswer | LateAnswer


@dataclass
class _Rule:
    fault: Fault
    method: str
    host: re.Pattern[str]
    path: re.Pattern[str]
    first: int
    last: float
    seen: int = 0

    def applies(self, method: str, host: str, path: str) -> bool:
        """Counts what it is about; the fault is for some of these."""
        if method != self.method or not (self.host.search(host) and self.path.search(path)):
            return False
        self.seen += 1
        return self.first <= self.seen <= self.last


class Faults:
    """Rules, the first that applies wins. Each counts only what earlier ones left alone."""

    def __init__(self) -> None:
        self._rules: list[_Rule] = []
        self._lock = threading.Lock()

    def add(
        self,
        fault: Fault,
        *,
        method: str = "PUT",
        host: str = "",
        path: str = "",
        nth: int = 1,
        times: float = 1,
    ) -> None:
        """For the nth such exchange from now, and so many in all; `float("inf")` is all after.

        `host` and `path` are patterns, searched for in "127.0.0.1:4566" and "/a/b?c=d".
        """
        last = nth + times - 1
        rule = _Rule(fault, method, re.compile(host), re.compile(path), nth, last)
        with self._lock:
            self._rules.append(rule)

    def clear(self) -> None:
        """From now on all goes well."""
        with self._lock:
            self._rules.clear()

    def take(self, method: str, host: str, path: str) -> Fault | None:
        """What is to befall this exchange."""
        with self._lock:
            found = (rule.fault for rule in self._rules if rule.applies(method, host, path))
            return next(found, None)
