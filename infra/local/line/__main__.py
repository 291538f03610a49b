"""A line as a process: its address is the first line of output; it ends with its owner."""

from __future__ import annotations

import argparse
import signal

from infra.local.line import Shape, opened


def main() -> None:
    """Open until told to go."""
    parser = argparse.ArgumentParser(prog="infra.local.line", description=__doc__)
    parser.add_argument("--up", type=float, help="bytes a second")
    parser.add_argument("--down", type=float, help="bytes a second")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds, one way")
    given = parser.parse_args()
    with opened(Shape(given.up, given.down, given.delay)) as line:
        print(line.address, flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
