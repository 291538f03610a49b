"""Sealed tokens in the table: `pk` K#<id>, `sk` K, with the time when the table forgets them.

It can't read them.
"""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zenferry.adapters.aws_errors import translated
from zenferry.adapters.rows import key_of
from zenferry.adapters.table import row_of, unless_changed
from zenferry.errors import Absent, Conflict

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoSeals"]


class DynamoSeals:
    """Rows of the table of submissions."""

    def __init__(self, table: "Table") -> None:
        # The table's client, not the table: that is not for several threads at once.
        self._client, self._name = table.meta.client, table.name

    def keep(
        self, submission: str, sealed: bytes, until: datetime, *, instead_of: bytes | None = None
    ) -> bytes | None:
        row = {**key_of("K", submission), "sealed": sealed, "ttl": int(until.timestamp())}
        with translated(), unless_changed():
            told = self._client.put_item(
                TableName=self._name, Item=row, ReturnValues="ALL_OLD", **_only(instead_of)
            )
        before: dict[str, Any] = told.get("Attributes", {})
        return bytes(before["sealed"]) if before else None

    def get(self, submission: str) -> bytes:
        with translated():
            found = row_of(self._client, self._name, key_of("K", submission))
        if not found:
            raise Absent("own_token_gone")
        return bytes(found["sealed"])

    def drop(self, submission: str, *, only: bytes | None = None) -> None:
        key = key_of("K", submission)
        with suppress(Conflict), translated(), unless_changed():
            self._client.delete_item(TableName=self._name, Key=key, **_only(only))


def _only(old: bytes | None) -> dict[str, Any]:
    if old is None:
        return {}
    return {
        "ConditionExpression": "sealed = :old",
        "ExpressionAttributeValues": {":old": old},
    }
