"""A community's search in memory; it can fail at one call, and change between two."""

from collections.abc import Callable

from zenferry.errors import Absent, NotNow
from zenferry.records.harvest import FoundPage
from zenferry.records.registry import Entry

__all__ = ["FakeSearch"]


class FakeSearch:
    """`size` records a page. `before_call` is called with the number of each call."""

    def __init__(self, *entries: Entry, size: int = 3) -> None:
        self.there = {entry.record: entry for entry in entries}
        self.size = size
        # Records that are in no community.
        self.elsewhere: set[str] = set()
        self.calls: list[str] = []
        self.fails_at = 0
        self.before_call: Callable[[int], None] = lambda _: None

    def changed(self, community: str, since: str, number: int) -> FoundPage:
        self._called(community, f"{since} {number}")
        rows = sorted(self.there.values(), key=lambda row: (row.updated, row.record))
        fits = [row for row in rows if row.updated >= since]
        page = fits[(number - 1) * self.size : number * self.size]
        last = page[-1].updated if page else ""
        return FoundPage(tuple(page), last, len(page) == self.size, len(fits))

    def total(self, community: str) -> int:
        self._called(community, "total")
        return len(self.there)

    def has(self, record: str) -> bool:
        self._called("", f"has {record}")
        return record in self.there or record in self.elsewhere

    def _called(self, community: str, what: str) -> None:
        self.calls.append(what)
        self.before_call(len(self.calls))
        if len(self.calls) == self.fails_at:
            raise NotNow("service_down", service="the repository")
        if community == "unknown":
            raise Absent("service_absent", service="the repository")
