"""How a row of the table is read, and written only on a condition. It knows no kind of row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from zenferry.adapters.aws_errors import code_of
from zenferry.adapters.rows import Row
from zenferry.errors import Conflict, NotNow

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

__all__ = ["ABSENT", "next_version", "row_of", "unless_changed", "unless_first_changed"]

# Only where there is no such row yet.
ABSENT = "attribute_not_exists(pk)"


def row_of(client: "DynamoDBClient", name: str, key: Row) -> Row | None:
    """One row as it is now. By a query: who reads submissions may do that, and nothing else."""
    found = client.query(
        TableName=name,
        KeyConditionExpression="pk = :pk AND sk = :sk",
        ExpressionAttributeValues={":pk": key["pk"], ":sk": key["sk"]},
        ConsistentRead=True,
    )["Items"]
    return found[0] if found else None


def next_version(row: Row, before: int) -> dict[str, Any]:
    """A put of what follows version `before`; 0 means: only where there is none."""
    if not before:
        return {"Item": row, "ConditionExpression": ABSENT}
    return {
        "Item": row,
        "ConditionExpression": "version = :before",
        "ExpressionAttributeValues": {":before": before},
    }


@contextmanager
def unless_changed() -> Iterator[None]:
    """Conflict, where the row is no longer as the condition has it."""
    try:
        yield
    except ClientError as error:
        if code_of(error) != "ConditionalCheckFailedException":
            raise
        raise Conflict("busy") from error


@contextmanager
def unless_first_changed(taken: str) -> Iterator[None]:
    """Conflict, where the first of a transaction is not as its condition has it."""
    try:
        yield
    except ClientError as error:
        reasons = [r.get("Code") for r in error.response.get("CancellationReasons", [])]
        if "ConditionalCheckFailed" in reasons[:1]:
            raise Conflict(taken) from error
        if "TransactionConflict" in reasons:
            raise NotNow("busy", retry_after=1) from error
        raise
