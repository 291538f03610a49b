"""Sealed tokens in the table: `pk` K#<id>, `sk` K, with the time when the table forgets them.

It can't read them.
"""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zenferry.adapters.rows import key_of
from zenferry.adapters.table import Rows
from zenferry.errors import Absent, Conflict

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoSeals"]


class DynamoSeals:
    """Rows of the table of submissions."""

    def __init__(self, table: "Table") -> None:
        self._table = Rows(table)

    def keep(
        self, submission: str, sealed: bytes, until: datetime, *, instead_of: bytes | None = None
    ) -> bytes | None:
        row = {**key_of("K", submission), "sealed": sealed, "ttl": int(until.timestamp())}
        before = self._table.put(Item=row, ReturnValues="ALL_OLD", **_only(instead_of))
        return bytes(before["sealed"]) if before else None

    def get(self, submission: str) -> bytes:
        found = self._table.get(key_of("K", submission))
        if not found:
            raise Absent("own_token_gone")
        return bytes(found["sealed"])

    def drop(self, submission: str, *, only: bytes | None = None) -> None:
        key = key_of("K", submission)
        with suppress(Conflict):
            self._table.delete(Key=key, **_only(only))


def _only(old: bytes | None) -> dict[str, Any]:
    if old is None:
        return {}
    return {
        "ConditionExpression": "sealed = :old",
        "ExpressionAttributeValues": {":old": old},
    }
