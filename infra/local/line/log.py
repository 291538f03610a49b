"""What went over a line, exchange by exchange, and what can be asked about that."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field

__all__ = ["Exchange", "Log"]


@dataclass
class Exchange:
    """One request and what became of it; `ended` is None while it is under way.

    `sent` and `received` count the bytes of the two bodies that went through; `status` is None
    when no answer reached the caller; `held` says that it waits to be released.
    """

    method: str
    host: str
    path: str
    begun: float = field(default_factory=time.monotonic)
    ended: float | None = None
    sent: int = 0
    received: int = 0
    status: int | None = None
    held: bool = False


class Log:
    """In the order in which they began."""

    def __init__(self) -> None:
        self._exchanges: list[Exchange] = []
        self._lock = threading.Lock()

    def begin(self, method: str, host: str, path: str) -> Exchange:
        """Noted as under way."""
        exchange = Exchange(method, host, path)
        with self._lock:
            self._exchanges.append(exchange)
        return exchange

    def clear(self) -> None:
        """Only what is under way stays."""
        with self._lock:
            self._exchanges = [each for each in self._exchanges if each.ended is None]

    def of(self, method: str = "", path: str = "", host: str = "") -> list[Exchange]:
        """Those with this method whose path and host hold these patterns; "" is any."""
        with self._lock:
            known = list(self._exchanges)
        return [
            each
            for each in known
            if method in ("", each.method)
            and re.search(path, each.path)
            and re.search(host, each.host)
        ]

    def done(self, method: str = "", path: str = "", host: str = "") -> list[Exchange]:
        """Those that the other side took."""
        return [each for each in self.of(method, path, host) if (each.status or 500) < 400]

    def count(self, method: str = "", path: str = "", host: str = "") -> int:
        """How many, whatever became of them."""
        return len(self.of(method, path, host))

    def most_at_once(self, method: str = "", path: str = "", host: str = "") -> int:
        """How many were under way at the same time, at the most."""
        turns = []
        for each in self.of(method, path, host):
            turns.append((each.begun, 1))
            if each.ended is not None:
                turns.append((each.ended, -1))
        now = most = 0
        # One that ends when another begins makes room for it.
        for _, step in sorted(turns):
            now += step
            most = max(most, now)
        return most
