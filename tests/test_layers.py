"""No module stands outside the rules on imports: each has a layer, and the domain is named."""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "functions" / "zenferry"
# These may reach frameworks and clouds.
OUTER = (
    "api",
    "site",
    "site_words",
    "record_pages",
    "page_templates",
    "adapters",
    "wiring",
    "handlers",
    "cli",
    "client",
    "operator",
    "long",
)


def contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


def modules() -> set[str]:
    """By dotted name; a package's own file stands for nothing but its modules."""
    files = (path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))
    return {
        f"zenferry.{'.'.join(path.with_suffix('').parts)}"
        for path in files
        if path.name != "__init__.py"
    }


def outside(named: set[str]) -> set[str]:
    """Those that neither themselves nor by a package around them are named."""
    return {
        module
        for module in modules()
        if not any(module == name or module.startswith(f"{name}.") for name in named)
    }


def test_every_module_has_its_layer() -> None:
    layers = {name.strip() for layer in contracts()[0]["layers"] for name in layer.split("|")}
    # They belong to the site, and read the profile alone.
    apart = {"zenferry.site_headers", "zenferry.site_look"}
    assert outside(layers | apart) == set()


def test_every_module_of_the_domain_is_kept_from_frameworks() -> None:
    named = set(contracts()[1]["source_modules"])
    outer = {f"zenferry.{name}" for name in (*OUTER, "site_headers", "site_look")}
    assert outside(named | outer) == set()
