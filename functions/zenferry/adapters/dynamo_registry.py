"""The registry in the table of submissions: every write on a condition, so that two may write."""

import base64
import binascii
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from zenferry.adapters.aws_errors import translated
from zenferry.adapters.registry_rows import BOOKMARK, SHELF, entry_of, entry_row, line_of
from zenferry.adapters.rows import Row, key_of
from zenferry.adapters.table import next_version, row_of, unless_changed
from zenferry.errors import Conflict, Malformed, NotNow
from zenferry.registry import Bookmark, Entry, Shelf, merged

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
            old = self._row(entry)
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

    def _row(self, entry: Entry) -> Row | None:
        with translated():
            return row_of(self._client, self._name, key_of("E", entry.repository, entry.record))

    def _put(self, row: Row, before: int) -> None:
        with translated(), unless_changed():
            self._client.put_item(TableName=self._name, **next_version(row, before))

    def drop(self, entry: Entry) -> None:
        with translated():
            key = key_of("E", entry.repository, entry.record)
            self._client.delete_item(TableName=self._name, Key=key)

    def entries(self, repository: str) -> Iterator[Entry]:
        query: dict[str, Any] = {
            "KeyConditionExpression": "pk = :pk AND sk > :bookmark",
            "ExpressionAttributeValues": {":pk": f"E#{repository}", ":bookmark": BOOKMARK},
        }
        while True:
            with translated():
                page = self._client.query(TableName=self._name, **query)
            yield from map(entry_of, page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            query["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def shelf(self, before: str = "", most: int = 250) -> Shelf:
        query: dict[str, Any] = {
            "IndexName": "shelf",
            "KeyConditionExpression": "shelf = :shelf",
            "ExpressionAttributeValues": {":shelf": SHELF},
            "ScanIndexForward": False,
            "Limit": most,
        }
        if before:
            query["ExclusiveStartKey"] = _read(before)
        with translated():
            page = self._client.query(TableName=self._name, **query)
        last = page.get("LastEvaluatedKey")
        return Shelf(tuple(map(line_of, page["Items"])), _written(last) if last else "")

    def bookmark(self, name: str) -> Bookmark:
        with translated():
            found = row_of(self._client, self._name, key_of("E", name, BOOKMARK))
        return Bookmark(str(found["cursor"]), str(found["at"])) if found else Bookmark()

    def mark(self, name: str, bookmark: Bookmark) -> None:
        row = {**key_of("E", name, BOOKMARK), "cursor": bookmark.cursor, "at": bookmark.at}
        with translated():
            self._client.put_item(TableName=self._name, Item=row)


_KEY = ("pk", "sk", "shelved")


def _written(key: Any) -> str:
    """Where a page ended, for whoever asks for the next."""
    text = json.dumps([key[name] for name in _KEY])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> Row:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        told = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        values = dict(zip(_KEY, told, strict=True))
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise Malformed("cursor") from error
    fits = all(isinstance(value, str) and 0 < len(value) < 1000 for value in values.values())
    if not fits or not values["pk"].startswith("E#"):
        raise Malformed("cursor")
    return {**values, "shelf": SHELF}
