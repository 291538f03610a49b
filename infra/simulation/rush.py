"""The depositors: who comes when, with how much, over which line. Seeded, and nothing else."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from infra.simulation.world import GB, World
from zenferry.uploads.staging import part_count, part_size

__all__ = ["Deposit", "rush"]

MOST_FILES = 100
MOST_BYTES = 50 * GB


@dataclass(frozen=True)
class Deposit:
    """One deposit of a person: sizes of its files, when it was opened, when it was sent."""

    id: int
    person: str
    heavy: bool
    sizes: tuple[int, ...]
    opened: float
    sent: float

    @property
    def bytes(self) -> int:
        """All files together."""
        return sum(self.sizes)

    @property
    def parts(self) -> int:
        """That they go up in."""
        return sum(part_count(size, part_size(size)) for size in self.sizes)


def rush(world: World, seed: int) -> list[Deposit]:
    """All deposits, in the order they are sent."""
    chance = random.Random(seed)
    made = [_deposit(world, chance, each) for each in enumerate(_people(world))]
    return sorted(made, key=lambda deposit: deposit.sent)


def _people(world: World) -> Iterator[tuple[str, bool]]:
    for person in range(world.heavy_people):
        yield from [(f"heavy-{person}", True)] * world.heavy_deposits
    for person in range(world.people - world.heavy_people):
        yield f"single-{person}", False


def _deposit(world: World, chance: random.Random, each: tuple[int, tuple[str, bool]]) -> Deposit:
    number, (person, heavy) = each
    sizes = _sizes(world, chance)
    line = chance.lognormvariate(math.log(world.line_median), world.line_sigma)
    opened = chance.uniform(0, world.open_within)
    return Deposit(number, person, heavy, sizes, opened, opened + sum(sizes) / line)


def _sizes(world: World, chance: random.Random) -> tuple[int, ...]:
    count = round(chance.lognormvariate(math.log(world.files_median), world.files_sigma))
    whole = min(chance.lognormvariate(math.log(world.bytes_median), world.bytes_sigma), MOST_BYTES)
    shares = [chance.expovariate(1) for _ in range(max(1, min(count, MOST_FILES)))]
    return tuple(max(1, int(whole * share / sum(shares))) for share in shares)
