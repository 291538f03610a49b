"""What stands around the table, the store and the workflow, takes time, and now and then fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.boundary import Boundary
from tests.chaos.stage import Stage
from tests.chaos.trouble import Trouble
from tests.machine import Killed
from zenferry.errors import Conflict, NotNow

__all__ = ["Troubled"]

BEFORE, AFTER = "killed before", "killed after"
BUSY, REFUSED, LOST, BROKEN = "somebody was faster", "no answer", "answer lost", "cut midway"
SLOW, SLOW_SECONDS = "takes long", 400
READING = (REFUSED, BEFORE, AFTER)
WRITING = (REFUSED, LOST, LOST, BEFORE, AFTER)
KINDS: dict[str, Sequence[str]] = {
    "replace": (*WRITING, BUSY),
    "put_transfer": (*WRITING, BUSY),
    "keep": (*WRITING, BUSY),
    "waiting": READING,
    "places": READING,
    "get": READING,
    "due": READING,
    "parts": READING,
    "open": (*READING, BROKEN),
    "complete": (*WRITING, SLOW, SLOW, SLOW),
    "ticket": (),
    "beat": READING,
}
CALLED = {
    "FakeStaging": "store",
    "FakeWorkflow": "workflow",
    "Tasks": "tasks",
    "Callbacks": "tasks",
}


class Troubled(Boundary):
    """A boundary whose calls take their time and are struck as `trouble` says."""

    def __init__(self, stage: Stage, trouble: Trouble, named: Callable[[str], str]) -> None:
        super().__init__()
        self._stage, self._trouble, self._named = stage, trouble, named

    def around(self, thing: Any) -> Any:
        boundary = self
        kind = next((c.__name__ for c in type(thing).__mro__ if c.__name__ in CALLED), "")
        called = CALLED.get(kind, "table")

        class Around:
            def __getattr__(self, name: str) -> Any:
                return boundary.troubled(getattr(thing, name), f"{called} {name}", name)

        return Around()

    def troubled(self, act: Callable[..., Any], site: str, name: str) -> Callable[..., Any]:
        """The same call, now and then struck."""

        def called(*args: Any, **kwargs: Any) -> Any:
            where = f"{site}{self._about(args)}"
            kind = self._trouble.at(where, KINDS.get(name, WRITING), down=REFUSED)
            self._pause(where, SLOW_SECONDS if kind == SLOW else 0.25)
            if name == "open":
                return self._opened(act(*args, **kwargs), kind)
            _before(kind, where)
            done = act(*args, **kwargs)
            self._pause(where)
            _after(kind, where)
            return done

        return called

    def _about(self, args: tuple[Any, ...]) -> str:
        """The file that a call is about, by its path: ids differ from run to run."""
        for given in args:
            known = self._named(str(getattr(given, "file", given)).rpartition("/")[2])
            if known:
                return f" {known}"
        return ""

    def _pause(self, where: str, most: float = 0.25) -> None:
        self._stage.sleep(self._trouble.chance("pause", where, self._stage.now) * most)

    @contextmanager
    def _opened(self, opening: Any, kind: str) -> Iterator[Iterator[bytes]]:
        _before(kind, "open")
        with opening as chunks:
            yield _cut(chunks) if kind == BROKEN else chunks
        _after(kind, "open")


def _before(kind: str, where: str) -> None:
    if kind == BEFORE:
        raise Killed(f"before {where}")
    if kind == REFUSED:
        raise NotNow("storage_unavailable")
    if kind == BUSY:
        raise Conflict("busy")


def _after(kind: str, where: str) -> None:
    if kind == AFTER:
        raise Killed(f"after {where}")
    if kind == LOST:
        raise NotNow("storage_unavailable")


def _cut(chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield next(chunks, b"")[:7]
    raise NotNow("storage_unavailable")
