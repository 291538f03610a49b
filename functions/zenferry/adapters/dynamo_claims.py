"""Which deposit changes a record, in the table: `pk` B#<repository>:<record>, `sk` B.

It does not know when a deposit has ended. The table forgets rows itself.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from zenferry.adapters.rows import key_of
from zenferry.adapters.table import Rows
from zenferry.errors import Conflict

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoClaims"]

_FREE = "attribute_not_exists(holder) OR holder IN (:new, :before)"


class DynamoClaims:
    """Rows of one table: one a record, written on a condition."""

    def __init__(self, table: "Table") -> None:
        self._table = Rows(table)

    def claim(self, record: str, submission: str, until: datetime, instead_of: str = "") -> str:
        try:
            self._table.update(
                Key=key_of("B", record),
                UpdateExpression="SET holder = :new, #ttl = :until",
                ConditionExpression=_FREE,
                ExpressionAttributeNames={"#ttl": "ttl"},
                ExpressionAttributeValues={
                    ":new": submission,
                    # Nobody is called so.
                    ":before": instead_of or "-",
                    ":until": int(until.timestamp()),
                },
            )
        except Conflict:
            return self._holder(record, submission)
        return submission

    def _holder(self, record: str, submission: str) -> str:
        """Whose it is. Forgotten by the table in this very moment, it is the one's who asks."""
        found = self._table.update(
            Key=key_of("B", record),
            UpdateExpression="SET holder = if_not_exists(holder, :new)",
            ExpressionAttributeValues={":new": submission},
            ReturnValues="ALL_NEW",
        )
        return str(found["holder"])
