"""The queues in the table: who waits by an index, who has a place in one row for each repository.

It does not know what an order is for.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zenferry.adapters.kept import made_of
from zenferry.adapters.rows import key_of
from zenferry.adapters.table import Rows, next_version
from zenferry.forwarding.queue import Places, Running, Waiting
from zenferry.moment import sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoQueueRows"]


class DynamoQueueRows:
    """An index and rows of one table."""

    def __init__(self, table: "Table") -> None:
        self._table = Rows(table)

    def waiting(self, queue: str, most: int, before: datetime | None = None) -> Sequence[Waiting]:
        condition, values = "queue = :queue", {":queue": queue}
        if before:
            condition += " AND turn < :before"
            values[":before"] = sortable(before)
        page = self._table.query(
            IndexName="waiting",
            KeyConditionExpression=condition,
            ExpressionAttributeValues=values,
            Limit=most,
        )
        return [_waiting(row) for row in page["Items"]]

    def places(self, queue: str) -> Places:
        found = self._table.get(key_of("Q", queue))
        return _places(found) if found else Places()

    def keep(self, queue: str, new: Places) -> None:
        row = {
            **key_of("Q", queue),
            "version": new.version + 1,
            "running": json.dumps([{**asdict(r), "since": sortable(r.since)} for r in new.running]),
        }
        self._table.put(**next_version(row, new.version))


def _waiting(row: Any) -> Waiting:
    submission = str(row["pk"]).removeprefix("S#")
    return Waiting(submission, row["invitation"], datetime.fromisoformat(row["turn"]))


def _places(row: Any) -> Places:
    running = (
        made_of(Running, each, since=datetime.fromisoformat(each["since"]))
        for each in json.loads(row["running"])
    )
    return Places(tuple(running), int(row["version"]))
