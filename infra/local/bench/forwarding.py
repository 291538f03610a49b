"""How fast bytes go from staging to the repository, and what memory that takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infra.local.bench.figure import Figure, side_by_side
from infra.local.bench.fresh import AWS, measured
from infra.local.bench.line_end import served

_SIZE = 512 * 1024 * 1024
_ROUNDS = 5
_MEMORY_MB = 64
_SIZES = {"1MB": 10**6, "100MB": 100 * 10**6, "1GB": 10**9, "8GB": 8 * 10**9}


@dataclass(frozen=True)
class _Line:
    """From a source's port to a sink's."""

    source: int
    sink: int

    def ours(self, size: int, way: str) -> dict[str, float]:
        endpoint = f"http://127.0.0.1:{self.source}"
        environment = AWS | {"AWS_ENDPOINT_URL_S3": endpoint}
        program = ("-m", "infra.local.bench.forwarder")
        return measured(*program, self.sink, size, way, environment=environment)

    def rate(self, way: str) -> float:
        return _rate(self.ours(_SIZE, way))

    def relay_rate(self, size: int = _SIZE) -> float:
        return _rate(measured("-m", "infra.local.bench.limit", "relay", *self.ports, size), size)

    @property
    def ports(self) -> tuple[int, int]:
        return self.source, self.sink


def _md5_rate() -> float:
    return _rate(measured("-m", "infra.local.bench.limit", "md5", _SIZE))


def _rate(numbers: dict[str, float], size: int = _SIZE) -> float:
    return size / numbers["seconds"] / 1e6


def _grown(line: _Line, name: str) -> Iterator[Figure]:
    """One run of a size: what a call costs shows in the small ones, what leaks in the large."""
    size = _SIZES[name]
    plain = line.ours(size, "plain")
    yield Figure(f"forward-plain-{name}", _rate(plain, size), line.relay_rate(size), "MB/s", "-")
    memory = line.ours(size, "md5")["memory"]
    yield Figure(f"memory-forward-{name}", memory, _MEMORY_MB, "MB")


def figures(scratch: Path) -> Iterator[Figure]:
    """Two rates; then for each size one more, and the peak of memory."""
    log = scratch / "line.log"
    with served("source", log) as source, served("sink", log) as sink:
        line = _Line(source, sink)
        plain = side_by_side(lambda: line.rate("plain"), line.relay_rate, rounds=_ROUNDS)
        yield Figure("forward-plain", *plain, "MB/s", ">=0.90")
        hashed = side_by_side(lambda: line.rate("md5"), _md5_rate, rounds=_ROUNDS)
        yield Figure("forward-md5", *hashed, "MB/s", ">=0.90")
        for name in _SIZES:
            yield from _grown(line, name)
