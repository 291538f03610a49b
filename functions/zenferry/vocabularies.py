"""Look-ups: which sources are asked for which vocabulary, in which order, and what is made of it.

A source that is down costs its suggestions and nothing else; what a source is, it must not know.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from zenferry.errors import Absent, NotNow

__all__ = ["MOST_ITEMS", "NAMES", "Item", "Source", "Suggestions", "Vocabularies"]

NAMES = (
    "people",
    "affiliations",
    "funders",
    "awards",
    "licences",
    "languages",
    "subjects",
    "programming-languages",
    "communities",
)
MOST_ITEMS = 10
SHORTEST = 2
LONGEST = 200


@dataclass(frozen=True)
class Item:
    """One suggestion. `values` go into the fields of those names around the one being filled."""

    id: str
    label: str
    detail: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Suggestions:
    """What was found, and which sources could not be asked, by the names people know them by."""

    items: tuple[Item, ...] = ()
    down: tuple[str, ...] = ()


class Source(Protocol):
    """One place where a vocabulary is looked up."""

    @property
    def title(self) -> str:
        """Its name for people; empty for what can't fail."""
        ...

    def suggest(self, text: str, language: str) -> Sequence[Item]:
        """The best first; NotNow when it is down, slow, or must not be asked now."""
        ...


class Vocabularies:
    """The sources of each vocabulary, in the order they are asked."""

    def __init__(self, sources: Mapping[str, Sequence[Source]]) -> None:
        self._sources = sources

    def suggest(self, name: str, text: str, language: str) -> Suggestions:
        """At most ten items; Absent when there is no such vocabulary."""
        if name not in NAMES:
            raise Absent("not_found")
        wanted = " ".join(text.split())[:LONGEST]
        if len(wanted) < SHORTEST:
            return Suggestions()
        found: dict[str, Item] = {}
        down: list[str] = []
        for source in self._sources.get(name, ()):
            if len(found) < MOST_ITEMS:
                try:
                    answered = source.suggest(wanted, language)
                except NotNow:
                    down.append(source.title)
                else:
                    found = {item.id: item for item in (*found.values(), *answered)}
        return Suggestions(tuple(islice(_of(found), MOST_ITEMS)), tuple(down))


def _of(found: Mapping[str, Item]) -> Iterator[Item]:
    yield from found.values()
