"""The budgets of calls in the table, a row for each repository: `pk` P#<key>, `sk` P.

Whole microseconds: DynamoDB keeps no floats. It does not know what they mean.
"""

from typing import TYPE_CHECKING, Any

from zenferry.adapters.rows import key_of
from zenferry.adapters.table import ABSENT, Rows
from zenferry.errors import Conflict
from zenferry.forwarding.pacing import Bucket

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoBuckets"]

_BUCKET = "next_call = :free AND between_calls = :between AND paced_until = :until"


class DynamoBuckets:
    """Rows of one table. Every write is conditional."""

    def __init__(self, table: "Table") -> None:
        self._table = Rows(table)

    def pour(
        self, name: str, between: int, *, floor: int, latest: int
    ) -> tuple[bool, Bucket | None]:
        return self._updated(
            name,
            UpdateExpression="SET next_call = next_call + :between",
            ConditionExpression="between_calls = :between AND next_call BETWEEN :floor AND :latest",
            ExpressionAttributeValues={":between": between, ":floor": floor, ":latest": latest},
        )

    def put(self, name: str, old: Bucket | None, new: Bucket) -> tuple[bool, Bucket | None]:
        there = {":free": old.free, ":between": old.between, ":until": old.until} if old else {}
        return self._updated(
            name,
            UpdateExpression=(
                "SET next_call = :next_free, between_calls = :next_between,"
                " paced_until = :next_until"
            ),
            ConditionExpression=_BUCKET if old else ABSENT,
            ExpressionAttributeValues={
                ":next_free": new.free,
                ":next_between": new.between,
                ":next_until": new.until,
                **there,
            },
        )

    def _updated(self, name: str, **update: Any) -> tuple[bool, Bucket | None]:
        key = key_of("P", name)
        try:
            new = self._table.update(Key=key, ReturnValues="ALL_NEW", **update)
        except Conflict:
            found = self._table.get(key)
            return False, _bucket(found) if found else None
        return True, _bucket(new)


def _bucket(row: Any) -> Bucket:
    return Bucket(int(row["next_call"]), int(row["between_calls"]), int(row["paced_until"]))
