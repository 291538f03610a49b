"""Look-ups: which sources are asked for which vocabulary, in which order, and what is made of it.

A source that is down costs its suggestions and nothing else; what a source is, it must not know.
"""

import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from zenferry.errors import Absent, NotNow
from zenferry.look_ups.searching import tidy

__all__ = ["ENOUGH", "MOST_ITEMS", "NAMES", "Item", "Source", "Suggestions", "Vocabularies"]

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
# So many from the first sources are enough not to trouble the next one.
ENOUGH = 5
SHORTEST = 2
# Nobody shall be able to list the consortium's people letter by letter.
SHORTEST_OF = {"people": 3}
# In seconds: what was found is good for an hour; who did not answer is left alone for a while.
KEPT_SECONDS = 3600
REST_SECONDS = 30
MOST_KEPT = 1000
_SIGNS = "\u2e80"
_LANGUAGE = re.compile(r"[a-z]{2,3}")


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
        """Its name for people."""
        ...

    def suggest(self, text: str, language: str) -> Sequence[Item]:
        """The best first; NotNow when it is down, slow, or must not be asked now."""
        ...


class Vocabularies:
    """The sources of each vocabulary, in the order they are asked; what they said, for an hour."""

    def __init__(
        self,
        sources: Mapping[str, Sequence[Source]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sources = sources
        self._clock = clock
        self._kept: OrderedDict[tuple[object, ...], tuple[float, tuple[Item, ...]]] = OrderedDict()
        self._resting: dict[tuple[object, str], float] = {}

    def suggest(self, name: str, text: str, language: str = "en") -> Suggestions:
        """At most ten items; Absent when there is no such vocabulary."""
        if name not in NAMES:
            raise Absent("not_found")
        wanted = tidy(text)
        if _letters(wanted) < SHORTEST_OF.get(name, SHORTEST):
            return Suggestions()
        spoken = language if _LANGUAGE.fullmatch(language) else "en"
        return self._merged(name, wanted, spoken)

    def _merged(self, name: str, text: str, language: str) -> Suggestions:
        found: dict[str, Item] = {}
        down: list[str] = []
        for number, source in enumerate(self._sources.get(name, ())):
            if len(found) >= ENOUGH:
                break
            try:
                answered = self._asked(source, (name, number, text.casefold(), language), text)
            except NotNow:
                down.append(source.title)
                continue
            for item in answered:
                found[item.id] = _completed(found.get(item.id, item), item)
        return Suggestions(tuple(found.values())[:MOST_ITEMS], tuple(down))

    def _asked(self, source: Source, key: tuple[object, ...], text: str) -> tuple[Item, ...]:
        now = self._clock()
        until, items = self._kept.get(key, (0.0, ()))
        if now < until:
            self._kept.move_to_end(key)
            return items
        # One list that is slow says nothing of the others that the same source has.
        resting = (key[0], source.title)
        if now < self._resting.get(resting, 0.0):
            raise NotNow("source_rests")
        try:
            items = tuple(source.suggest(text, str(key[-1])))[:MOST_ITEMS]
        except NotNow:
            self._resting[resting] = self._clock() + REST_SECONDS
            raise
        self._keep(key, (now + KEPT_SECONDS, items))
        return items

    def _keep(self, key: tuple[object, ...], answer: tuple[float, tuple[Item, ...]]) -> None:
        self._kept[key] = answer
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


def _letters(text: str) -> int:
    """A sign of Chinese or Japanese says as much as several letters of an alphabet."""
    return sum(1 if sign < _SIGNS else 2 for sign in text if sign.isalnum())


def _completed(first: Item, later: Item) -> Item:
    """Whoever was asked first knows it best; the next one adds what was left blank."""
    given = {name: value for name, value in first.values.items() if value}
    return replace(first, values={**first.values, **later.values, **given})
