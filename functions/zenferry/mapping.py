"""Where the value of each field goes: read from `Field.to`, changeable by the profile.

""                       a place of its own in the record
custom:NAME[.KEY]        a custom field of the repository
term:NAME                a custom field that holds entries of a controlled list
keyword                  a keyword
note                     an additional description, headed by the label
beside                   only the file beside the data
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from zenferry.fields import Field, Kind

__all__ = ["Destination", "Slot", "destination", "misfit", "movable", "table"]


class Slot(StrEnum):
    """The kinds of places."""

    OWN = ""
    CUSTOM = "custom"
    TERM = "term"
    KEYWORD = "keyword"
    NOTE = "note"
    BESIDE = "beside"


@dataclass(frozen=True)
class Destination:
    """`name` of the custom field; `key` inside it, where it has several."""

    slot: Slot
    name: str = ""
    key: str = ""


_NAMED = re.compile(r"(custom|term):([A-Za-z][\w-]*:[A-Za-z][\w-]*)(?:\.([A-Za-z]\w*))?")
_REMEDY = "Choose keyword, note, beside, custom:NAME, custom:NAME.KEY or term:NAME."


def destination(to: str) -> Destination | None:
    """What is written in a profile, understood; None where it is not."""
    if to in {"", "keyword", "note", "beside"}:
        return Destination(Slot(to))
    match = _NAMED.fullmatch(to)
    if not match or (match[1] == "term" and match[3]):
        return None
    return Destination(Slot(match[1]), match[2], match[3] or "")


# These have a structure that only their own place in the record can hold, or are no data at all.
_BOUND = frozenset({Kind.GROUP, Kind.RICH, Kind.AGREEMENT, Kind.KEPT, Kind.IDENTIFIER})
_FROM_A_LIST = frozenset({Kind.CHOICE, Kind.RADIOS, Kind.TERMS})
# Said of the deposit, not of the data; or read in several places.
_FIXED = frozenset(
    {"access", "embargo_until", "embargo_reason", "licence", "repository", "community"}
)


def movable(field: Field) -> bool:
    """Whether the profile may send it elsewhere."""
    held = field.required and not field.to and not field.when
    return field.kind not in _BOUND and field.name not in _FIXED and not held


def misfit(field: Field, to: str) -> str | None:
    """Why this field can't go there, as what to do instead; None where it can."""
    there = destination(to)
    if there is None or (there.slot is Slot.OWN and field.to):
        return _REMEDY
    if not movable(field):
        return "Leave it out: this field has a place of its own."
    if there.slot is Slot.TERM and field.kind not in _FROM_A_LIST:
        return "Choose another place: only what is chosen from a list can be an entry of one."
    return None


_TOLD: Mapping[Slot, str] = {
    Slot.OWN: "a place of its own in the record",
    Slot.CUSTOM: "custom field {place}",
    Slot.TERM: "custom field {place}, from its list",
    Slot.KEYWORD: "keywords",
    Slot.NOTE: "additional description, headed by its label",
    Slot.BESIDE: "only the file beside the data",
}


def table(fields: Sequence[Field]) -> Iterator[tuple[str, str, str]]:
    """Name, label, and where it goes in words, a row a field."""
    for field in fields:
        there = destination(field.to) or Destination(Slot.BESIDE)
        place = ".".join(part for part in (there.name, there.key) if part)
        yield field.name, field.label, _TOLD[there.slot].format(place=place)
