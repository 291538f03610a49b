"""What a browser fetches before the form works: its scripts and styles, as they travel."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from infra.local.bench.figure import Figure
from infra.local.demo import EXAMPLE
from zenferry.site import render

_KB = 30
# What a script can't begin without. Not `import(...)`: that is fetched when it is wanted.
_NEXT = re.compile(r"""(?:from|import)\s*["'](\.[^"']+)["']""")


class _FirstLoad(HTMLParser):
    """The addresses of scripts and styles. A worker comes with the first file, and not before."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and given.get("src"):
            self.found.append(str(given["src"]))
        elif tag == "link" and given.get("rel") in {"stylesheet", "modulepreload"}:
            self.found.append(str(given["href"]))


def _fetched(page: Path) -> set[Path]:
    reader = _FirstLoad()
    reader.feed(page.read_text("utf-8"))
    waiting = [(page.parent / address).resolve() for address in reader.found]
    known: set[Path] = set()
    while waiting:
        file = waiting.pop()
        if file not in known:
            known.add(file)
            next_ones = _NEXT.findall(file.read_text("utf-8")) if file.suffix == ".js" else []
            waiting += [(file.parent / address).resolve() for address in next_ones]
    return known


def figures(scratch: Path) -> Iterator[Figure]:
    """One size."""
    site = scratch / "site"
    render(EXAMPLE, site, staging_origin="https://staging.example")
    sizes = [len(gzip.compress(file.read_bytes())) for file in _fetched(site / "index.html")]
    yield Figure("page-first-load", sum(sizes) / 1000, _KB, "KB")
