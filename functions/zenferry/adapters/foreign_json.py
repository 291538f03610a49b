"""Reads JSON that somebody else made: what is not as expected is as if it were not there."""

from collections.abc import Iterator, Mapping
from typing import Any

from zenferry.rules import BrokenRule, text

__all__ = ["objects", "said", "strings"]

LONGEST = 500
_MOST = 100


def said(value: object, *steps: str) -> str:
    """The text at these keys, fit to be shown; empty where there is none."""
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    if not isinstance(value, str):
        return ""
    try:
        return " ".join(text(value).split())[:LONGEST]
    except BrokenRule:
        return ""


def objects(value: object, *steps: str) -> Iterator[Mapping[str, Any]]:
    """The objects of the list at these keys."""
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    found = value if isinstance(value, list) else []
    yield from (each for each in found[:_MOST] if isinstance(each, dict))


def strings(value: object) -> list[str]:
    """The texts of a list."""
    found = value if isinstance(value, list) else []
    return [each for each in map(said, found[:_MOST]) if each]
