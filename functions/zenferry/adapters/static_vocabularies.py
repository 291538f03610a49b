"""Lists that come along with the service: licences of SPDX, languages of ISO 639-3.

Their ids are those that InvenioRDM knows. The languages have their names in English, German and
themselves, from CLDR, as far as it has them. Read on first use.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zenferry.adapters.repository_vocabularies import licence
from zenferry.searching import folded, means
from zenferry.vocabularies import MOST_ITEMS, Item

__all__ = ["Languages", "Licences"]

_LISTS = Path(__file__).parent.parent / "lists"
_VERSION = re.compile(r"\d+\.\d+")


@cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    lines = (_LISTS / f"{name}.tsv").read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines)


@dataclass(frozen=True)
class Licences:
    """Rows of id, name, address of the text."""

    title: str = "SPDX"

    def suggest(self, text: str, _language: str) -> Sequence[Item]:
        """By id or name; the newer of two versions first."""
        found = [row for row in _rows("licences") if means(text, row[:2])]
        found.sort(key=lambda row: (_begins(text, row[:2]), _version(row[0]), len(row[1])))
        return [licence(*row) for row in found[:MOST_ITEMS]]


@dataclass(frozen=True)
class Languages:
    """Rows of id, English name, German name, own name; the last two not of all."""

    title: str = "ISO 639-3"

    def suggest(self, text: str, language: str) -> Sequence[Item]:
        """By code or by any of its names."""
        found = [row for row in _rows("languages") if means(text, row[1:]) or row[0] == text]
        # What has a name in other languages too is looked for more often than what has none.
        found.sort(
            key=lambda row: (row[0] != text, len(row) < 3, _begins(text, row[1:]), len(row[1]))
        )
        return [Item(row[0], _label(row, language), row[0]) for row in found[:MOST_ITEMS]]


def _label(row: tuple[str, ...], language: str) -> str:
    return (row[2] if language == "de" and len(row) > 2 else "") or row[1]


def _rank(text: str, row: tuple[str, ...]) -> tuple[object, ...]:
    """What has a name in other languages too is looked for more often than what has none."""
    return len(row) < 3, _begins(text, row[1:]), len(row[1])


def _begins(text: str, names: Sequence[str]) -> bool:
    """In order of sorting: what begins as the text does comes before the rest."""
    return not any(folded(name).startswith(folded(text)) for name in names)


def _version(known: str) -> float:
    numbered = _VERSION.search(known)
    return -float(numbered[0]) if numbered else 0.0
