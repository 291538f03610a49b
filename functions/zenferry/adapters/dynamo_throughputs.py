"""What was measured on the way to repositories: one small row each, written on condition."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from zenferry.adapters.aws_errors import code_of, translated
from zenferry.adapters.rows import key_of, seconds
from zenferry.throughput import Measured

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoThroughputs"]


class DynamoThroughputs:
    """Rows of the table of submissions."""

    def __init__(self, table: "Table") -> None:
        # The table's client, not the table: that is not for several threads at once.
        self._client, self._name = table.meta.client, table.name

    def measured(self, repository: str) -> Measured | None:
        key = key_of("R", repository)
        with translated():
            # Those who ask may query, and need no other grant.
            found = self._client.query(
                TableName=self._name,
                KeyConditionExpression="pk = :pk AND sk = :sk",
                ExpressionAttributeValues={":pk": key["pk"], ":sk": key["sk"]},
            )["Items"]
        if not found:
            return None
        return Measured(int(str(found[0]["rate"])), datetime.fromisoformat(str(found[0]["at"])))

    def note(self, repository: str, new: Measured, *, instead_of: Measured | None) -> None:
        row = {**key_of("R", repository), "rate": new.rate, "at": seconds(new.at)}
        with translated():
            try:
                self._client.put_item(TableName=self._name, Item=row, **_only(instead_of))
            except ClientError as error:
                if code_of(error) != "ConditionalCheckFailedException":
                    raise


def _only(old: Measured | None) -> dict[str, Any]:
    if old is None:
        return {"ConditionExpression": "attribute_not_exists(pk)"}
    return {
        "ConditionExpression": "rate = :rate AND #at = :at",
        "ExpressionAttributeNames": {"#at": "at"},
        "ExpressionAttributeValues": {":rate": old.rate, ":at": seconds(old.at)},
    }
