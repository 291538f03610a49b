"""The log in the table: a partition a month, a row a line, each written once and never again.

It does not know what was done.
"""

import json
import secrets
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zenferry.adapters.rows import Row, key_of
from zenferry.adapters.table import ABSENT, Rows
from zenferry.curation.log import LogEntry
from zenferry.errors import Conflict
from zenferry.moment import sortable
from zenferry.pages import Page

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoLog", "log_put"]


def log_put(entry: LogEntry) -> dict[str, Any]:
    """The put of a line, alone or with what it tells of."""
    at = sortable(entry.at)
    row: Row = {
        # Two at the same moment are two lines.
        **key_of("L", at[:7], f"{at}#{secrets.token_hex(4)}"),
        "who": entry.who,
        "act": entry.act,
        "subject": entry.subject,
        "detail": json.dumps(dict(entry.detail)),
    }
    return {"Item": row, "ConditionExpression": ABSENT}


class DynamoLog:
    """Rows of one table."""

    def __init__(self, table: "Table") -> None:
        self._table = Rows(table)

    def note(self, entry: LogEntry) -> None:
        # No two lines have one key: where it is there, it is this one, and its answer was lost.
        with suppress(Conflict):
            self._table.put(**log_put(entry))

    def page(self, month: str, most: int, before: str = "") -> Page[LogEntry]:
        values = {":pk": key_of("L", month)["pk"]}
        query: dict[str, Any] = {
            "KeyConditionExpression": "pk = :pk" + (" AND sk < :before" if before else ""),
            "ExpressionAttributeValues": values | ({":before": before} if before else {}),
            "ScanIndexForward": False,
            "Limit": most,
        }
        page = self._table.query(**query)
        rows = page["Items"]
        more = "LastEvaluatedKey" in page and rows
        return Page(tuple(map(_entry, rows)), str(rows[-1]["sk"]) if more else "")


def _entry(row: Any) -> LogEntry:
    at = datetime.fromisoformat(str(row["sk"]).partition("#")[0])
    return LogEntry(at, row["who"], row["act"], row["subject"], json.loads(row["detail"]))
