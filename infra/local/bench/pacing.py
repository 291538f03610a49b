"""How near many callers come to the calls a minute they share, and what that costs in writes to the
table; by a false clock, so the same each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heapreplace
from pathlib import Path

from infra.local.bench.figure import Figure
from tests.fake_buckets import FakeBuckets
from tests.moving_minute import Time, most_in_a_minute
from zenferry.forwarding.pacing import USUAL_CALLS, SharedPace

_CALLS = 3_000
_CALLERS = 16
_ANSWER = 0.4


def paced() -> tuple[list[float], int]:
    """When each call was made, and the writes of all; who was answered calls again."""
    clock, buckets = Time(), FakeBuckets()
    paces = [SharedPace(buckets, "bench", clock) for _ in range(_CALLERS)]
    free = [(clock.now, caller) for caller in range(_CALLERS)]
    heapify(free)
    made: list[float] = []
    while len(made) < _CALLS:
        clock.now, caller = free[0]
        made.append(clock.now + paces[caller].take())
        heapreplace(free, (made[-1] + _ANSWER, caller))
    return made, buckets.writes


def figures(_scratch: Path) -> Iterator[Figure]:
    """The fullest minute there was, and writes a call."""
    made, writes = paced()
    yield Figure("forward-pacing", most_in_a_minute(made), USUAL_CALLS, "calls/minute")
    yield Figure("forward-pacing-writes", writes / _CALLS, 1, "writes/call", "<=1.05")
