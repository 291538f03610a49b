"""Calls made side by side, for as long as somebody can wait for them. It knows no call."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Protocol, TypeVar

__all__ = ["Hands", "Threads"]

Given = TypeVar("Given")
Done = TypeVar("Done")
# Within the ten connections that a client of boto3 keeps by default: one beyond them is closed
# after its call, and the next begins with a handshake.
MOST = 8


class Hands(Protocol):
    """Whoever makes the calls."""

    def abreast(self, act: Callable[[Given], Done], given: Iterable[Given], /) -> tuple[Done, ...]:
        """What came of each; the first failure is everybody's."""
        ...

    def within(
        self, seconds: float, act: Callable[[Given], Done], given: Iterable[Given], /
    ) -> tuple[Done | None, ...]:
        """The same in limited time; None for what takes longer, or has not begun by then.

        What has begun goes on without anybody waiting for it.
        """
        ...


class Threads:
    """Makes them in threads."""

    def abreast(self, act: Callable[[Given], Done], given: Iterable[Given], /) -> tuple[Done, ...]:
        with ThreadPoolExecutor(MOST) as pool:
            return tuple(pool.map(act, given))

    def within(
        self, seconds: float, act: Callable[[Given], Done], given: Iterable[Given], /
    ) -> tuple[Done | None, ...]:
        pool = ThreadPoolExecutor(MOST)
        calls = [pool.submit(act, each) for each in given]
        ended, _ = wait(calls, seconds)
        pool.shutdown(wait=False, cancel_futures=True)
        return tuple(call.result() if call in ended else None for call in calls)
