"""Where long files are carried: at once, in this process."""

from collections.abc import Callable
from contextlib import suppress

from tests.machine import Killed
from zenferry.forwarding.errand import Errand


class FakeTasks:
    """Carries a long file at once, as a process of its own: killed, it is simply not heard of."""

    def __init__(self, act: Callable[[Errand], None]) -> None:
        self._act = act
        self.launched: list[str] = []

    def launch(self, errand: Errand) -> None:
        self.launched.append(errand.file)
        with suppress(Killed):
            self._act(errand)
