"""A file goes the way it can finish on, as far as anybody knows; what can't finish is not begun."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.clock import START, Clock
from zenferry.forwarding.route import CAUTIOUS, HOPEFUL, USABLE, TimeLimits, Way, route, too_long
from zenferry.forwarding.throughput import Measured, TooLong, Watch, smoothed
from zenferry.messages import sentence
from zenferry.transfer import File

GB = 10**9
BOTH = TimeLimits(900, 43200)
SHORT = TimeLimits(900, 0)


def way(size: int, rate: int | None, time_limits: TimeLimits) -> Way | None:
    measured = Measured(rate, START) if rate else None
    return route(size, measured, time_limits, START).way


@pytest.mark.parametrize(
    ("size", "rate", "time_limits", "expected"),
    [
        (3 * GB, None, BOTH, Way.FUNCTION),
        (4 * GB, None, BOTH, Way.TASK),
        (4 * GB, None, SHORT, Way.FUNCTION),
        (36 * GB, None, SHORT, Way.FUNCTION),
        (37 * GB, None, SHORT, None),
        (14 * GB, 20 * 10**6, BOTH, Way.FUNCTION),
        (15 * GB, 20 * 10**6, BOTH, Way.TASK),
        (15 * GB, 20 * 10**6, SHORT, None),
        (50 * GB, 10**6, BOTH, None),
        (1, None, BOTH, Way.FUNCTION),
    ],
)
def test_the_way_follows_from_size_rate_and_time(
    size: int, rate: int | None, time_limits: TimeLimits, expected: Way | None
) -> None:
    assert way(size, rate, time_limits) is expected


@given(
    size=st.integers(1, 60 * GB),
    rate=st.integers(1, 200 * 10**6),
    function=st.integers(3, 900),
    task=st.sampled_from([0, 1200, 43200]),
)
def test_what_was_measured_is_enough_for_the_way_that_is_chosen(
    size: int, rate: int, function: int, task: int
) -> None:
    time_limits = TimeLimits(function, task)
    chosen = way(size, rate, time_limits)
    times = {Way.FUNCTION: function, Way.TASK: task, None: time_limits.longest / USABLE}
    fits = size / rate <= times[chosen] * USABLE + 1
    assert fits is not (chosen is None) or size / rate == pytest.approx(time_limits.longest, abs=1)


def test_nobody_is_shut_out_for_longer_than_a_day_by_a_slow_one() -> None:
    slow = Measured(1000, START)
    assert route(GB, slow, SHORT, START + timedelta(hours=23)).way is None
    assert route(GB, slow, SHORT, START + timedelta(days=1)).way is Way.FUNCTION


def test_a_guess_is_only_made_where_nothing_was_measured() -> None:
    assert CAUTIOUS < HOPEFUL
    assert route(GB, Measured(7, START), BOTH, START).rate == 7


def test_one_slow_file_does_not_decide() -> None:
    assert smoothed(Measured(1000, START), 2000, START) == Measured(1300, START)
    assert smoothed(None, 2000, START) == Measured(2000, START)
    later = START + timedelta(days=2)
    assert smoothed(Measured(1000, START), 2000, later) == Measured(2000, later)


def test_the_sentence_has_the_numbers_and_what_to_do() -> None:
    stop = too_long(File("f1", "a.zip", 40 * GB, "", 1), 5 * 10**6, SHORT)
    assert stop.field == "files.f1"
    known = {"repository": "Zenodo", "contact": "us"}
    said = sentence(stop.code, {**stop.params, **known})
    for part in ("a.zip (40 GB)", "5 MB/s", "2 h 14 min", "12 min", "up to 3.6 GB"):
        assert part in said
    assert "bis 3.6 GB" in sentence(stop.code, {**stop.params, **known}, "de")


def watched(clock: Clock, seconds: float, size: int) -> Watch:
    ends = clock.now() + timedelta(seconds=seconds)

    def time_left() -> float:
        return (ends - clock.now()).total_seconds()

    return Watch(size, clock.now, time_left)


def copied(rate: int, *, seconds: float, size: int) -> float:
    """How many seconds a copy at this rate went on; TooLong ends it."""
    clock = Clock()
    watch = watched(clock, seconds, size)
    for count in range(rate, size + 1, rate):
        clock.sleep(1)
        try:
            watch.seen(count)
        except TooLong:
            break
    return (clock.now() - START).total_seconds()


def test_a_copy_that_can_not_finish_is_ended_soon() -> None:
    assert copied(5, seconds=900, size=900 * 5) == 45
    assert copied(5, seconds=60_000, size=10**6) == 3000


def test_a_copy_that_can_finish_goes_on_to_its_end() -> None:
    assert copied(5, seconds=900, size=800 * 5) == 800


def test_a_copy_that_gets_slow_is_ended_when_that_is_clear() -> None:
    clock = Clock()
    watch = watched(clock, 900, 8000)
    clock.sleep(100)
    watch.seen(1000)
    clock.sleep(300)
    with pytest.raises(TooLong) as stop:
        watch.seen(1010)
    assert stop.value.rate == 3


def test_only_what_is_large_or_took_long_is_worth_noting() -> None:
    clock = Clock()
    watch = watched(clock, 900, 10**9)
    clock.sleep(1)
    watch.seen(10**6)
    before = watch.meaningful
    watch.seen(64 * 10**6)
    assert (before, watch.meaningful) == (False, True)
    slow = watched(clock, 900, 3000)
    clock.sleep(30)
    slow.seen(10)
    assert slow.meaningful
