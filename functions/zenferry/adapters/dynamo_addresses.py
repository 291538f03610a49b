"""Addresses in rows of their own, which the table itself forgets on their date."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from zenferry.adapters.rows import Row, key_of
from zenferry.adapters.table import Rows
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
        self._table = Rows(table)

    def put(self, submission: str, address: Address) -> None:
        self._table.put(
            Item=_row(submission, address),
            ConditionExpression=_UP_TO,
            ExpressionAttributeValues={":turn": address.turn},
        )

    def get(self, submission: str) -> Address:
        row = self._table.get(key_of("A", submission))
        if row is None:
            raise Absent("no_address")
        until = datetime.fromtimestamp(int(row["ttl"]), UTC)
        turn = int(row.get("left_at", 0))
        return Address(str(row["address"]), str(row["language"]), until, turn)

    def end(self, submission: str, address: Address, until: datetime) -> None:
        ended = replace(address, until=until)
        with suppress(Conflict):
            self._table.put(
                Item=_row(submission, ended),
                # Taken away since it was read? Then it must not come back.
                ConditionExpression=f"address = :same AND ({_UP_TO})",
                ExpressionAttributeValues={":same": address.address, ":turn": address.turn},
            )

    def erase(self, submission: str, turn: int) -> None:
        with suppress(Conflict):
            self._table.delete(
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
