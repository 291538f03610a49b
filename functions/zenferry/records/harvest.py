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
from zenferry.records.registry import Bookmark, Entry, Registry

__all__ = ["BETWEEN", "FoundPage", "Harvest", "Search"]

_log = logging.getLogger(__name__)

# Seconds between two searches: guests have thirty a minute at Zenodo, which others may share.
# https://developers.zenodo.org/#rate-limiting
BETWEEN = 2.4
# Going through everything is for the rare case, and costs a call for every 25 records.
SWEEP_AGAIN = timedelta(hours=6)


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
            for community in self.communities:
                changed += self._news(community)
            if self._something_is_gone():
                changed += self._sweep()
        except NotNow as error:
            _log.warning("records of %s: %s", self.repository, error.code)
        except Absent:
            _log.warning("records of %s: there is no such community", self.repository)
        return changed

    def _news(self, community: str) -> int:
        name = f"{self.repository}/{community}"
        since, changed = self.registry.bookmark(name).cursor, 0
        for page in self._pages(community, since):
            changed += sum(map(self.registry.keep, page.entries))
            if page.last > since:
                since = page.last
                self.registry.mark(name, Bookmark(since, self._stamp()))
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
        return self.now().isoformat(timespec="microseconds")

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

    def _sweep(self) -> int:
        """All of them, from the first on; not half of them, for then half would be missing."""
        seen, changed = set[str](), 0
        for community in self.communities:
            whole = False
            for page in self._pages(community, ""):
                changed += sum(map(self.registry.keep, page.entries))
                seen |= {entry.record for entry in page.entries}
                whole = not page.full
            if not whole:
                return changed
        gone = [entry for entry in self._known() if entry.record not in seen]
        for entry in gone:
            self._withdraw(entry)
        self.registry.mark(f"{self.repository}/sweep", Bookmark("", self._stamp()))
        return changed + len(gone)

    def _withdraw(self, entry: Entry) -> None:
        """Ours stays, marked: a curator has to know. Of others nothing is kept."""
        if entry.submission:
            self.registry.keep(replace(entry, withdrawn=self._stamp()))
        else:
            self.registry.drop(entry)
