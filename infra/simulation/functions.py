"""The functions of an account, which those that forward and those that answer pages share; and the
gate before the latter. It knows neither deposits nor pages.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from infra.simulation.world import World

__all__ = ["Functions", "Load"]


@dataclass
class Load:
    """What it came to: functions at work at once, at most; calls of pages, and those in vain."""

    most: int = 0
    most_answering: int = 0
    asked: int = 0
    turned_away: int = 0
    without_function: int = 0

    @property
    def in_vain(self) -> float:
        """The share of calls that have to be made again."""
        return (self.turned_away + self.without_function) / max(1, self.asked)


class Functions:
    """So many of them at once, and so many calls of pages a second."""

    def __init__(self, world: World, now: Callable[[], float]) -> None:
        self._world, self._now = world, now
        self._forwarding = 0
        # When each will have answered: all take as long.
        self._answering: deque[float] = deque()
        self._let_in, self._seen = float(world.api_burst), 0.0
        self.load = Load()

    def begun(self) -> bool:
        """Whether there was one to forward; it is taken until it has ended."""
        if self._none_left():
            return False
        self._forwarding += 1
        self._note()
        return True

    def ended(self) -> None:
        """One that forwards is over."""
        self._forwarding -= 1

    def answered(self) -> bool:
        """Whether a page's call is answered."""
        self.load.asked += 1
        if not self._is_let_in():
            self.load.turned_away += 1
            return False
        if self._none_left():
            self.load.without_function += 1
            return False
        self._answering.append(self._now() + self._world.api_answer)
        self._note()
        return True

    def _is_let_in(self) -> bool:
        """A bucket of tokens, as API Gateway has it."""
        since, self._seen = self._now() - self._seen, self._now()
        more = self._let_in + since * self._world.api_rate
        self._let_in = min(more, float(self._world.api_burst))
        if self._let_in < 1:
            return False
        self._let_in -= 1
        return True

    def _none_left(self) -> bool:
        while self._answering and self._answering[0] <= self._now():
            self._answering.popleft()
        return self._forwarding + len(self._answering) >= self._world.functions

    def _note(self) -> None:
        load, answering = self.load, len(self._answering)
        load.most = max(load.most, self._forwarding + answering)
        load.most_answering = max(load.most_answering, answering)
