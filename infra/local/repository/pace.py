"""How many calls a minute one caller may make, and the headers that say so on every answer."""

import threading
import time
from dataclasses import dataclass, field

from infra.local.repository.answer import Answer, json_answer

_WINDOW = 60


@dataclass
class Pace:
    """A fixed window of a minute for each caller."""

    limit: int
    _calls: dict[str, tuple[int, int]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def refused(self, key: str) -> Answer | None:
        """Count a call; an answer means it was one too many."""
        window = self._window()
        with self._lock:
            began, count = self._calls.get(key, (window, 0))
            count = count + 1 if began == window else 1
            self._calls[key] = (window, count)
        if count <= self.limit:
            return None
        message = f"{self.limit} per 1 minute"
        return json_answer(429, {"message": message, "status": 429})

    def headers(self, key: str) -> dict[str, str]:
        """What every answer carries, good or bad."""
        window = self._window()
        began, count = self._calls.get(key, (window, 0))
        left = self.limit - (count if began == window else 0)
        reset = (window + 1) * _WINDOW
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(0, left)),
            "X-RateLimit-Reset": str(reset),
            "Retry-After": str(max(1, int(reset - time.time()))),
        }

    def _window(self) -> int:
        return int(time.time()) // _WINDOW
