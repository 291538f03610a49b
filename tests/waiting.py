"""Waiting for what happens elsewhere, in another thread or process; no test asserts on a time."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_for(condition: Callable[[], T | None], *, seconds: float = 60, pause: float = 0.01) -> T:
    """What it answers as soon as that is something; asked again after a pause."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(pause)
    return answer
