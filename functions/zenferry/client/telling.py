"""What is told on the way, and to whom. The deposit tells; how it looks is for others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

__all__ = ["Event", "Listener", "Silence"]


@dataclass(frozen=True)
class Event:
    """One thing that happened: a name and facts for programs, a sentence for people."""

    name: str
    text: str
    facts: Mapping[str, object] = field(default_factory=dict)
    warning: bool = False


class Listener(Protocol):
    """Hears of everything. `moved` is called from several threads."""

    def tell(self, event: Event) -> None:
        """Something happened."""
        ...

    def begin(self, sent: int, total: int) -> None:
        """So many bytes are there of so many."""
        ...

    def moved(self, size: int) -> None:
        """So many bytes more; fewer, where a part has to start anew."""
        ...

    def end(self) -> None:
        """No more bytes."""
        ...


class Silence:
    """Tells nobody."""

    def tell(self, event: Event) -> None:
        """Nothing."""

    def begin(self, sent: int, total: int) -> None:
        """Nothing."""

    def moved(self, size: int) -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""
