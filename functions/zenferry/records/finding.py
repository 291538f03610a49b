"""Searches what was published, in the very file that the page searches: nothing else is read."""

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from zenferry.errors import Absent, NotNow

__all__ = ["A_PAGE", "Finder", "FoundRecord", "FoundRecords", "folded"]

A_PAGE = 25
# The file changes hourly at most, and is read once for all who ask meanwhile.
GOOD_FOR = timedelta(minutes=5)
_LONGEST = 200


def folded(text: str) -> str:
    """Case and accents are no difference; as the page has it (page/folded.ts)."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not unicodedata.category(sign).startswith("M")).lower()


@dataclass(frozen=True)
class FoundRecord:
    """A record, in its latest version."""

    id: str
    title: str
    date: str
    type: str
    people: tuple[str, ...]
    grants: tuple[str, ...]
    doi: str
    version: str
    practice: bool
    text: str


@dataclass(frozen=True)
class FoundRecords:
    """A page of those that fit, of so many."""

    records: Sequence[FoundRecord]
    total: int


class Finder:
    """`read` gives the file. Absent: there is none yet."""

    def __init__(self, read: Callable[[], bytes], now: Callable[[], datetime]) -> None:
        self._read, self._now = read, now
        self._rows: Sequence[FoundRecord] = ()
        self._at: datetime | None = None

    def find(self, words: str, page: int = 1) -> FoundRecords:
        """Those that have every word somewhere, the newest first."""
        wanted = folded(words[:_LONGEST]).split()
        fits = [row for row in self._known() if all(word in row.text for word in wanted)]
        begin = (page - 1) * A_PAGE
        return FoundRecords(fits[begin : begin + A_PAGE], len(fits))

    def _known(self) -> Sequence[FoundRecord]:
        now = self._now()
        if self._at is None or now - self._at >= GOOD_FOR:
            try:
                self._rows = _rows(self._read())
            except Absent:
                self._rows = ()
            except NotNow:
                # What was good a while ago is better than nothing.
                if self._at is None:
                    raise
            self._at = now
        return self._rows


def _rows(content: bytes) -> Sequence[FoundRecord]:
    told = json.loads(content)
    return tuple(_row(row, told) for row in told["records"])


def _row(row: Sequence[Any], told: Mapping[str, Sequence[str]]) -> FoundRecord:
    id_, title, date, type_, people, grants, doi, version, keywords, practice = row
    whos = tuple(told["people"][number] for number in people)
    awards = tuple(told["grants"][number] for number in grants)
    text = folded(" ".join((title, *whos, *awards, keywords, doi, date)))
    return FoundRecord(
        id=id_,
        title=title,
        date=date,
        type=told["types"][type_],
        people=whos,
        grants=awards,
        doi=doi,
        version=version,
        practice=bool(practice),
        text=text,
    )
