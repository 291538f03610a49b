"""The way to Zenodo as a model: a queue with places, one budget of calls, streams of bytes.

The order of the queue, the way of a file and the space between calls are the product's own rules;
the order of work is the state machine's, written down again.
"""

from __future__ import annotations

import random
from bisect import insort
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import simpy

from infra.simulation.functions import Functions, Load
from infra.simulation.rush import Deposit
from infra.simulation.world import World
from zenferry.forwarding.pacing import spacing
from zenferry.forwarding.queue import Places, Queue, Running, Waiting
from zenferry.forwarding.route import TimeLimits, Way, route
from zenferry.forwarding.throughput import Measured

__all__ = ["Passage", "Run", "run"]

# Counted in `make bench` (forward-calls): of the fourteen beside the two a file, these many
# before the files and after them.
CALLS_BEFORE = 7
CALLS_AFTER = 7

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
# To find a turn, neither submissions nor the workflow are asked.
_NOBODY: Any = None
Process = Generator[simpy.Event, object, None]


@dataclass
class Passage:
    """What became of one deposit. Seconds since the start; `paid` are seconds of functions,
    `answers` what its page was told.
    """

    deposit: Deposit
    begun: float = 0.0
    ended: float = 0.0
    paid: float = 0.0
    calls: int = 0
    tasks: int = 0
    task_seconds: float = 0.0
    answers: int = 0

    @property
    def waited(self) -> float:
        """From being sent to its turn."""
        return self.begun - self.deposit.sent


@dataclass
class Run:
    """A whole rush: every passage, the load on functions, and how often one was asked for at most.

    It was crowded while anybody waited.
    """

    world: World
    passages: list[Passage] = field(default_factory=list)
    load: Load = field(default_factory=Load)
    most_tries: int = 0
    most_pages: int = 0
    crowded_calls: int = 0
    crowded_seconds: float = 0.0

    @property
    def seconds(self) -> float:
        """Until the last one had ended."""
        return max(passage.ended for passage in self.passages)


class _Rows:
    """Who waits and who has a place, as the product's queue reads it."""

    def __init__(self) -> None:
        self.waiting_: list[tuple[Waiting, Passage]] = []
        self.running: list[Passage] = []

    def waiting(self, queue: str, most: int, before: datetime | None = None) -> list[Waiting]:
        """See the port."""
        del queue, before
        return [each for each, _passage in self.waiting_[:most]]

    def is_soon(self, passage: Passage, soon: int) -> bool:
        """Whether no more than so many are before it."""
        return any(each is passage for _, each in self.waiting_[: soon + 1])

    def places(self, queue: str) -> Places:
        """See the port."""
        del queue
        return Places(
            tuple(Running(str(p.deposit.id), 1, p.deposit.person, EPOCH) for p in self.running)
        )

    def keep(self, queue: str, new: Places) -> None:
        """Nobody here gives places away but the model."""
        raise NotImplementedError


