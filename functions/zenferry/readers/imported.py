"""What comes of reading a file: values for the form, and what was not understood."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zenferry.errors import Unreadable
from zenferry.fields import FIELDS
from zenferry.readers.given import Given

__all__ = ["Imported", "Left", "filled", "imported"]

# Beyond this nobody reads on.
MOST_LEFT = 200
MOST_OF_ONE = 300
# Characters: many people may share one affiliation, and it is told with each.
MOST_VALUES = 1_000_000

_MOST = {field.name: field.most for field in FIELDS}


@dataclass(frozen=True)
class Left:
    """What was not understood: its place in the file, and the beginning of its value."""

    what: str
    value: str


@dataclass(frozen=True)
class Imported:
    """`values` as the page sends them, by field."""

    format: str
    values: Mapping[str, object]
    not_understood: tuple[Left, ...] = ()


def filled(**parts: object) -> dict[str, object]:
    """What is not blank."""
    return {name: part for name, part in parts.items() if part not in ("", None, [], {}, ())}


def imported(
    format_: str, values: Mapping[str, object], *left: Given | Iterable[tuple[str, object]]
) -> Imported:
    """What was read, with all that is left in what was given."""
    if _size(values) > MOST_VALUES:
        raise Unreadable("import_too_large", limit=f"{MOST_VALUES // 1_000_000} MB")
    told = [pair for some in left for pair in (some.left() if isinstance(some, Given) else some)]
    kept = filled(**{name: _bounded(name, value) for name, value in values.items()})
    return Imported(format_, kept, tuple(_told([*_beyond(values), *told])))


def _bounded(name: str, value: object) -> object:
    return value[: _MOST[name]] if isinstance(value, list) else value


def _beyond(values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in values.items():
        if isinstance(value, list) and (beyond := value[_MOST[name] :]):
            yield name, beyond


def _told(left: Sequence[tuple[str, object]]) -> Iterator[Left]:
    for what, value in left[:MOST_LEFT]:
        yield Left(what[:MOST_OF_ONE], _short(value))
    if len(left) > MOST_LEFT:
        yield Left("…", f"+ {len(left) - MOST_LEFT}")


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    # A half of a character is JSON, but no text.
    shown = text[: MOST_OF_ONE + 1].encode("utf-8", "replace").decode()
    return shown if len(shown) <= MOST_OF_ONE else shown[: MOST_OF_ONE - 1] + "…"


def _size(value: object) -> int:
    if isinstance(value, dict):
        return sum(len(name) + _size(inner) for name, inner in value.items())
    if isinstance(value, list):
        return sum(map(_size, value))
    return len(value) if isinstance(value, str) else 8
