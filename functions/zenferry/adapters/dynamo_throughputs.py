"""What was measured on the way to repositories: one small row each, written on condition."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zenferry.adapters.rows import key_of
from zenferry.adapters.table import ABSENT, Rows
from zenferry.errors import Conflict
from zenferry.forwarding.throughput import Measured
from zenferry.moment import sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoThroughputs"]


class DynamoThroughputs:
    """Rows of the table of submissions."""

    def __init__(self, table: "Table") -> None:
        self._table = Rows(table)

    def measured(self, repository: str) -> Measured | None:
        found = self._table.get(key_of("R", repository))
        if not found:
            return None
        return Measured(int(str(found["rate"])), datetime.fromisoformat(str(found["at"])))

    def note(self, repository: str, new: Measured, *, instead_of: Measured | None) -> None:
        row = {**key_of("R", repository), "rate": new.rate, "at": sortable(new.at)}
        with suppress(Conflict):
            self._table.put(Item=row, **_only(instead_of))


def _only(old: Measured | None) -> dict[str, Any]:
    if old is None:
        return {"ConditionExpression": ABSENT}
    return {
        "ConditionExpression": "rate = :rate AND #at = :at",
        "ExpressionAttributeNames": {"#at": "at"},
        "ExpressionAttributeValues": {":rate": old.rate, ":at": sortable(old.at)},
    }