class _Forwarding:
    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.env = simpy.Environment()
        self.chance = random.Random(seed)
        # Of the pages, so that what they do leaves the streams as they are.
        self.whim = random.Random(seed + 1)
        self.run = Run(world)
        self._rows = _Rows()
        self._functions = Functions(world, lambda: self.env.now)
        self.run.load = self._functions.load
        self._free_at = 0.0
        self._pages = 0
        self._looked = 0.0

    def _turn(self, person: str) -> datetime:
        """Where it stands, by the product's own rule; or as they come."""
        if not self.world.fair:
            return self._now()
        queue = Queue(
            submissions=_NOBODY,
            rows=self._rows,
            workflow=_NOBODY,
            most_at_work=self.world.places,
            now=self._now,
        )
        return queue.turn("", person)

    def _now(self) -> datetime:
        return EPOCH + timedelta(seconds=self.env.now)

    def arrive(self, passage: Passage) -> Process:
        yield self.env.timeout(passage.deposit.sent)
        self._look()
        deposit = passage.deposit
        waiting = Waiting(str(deposit.id), deposit.person, self._turn(deposit.person))
        insort(self._rows.waiting_, (waiting, passage), key=lambda each: each[0].turn)
        self._dispatch()

    def _dispatch(self) -> None:
        rows = self._rows
        self._look()
        while rows.waiting_ and len(rows.running) < self.world.places:
            _waiting, passage = rows.waiting_.pop(0)
            rows.running.append(passage)
            self.env.process(self._forward(passage))

    def _look(self) -> None:
        """Time passes; was anybody waiting meanwhile?"""
        if self._rows.waiting_:
            self.run.crowded_seconds += self.env.now - self._looked
        self._looked = self.env.now

    def _forward(self, passage: Passage) -> Process:
        passage.begun = self.env.now
        yield from self._called(passage, CALLS_BEFORE)
        streams = simpy.Resource(self.env, self.world.streams_a_deposit)
        yield simpy.AllOf(
            self.env,
            [
                self.env.process(self._send(passage, size, streams))
                for size in passage.deposit.sizes
            ],
        )
        yield from self._called(passage, CALLS_AFTER)
        passage.ended = self.env.now
        self._rows.running.remove(passage)
        self._dispatch()

    def _called(self, passage: Passage, calls: int) -> Process:
        """Steps of small calls, one after another, in a function that waits for its turn."""
        yield from self._begun()
        begun = self.env.now
        for _ in range(calls):
            yield from self._call(passage)
        self._functions.ended()
        passage.paid += self.env.now - begun

    def _send(self, passage: Passage, size: int, streams: simpy.Resource) -> Process:
        rate = self.world.stream_rate * self.chance.lognormvariate(0, self.world.stream_sigma)
        with streams.request() as turn:
            yield turn
            by_task = self._way(size) is Way.TASK
            sent = self._sent_by_task if by_task else self._sent
            yield from sent(passage, size / rate)

    def _way(self, size: int) -> Way | None:
        limits = TimeLimits(self.world.function_seconds, self.world.task_seconds)
        return route(
            size, Measured(int(self.world.stream_rate), self._now()), limits, self._now()
        ).way

    def _sent(self, passage: Passage, seconds: float) -> Process:
        yield from self._begun()
        begun = self.env.now
        yield from self._call(passage)
        yield self.env.timeout(seconds)
        yield from self._call(passage)
        self._functions.ended()
        passage.paid += self.env.now - begun

    def _sent_by_task(self, passage: Passage, seconds: float) -> Process:
        passage.tasks += 1
        yield self.env.timeout(self.world.task_start)
        yield from self._call(passage)
        yield self.env.timeout(seconds)
        yield from self._call(passage)
        passage.task_seconds += self.world.task_start + seconds

    def _call(self, passage: Passage) -> Process:
        """Its turn in the one budget, and the answer."""
        passage.calls += 1
        self.run.crowded_calls += bool(self._rows.waiting_)
        self._free_at = max(self._free_at, self.env.now) + spacing(self.world.calls_a_minute) / 1e6
        yield self.env.timeout(self._free_at - self.env.now)
        yield self.env.timeout(self.world.answer)

    def _begun(self) -> Process:
        """A function, as soon as there is one: the state machine tries again, ever later."""
        tries, wait = 1, self.world.retry_seconds
        while not self._functions.begun():
            yield self.env.timeout(wait)
            tries, wait = tries + 1, min(2 * wait, self.world.retry_longest)
        self.run.most_tries = max(self.run.most_tries, tries)

    def watch(self, passage: Passage) -> Process:
        """Its page: the calls to bring the files, then a look now and then until all is there."""
        deposit, world = passage.deposit, self.world
        yield self.env.timeout(deposit.opened)
        self._pages += 1
        self.run.most_pages = max(self.run.most_pages, self._pages)
        calls = world.calls + deposit.parts // world.parts_a_call
        for _ in range(calls):
            yield from self._ask(passage)
            yield self.env.timeout((deposit.sent - deposit.opened) / calls)
        while not passage.ended:
            yield from self._ask(passage)
            often = passage.begun or self._rows.is_soon(passage, world.soon)
            yield self.env.timeout(world.look_often if often else world.look_seldom)
        self._pages -= 1

    def _ask(self, passage: Passage) -> Process:
        """Until it is answered; in vain, it waits as the page does."""
        longest = 0.5
        while not self._functions.answered():
            waits = longest * self.whim.uniform(0.5, 1)
            longest = min(30, 2 * longest)
            yield self.env.timeout(max(self.world.look_often, waits))
        passage.answers += 1


def run(world: World, deposits: list[Deposit], seed: int) -> Run:
    """The rush, forwarded to its end."""
    model = _Forwarding(world, seed)
    model.run.passages = [Passage(deposit) for deposit in deposits]
    for passage in model.run.passages:
        model.env.process(model.arrive(passage))
        model.env.process(model.watch(passage))
    model.env.run()
    return model.run
