"""Actors that take turns on virtual time: one at a time, in an order that is always the same.

Each is a thread that runs until it sleeps; then it is the turn of whoever wakes first. It knows
nothing of deposits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import timedelta
from heapq import heappop, heappush
from itertools import count
from math import inf

from tests.clock import Clock

__all__ = ["Actor", "Over", "Stage"]


class Over(BaseException):
    """The play is over, or this actor's part in it: no handler of its own may stop it."""


class Actor:
    """Somebody with a part. `gone` makes an end of it at the next pause."""

    def __init__(self, name: str, act: Callable[[], object]) -> None:
        self.name = name
        self.done = False
        self.gone = False
        self.act = act
        self.waiting: list[Actor] = []
        self.turns = 0
        self.thread: threading.Thread | None = None
        self._baton = threading.Lock()
        self._baton.acquire()

    def wake(self) -> None:
        """Its turn."""
        self._baton.release()

    def wait(self) -> None:
        """Until it is its turn."""
        self._baton.acquire()


class Stage:
    """Who made it is the first actor; the others begin and end as they like."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.failure: BaseException | None = None
        self._over = False
        self._order = count()
        self._sleeping: list[tuple[float, int, Actor, int]] = []
        self._director = Actor("director", lambda: None)
        self._director.thread = threading.current_thread()
        self._acting = self._director

    @property
    def now(self) -> float:
        """Seconds of the clock."""
        return self.clock.time.timestamp()

    def begin(self, name: str, act: Callable[[], object], *, after: float = 0.0) -> Actor:
        """A new actor, whose first turn comes after so many seconds."""
        actor = Actor(name, act)
        self._sleep(actor, after)
        return actor

    def _sleep(self, actor: Actor, seconds: float) -> None:
        heappush(self._sleeping, (self.now + seconds, next(self._order), actor, actor.turns))

    def sleep(self, seconds: float) -> None:
        """Whoever acts sleeps; others act meanwhile. A helper's thread of an actor's never does."""
        me = self._acting
        if me.thread is not threading.current_thread():
            return
        if not self._over:
            self._sleep(me, max(seconds, 0))
            self._turn(me)
        self._check(me)

    def join(self, actors: Iterable[Actor], most: float = inf) -> None:
        """Whoever acts waits for these, for so many seconds at most."""
        me, until = self._acting, self.now + most
        for actor in actors:
            while not actor.done and not self._over and self.now < until:
                actor.waiting.append(me)
                if most < inf:
                    self._sleep(me, until - self.now)
                self._turn(me)
        self._check(me)

    def _check(self, me: Actor) -> None:
        if me is not self._director:
            if self._over or me.gone:
                raise Over
        elif self.failure:
            raise self.failure

    def _turn(self, me: Actor) -> None:
        following = self._next()
        if following is not me:
            self._hand(following)
            me.wait()

    def _next(self) -> Actor:
        following = self._director if self.failure else self._woken()
        following.turns += 1
        self._acting = following
        return following

    def _woken(self) -> Actor:
        while self._sleeping:
            when, _, actor, turns = heappop(self._sleeping)
            # Somebody else woke it before, and it may sleep again by now.
            if turns == actor.turns and not actor.done:
                self.clock.time += timedelta(seconds=max(when - self.now, 0))
                return actor
        self.failure = AssertionError("everybody waits for somebody")
        return self._director

    def _hand(self, actor: Actor) -> None:
        if actor.thread:
            actor.wake()
            return
        actor.thread = threading.Thread(target=self._play, args=(actor,), daemon=True)
        actor.thread.start()

    def _play(self, actor: Actor) -> None:
        try:
            if not (actor.gone or self._over):
                actor.act()
        except Over:
            pass
        except BaseException as error:
            self.failure = self.failure or error
        actor.done = True
        if self._over:
            self._director.wake()
            return
        for other in actor.waiting:
            self._sleep(other, 0)
        self._hand(self._next())

    def close(self) -> None:
        """The end of it: every thread that was begun ends, one after the other."""
        self._over = True
        waiting = {id(a): a for _, _, a, _ in self._sleeping}
        for actor in list(waiting.values()):
            self._end(actor)

    def _end(self, actor: Actor) -> None:
        if actor is self._director or actor.done or actor.thread is None:
            return
        self._acting = actor
        actor.wake()
        self._director.wait()
        for other in actor.waiting:
            self._end(other)
