"""The registry in memory. The contract suite runs over it and over the real one."""

import threading
from dataclasses import replace

from tests.fake_log import FakeLog
from zenferry.curation.log import LogEntry
from zenferry.errors import Absent, Malformed
from zenferry.pages import MOST_A_PAGE, Page
from zenferry.records.registry import Bookmark, Entry, RecordLine, merged

__all__ = ["FakeRegistry"]


class FakeRegistry:
    """Entries by repository and record."""

    def __init__(self, log: FakeLog | None = None) -> None:
        self.log = log or FakeLog()
        self._writing = threading.Lock()
        self.rows: dict[tuple[str, str], Entry] = {}
        self.marks: dict[str, Bookmark] = {}

    def keep(self, entry: Entry) -> bool:
        key = (entry.repository, entry.record)
        with self._writing:
            known = self.rows.get(key)
            self.rows[key] = merged(known, entry) if known else entry
            return self.rows[key] != known

    def drop(self, entry: Entry) -> None:
        with self._writing:
            self.rows.pop((entry.repository, entry.record), None)

    def hide(self, repository: str, record: str, told: LogEntry, *, hidden: bool) -> bool:
        with self._writing:
            if (known := self.rows.get((repository, record))) is None:
                raise Absent("unknown_record")
            if known.hidden == hidden:
                return False
            self.rows[repository, record] = replace(known, hidden=hidden)
        self.log.note(told)
        return True

    def entries(self, repository: str, after: str = "") -> list[Entry]:
        rows = [row for row in self.rows.values() if row.repository == repository]
        return sorted((r for r in rows if r.record > after), key=lambda row: row.record)

    def shelf(self, before: str = "", most: int = MOST_A_PAGE) -> Page[RecordLine]:
        rows = sorted(self.rows.values(), key=lambda row: (row.published, row.id), reverse=True)
        if before and before not in [row.id for row in rows]:
            raise Malformed("cursor")
        begin = [row.id for row in rows].index(before) + 1 if before else 0
        page = rows[begin : begin + most]
        more = begin + most < len(rows)
        return Page(tuple(map(_line, page)), page[-1].id if more else "")

    def bookmark(self, name: str) -> Bookmark:
        return self.marks.get(name, Bookmark())

    def mark(self, name: str, bookmark: Bookmark, instead_of: Bookmark | None = None) -> bool:
        with self._writing:
            fits = instead_of in {None, self.bookmark(name)}
            if fits:
                self.marks[name] = bookmark
        return fits


def _line(entry: Entry) -> RecordLine:
    return RecordLine(
        repository=entry.repository,
        record=entry.record,
        title=entry.title,
        doi=entry.doi,
        concept=entry.concept,
        concept_doi=entry.concept_doi,
        date=entry.date,
        type=entry.type,
        by=entry.people[0].name if entry.people else "",
        submission=entry.submission,
        withdrawn=bool(entry.withdrawn),
        hidden=entry.hidden,
        pending=entry.is_pending,
    )
