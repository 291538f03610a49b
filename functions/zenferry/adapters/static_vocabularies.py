"""Lists that come along with the service: licences of SPDX, languages of ISO 639-3.

Their ids are those that InvenioRDM knows. The languages have their names in English, in themselves
and in what else the head of the list names, as far as CLDR has them. Renewed by
infra/local/lists.py; read on first use.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zenferry.look_ups.searching import begun, folded, parts
from zenferry.look_ups.suggested import licence
from zenferry.look_ups.vocabularies import MOST_ITEMS, Item

__all__ = ["Languages", "Licences"]

_LISTS = Path(__file__).parents[1] / "look_ups" / "lists"
_VERSION = re.compile(r"\d+\.\d+")


Row = tuple[str, ...]


@dataclass(frozen=True)
class _List:
    """The names of the columns; each row with the words it is found by."""

    columns: Row
    rows: tuple[tuple[Row, Row], ...]


@cache
def _list(name: str, *, begin: int, end: int | None = None) -> _List:
    """Thousands of rows are compared at every keystroke: what is compared is made once."""
    lines = (_LISTS / f"{name}.tsv").read_text("utf-8").splitlines()
    columns, *rows = (tuple(line.split("\t")) for line in lines)
    return _List(columns, tuple((row, parts(*row[begin:end])) for row in rows))


@dataclass(frozen=True)
class Licences:
    """Rows of id, name, address of the text."""

    title: str = "SPDX"

    def suggest(self, text: str, _language: str) -> Sequence[Item]:
        """By id or name; the newer of two versions first."""
        wanted, rows = parts(text), _list("licences", begin=0, end=2).rows
        found = [row for row, there in rows if begun(wanted, there)]
        found.sort(key=lambda row: (_inside(text, row[:2]), _version(row[0]), len(row[1])))
        return [licence(*row) for row in found[:MOST_ITEMS]]


@dataclass(frozen=True)
class Languages:
    """Rows of id, English name, and names in further languages; not of all."""

    title: str = "ISO 639-3"

    def suggest(self, text: str, language: str) -> Sequence[Item]:
        """By code or by any of its names."""
        wanted, code = parts(text), text.lower()
        known = _list("languages", begin=1)
        spoken = known.columns.index(language) if language in known.columns else 1
        found = [row for row, there in known.rows if row[0] == code or begun(wanted, there)]
        found.sort(key=lambda row: (row[0] != code, *_rarity(text, row)))
        return [Item(row[0], _label(row, spoken), row[0]) for row in found[:MOST_ITEMS]]


def _label(row: Row, column: int) -> str:
    return (row[column] if column < len(row) else "") or row[1]


def _rarity(text: str, row: Row) -> tuple[object, ...]:
    """What has a name in other languages too is looked for more often than what has none."""
    return len(row) < 3, _inside(text, row[1:]), len(row[1])


def _inside(text: str, names: Sequence[str]) -> bool:
    """In order of sorting: what begins as the text does comes before what has it inside."""
    return not any(folded(name).startswith(folded(text)) for name in names)


def _version(known: str) -> float:
    numbered = _VERSION.search(known)
    return -float(numbered[0]) if numbered else 0.0
