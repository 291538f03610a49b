"""`make simulation`: runs the rush and writes the page and its plot anew."""

from __future__ import annotations

import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from infra.simulation.findings import findings
from infra.simulation.plot import draw
from infra.simulation.world import World

HERE = Path(__file__).parent
SEED = 2026


def main() -> int:
    """Write README.md and rush.svg beside this file."""
    found = findings(World(), SEED)
    draw(found, HERE / "rush.svg")
    pages = Environment(loader=FileSystemLoader(HERE), undefined=StrictUndefined, trim_blocks=True)
    text = pages.get_template("page.md.jinja").render(found=found, world=found.world)
    (HERE / "README.md").write_text(text + "\n", encoding="utf-8")
    print(f"Written: {HERE / 'README.md'} and rush.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
