"""What stands around everything outside, and strikes at one chosen call. It knows no deposit."""

from collections.abc import Callable
from typing import Any

from tests.machine import Killed

__all__ = ["Boundary"]


class Boundary:
    """Counts the calls to whatever is outside, and at one of them, before or after it, dies.

    With `act` it does that instead: what somebody else does at just this moment.
    """

    def __init__(
        self, *, at: int = -1, after: bool = False, act: Callable[[], object] | None = None
    ) -> None:
        self.calls: list[str] = []
        self.act = act
        self._at, self._after = at, after

    @property
    def fired(self) -> bool:
        return 0 <= self._at < len(self.calls)

    def around(self, thing: Any) -> Any:
        boundary = self

        class Around:
            def __getattr__(self, name: str) -> Any:
                return boundary.call(getattr(thing, name), f"{type(thing).__name__}.{name}")

        return Around()

    def call(self, act: Callable[..., Any], name: str) -> Callable[..., Any]:
        def called(*args: Any, **kwargs: Any) -> Any:
            self.calls.append(name)
            mine = len(self.calls) - 1 == self._at
            if mine and not self._after:
                self._strike(f"before {name}")
            done = act(*args, **kwargs)
            if mine and self._after:
                self._strike(f"after {name}")
            return done

        return called

    def _strike(self, where: str) -> None:
        if self.act is None:
            raise Killed(where)
        self.act()
