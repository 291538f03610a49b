"""What the functions weigh, how soon the API answers, and how fast it signs."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from infra.local import package
from infra.local.bench.figure import Figure, side_by_side
from infra.local.bench.fresh import AWS, measured
from infra.local.demo import EXAMPLE

_HERE = Path(__file__).parent
_STARTS = 11
_SIGNINGS = 3
_PACKAGE_MB = 4
_READ_PACKAGE_MB = 10
_SIGN_MS = 0.2


def _start_ms(program: str, unpacked: Path) -> float:
    """Isolated, and without this environment's packages: only with what the package carries.

    The processor's time, as for signing: it is all arithmetic, and a busy neighbour adds nothing.
    """
    command = ("-I", "-S", _HERE / program, unpacked)
    return measured(*command, where=unpacked)["seconds"] * 1000


def figures(scratch: Path) -> Iterator[Figure]:
    """Start, size, signing."""
    zipped = package.build(EXAMPLE).path
    unpacked = scratch / "task"
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(unpacked)
    starts = side_by_side(
        lambda: _start_ms("start_of_ours.py", unpacked),
        lambda: _start_ms("start_of_bare.py", unpacked),
        rounds=_STARTS,
    )
    yield Figure("api-start", *starts, "ms", "<=1.30")
    yield Figure("api-package", zipped.stat().st_size / 1e6, _PACKAGE_MB, "MB")
    reading = package.build(EXAMPLE, package.READ).path
    yield Figure("api-package-reading", reading.stat().st_size / 1e6, _READ_PACKAGE_MB, "MB")
    signed = [
        measured("-m", "infra.local.bench.signer", environment=AWS)["milliseconds"]
        for _ in range(_SIGNINGS)
    ]
    yield Figure("api-sign-1000-parts", median(signed), _SIGN_MS, "ms/URL")
