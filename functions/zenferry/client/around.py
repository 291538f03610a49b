"""Time and chance, and how long one waits for a service that is away. Knows no call."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Around", "Stopped", "Waiting"]

FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
# Through a tunnel, a restarted router, a deployment of the service.
PATIENCE = 600.0


class Stopped(BaseException):
    """Somebody pressed Ctrl-C; whatever runs beside ends."""


@dataclass(frozen=True)
class Around:
    """What the client sees of the world but files and network; `patience` in seconds."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] | None = None
    random: Callable[[], float] = random.random
    patience: float = PATIENCE
    stopped: threading.Event = field(default_factory=threading.Event)

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than somebody wants to go on."""
        if self.sleep:
            self.sleep(seconds)
        else:
            self.stopped.wait(seconds)
        self.check()

    def check(self) -> None:
        """Ends whoever asks, once all is to end."""
        if self.stopped.is_set():
            raise Stopped

    def back_off(self, failures: int) -> float:
        """Twice as long each time, and never all at once."""
        longest = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(failures - 1, 20))
        return longest * (0.5 + self.random() / 2)


class Waiting:
    """The failures of one thing, tried again until patience ends."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._failures = 0
        self._since = 0.0

    def again(self, asked: float = 0.0) -> bool:
        """Wait before the next try, `asked` seconds at least; false when it is enough."""
        now = self._around.clock()
        self._failures += 1
        if self._failures == 1:
            self._since = now
        wait = max(asked, self._around.back_off(self._failures))
        if now + wait > self._since + self._around.patience:
            return False
        self._around.pause(wait)
        return True
