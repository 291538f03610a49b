"""The values that go elsewhere than to a place of their own, as mapping.py reads it.

It knows destinations and declarations, not the record's own parts.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zenferry.fields import Field, Kind
from zenferry.mapping import Destination, Slot, destination
from zenferry.metadata import Beside, Text
from zenferry.typed.values import figure

__all__ = ["Moved", "moved"]


@dataclass(frozen=True)
class Moved:
    """What of a record comes from such values. `origins` of custom fields: path to field.

    `keywords` with the field each comes from; `noted` the fields of the notes.
    """

    keywords: tuple[tuple[str, str], ...] = ()
    notes: tuple[Text, ...] = ()
    noted: tuple[str, ...] = ()
    custom: Mapping[str, object] = field(default_factory=dict)
    beside: tuple[Beside, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)


def moved(read: Mapping[str, Any], fields: Sequence[Field]) -> Moved:
    """All values whose fields say so."""
    given = [
        (one, destination(one.to) or Destination(Slot.BESIDE), read[one.name])
        for one in fields
        if one.to and one.name in read
    ]
    noted = [(one, value) for one, there, value in given if there.slot is Slot.NOTE]
    custom, origins = _custom(given)
    return Moved(
        keywords=tuple(
            (word, one.name)
            for one, there, value in given
            if there.slot is Slot.KEYWORD
            for word in _words(one, value)
        ),
        notes=tuple(Text(_note(one, value), "other") for one, value in noted),
        noted=tuple(one.name for one, _ in noted),
        custom=custom,
        beside=tuple(
            Beside(one.name, one.label, value)
            for one, there, value in given
            if there.slot is Slot.BESIDE
        ),
        origins=origins,
    )


def _custom(
    given: Sequence[tuple[Field, Destination, Any]],
) -> tuple[dict[str, object], dict[str, str]]:
    held: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for one, there, value in given:
        if there.slot not in {Slot.CUSTOM, Slot.TERM}:
            continue
        kept = _entries(value) if there.slot is Slot.TERM else _bare(one, value)
        origins[".".join(part for part in ("custom", there.name, there.key) if part)] = one.name
        if there.key:
            held.setdefault(there.name, {})[there.key] = kept
        else:
            held[there.name] = kept
    return held, origins


def _entries(value: Any) -> object:
    """As a repository takes entries of its controlled lists."""
    return {"id": value} if isinstance(value, str) else [{"id": row["id"]} for row in value]


def _bare(one: Field, value: Any) -> object:
    return list(_words(one, value)) if one.kind is Kind.TERMS else value


def _words(one: Field, value: Any) -> Iterator[str]:
    """The value as somebody reads it."""
    labels: dict[str, str] = {choice.value: choice.label for choice in one.choices}
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, Mapping):
            yield each["label"] or each["id"]
        else:
            yield figure(each) if isinstance(each, float) else labels.get(each, str(each))


def _note(one: Field, value: Any) -> str:
    head = f"<strong>{html.escape(one.label, quote=False)}:</strong> "
    first, *rest = _paragraphs("; ".join(_words(one, value)))
    return f"<p>{head}{first}</p>" + "".join(f"<p>{part}</p>" for part in rest)


def _paragraphs(text: str) -> list[str]:
    """Plain text as the inside of HTML paragraphs."""
    parts = (html.escape(part.strip(), quote=False) for part in re.split(r"\n\s*\n", text))
    return [part.replace("\n", "<br>") for part in parts]
