"""`make bench`: prints each figure as soon as it is known; fails only if one can't be measured."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from infra.local.bench import api, calls, desk, forwarding, keystroke, pacing, page, uploading
from infra.local.bench.fresh import BenchFailure
from infra.local.package import PackageFailure

_PARTS = (forwarding, api, page, keystroke, uploading, calls, pacing, desk)


def main() -> int:
    """All of them, one after the other: two at once would share the machine."""
    with tempfile.TemporaryDirectory(prefix="zenferry-bench-") as directory:
        try:
            for part in _PARTS:
                for figure in part.figures(Path(directory)):
                    print(figure.line, flush=True)
        except (BenchFailure, PackageFailure) as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
