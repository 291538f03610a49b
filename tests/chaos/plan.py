"""What is played: who deposits what, what they do meanwhile, and how bad the weather is."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.trouble import Outage, Weather
from tests.crossing import VALUES
from zenferry.profile import HandOver

__all__ = ["Plan", "plan"]

HOUR = 3600.0
FILES: Mapping[str, bytes] = {
    "core 1.csv": bytes(range(250)) * 14,  # four parts, the last one shorter
    "tief/Gräben ü.txt": b"x",
    "データ/潮 位.csv": "潮,1\n".encode() * 350,
    "a & b (1).bin": bytes(1000),  # one part exactly
    "two.bin": b"\0\xff" * 1000,
}


@dataclass(frozen=True)
class Plan:
    """All that a seed says. Times are in seconds since the start."""

    seed: object
    hand_over: HandOver
    weather: Weather
    disk: dict[str, bytes]
    wanted: set[str]
    former: dict[str, bytes] = field(default_factory=dict)
    empty: bool = False
    hashes: bool = True
    doi: bool = False
    second: float | None = None
    reloads: tuple[float, ...] = ()
    removes: str = ""
    changes: str = ""
    drops: str = ""
    cancels: float | None = None
    long: bool = False
    beside: bool = False
    declines: bool = False
    values: Mapping[str, object] = field(default_factory=lambda: VALUES)

    @property
    def caps(self) -> dict[str, Any]:
        """What the invitation allows: no more than it needs."""
        return {"deposits": 1, "files": 8, "bytes": 20_000}

    def versions(self, path: str) -> list[bytes]:
        """What the file is, and was: a change that could not be brought yet is no loss."""
        return [kept[path] for kept in (self.disk, self.former) if path in kept]


def plan(seed: object) -> Plan:
    """The plan of a seed."""
    chance = random.Random(f"plan {seed}")
    names = chance.sample(sorted(FILES), chance.randint(2, len(FILES)))

    def now_and_then(share: float) -> bool:
        return chance.random() < share

    hand_over = chance.choice([HandOver.REVIEW, HandOver.REVIEW, HandOver.PUBLISH, HandOver.DRAFT])
    reloads = tuple(chance.uniform(0, 900) for _ in range(chance.choice([0, 0, 1, 2])))
    alone = now_and_then(0.7)
    hashes = now_and_then(0.8)
    return Plan(
        seed=seed,
        hand_over=hand_over,
        weather=_weather(chance),
        disk={name: FILES[name] for name in names},
        wanted=set(names),
        empty=now_and_then(0.3),
        hashes=hashes,
        doi=now_and_then(0.3),
        second=None if alone else chance.uniform(0, 600),
        reloads=reloads,
        removes=names[0] if alone and now_and_then(0.3) else "",
        changes=names[1] if alone and hashes and now_and_then(0.3) else "",
        drops=names[1] if alone and now_and_then(0.4) and len(names) > 2 else "",
        cancels=chance.choice([300, 1200, 7200]) * chance.random() if now_and_then(0.12) else None,
        long=now_and_then(0.2),
        beside=now_and_then(0.2),
        declines=hand_over is HandOver.REVIEW and now_and_then(0.2),
    )


def _weather(chance: random.Random) -> Weather:
    rate = chance.choice([0.005, 0.02, 0.05, 0.1, 0.2])
    outages = tuple(_outage(chance) for _ in range(chance.choice([0, 0, 0, 1, 2])))
    later = chance.choice([0.0, 0.0, 0.002, 0.01])
    return Weather(rate, min(later, rate), chance.choice([0.5, 3, 12]) * HOUR, outages)


def _outage(chance: random.Random) -> Outage:
    site = chance.choice(["repository", "table", "store", "tick", "workflow", "api"])
    begin = chance.uniform(0, 2 * HOUR)
    return Outage(site, begin, begin + chance.choice([0.1, 1, 5]) * HOUR)
