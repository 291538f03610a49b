"""Which call is struck, and how: drawn from a seed, or given as a list to be replayed.

Whether a call is struck depends on the seed, on what kind of call it is, and on how many of its
kind came before: taking one strike away leaves most of the others where they were.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

__all__ = ["Outage", "Strike", "Trouble", "Weather"]


@dataclass(frozen=True)
class Strike:
    """The `nth` call of its kind is struck so."""

    site: str
    nth: int
    kind: str

    def __str__(self) -> str:
        return f"{self.site} #{self.nth}: {self.kind}"


@dataclass(frozen=True)
class Outage:
    """From `begin` to `end`, in seconds since the start, every call whose site begins so fails."""

    site: str
    begin: float
    end: float

    def __str__(self) -> str:
        return f"{self.site}: down from {self.begin:.0f} s to {self.end:.0f} s"


@dataclass(frozen=True)
class Weather:
    """How bad it is: the share of calls that are struck until `calm`, and after it."""

    rate: float
    later: float
    calm: float
    outages: tuple[Outage, ...] = ()


class Trouble:
    """Strikes calls. `only` replays: nothing but these."""

    def __init__(
        self,
        seed: object,
        weather: Weather,
        since: Callable[[], float],
        *,
        only: frozenset[Strike | Outage] | None = None,
    ) -> None:
        self.struck: list[Strike | Outage] = []
        self.over = False
        self._seed, self._weather, self._since = seed, weather, since
        self._only = (
            None if only is None else {(s.site, s.nth): s for s in only if isinstance(s, Strike)}
        )
        kept = weather.outages if only is None else [o for o in weather.outages if o in only]
        self._outages = tuple(kept)
        self._met: Counter[str] = Counter()
        self._lock = threading.Lock()

    def at(self, site: str, kinds: Sequence[str], down: str = "") -> str:
        """How this call is struck; empty when it is not. `down`: how, while all of it is out."""
        with self._lock:
            self._met[site] += 1
            nth = self._met[site]
        if self.over:
            return ""
        for outage in self._outages:
            if down and site.startswith(outage.site) and self._now_in(outage):
                self._note(outage)
                return down
        return self._struck(site, nth, kinds)

    def _now_in(self, outage: Outage) -> bool:
        return outage.begin <= self._since() < outage.end

    def _struck(self, site: str, nth: int, kinds: Sequence[str]) -> str:
        if self._only is not None:
            strike = self._only.get((site, nth))
        else:
            strike = self._drawn(site, nth, kinds)
        if strike is None:
            return ""
        self._note(strike)
        return strike.kind

    def _drawn(self, site: str, nth: int, kinds: Sequence[str]) -> Strike | None:
        calm = self._since() >= self._weather.calm
        rate = self._weather.later if calm else self._weather.rate
        if not kinds or self.chance(site, nth) >= rate:
            return None
        return Strike(site, nth, kinds[int(self.chance(site, nth, "kind") * len(kinds))])

    def _note(self, struck: Strike | Outage) -> None:
        if struck not in self.struck[-1:]:
            self.struck.append(struck)

    def chance(self, *what: object) -> float:
        """From 0 to 1, depending on nothing but the seed and this."""
        drawn = blake2b(f"{self._seed}/{what}".encode(), digest_size=7).digest()
        return int.from_bytes(drawn) / 2**56
