"""The findings as a page, which carries a mark of what it was made from, so that it can't go stale
unseen: a rush of this size takes minutes, a sample of it a moment.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from infra.simulation.findings import Findings, findings
from infra.simulation.world import World

__all__ = ["PAGE", "SEED", "mark", "written"]

SEED = 2026
HERE = Path(__file__).parent
PAGE = HERE / "README.md"
TEMPLATE = HERE / "page.md.jinja"


def written(found: Findings) -> str:
    """The whole page."""
    pages = Environment(loader=FileSystemLoader(HERE), undefined=StrictUndefined, trim_blocks=True)
    text = pages.get_template(TEMPLATE.name).render(found=found, world=found.world)
    return f"{text}\n\n{mark(found.world)}\n"


def mark(world: World) -> str:
    """Of all that is assumed, the page's words, and what a small rush comes to by this code."""
    few = replace(world, people=42, heavy_people=2, heavy_deposits=10, open_within=600)
    numbers = json.dumps(_rounded(asdict(findings(few, SEED))))
    made_from = f"{world} {SEED} {TEMPLATE.read_text('utf-8')} {numbers}"
    return f"<!-- {hashlib.sha256(made_from.encode()).hexdigest()[:16]} -->"


def _rounded(value: object) -> object:
    """Machines differ in the last digit."""
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    return f"{value:.4g}" if isinstance(value, float) else value
