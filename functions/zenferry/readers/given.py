"""A value out of a file that somebody gave, which remembers what of it was understood.

What nobody took is told in the end. It knows no format.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from zenferry.readers import words

__all__ = ["Given"]

Path = tuple[str, ...]
_Made = TypeVar("_Made")
# The form takes 500 of anything. What comes after this many is not looked at, and told.
MOST_ENTRIES = 1000
# A line that is longer is none; and one that many share is told with each of them.
LONGEST_LINE = 2000
_BLANK: tuple[object, ...] = ("", None, [], {})


class Given:
    """One value and its place in the file. Reading a part of it notes that it was understood."""

    def __init__(self, value: object, path: Path = (), taken: set[Path] | None = None) -> None:
        self.value = value
        self.path = path
        self._taken: set[Path] = set() if taken is None else taken

    def __getitem__(self, key: str) -> "Given":
        """The part of that name; a blank one where there is none."""
        inner = self.value.get(key) if isinstance(self.value, dict) else None
        return Given(inner, (*self.path, key), self._taken)

    def __bool__(self) -> bool:
        return self.value not in _BLANK

    @property
    def is_object(self) -> bool:
        """Whether it has parts with names."""
        return isinstance(self.value, dict)

    def names(self) -> tuple[str, ...]:
        """The names of its parts."""
        return tuple(self.value) if isinstance(self.value, dict) else ()

    def each(self) -> list["Given"]:
        """Its entries. Something alone counts as a list of one, as in most formats."""
        if not isinstance(self.value, list):
            return [self] if self else []
        places = enumerate(self.value[:MOST_ENTRIES])
        return [Given(value, (*self.path, str(n)), self._taken) for n, value in places]

    def gather(self, read: Callable[["Given"], _Made]) -> list[_Made]:
        """What can be made of its entries; one of which nothing can be made is left."""
        return [made for one in self.each() if (made := read(one))]

    def take(self) -> None:
        """Note that all of it was understood, or says nothing."""
        self._taken.add(self.path)

    def skip(self, *keys: str) -> None:
        """Note that these parts say nothing about the work, such as a schema's version."""
        for key in keys:
            self[key].take()

    def peek(self) -> str:
        """It as one line, whatever becomes of it; nothing, where it is no text or number."""
        written = self._written()
        return words.line(written) if len(written) <= LONGEST_LINE else ""

    def line(self) -> str:
        """It as one line of text."""
        return self._understood(self.peek())

    def text(self) -> str:
        """It as text of several lines."""
        return self._understood(words.text(self._written()))

    def date(self) -> str:
        """It as a date, an interval too, without the time of day."""
        return self._understood(words.date(self.peek()))

    def number(self) -> str:
        """It as a number, as it was written."""
        return self._understood(words.number(self.peek()))

    def orcid(self) -> str:
        """It as a bare ORCID iD, if it is a right one."""
        return self._understood(words.bare_orcid(self.peek()))

    def ror(self) -> str:
        """It as a bare ROR id, if it is a right one."""
        return self._understood(words.bare_ror(self.peek()))

    def rich(self) -> dict[str, str] | None:
        """It as a description."""
        return words.rich(self.text())

    def among(self, known: Mapping[str, str]) -> str:
        """What the table has for it; case and punctuation do not matter."""
        return self._understood(known.get(words.key(self.peek()), ""))

    def language(self, known: Mapping[str, str]) -> str:
        """The same for a language: what follows its code, as in en-GB, does not matter."""
        code = re.split("[-_]", self.peek())[0]
        return self.among(known) or self._understood(known.get(words.key(code), ""))

    def left(self) -> Iterator[tuple[str, object]]:
        """What was not understood: a dotted path, and the value there."""
        touched = {path[:n] for path in self._taken for n in range(len(path) + 1)}
        yield from self._left(touched | {self.path})

    def _understood(self, value: str) -> str:
        if value:
            self.take()
        return value

    def _written(self) -> str:
        value = self.value
        told = isinstance(value, str | int | float) and not isinstance(value, bool)
        return str(value) if told else ""

    def _left(self, touched: set[Path]) -> Iterator[tuple[str, object]]:
        if not self or self.path in self._taken:
            return
        inner = [self[name] for name in self.names()]
        if isinstance(self.value, list):
            inner = self.each()
        if self.path not in touched or not inner:
            yield ".".join(self.path), self.value
            return
        for part in inner:
            yield from part._left(touched)
        if isinstance(self.value, list) and (beyond := self.value[MOST_ENTRIES:]):
            yield ".".join((*self.path, str(MOST_ENTRIES))), beyond
