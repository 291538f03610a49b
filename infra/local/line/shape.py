"""How fast a line is: a rate each way that all connections share fairly, and a delay."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

__all__ = ["BLOCK", "Bucket", "Shape"]

# Small enough that connections take turns often, large enough to cost little.
BLOCK = 32 * 1024
# Who woke up late may catch up by so much, or no rate would ever be reached.
_SLACK = 0.05


@dataclass(frozen=True)
class Shape:
    """Bytes a second each way, None for no limit; `delay` in seconds, one way, for each message.

    A new connection costs a delay both ways as well, as its handshake would.
    """

    up: float | None = None
    down: float | None = None
    delay: float = 0.0


class Bucket:
    """Gives each who asks a time to go; who asked first goes first."""

    def __init__(self, rate: float | None) -> None:
        self.rate = rate
        self._free = 0.0
        self._lock = threading.Lock()

    def take(self, count: int) -> float:
        """How many seconds to wait before so many bytes may go."""
        rate = self.rate
        if rate is None:
            return 0.0
        now = time.monotonic()
        with self._lock:
            at = max(self._free, now - _SLACK)
            self._free = at + count / rate
        return max(0.0, at - now)
