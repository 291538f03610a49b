"""Which way a file goes to its repository: a function, a task that may take hours, or none. Pure.

What was measured decides; where nothing was, a guess, and the copy itself is watched.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from zenferry.amounts import amount
from zenferry.errors import NeedsAttention
from zenferry.forwarding.throughput import Measured
from zenferry.transfer import File

__all__ = ["Route", "TimeLimits", "Way", "doubtful", "route", "too_long"]

# Nothing was measured yet: what goes through in time even at the first goes the short way; what
# would not at the second is refused. Bytes per second; the second is what a function's line
# gives at best.
CAUTIOUS = 5 * 10**6
HOPEFUL = 50 * 10**6
# The rest is for starting, for the repository's answer, and for a line that gets slower.
USABLE = 0.8


class Way(StrEnum):
    """Who carries a file."""

    FUNCTION = "function"
    TASK = "task"


@dataclass(frozen=True)
class TimeLimits:
    """How many seconds each way may take; a task of 0 seconds is none."""

    function: int = 900
    task: int = 0

    @property
    def longest(self) -> int:
        """Seconds a copy itself may take at most, whichever way it goes."""
        return round(max(self.function, self.task) * USABLE)


@dataclass(frozen=True)
class Route:
    """The way, or None for nowhere; the rate (bytes per second) it was found by."""

    way: Way | None
    rate: int


def route(size: int, measured: Measured | None, time_limits: TimeLimits, now: datetime) -> Route:
    """The way for a file of `size` bytes."""
    known = measured.rate if measured and measured.believed(now) else None
    careful, hopeful = known or CAUTIOUS, known or HOPEFUL
    if size <= careful * time_limits.function * USABLE:
        return Route(Way.FUNCTION, careful)
    if size > hopeful * time_limits.longest:
        return Route(None, hopeful)
    return Route(Way.TASK if time_limits.task else Way.FUNCTION, hopeful)


def doubtful(size: int, time_limits: TimeLimits) -> bool:
    """Whether a file may be too large for every way; what is not needs no look at the measured."""
    return size > CAUTIOUS * time_limits.longest


def too_long(file: File, rate: int, time_limits: TimeLimits) -> NeedsAttention:
    """Why a file can't finish anywhere, in numbers, and how large it may be."""
    return NeedsAttention(
        "file_takes_too_long",
        field=f"files.{file.id}",
        path=file.path,
        size=amount(file.size),
        rate=f"{amount(rate)}/s",
        needed=_duration(file.size // rate),
        longest=_duration(time_limits.longest),
        most=amount(rate * time_limits.longest),
    )


def _duration(seconds: int) -> str:
    minutes = max(1, -(-seconds // 60))
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
