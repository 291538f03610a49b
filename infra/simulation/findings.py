"""What the runs say, as numbers for the page: waits, fairness, what is used up, what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import mean, median, quantiles
from typing import Any

from infra.simulation.costs import costs_of
from infra.simulation.forwarding import Passage, Run, run
from infra.simulation.rush import rush
from infra.simulation.world import GB, MB, World
from zenferry.forwarding.pacing import spacing

__all__ = ["Findings", "Turn", "findings"]

HOUR = 3600.0
CALLS_A_MINUTE = (30, 60, 83, 133, 300)
PLACES = (1, 2, 4, 8, 16)
STREAM_RATES = (5 * MB, 20 * MB, 60 * MB)
# What stands in the way of pages and of functions, by the words for it.
LIMITS: Mapping[str, Mapping[str, Any]] = {
    "1,000 functions, `ApiRate` 50": {},
    "1,000 functions, `ApiRate` 200": {"api_rate": 200, "api_burst": 400},
    "20 functions, `ApiRate` 200": {"functions": 20, "api_rate": 200, "api_burst": 400},
    "10 functions (a new account)": {"functions": 10},
    "10, and `ForwardPlaces` 1, `MapConcurrency` 2": {
        "functions": 10,
        "places": 1,
        "streams_a_deposit": 2,
    },
}


@dataclass(frozen=True)
class Turn:
    """One run in figures; hours, dollars, deposits an hour, shares from 0 to 1."""

    knob: float
    median_wait: float
    late_wait: float
    single_wait: float
    heavy_wait: float
    hours: float
    most_functions: int
    most_answering: int
    most_tries: int
    in_vain: float
    dollars: float
    calls_used: float


@dataclass(frozen=True)
class Findings:
    """Everything the page and the plot need."""

    world: World
    seed: int
    gigabytes: float
    files: int
    calls: int
    tasks: int
    pages: int
    asked: int
    spacing: float
    upload_median: float
    base: Turn
    costs: dict[str, float]
    in_order: Turn
    calls_a_minute: Sequence[Turn]
    places: Sequence[Turn]
    stream_rates: Sequence[Turn]
    limits: Mapping[str, Turn]
    waits: Sequence[float]
    waits_in_order: Sequence[float]


def findings(world: World, seed: int) -> Findings:
    """All runs, over the same deposits."""
    deposits = rush(world, seed)

    @cache
    def done(**changed: Any) -> Run:
        return run(replace(world, **changed), deposits, seed)

    def turns(name: str, values: Sequence[float]) -> list[Turn]:
        same = getattr(world, name)
        return [_turn(done(**{name: n} if n != same else {}), n) for n in values]

    base, in_order = done(), done(fair=False)
    return Findings(
        world=world,
        seed=seed,
        gigabytes=sum(deposit.bytes for deposit in deposits) / GB,
        files=sum(len(deposit.sizes) for deposit in deposits),
        calls=sum(passage.calls for passage in base.passages),
        tasks=sum(passage.tasks for passage in base.passages),
        pages=base.most_pages,
        asked=base.load.asked,
        spacing=spacing(world.calls_a_minute) / 1e6,
        upload_median=median(deposit.sent - deposit.opened for deposit in deposits) / 60,
        base=_turn(base, 0),
        costs=costs_of(base),
        in_order=_turn(in_order, 0),
        calls_a_minute=turns("calls_a_minute", CALLS_A_MINUTE),
        places=turns("places", PLACES),
        stream_rates=turns("stream_rate", STREAM_RATES),
        limits={words: _turn(done(**changed), 0) for words, changed in LIMITS.items()},
        waits=_first_waits(base.passages),
        waits_in_order=_first_waits(in_order.passages),
    )


def _turn(done: Run, knob: float) -> Turn:
    waits = [passage.waited / HOUR for passage in done.passages]
    return Turn(
        knob=knob,
        median_wait=median(waits),
        late_wait=quantiles(waits, n=10)[-1],
        single_wait=mean(p.waited / HOUR for p in done.passages if not p.deposit.heavy),
        heavy_wait=mean(p.waited / HOUR for p in done.passages if p.deposit.heavy),
        hours=done.seconds / HOUR,
        most_functions=done.load.most,
        most_answering=done.load.most_answering,
        most_tries=done.most_tries,
        in_vain=done.load.in_vain,
        dollars=sum(costs_of(done).values()),
        calls_used=_calls_used(done),
    )


def _calls_used(done: Run) -> float:
    allowed = done.crowded_seconds / spacing(done.world.calls_a_minute) * 1e6
    return done.crowded_calls / allowed if allowed else 0.0


def _first_waits(passages: Sequence[Passage]) -> list[float]:
    """Hours until each person's first deposit had its turn, sorted."""
    first: dict[str, float] = {}
    for passage in passages:
        person = passage.deposit.person
        first[person] = min(first.get(person, passage.waited), passage.waited)
    return sorted(wait / HOUR for wait in first.values())
