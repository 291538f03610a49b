"""How fast files go to a repository: measured while they go, smoothed, forgotten when old.

It knows bytes and seconds; who carries the bytes, and what for, is not its concern.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

__all__ = ["Measured", "Throughputs", "TooLong", "Watch", "smoothed"]

# What is smaller or quicker says more of waiting for answers than of the line.
MEANINGFUL_BYTES = 64 * 10**6
MEANINGFUL_SECONDS = 30
# A slow day must not shut a repository out for longer than this.
BELIEVED_FOR = timedelta(days=1)
WEIGHT_OF_NEW = 0.3
# Of all the time there is: after how much the rate is believed, and what the repository is left
# for its answer, since it stores and hashes what came.
WARM_UP = 0.05
RESERVE = 0.1


@dataclass(frozen=True)
class Measured:
    """Bytes per second, and when that was seen last."""

    rate: int
    at: datetime

    def believed(self, now: datetime) -> bool:
        """Whether it still says something about now."""
        return now - self.at < BELIEVED_FOR


class Throughputs(Protocol):
    """Keeps what was measured, by repository. NotNow when it does not answer."""

    def measured(self, repository: str) -> Measured | None:
        """What was measured last; None when nothing was yet."""
        ...

    def note(self, repository: str, new: Measured, *, instead_of: Measured | None) -> None:
        """Keep it, unless somebody else noted theirs meanwhile: one of the two is enough."""
        ...


def smoothed(old: Measured | None, rate: int, now: datetime) -> Measured:
    """The next one: a single quick or slow file does not decide."""
    if old is None or not old.believed(now):
        return Measured(rate, now)
    return Measured(round(old.rate + (rate - old.rate) * WEIGHT_OF_NEW), now)


class TooLong(Exception):
    """The rest can't be done in the time that is left. `rate`: what was seen, bytes per second."""

    def __init__(self, rate: int) -> None:
        super().__init__(rate)
        self.rate = rate


class Watch:
    """One copy against the clock. `time_left`, in seconds, may raise to end the copy."""

    def __init__(
        self, size: int, now: Callable[[], datetime], time_left: Callable[[], float]
    ) -> None:
        self._size, self._now, self._time_left = size, now, time_left
        self._whole = time_left()
        self._begin()

    def _begin(self) -> None:
        """The bytes start to go."""
        self._began = self._moved = self._now()
        self._count = 0

    @property
    def _seconds(self) -> float:
        """While bytes went. What was waited for before and after says nothing of the line."""
        return max((self._moved - self._began).total_seconds(), 0.001)

    @property
    def rate(self) -> int:
        """Bytes per second so far."""
        return max(1, round(self._count / self._seconds))

    @property
    def meaningful(self) -> bool:
        """Whether this copy says anything about others."""
        return self._count >= MEANINGFUL_BYTES or self._seconds >= MEANINGFUL_SECONDS

    def seen(self, count: int) -> None:
        """So many bytes have gone; 0: they are asked for.

        TooLong as soon as it is clear that the rest will not.
        """
        left = self._time_left()
        if not count:
            self._begin()
            return
        self._count, self._moved = count, self._now()
        if self._seconds < WARM_UP * self._whole:
            return
        if (self._size - count) / self.rate > left - RESERVE * self._whole:
            raise TooLong(self.rate)
