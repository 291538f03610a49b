"""How fast bytes go from staging to the repository, and what memory that takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from infra.local.bench.figure import Figure, side_by_side
from infra.local.bench.fresh import AWS, measured
from infra.local.bench.line_end import served

_GOAL = ">=0.90"
_MEMORY_MB = 64


@dataclass(frozen=True)
class _Load:
    """So many files of a size, one after the other; `rounds` of each way."""

    name: str
    size: int
    files: int
    rounds: int
    goal: str = "-"


_HEADLINE = _Load("", 512 * 1024 * 1024, 1, 5, _GOAL)
# Small ones are over in a moment: what a call costs shows there. What leaks, shows in large ones.
_SIZES = (
    _Load("-1MB", 10**6, 1, 3),
    _Load("-100MB", 100 * 10**6, 1, 3),
    _Load("-1GB", 10**9, 1, 3, _GOAL),
    _Load("-8GB", 8 * 10**9, 1, 3, _GOAL),
)
# The same bytes in ever more files.
_COUNTS = tuple(_Load(f"-{n}-files", 250 * 10**6 // n, n, 2) for n in (1, 10, 100))
# How fast memory is hashed is known by then.
_ENOUGH = 10**9


@dataclass(frozen=True)
class _Line:
    """From a source's port to a sink's."""

    source: int
    sink: int

    def ours(self, load: _Load, way: str) -> dict[str, float]:
        endpoint = f"http://127.0.0.1:{self.source}"
        environment = AWS | {"AWS_ENDPOINT_URL_S3": endpoint}
        program = ("-m", "infra.local.bench.forwarder")
        return measured(*program, self.sink, load.size, load.files, way, environment=environment)

    def limit(self, load: _Load, way: str) -> float:
        """The rate of a bare relay; and of MD5, without any line."""
        how, ports = ("md5", ()) if way == "md5" else ("relay", (self.source, self.sink))
        size = min(load.size, _ENOUGH) if way == "md5" else load.size
        numbers = measured("-m", "infra.local.bench.limit", how, size, load.files, *ports)
        return _rate(numbers, size * load.files)

    def rates(self, load: _Load, way: str) -> tuple[tuple[float, float], float]:
        """Of both, and the median of the most memory that ours took."""
        memory: list[float] = []

        def ours() -> float:
            numbers = self.ours(load, way)
            memory.append(numbers["memory"])
            return _rate(numbers, load.size * load.files)

        rates = side_by_side(ours, lambda: self.limit(load, way), rounds=load.rounds)
        return rates, median(memory)


def _rate(numbers: dict[str, float], count: int) -> float:
    return count / numbers["seconds"] / 1e6


def figures(scratch: Path) -> Iterator[Figure]:
    """Two rates of each, and the peak of memory while it is hashed, which takes the more."""
    log = scratch / "line.log"
    with served("source", log) as source, served("sink", log) as sink:
        line = _Line(source, sink)
        for load in (_HEADLINE, *_SIZES, *_COUNTS):
            plain, _ = line.rates(load, "plain")
            yield Figure(f"forward-plain{load.name}", *plain, "MB/s", load.goal)
            hashed, memory = line.rates(load, "md5")
            yield Figure(f"forward-md5{load.name}", *hashed, "MB/s", load.goal)
            yield Figure(f"memory-forward{load.name}", memory, _MEMORY_MB, "MB")
