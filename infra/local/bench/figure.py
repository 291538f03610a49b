"""One measured number beside its limit, and how the two are taken fairly. It measures nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """`ratio` is value over limit; `goal` says where that should be."""

    name: str
    value: float
    limit: float
    unit: str
    goal: str = "<=1.00"

    @property
    def line(self) -> str:
        """As it is printed."""
        ratio = self.value / self.limit
        numbers = f"value={self.value:.4g} limit={self.limit:.4g} ratio={ratio:.2f}"
        return f"bench {self.name} {numbers} unit={self.unit} goal={self.goal}"


def side_by_side(
    ours: Callable[[], float], limit: Callable[[], float], *, rounds: int
) -> tuple[float, float]:
    """The medians of both, taken in turn: whatever else the machine does befalls both alike."""
    pairs = [(ours(), limit()) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
