"""One budget of calls to a repository, for all deposits and all that runs for them at once.

A leaky bucket where everybody can reach it. It knows neither who calls nor what keeps the bucket.
"""

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from zenferry.errors import NotNow

__all__ = [
    "AT_THE_DOOR",
    "DOOR_CALLS",
    "LONGEST_BELIEVED",
    "LONGEST_PAUSE",
    "USUAL_CALLS",
    "Bucket",
    "Buckets",
    "FixedPace",
    "LonePace",
    "Pace",
    "Said",
    "SharedPace",
    "spacing",
]

# Zenodo allows 100 calls a minute and 5000 an hour to an address and an agent, which others may
# share: https://developers.zenodo.org/#rate-limiting
USUAL_CALLS = 60
# What is allowed beyond that is not used up: where the minute has 100, the hour has 83 a minute.
SHARE = 0.8
# Whatever an answer says, it is believed between these, in calls a minute; or as many as usual.
FEWEST_CALLS = 2
MOST_CALLS = 300
WINDOW = 60.0
# Strangers' tokens are looked at so often a minute, and no more: all else is left to deposits.
DOOR_CALLS = 20
# Who stands at the door waits no longer than a page does.
AT_THE_DOOR = 8
# A step that would have to wait longer ends, and is tried again later.
LONGEST_PAUSE = 60
# Limits end within the hour; whoever says more than that is mistaken.
LONGEST_BELIEVED = 3600
_MICRO = 1_000_000
# Every loser of a race sees the winner's bucket at its next turn, and seldom needs a third.
_TURNS = 32
# An idle bucket is put right by one caller and good for this long: meanwhile nobody races for it.
_GOOD_FOR = _MICRO


@dataclass(frozen=True)
class Said:
    """What an answer says of the budget of a minute; None where it says nothing.

    `reset` and `retry_after` in seconds from now; the latter only where it was meant.
    """

    limit: int | None = None
    remaining: int | None = None
    reset: float | None = None
    retry_after: float | None = None

    @property
    def shut(self) -> float:
        """For how many seconds nobody may call."""
        if self.retry_after is not None:
            return _believed(self.retry_after)
        return _believed(self.reset or 0) if self.remaining == 0 else 0


def _believed(seconds: float) -> float:
    return min(max(seconds, 0), LONGEST_BELIEVED)


class Pace(Protocol):
    """Asked before each call to a repository, and told after it."""

    def take(self) -> float:
        """Take the next call; the seconds to wait before it. NotNow: too many; none was taken."""
        ...

    def heard(self, said: Said) -> None:
        """What the answer to a call said."""
        ...


class LonePace:
    """For who calls alone, by hand: as fast as it likes, until it is told to wait."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._free_at = 0.0

    def take(self) -> float:
        """See the port."""
        return _bearable(self._free_at - self._clock(), LONGEST_PAUSE)

    def heard(self, said: Said) -> None:
        """See the port."""
        if said.retry_after is not None or said.remaining == 0:
            self._free_at = self._clock() + said.shut


class FixedPace:
    """Another pace that no answer makes faster than it was set."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    def take(self) -> float:
        """See the port."""
        return self._pace.take()

    def heard(self, said: Said) -> None:
        """See the port."""
        self._pace.heard(replace(said, limit=None))


def _bearable(wait: float, longest: int) -> float:
    if wait > longest:
        raise NotNow("repository_busy", retry_after=round(wait))
    return max(wait, 0.0)


@dataclass(frozen=True)
class Bucket:
    """In microseconds: when the next call may go; the time `between` calls, and its end."""

    free: int
    between: int
    until: int = 0


class Buckets(Protocol):
    """Keeps buckets by name. NotNow when it does not answer.

    Both tell whether it was done, and the bucket as it is now.
    """

    def pour(
        self, name: str, between: int, *, floor: int, latest: int
    ) -> tuple[bool, Bucket | None]:
        """Move `free` by `between`, if it lies in between these two and that is the bucket's."""
        ...

    def put(self, name: str, old: Bucket | None, new: Bucket) -> tuple[bool, Bucket | None]:
        """Keep the new one in place of the old one, if that is what is there."""
        ...


