"""The log, in memory."""

import threading

from zenferry.curation.log import LogEntry
from zenferry.pages import Page


class FakeLog:
    """Lines in the order they came."""

    def __init__(self) -> None:
        self.entries: list[LogEntry] = []
        self._writing = threading.Lock()

    def note(self, entry: LogEntry) -> None:
        with self._writing:
            self.entries.append(entry)

    def page(self, month: str, most: int, before: str = "") -> Page[LogEntry]:
        keyed = [
            (f"{entry.at.isoformat(timespec='microseconds')}#{number:08}", entry)
            for number, entry in enumerate(self.entries)
            if entry.at.isoformat().startswith(month)
        ]
        ordered = sorted(keyed, key=lambda pair: pair[0], reverse=True)
        left = [pair for pair in ordered if not before or pair[0] < before]
        some = left[:most]
        return Page(tuple(entry for _, entry in some), some[-1][0] if len(left) > most else "")

    def acts(self, subject: str = "") -> list[str]:
        """What was done, to one thing or to all."""
        return [e.act for e in self.entries if not subject or e.subject == subject]
