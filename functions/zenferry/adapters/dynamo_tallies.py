"""Counts in the table, a row for each name: `pk` C#<name>, `sk` C. The table forgets them itself.

It does not know what is counted.
"""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from zenferry.adapters.rows import key_of
from zenferry.adapters.table import Rows
from zenferry.errors import Conflict

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoTallies"]


class DynamoTallies:
    """Rows of one table. Every write is conditional, or makes no difference the second time."""

    def __init__(self, table: "Table") -> None:
        self._table = Rows(table)

    def count(self, name: str, most: int, until: datetime, by: int = 1) -> bool:
        # A write whose answer was lost may count twice: too strict by one, never too lax.
        try:
            self._table.update(
                Key=key_of("C", name),
                UpdateExpression="SET #ttl = :until ADD counted :by",
                ConditionExpression="attribute_not_exists(counted) OR counted < :most",
                ExpressionAttributeNames={"#ttl": "ttl"},
                ExpressionAttributeValues={
                    ":until": int(until.timestamp()),
                    ":by": by,
                    ":most": most,
                },
            )
        except Conflict:
            return False
        return True

    def give_back(self, name: str) -> None:
        # Where the answer is lost, it may be given back twice: one more than there may be.
        with suppress(Conflict):
            self._table.update(
                Key=key_of("C", name),
                UpdateExpression="ADD counted :less",
                ConditionExpression="counted > :none",
                ExpressionAttributeValues={":less": -1, ":none": 0},
            )

    def salt(self, name: str, fresh: str, until: datetime) -> str:
        row = self._table.update(
            Key=key_of("C", name),
            UpdateExpression="SET #ttl = :until, salt = if_not_exists(salt, :fresh)",
            ExpressionAttributeNames={"#ttl": "ttl"},
            ExpressionAttributeValues={":until": int(until.timestamp()), ":fresh": fresh},
            ReturnValues="ALL_NEW",
        )
        return str(row["salt"])
