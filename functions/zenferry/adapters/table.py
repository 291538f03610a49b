"""How rows of the table are read, and written only on a condition. It knows no kind of row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from zenferry.adapters.aws_errors import code_of, translated
from zenferry.adapters.rows import Row
from zenferry.errors import Conflict, NotNow, ZenferryError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = [
    "ABSENT",
    "CROSSED",
    "FAILED",
    "Reasons",
    "Rows",
    "first_changed",
    "next_version",
    "paged",
]

# Only where there is no such row yet.
ABSENT = "attribute_not_exists(pk)"
# Why a transaction was not done, one an item: its condition does not hold; another is under way.
FAILED, CROSSED = "ConditionalCheckFailed", "TransactionConflict"
Reasons = Sequence[str | None]


class Rows:
    """Rows of one table. NotNow where it does not answer; Conflict where a condition fails.

    What is asked and written is told as DynamoDB's own API has it.
    """

    def __init__(self, table: "Table") -> None:
        # The table's client, not the table: that is not for several threads at once.
        self.client, self.name = table.meta.client, table.name

    def get(self, key: Row) -> Row | None:
        """One row as it is now. By a query: who reads submissions may do that, and nothing else."""
        found: list[Row] = self.query(
            KeyConditionExpression="pk = :pk AND sk = :sk",
            ExpressionAttributeValues={":pk": key["pk"], ":sk": key["sk"]},
            ConsistentRead=True,
        )["Items"]
        return found[0] if found else None

    def query(self, **asked: Any) -> Any:
        """One page."""
        with translated():
            return self.client.query(TableName=self.name, **asked)

    def all(self, **asked: Any) -> Iterator[Row]:
        """The rows of all pages."""
        return paged(self.query, **asked)

    def put(self, **put: Any) -> Row:
        """What it answers of the row, if asked to."""
        return self._written(self.client.put_item, put)

    def update(self, **update: Any) -> Row:
        """What it answers of the row, if asked to."""
        return self._written(self.client.update_item, update)

    def delete(self, **delete: Any) -> Row:
        """What it answers of the row, if asked to."""
        return self._written(self.client.delete_item, delete)

    def _written(self, write: Callable[..., Any], told: Mapping[str, Any]) -> Row:
        with translated():
            try:
                found: Row = write(TableName=self.name, **told).get("Attributes", {})
            except ClientError as error:
                if code_of(error) != "ConditionalCheckFailedException":
                    raise
                raise Conflict("busy") from error
        return found

    def write(
        self,
        items: Sequence[Mapping[str, Row]],
        meaning: Callable[[Reasons], ZenferryError | None],
    ) -> None:
        """All of them or none. `meaning`: what was in the way, if that is known by the reasons."""
        named: list[Any] = [
            {act: {"TableName": self.name, **what} for act, what in item.items()} for item in items
        ]
        with translated():
            try:
                self.client.transact_write_items(TransactItems=named)
            except ClientError as error:
                reasons = [r.get("Code") for r in error.response.get("CancellationReasons", [])]
                if meant := meaning(reasons):
                    raise meant from error
                raise


def paged(ask: Callable[..., Any], **asked: Any) -> Iterator[Row]:
    """The rows of all pages of a query or a scan."""
    while True:
        page = ask(**asked)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def next_version(row: Row, before: int) -> dict[str, Any]:
    """A put of what follows version `before`; 0 means: only where there is none."""
    if not before:
        return {"Item": row, "ConditionExpression": ABSENT}
    return {
        "Item": row,
        "ConditionExpression": "version = :before",
        "ExpressionAttributeValues": {":before": before},
    }


def first_changed(taken: str) -> Callable[[Reasons], ZenferryError | None]:
    """Conflict of this code, where the first of a transaction is not as its condition has it."""

    def meant(reasons: Reasons) -> ZenferryError | None:
        if FAILED in reasons[:1]:
            return Conflict(taken)
        return NotNow("busy", retry_after=1) if CROSSED in reasons else None

    return meant
