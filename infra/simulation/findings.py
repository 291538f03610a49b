"""What the runs say, as numbers for the page: waits, fairness, what is used up, what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from statistics import mean, median, quantiles

from infra.simulation.costs import costs_of
from infra.simulation.forwarding import Passage, Run, run
from infra.simulation.rush import Deposit, rush
from infra.simulation.world import GB, MB, World
from zenferry.forwarding.pacing import spacing

__all__ = ["Findings", "Turn", "findings"]

HOUR = 3600.0
CALLS_A_MINUTE = (30, 60, 83, 133, 300)
PLACES = (1, 2, 4, 8, 16)
STREAM_RATES = (5 * MB, 20 * MB, 60 * MB)


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
    dollars: float
    calls_used: float


@dataclass(frozen=True)
class Findings:
    """Everything the page and the plot need."""

    world: World
    seed: int
    people: int
    gigabytes: float
    files: int
    calls: int
    tasks: int
    spacing: float
    upload_median: float
    base: Turn
    costs: dict[str, float]
    in_order: Turn
    calls_a_minute: Sequence[Turn]
    places: Sequence[Turn]
    stream_rates: Sequence[Turn]
    waits: Sequence[float]
    waits_in_order: Sequence[float]


def findings(world: World, seed: int) -> Findings:
    """All runs, over the same deposits."""
    deposits = rush(world, seed)
    base, in_order = (run(replace(world, fair=fair), deposits, seed) for fair in (True, False))
    turns = partial(_turns, deposits, seed)
    return Findings(
        world=world,
        seed=seed,
        people=len({deposit.person for deposit in deposits}),
        gigabytes=sum(deposit.bytes for deposit in deposits) / GB,
        files=sum(len(deposit.sizes) for deposit in deposits),
        calls=sum(passage.calls for passage in base.passages),
        tasks=sum(passage.tasks for passage in base.passages),
        spacing=spacing(world.calls_a_minute) / 1e6,
        upload_median=median(deposit.sent - deposit.opened for deposit in deposits) / 60,
        base=_turn(base, 0),
        costs=costs_of(base),
        in_order=_turn(in_order, 0),
        calls_a_minute=turns({n: replace(world, calls_a_minute=n) for n in CALLS_A_MINUTE}),
        places=turns({n: replace(world, places=n) for n in PLACES}),
        stream_rates=turns({n: replace(world, stream_rate=n) for n in STREAM_RATES}),
        waits=_first_waits(base.passages),
        waits_in_order=_first_waits(in_order.passages),
    )


def _turns(deposits: list[Deposit], seed: int, worlds: Mapping[float, World]) -> list[Turn]:
    return [_turn(run(world, deposits, seed), knob) for knob, world in worlds.items()]


def _turn(done: Run, knob: float) -> Turn:
    waits = [passage.waited / HOUR for passage in done.passages]
    return Turn(
        knob=knob,
        median_wait=median(waits),
        late_wait=quantiles(waits, n=10)[-1],
        single_wait=mean(p.waited / HOUR for p in done.passages if not p.deposit.heavy),
        heavy_wait=mean(p.waited / HOUR for p in done.passages if p.deposit.heavy),
        hours=done.seconds / HOUR,
        most_functions=done.most_functions,
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
