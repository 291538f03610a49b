"""What several values of the form must be to each other: needed together, or not said twice.

A group is known by its field's name; the whole form by the empty one. Nothing here is a kind.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

__all__ = ["alone", "together"]

_Given = Mapping[str, object]
# A field's path from here, and the code of what is wrong there.
_Found = Iterator[tuple[str, str]]
_BLANK: tuple[object, ...] = ("", None, [], {})


def _has(values: _Given, name: str) -> bool:
    return values.get(name) not in _BLANK


def _place(values: _Given) -> _Found:
    for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if _has(values, other) and not _has(values, one):
            yield one, "both_degrees"


def _funding(values: _Given) -> _Found:
    named = any(_has(values, name) for name in ("award", "award_number", "award_id"))
    if _has(values, "award_url") and not named:
        yield "award", "award"
    # The repository's own ids begin with the funder's ROR id: 00k4n6c32::755021.
    funder, separator, _ = str(values.get("award_id") or "").partition("::")
    ror = str(values.get("funder_ror") or "").lower().rstrip("/").rpartition("/")[2]
    if separator and ror and ror != funder:
        yield "award", "award_of_another"


def _whole(values: _Given) -> _Found:
    licence, more = values.get("licence"), values.get("licences")
    if licence == "other" and not _has(values, "licences"):
        yield "licences", "own_licence"
    for at, entry in enumerate(more if isinstance(more, list) else ()):
        if licence not in _BLANK and isinstance(entry, dict) and entry.get("id") == licence:
            yield f"licences.{at}.title", "twice"


_TOGETHER: Mapping[str, Callable[[_Given], _Found]] = {
    "": _whole,
    "locations": _place,
    "funding": _funding,
}


def together(group: str, values: _Given) -> _Found:
    """What is wrong with these values side by side."""
    return _TOGETHER[group](values) if group in _TOGETHER else iter(())


# Parts that no two entries may have alike, each set by itself.
_ALONE: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "affiliations": (("name",), ("ror",)),
    "licences": (("title",), ("id",)),
    "alternate_identifiers": (("identifier",),),
    "related": (("identifier", "relation"),),
}


def alone(group: str, entries: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """Entries that say what an earlier one said: which, and where to tell it."""
    for parts in _ALONE.get(group, ()):
        seen: set[tuple[str, ...]] = set()
        for at, entry in enumerate(entries):
            said = tuple(str(entry.get(part, "")).casefold() for part in parts)
            if all(said) and said in seen:
                yield at, _ALONE[group][0][0]
            seen.add(said)
