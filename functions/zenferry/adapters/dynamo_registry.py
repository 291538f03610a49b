"""The registry in the table of submissions: every write on a condition, so that two may write."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from zenferry.adapters.aws_errors import code_of, translated
from zenferry.adapters.dynamo_log import log_put
from zenferry.adapters.registry_rows import BOOKMARK, SHELF, entry_of, entry_row, line_of
from zenferry.adapters.rows import Row, key_of
from zenferry.adapters.shelf import shelf_page
from zenferry.adapters.table import ABSENT, next_version, row_of, unless_changed
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
        # The table's client, not the table: that is not for several threads at once.
        self._client, self._name = table.meta.client, table.name

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
        with translated():
            return row_of(self._client, self._name, key_of("E", repository, record))

    def _put(self, row: Row, before: int) -> None:
        with translated(), unless_changed():
            self._client.put_item(TableName=self._name, **next_version(row, before))

    def drop(self, entry: Entry) -> None:
        with translated():
            key = key_of("E", entry.repository, entry.record)
            self._client.delete_item(TableName=self._name, Key=key)

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
        name = self._name
        items: list[Any] = [
            {"Put": {"TableName": name, **put}},
            {"Put": {"TableName": name, **log_put(told)}},
        ]
        with translated():
            try:
                self._client.transact_write_items(TransactItems=items)
            except ClientError as error:
                if code_of(error) != "TransactionCanceledException":
                    raise
                return False
        return True

    def entries(self, repository: str, after: str = "") -> Iterator[Entry]:
        query: dict[str, Any] = {
            "KeyConditionExpression": "pk = :pk AND sk > :after",
            "ExpressionAttributeValues": {":pk": f"E#{repository}", ":after": after or BOOKMARK},
        }
        while True:
            with translated():
                page = self._client.query(TableName=self._name, **query)
            yield from map(entry_of, page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            query["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def shelf(self, before: str = "", most: int = MOST_A_PAGE) -> Page[RecordLine]:
        with translated():
            page = shelf_page(self._client, self._name, SHELF, most, before)
        return Page(tuple(map(line_of, page.items)), page.next)

    def bookmark(self, name: str) -> Bookmark:
        with translated():
            found = row_of(self._client, self._name, key_of("E", name, BOOKMARK))
        return Bookmark(str(found["cursor"]), str(found["at"])) if found else Bookmark()

    def mark(self, name: str, bookmark: Bookmark, instead_of: Bookmark | None = None) -> bool:
        row = {**key_of("E", name, BOOKMARK), "cursor": bookmark.cursor, "at": bookmark.at}
        with translated():
            try:
                with unless_changed():
                    self._client.put_item(TableName=self._name, Item=row, **_only(instead_of))
            except Conflict:
                return False
        return True


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
