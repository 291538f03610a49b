"""What others wrote, as plain text: read with care, cut to measure, and never more than text."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zenferry.rules import BrokenRule, shown
from zenferry.typed.identifiers import orcid

__all__ = ["address", "doi_of", "each", "inside", "line", "orcid_of", "record_of", "whole"]

LONGEST = 500
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[!-;=?-~]{1,400}")
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}\x00-\x20]{1,1000}", re.IGNORECASE)
# Fit for a path and a file's name.
_RECORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_MOST = 300


def inside(value: object, *steps: str) -> object:
    """What is at these keys; None where there is nothing."""
    for step in steps:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def line(value: object, *steps: str, most: int = LONGEST) -> str:
    """The text at these keys, in one line, without what nobody can see."""
    found = inside(value, *steps)
    if not isinstance(found, str):
        return ""
    told = " ".join(shown(found[: 10 * most]).split())
    return told if len(told) <= most else f"{told[: most - 1].rstrip()}…"


def whole(value: object, *steps: str) -> int:
    """The count at these keys; 0 where there is none."""
    found = inside(value, *steps)
    fits = isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 2**63
    return found if fits else 0  # type: ignore[return-value]


def each(value: object, *steps: str) -> Iterator[Mapping[str, Any]]:
    """The objects of the list, or of the map, at these keys."""
    found = inside(value, *steps)
    if isinstance(found, Mapping):
        found = list(found.values())
    rows = found[:_MOST] if isinstance(found, list | tuple) else []
    yield from (row for row in rows if isinstance(row, Mapping))


def doi_of(value: object, *steps: str) -> str:
    """A DOI that can stand in an address; empty if it is none."""
    found = line(value, *steps)
    return found if _DOI.fullmatch(found) else ""


def record_of(value: object, *steps: str) -> str:
    """The id of a record; empty if it is none."""
    found = line(value, *steps)
    return found if _RECORD.fullmatch(found) else ""


def address(value: object, *steps: str) -> str:
    """A web address; empty if it is anything else, a script for instance."""
    found = line(value, *steps, most=1000)
    return found if _ADDRESS.fullmatch(found) else ""


def orcid_of(value: object, *steps: str) -> str:
    """A bare ORCID iD; empty if it is none."""
    try:
        return orcid(line(value, *steps))
    except BrokenRule:
        return ""
