"""Addresses in rows of their own, which the table itself forgets on their date."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from zenferry.adapters.aws_errors import translated
from zenferry.adapters.rows import Row, key_of
from zenferry.adapters.table import row_of, unless_changed
from zenferry.errors import Absent, Conflict
from zenferry.mails.address import Address

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoAddresses"]


# Of this turn or an earlier one, or none. Its attribute is not called turn: an index lists by that
# who waits, and takes no number for it.
_UP_TO = "attribute_not_exists(left_at) OR left_at <= :turn"


class DynamoAddresses:
    """Rows A#<id> of one table."""

    def __init__(self, table: "Table") -> None:
        # The table's client, not the table: that is not for several threads at once.
        self._client, self._name = table.meta.client, table.name

    def put(self, submission: str, address: Address) -> None:
        with translated(), unless_changed():
            self._client.put_item(
                TableName=self._name,
                Item=_row(submission, address),
                ConditionExpression=_UP_TO,
                ExpressionAttributeValues={":turn": address.turn},
            )

    def get(self, submission: str) -> Address:
        with translated():
            row = row_of(self._client, self._name, key_of("A", submission))
        if row is None:
            raise Absent("no_address")
        until = datetime.fromtimestamp(int(row["ttl"]), UTC)
        turn = int(row.get("left_at", 0))
        return Address(str(row["address"]), str(row["language"]), until, turn)

    def end(self, submission: str, address: Address, until: datetime) -> None:
        ended = replace(address, until=until)
        with translated():
            try:
                with unless_changed():
                    self._client.put_item(
                        TableName=self._name,
                        Item=_row(submission, ended),
                        # Taken away since it was read? Then it must not come back.
                        ConditionExpression=f"address = :same AND ({_UP_TO})",
                        ExpressionAttributeValues={":same": address.address, ":turn": address.turn},
                    )
            except Conflict:
                return

    def erase(self, submission: str, turn: int) -> None:
        with translated(), suppress(Conflict), unless_changed():
            self._client.delete_item(
                TableName=self._name,
                Key=key_of("A", submission),
                ConditionExpression=_UP_TO,
                ExpressionAttributeValues={":turn": turn},
            )


def _row(submission: str, address: Address) -> Row:
    return {
        **key_of("A", submission),
        "address": address.address,
        "language": address.language,
        "left_at": address.turn,
        "ttl": int(address.until.timestamp()),
    }
