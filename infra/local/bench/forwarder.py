"""Files through the service's own way from S3 to the repository, in a process to be measured."""

from __future__ import annotations

import ctypes
import json
import resource
import sys
import time
from contextlib import suppress
from pathlib import Path

from zenferry.adapters import clients
from zenferry.adapters.invenio_http import Session
from zenferry.adapters.s3_staging import S3Staging
from zenferry.forwarding.stream import flowing

_STATUS = Path("/proc/self/status")
# https://www.kernel.org/doc/html/latest/filesystems/proc.html: 5 resets the peak.
_FORGET = Path("/proc/self/clear_refs")


def _memory_mb(name: str) -> float:
    """VmRSS is now, VmHWM the most there ever was; elsewhere than on Linux, both are the latter."""
    if not _STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    fields = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines())
    return int(fields[name].split()[0]) * 1024 / 1e6


def _idle_mb() -> float:
    """What is resident now, freed memory given back and the most there ever was forgotten."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
        _FORGET.write_text("5")
    return _memory_mb("VmRSS")


def main() -> None:
    """`SINK SIZE COUNT plain|md5`; where the source is, the environment says."""
    sink, size, count = map(int, sys.argv[1:4])
    way = sys.argv[4]
    staging = S3Staging(clients.s3(), "bench")
    session = Session(f"http://127.0.0.1:{sink}", "token", contact="bench@tidal-flats.example")

    def forward(size: int) -> None:
        with (
            staging.open(str(size), size) as chunks,
            flowing(chunks, size, hashed=way == "md5") as body,
        ):
            session.upload("content", body)

    idle = _idle_mb()
    # What a first call reads and imports is start-up, not transfer.
    forward(1)
    begun = time.perf_counter()
    for _ in range(count):
        forward(size)
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "memory": _memory_mb("VmHWM") - idle}))


if __name__ == "__main__":
    main()
