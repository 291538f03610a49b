"""Reads what a community's records are into the registry, and notices what is no longer there.

Only what was changed since the last time is asked for; what was read is kept page by page, so that
an answer that fails to come costs nothing that was there before. That something was withdrawn shows
in the count; which it was, only by going through all of them.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from zenferry.errors import Absent, NotNow
from zenferry.moment import sortable
from zenferry.records.registry import Bookmark, Entry, Registry, note_change

__all__ = ["BETWEEN", "FoundPage", "Harvest", "Search"]

_log = logging.getLogger(__name__)

# Seconds between two searches: guests have thirty a minute at Zenodo, which others may share.
# https://developers.zenodo.org/#rate-limiting
BETWEEN = 2.4
# Going through everything is for the rare case, and costs a call for every 25 records.
SWEEP_AGAIN = timedelta(hours=6)
# What the search does not know is asked for one by one: all of it once a day, some at a time.
LOOK_AGAIN = timedelta(days=1)
AT_ONCE = 10


@dataclass(frozen=True)
class FoundPage:
    """A page of the search. `last`: when the last of it was changed; `full`: there may be more."""

    entries: tuple[Entry, ...]
    last: str
    full: bool
    total: int


class Search(Protocol):
    """A community's published records, all their versions. NotNow; Absent: no such community."""

    def changed(self, community: str, since: str, number: int) -> FoundPage:
        """A page of those changed then or later, the longest ago first."""
        ...

    def total(self, community: str) -> int:
        """How many there are."""
        ...

    def has(self, record: str) -> bool:
        """Whether there is such a record for everybody, in whatever community."""
        ...


@dataclass(frozen=True, kw_only=True)
class Harvest:
    """The communities of one repository. `wait` is called between pages; `enough` ends it."""

    registry: Registry
    search: Search
    repository: str
    communities: tuple[str, ...]
    now: Callable[[], datetime]
    wait: Callable[[], None]
    enough: Callable[[], bool]

    def run(self) -> int:
        """How many entries are now other than before. What can't be asked now is asked later."""
        changed = 0
        if self.enough():
            return changed
        try:
            for some in self._changes():
                changed += some
        except NotNow as error:
            _log.warning("records of %s: %s", self.repository, error.code)
        except Absent:
            # What is gone can't be told from what is there no more.
            _log.warning("records of %s: not gone through", self.repository)
        return changed

    def _changes(self) -> Iterator[int]:
        for community in self.communities:
            try:
                yield from self._news(community)
            except Absent:
                _log.warning("records of %s: there is no %s", self.repository, community)
        if self._something_is_gone():
            yield from self._sweep()
        yield from self._looked_again()

    def _news(self, community: str) -> Iterator[int]:
        name = f"{self.repository}/{community}"
        since = self.registry.bookmark(name).cursor
        for page in self._pages(community, since):
            yield self._kept(page)
            if page.last > since:
                since = page.last
                self.registry.mark(name, Bookmark(since, self._stamp()))

    def _kept(self, page: FoundPage) -> int:
        """Noted before anything else: whatever fails next, the pages are to be written anew."""
        changed = 0
        try:
            for entry in page.entries:
                changed += self.registry.keep(entry)
        finally:
            # What was kept is no news the next time.
            if changed:
                note_change(self.registry, self.now())
        return changed

    def _pages(self, community: str, since: str) -> Iterator[FoundPage]:
        """From one page to the next by time, so that nothing new moves what is still to come.

        Where a whole page was changed at the same moment, by number.
        """
        number = 1
        while not self.enough():
            page = self.search.changed(community, since, number)
            yield page
            if not page.full:
                return
            since, number = (since, number + 1) if page.last <= since else (page.last, 1)
            self.wait()

    def _stamp(self) -> str:
        return sortable(self.now())

    def _known(self) -> list[Entry]:
        rows = self.registry.entries(self.repository)
        return [row for row in rows if row.searched and not row.withdrawn]

    def _something_is_gone(self) -> bool:
        """Of several communities the counts can't be told apart: they are gone through by time."""
        swept = self.registry.bookmark(f"{self.repository}/sweep").at
        waited = not swept or datetime.fromisoformat(swept) <= self.now() - SWEEP_AGAIN
        if len(self.communities) > 1:
            return waited
        known = len(self._known())
        there = self.search.total(self.communities[0])
        # Fewer than we know: at once. More: some are not to be read, and won't be the next time.
        return there < known or (there > known and waited)

    def _sweep(self) -> Iterator[int]:
        """All of them, from the first on; not half of them, for then half would be missing."""
        seen = set[str]()
        for community in self.communities:
            whole = False
            for page in self._pages(community, ""):
                yield self._kept(page)
                seen |= {entry.record for entry in page.entries}
                whole = not page.full
            if not whole:
                return
        for entry in self._known():
            if entry.record not in seen:
                self._withdraw(entry)
                yield 1
        self.registry.mark(f"{self.repository}/sweep", Bookmark("", self._stamp()))

    def _looked_again(self) -> Iterator[int]:
        """At ours that the search does not know: what nobody sees any more is withdrawn."""
        name = f"{self.repository}/ours"
        last = self.registry.bookmark(name)
        recent = last.at and datetime.fromisoformat(last.at) > self.now() - LOOK_AGAIN
        if recent and not last.cursor:
            return
        rows = self.registry.entries(self.repository, last.cursor)
        ours = [row for row in rows if row.submission and not (row.searched or row.withdrawn)]
        for row in ours[:AT_ONCE]:
            if self.enough():
                return
            if self._is_gone(row):
                self._withdraw(row)
                yield 1
        further = ours[AT_ONCE - 1].record if len(ours) > AT_ONCE else ""
        self.registry.mark(name, Bookmark(further, self._stamp()))

    def _is_gone(self, entry: Entry) -> bool:
        self.wait()
        try:
            return not self.search.has(entry.record)
        except NotNow:
            return False

    def _withdraw(self, entry: Entry) -> None:
        """Ours stays, marked: a curator has to know. What was hidden stays so when it comes back.

        Of others nothing is kept.
        """
        note_change(self.registry, self.now())
        if entry.submission or entry.hidden:
            self.registry.keep(replace(entry, withdrawn=self._stamp()))
        else:
            self.registry.drop(entry)