def spacing(calls: int) -> int:
    """Microseconds between calls: with a small burst, no window of a minute ever holds more."""
    return math.ceil(WINDOW * _MICRO / max(1, calls * 11 // 12))


def _grace(between: int) -> int:
    """How far back an idle bucket reaches: a twelfth of the calls may come at once."""
    calls = round(WINDOW * _MICRO / between)
    return (max(1, calls // 11) - 1) * between


def _begun(between: int) -> int:
    """How far back a bucket begins that was idle: short of its reach, where calls are dense."""
    return _grace(between) - max(0, _GOOD_FOR - between)


class SharedPace:
    """One of many that call, under one budget; `calls` a minute, unless answers say otherwise.

    Who would have to wait for more than `longest` seconds is told to come again.
    """

    def __init__(
        self,
        buckets: Buckets,
        name: str,
        clock: Callable[[], float],
        calls: int = USUAL_CALLS,
        *,
        longest: int = LONGEST_PAUSE,
    ) -> None:
        self._buckets, self._name, self._clock = buckets, name, clock
        self._longest = longest
        self._usual = spacing(max(calls, FEWEST_CALLS))
        self._most = max(calls, MOST_CALLS)
        # As it was last seen from here: it spares a reading, and is corrected where it is old.
        self._seen: Bucket | None = None

    def _now(self) -> int:
        return int(self._clock() * _MICRO)

    def take(self) -> float:
        """See the port. In the good case this is one write."""
        for _ in range(_TURNS):
            now = self._now()
            bucket = self._current(now)
            _bearable((bucket.free - now) / _MICRO, self._longest)
            floor = now - _grace(bucket.between)
            if bucket == self._seen and bucket.free >= floor:
                latest = now + self._longest * _MICRO
                done, self._seen = self._buckets.pour(
                    self._name, bucket.between, floor=floor, latest=latest
                )
            else:
                free = bucket.free if bucket.free >= floor else now - _begun(bucket.between)
                poured = replace(bucket, free=free + bucket.between)
                done, self._seen = self._buckets.put(self._name, self._seen, poured)
            if done and self._seen:
                return max(0, self._seen.free - self._seen.between - now) / _MICRO
        raise NotNow("busy", retry_after=1)

    def _current(self, now: int) -> Bucket:
        """The bucket as it counts now: what was said of its pace holds for a while only."""
        seen = self._seen or Bucket(0, self._usual)
        # No answer shuts for so long: what says so is damaged, or of a clock that was wrong.
        far = now + 2 * LONGEST_BELIEVED * _MICRO
        free = seen.free if seen.free <= far else now
        sound = 0 < seen.between <= LONGEST_PAUSE * _MICRO and now < seen.until <= far
        between = seen.between if sound else self._usual
        same = (free, between) == (seen.free, seen.between)
        return seen if same else Bucket(free, between)

    def heard(self, said: Said) -> None:
        """See the port. Written down only where it changes something."""
        # What can't be written down now, the next answer says again.
        with suppress(NotNow):
            for _ in range(_TURNS):
                now = self._now()
                bucket = self._current(now)
                told = self._slowed(self._paced(bucket, said, now), said, now)
                told = _shut(told, said, now)
                if told == bucket:
                    return
                done, self._seen = self._buckets.put(self._name, self._seen, told)
                if done:
                    return

    def _paced(self, bucket: Bucket, said: Said, now: int) -> Bucket:
        """As many calls as the limit leaves room for; after a refusal no more than usual."""
        hour = now + LONGEST_BELIEVED * _MICRO
        if said.retry_after is not None:
            # A hair slower than usual: that is how it is known for the hour to come.
            return replace(bucket, between=self._usual + 1, until=hour)
        if not said.limit or said.limit < 1:
            return bucket
        calls = min(max(int(said.limit * SHARE), FEWEST_CALLS), self._most)
        between = spacing(calls)
        held_back = bucket.between > self._usual
        soon_over = bucket.until < hour - LONGEST_BELIEVED * _MICRO // 2
        known = between == bucket.between and not soon_over
        if known or (between < self._usual and held_back):
            return bucket
        return replace(bucket, between=between, until=hour)

    def _slowed(self, bucket: Bucket, said: Said, now: int) -> Bucket:
        """Others use the same budget: what little they leave is spread until more comes."""
        if said.retry_after is not None or not said.remaining or said.remaining < 1:
            return bucket
        until = now + int(_believed(said.reset or 0) * _MICRO)
        between = min((until - now) // said.remaining, LONGEST_PAUSE * _MICRO)
        slower = between > max(bucket.between, self._usual)
        return replace(bucket, between=between, until=until) if slower else bucket


def _shut(bucket: Bucket, said: Said, now: int) -> Bucket:
    if not said.shut:
        return bucket
    return replace(bucket, free=max(bucket.free, now + int(said.shut * _MICRO)))
