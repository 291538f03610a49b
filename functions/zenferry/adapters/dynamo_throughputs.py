"""What was measured on the way to repositories: one small row each, written on condition."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zenferry.adapters.aws_errors import translated
from zenferry.adapters.rows import key_of
from zenferry.adapters.table import ABSENT, row_of, unless_changed
from zenferry.errors import Conflict
from zenferry.forwarding.throughput import Measured
from zenferry.moment import sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoThroughputs"]


class DynamoThroughputs:
    """Rows of the table of submissions."""

    def __init__(self, table: "Table") -> None:
        # The table's client, not the table: that is not for several threads at once.
        self._client, self._name = table.meta.client, table.name

    def measured(self, repository: str) -> Measured | None:
        with translated():
            found = row_of(self._client, self._name, key_of("R", repository))
        if not found:
            return None
        return Measured(int(str(found["rate"])), datetime.fromisoformat(str(found["at"])))

    def note(self, repository: str, new: Measured, *, instead_of: Measured | None) -> None:
        row = {**key_of("R", repository), "rate": new.rate, "at": sortable(new.at)}
        with translated(), suppress(Conflict), unless_changed():
            self._client.put_item(TableName=self._name, Item=row, **_only(instead_of))


def _only(old: Measured | None) -> dict[str, Any]:
    if old is None:
        return {"ConditionExpression": ABSENT}
    return {
        "ConditionExpression": "rate = :rate AND #at = :at",
        "ExpressionAttributeNames": {"#at": "at"},
        "ExpressionAttributeValues": {":rate": old.rate, ":at": sortable(old.at)},
    }
