"""What stands in for tasks of the long way: it knows no deposit."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from tests.machine import Killed
from zenferry.forwarding.errand import Errand

__all__ = ["Tasks"]


class Tasks:
    """Carries a long file at once, as a process of its own: killed, it is simply not heard of."""

    def __init__(self, act: Callable[[Errand], None]) -> None:
        self._act = act
        self.launched: list[str] = []

    def launch(self, errand: Errand) -> None:
        self.launched.append(errand.file)
        with suppress(Killed):
            self._act(errand)
