"""A file on the long way: a task of its own carries it, says that it lives, and answers at the end.

It knows what is asked of the task, and neither what runs it nor who waits for the answer.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from zenferry.errors import NotNow
from zenferry.forwarding.attention import Outcome
from zenferry.unsaid import told

__all__ = ["Callbacks", "Errand", "Launcher", "NobodyWaits", "Pulse", "run"]

_log = logging.getLogger(__name__)
# The machine takes a task for dead after 15 minutes without one.
BETWEEN_BEATS = timedelta(minutes=1)


class NobodyWaits(Exception):
    """The token is worth nothing any more: stopped, timed out, or begun anew by another task."""


@dataclass(frozen=True)
class Errand:
    """What a task is given. Whoever has the token may answer for it: it is not to be seen."""

    submission: str
    file: str
    attempt: int
    token: str = field(repr=False)


class Launcher(Protocol):
    """Starts tasks. NotNow when there is no room for one."""

    def launch(self, errand: Errand) -> None:
        """Start a task for it; the same token again changes nothing."""
        ...


class Callbacks(Protocol):
    """Whoever waits for the answer. NotNow when it is not reached; NobodyWaits."""

    def beat(self, token: str) -> None:
        """It is still at work."""
        ...

    def succeed(self, token: str, outcome: Mapping[str, object]) -> None:
        """It is done, and this came of it."""
        ...

    def fail(self, token: str, code: str) -> None:
        """It did not work; it may be tried again."""
        ...


class Pulse:
    """The time a task has left. Looked at again and again, it says now and then that it lives.

    So only a task whose bytes move is taken for alive.
    """

    def __init__(
        self, beat: Callable[[], None], now: Callable[[], datetime], seconds: float
    ) -> None:
        self._beat, self._now = beat, now
        self._ends = now() + timedelta(seconds=seconds)
        self._due = now()

    def time_left(self) -> float:
        """Seconds. NobodyWaits ends the work."""
        now = self._now()
        if now >= self._due:
            self._due = now + BETWEEN_BEATS
            # The next one may be heard.
            with suppress(NotNow):
                self._beat()
        return (self._ends - now).total_seconds()


def run(
    errand: Errand,
    send: Callable[[Callable[[], float]], Outcome],
    callbacks: Callbacks,
    *,
    now: Callable[[], datetime],
    seconds: float,
) -> None:
    """Do the work and answer. Killed anywhere it is begun anew, and finds what is done."""
    pulse = Pulse(lambda: callbacks.beat(errand.token), now, seconds)
    try:
        callbacks.succeed(errand.token, send(pulse.time_left))
    except NobodyWaits:
        _log.info("Nobody waits for %s of %s any more.", errand.file, errand.submission)
    except Exception as error:
        _log.error("%s of %s did not go: %s", errand.file, errand.submission, told(error))
        with suppress(NobodyWaits):
            callbacks.fail(errand.token, getattr(error, "code", "internal"))
