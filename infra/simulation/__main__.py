"""`make simulation`: runs the rush and writes the page and its plot anew."""

from __future__ import annotations

import sys

from infra.simulation.findings import findings
from infra.simulation.page import PAGE, SEED, written
from infra.simulation.plot import draw
from infra.simulation.world import World


def main() -> int:
    """Write README.md and rush.svg beside this file."""
    found = findings(World(), SEED)
    draw(found, PAGE.with_name("rush.svg"))
    PAGE.write_text(written(found), encoding="utf-8")
    print(f"Written: {PAGE} and rush.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
