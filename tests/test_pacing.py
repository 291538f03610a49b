"""All together never call a repository more often than it allows, and nobody waits for nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fake_buckets import FakeBuckets
from tests.moving_minute import Time, most_in_a_minute
from zenferry.errors import NotNow
from zenferry.forwarding.pacing import (
    LONGEST_BELIEVED,
    LONGEST_PAUSE,
    Bucket,
    Said,
    SharedPace,
    spacing,
)


def called(paces: list[SharedPace], clock: Time, count: int, gaps: list[float]) -> list[float]:
    """When the calls were made: each caller in turn, each as soon as it may."""
    made: list[float] = []
    for index in range(count):
        try:
            wait = paces[index % len(paces)].take()
        except NotNow as full:
            clock.now += full.retry_after or 1
            continue
        made.append(clock.now + wait)
        clock.now += gaps[index % len(gaps)]
    return made


@given(
    calls=st.integers(2, 400),
    callers=st.integers(1, 9),
    gaps=st.lists(st.sampled_from([0.0, 0.0, 0.01, 0.9, 3.0, 200.0]), min_size=1, max_size=9),
)
def test_a_thousand_calls_never_exceed_the_limit_in_any_minute(
    calls: int, callers: int, gaps: list[float]
) -> None:
    clock, buckets = Time(), FakeBuckets()
    paces = [SharedPace(buckets, "zenodo", clock, calls) for _ in range(callers)]
    assert most_in_a_minute(called(paces, clock, 1000, gaps)) <= calls


def test_the_budget_is_used_up_and_a_few_go_at_once() -> None:
    clock = Time()
    made = called([SharedPace(FakeBuckets(), "zenodo", clock)], clock, 300, [0.0])
    assert made[:6] == [made[0]] * 5 + [made[5]]
    assert made[5] > made[0]
    assert most_in_a_minute(made) in {59, 60}


def test_a_call_costs_one_write() -> None:
    clock, buckets = Time(), FakeBuckets()
    pace = SharedPace(buckets, "zenodo", clock)
    for gap in (0.5, 0.5, 0.5, 100, 100, 0.5):
        pace.take()
        pace.heard(Said(limit=None, remaining=30, reset=20))
        clock.now += gap
    assert buckets.writes == 6


class Rushed(FakeBuckets):
    """Before each write of one caller many others are quicker; an answer takes its time."""

    def __init__(self, clock: Time, calls: int) -> None:
        super().__init__()
        self._clock = clock
        self._others = [SharedPace(self, "zenodo", clock, calls) for _ in range(40)]
        self._within = False

    def _rush(self) -> None:
        if self._within:
            return
        self._within = True
        for other in self._others:
            assert other.take() == 0
        self._within = False

    def pour(self, name: str, between: int, **bounds: int) -> tuple[bool, Bucket | None]:
        self._rush()
        answer = super().pour(name, between, **bounds)
        self._clock.now += 0.05
        return answer

    def put(self, name: str, old: Bucket | None, new: Bucket) -> tuple[bool, Bucket | None]:
        self._rush()
        answer = super().put(name, old, new)
        self._clock.now += 0.05
        return answer


def test_an_idle_bucket_has_a_call_for_each_of_many_that_come_at_once() -> None:
    clock, calls = Time(), 6000
    pace = SharedPace(Rushed(clock, calls), "zenodo", clock, calls)
    for _ in range(20):
        assert pace.take() == 0


def test_a_wait_that_is_too_long_takes_no_call() -> None:
    clock, buckets = Time(), FakeBuckets()
    pace = SharedPace(buckets, "zenodo", clock)
    for _ in range(59):
        assert pace.take() <= LONGEST_PAUSE
    with pytest.raises(NotNow, match="repository_busy") as full:
        pace.take()
    assert full.value.retry_after in {LONGEST_PAUSE, LONGEST_PAUSE + 1}
    before = buckets.rows["zenodo"]
    other = SharedPace(buckets, "zenodo", clock)
    for each in (pace, other, pace):
        with pytest.raises(NotNow, match="repository_busy"):
            each.take()
    assert buckets.rows["zenodo"] == before
    clock.now += 2
    assert pace.take() <= LONGEST_PAUSE


def test_what_one_is_told_all_keep_to() -> None:
    clock, buckets = Time(), FakeBuckets()
    first, second = (SharedPace(buckets, "zenodo", clock) for _ in range(2))
    for pace in (first, second):
        pace.take()
    first.heard(Said(retry_after=40))
    assert second.take() == pytest.approx(40)
    first.heard(Said(retry_after=500))
    with pytest.raises(NotNow) as told:
        second.take()
    assert told.value.retry_after == 500


def test_when_nothing_remains_all_wait_for_the_reset() -> None:
    clock, buckets = Time(), FakeBuckets()
    first, second = (SharedPace(buckets, "zenodo", clock) for _ in range(2))
    first.take()
    first.heard(Said(limit=100, remaining=0, reset=25))
    assert second.take() == pytest.approx(25)


def rate(buckets: FakeBuckets) -> int:
    return buckets.rows["zenodo"].between


@pytest.mark.parametrize(
    ("limit", "calls"),
    [(100, 80), (133, 106), (60, 48), (20, 16), (1000, 300), (10**11, 300), (1, 2)],
)
def test_most_of_a_limit_that_is_named_is_used(limit: int, calls: int) -> None:
    clock, buckets = Time(), FakeBuckets()
    pace = SharedPace(buckets, "zenodo", clock)
    pace.take()
    pace.heard(Said(limit=limit, remaining=max(1, limit - 1), reset=60 / limit))
    assert rate(buckets) == spacing(calls)
    writes = buckets.writes
    pace.heard(Said(limit=limit, remaining=max(1, limit - 1), reset=60 / limit))
    assert buckets.writes == writes


def test_what_is_named_holds_for_an_hour_at_most() -> None:
    clock, buckets = Time(), FakeBuckets()
    pace = SharedPace(buckets, "zenodo", clock)
    pace.take()
    pace.heard(Said(limit=200, remaining=190, reset=1))
    clock.now += LONGEST_BELIEVED + 1
    pace.take()
    assert rate(buckets) == spacing(60)


def test_after_a_refusal_nobody_believes_in_more_than_usual() -> None:
    clock, buckets = Time(), FakeBuckets()
    pace = SharedPace(buckets, "zenodo", clock)
    pace.take()
    pace.heard(Said(retry_after=5))
    pace.heard(Said(limit=200, remaining=190, reset=1))
    assert rate(buckets) >= spacing(60)
    clock.now += LONGEST_BELIEVED + 1
    pace.take()
    pace.heard(Said(limit=200, remaining=190, reset=1))
    assert rate(buckets) == spacing(160)


def test_what_little_others_leave_is_spread() -> None:
    clock, buckets = Time(), FakeBuckets()
    pace = SharedPace(buckets, "zenodo", clock)
    pace.take()
    pace.heard(Said(limit=100, remaining=4, reset=48))
    waits = [pace.take() for _ in range(4)]
    assert waits[-1] >= 30
    clock.now += 49
    pace.take()
    assert rate(buckets) == spacing(60)


def test_a_refusal_while_little_is_left_does_not_slow_down_the_hour() -> None:
    clock, buckets = Time(), FakeBuckets()
    pace = SharedPace(buckets, "zenodo", clock)
    pace.take()
    pace.heard(Said(limit=100, remaining=1, reset=50))
    pace.heard(Said(retry_after=10))
    assert rate(buckets) - spacing(60) <= 1


_NUMBERS = st.none() | st.integers(-(10**12), 10**12)
_SECONDS = st.none() | st.floats(-1e12, 1e12)


@given(st.lists(st.builds(Said, _NUMBERS, _NUMBERS, _SECONDS, _SECONDS), max_size=20))
def test_whatever_is_said_it_goes_on_within_the_hour(said: list[Said]) -> None:
    clock, buckets = Time(), FakeBuckets()
    pace = SharedPace(buckets, "zenodo", clock)
    pace.take()
    for each in said:
        pace.heard(each)
        clock.now += 1
    clock.now += LONGEST_BELIEVED + LONGEST_PAUSE
    assert pace.take() == 0


_IN_THE_YEAR_9999 = 253_402_300_799 * 10**6


@pytest.mark.parametrize(
    "damaged",
    [
        Bucket(_IN_THE_YEAR_9999, spacing(60)),
        Bucket(0, _IN_THE_YEAR_9999, _IN_THE_YEAR_9999),
        Bucket(0, 0, _IN_THE_YEAR_9999),
        Bucket(0, -5, _IN_THE_YEAR_9999),
    ],
)
def test_a_bucket_that_is_damaged_or_of_a_wrong_clock_shuts_nobody_out(damaged: Bucket) -> None:
    clock, buckets = Time(), FakeBuckets()
    buckets.put("zenodo", None, damaged)
    pace = SharedPace(buckets, "zenodo", clock)
    assert most_in_a_minute(called([pace], clock, 100, [0.0])) in range(55, 61)
    assert rate(buckets) == spacing(60)
