"""Files into plain values: JSON and YAML, of bounded size and depth.

YAML is read as text, lists and tables only: nothing in it can become anything else.
"""

import json
import math
from itertools import accumulate

from zenferry.errors import Unreadable
from zenferry.readers.given import Given

__all__ = ["MOST_TEXT", "bounded", "plain", "read_json", "read_yaml"]

# What a request may hold is less. Characters.
MOST_TEXT = 256 * 1024
# YAML names a thing once and repeats it by that name: what it stands for is counted, in characters.
MOST_WRITTEN_OUT = 4 * MOST_TEXT
DEEPEST = 40
_MOST_DIGITS = 40


def plain(text: str) -> str:
    """The text of a file, if it is one and was read in its own encoding."""
    if len(text) > MOST_TEXT:
        raise Unreadable("import_too_large", limit=f"{MOST_TEXT // 1024} KB")
    if "\x00" in text or "\ufffd" in text:
        raise Unreadable("import_encoding")
    if not (bare := text.strip("\ufeff \t\r\n")):
        raise Unreadable("import_empty")
    return bare


def read_json(text: str) -> Given:
    """The value of a JSON file."""
    try:
        # Some programs write NaN for nothing.
        value = json.loads(plain(text), parse_constant=lambda _: None, parse_int=_number)
    except (ValueError, RecursionError) as error:
        raise Unreadable("import_json") from error
    return bounded(value)


def bounded(value: object) -> Given:
    """A value that was read elsewhere, if it is neither too large nor too deep."""
    return Given(_Copy().of(value))


def _number(digits: str) -> int | None:
    return int(digits) if len(digits) <= _MOST_DIGITS else None


def read_yaml(text: str) -> Given:
    """The value of a YAML file. Numbers and dates stay as they are written: 1.10 is not 1.1."""
    # Imported late: JSON is read where it is not.
    import yaml  # noqa: PLC0415

    bare = plain(text)
    # Its time grows with the square of this, long before it gives up.
    if _depth(bare) > DEEPEST:
        raise Unreadable("import_nested")
    try:
        value = yaml.load(bare, Loader=yaml.BaseLoader)  # noqa: S506 - makes text only
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unreadable("import_yaml") from error
    return bounded(value)


def _depth(text: str) -> int:
    """How deep brackets stand in each other, as far as that can be told without reading."""
    steps = accumulate((char in "[{") - (char in "]}") for char in text)
    return max(steps, default=0)


class _Copy:
    """A copy without knots: what repeats itself is written out, as far as it may be."""

    def __init__(self) -> None:
        self._room = MOST_WRITTEN_OUT

    def of(self, value: object, depth: int = 0) -> object:
        """A copy of the value; Unreadable where it is too much."""
        self._room -= 1 + (len(value) if isinstance(value, str | dict) else 0)
        if self._room < 0 or depth > DEEPEST:
            raise Unreadable("import_nested")
        if isinstance(value, dict):
            return {str(name): self.of(inner, depth + 1) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.of(inner, depth + 1) for inner in value]
        if isinstance(value, float) and not math.isfinite(value):
            return None
        return value
