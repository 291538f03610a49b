"""The registry in the table of submissions: every write on a condition, so that two may write."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from zenferry.adapters.dynamo_log import log_put
from zenferry.adapters.registry_rows import BOOKMARK, SHELF, entry_of, entry_row, line_of
from zenferry.adapters.rows import Row, key_of
from zenferry.adapters.shelf import shelf_page
from zenferry.adapters.table import ABSENT, CROSSED, FAILED, Reasons, Rows, next_version
from zenferry.curation.log import LogEntry
from zenferry.errors import Absent, Conflict, NotNow
from zenferry.pages import MOST_A_PAGE, Page
from zenferry.records.registry import Bookmark, Entry, RecordLine, merged

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoRegistry"]

_TURNS = 8


class DynamoRegistry:
    """Rows of one table; what they look like stands in registry_rows.py."""

    def __init__(self, table: "Table") -> None:
        self._table = Rows(table)

    def keep(self, entry: Entry) -> bool:
        for _ in range(_TURNS):
            old = self._row_of(entry.repository, entry.record)
            known = entry_of(old) if old else None
            kept = merged(known, entry) if known else entry
            if kept == known:
                return False
            before = int(old["version"]) if old else 0
            try:
                self._put(entry_row(kept, before + 1), before)
            except Conflict:
                continue
            return True
        raise NotNow("busy", retry_after=1)

    def _row_of(self, repository: str, record: str) -> Row | None:
        return self._table.get(key_of("E", repository, record))

    def _put(self, row: Row, before: int) -> None:
        self._table.put(**next_version(row, before))

    def drop(self, entry: Entry) -> None:
        self._table.delete(Key=key_of("E", entry.repository, entry.record))

    def hide(self, repository: str, record: str, told: LogEntry, *, hidden: bool) -> bool:
        for _ in range(_TURNS):
            old = self._row_of(repository, record)
            if old is None:
                raise Absent("unknown_record")
            known = entry_of(old)
            if known.hidden == hidden:
                return False
            before = int(old["version"])
            put = next_version(entry_row(replace(known, hidden=hidden), before + 1), before)
            if self._put_told(put, told):
                return True
        raise NotNow("busy", retry_after=1)

    def _put_told(self, put: Row, told: LogEntry) -> bool:
        """With its line in the log, or neither. False: somebody was here before."""
        try:
            self._table.write([{"Put": put}, {"Put": log_put(told)}], _lost)
        except Conflict:
            return False
        return True

    def entries(self, repository: str, after: str = "") -> Iterator[Entry]:
        rows = self._table.all(
            KeyConditionExpression="pk = :pk AND sk > :after",
            ExpressionAttributeValues={":pk": f"E#{repository}", ":after": after or BOOKMARK},
        )
        return map(entry_of, rows)

    def shelf(self, before: str = "", most: int = MOST_A_PAGE) -> Page[RecordLine]:
        page = shelf_page(self._table, SHELF, most, before)
        return Page(tuple(map(line_of, page.items)), page.next)

    def bookmark(self, name: str) -> Bookmark:
        found = self._table.get(key_of("E", name, BOOKMARK))
        return Bookmark(str(found["cursor"]), str(found["at"])) if found else Bookmark()

    def mark(self, name: str, bookmark: Bookmark, instead_of: Bookmark | None = None) -> bool:
        row = {**key_of("E", name, BOOKMARK), "cursor": bookmark.cursor, "at": bookmark.at}
        try:
            self._table.put(Item=row, **_only(instead_of))
        except Conflict:
            return False
        return True


def _lost(reasons: Reasons) -> Conflict | None:
    return Conflict("busy") if FAILED in reasons[:1] or CROSSED in reasons else None


def _only(instead_of: Bookmark | None) -> dict[str, Any]:
    """The condition. None is marked, or an empty one: that is the same."""
    if instead_of is None:
        return {}
    same = "#cursor = :cursor AND #at = :at"
    return {
        "ConditionExpression": same if instead_of != Bookmark() else f"{ABSENT} OR ({same})",
        "ExpressionAttributeNames": {"#cursor": "cursor", "#at": "at"},
        "ExpressionAttributeValues": {":cursor": instead_of.cursor, ":at": instead_of.at},
    }
