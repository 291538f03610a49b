"""Sign-ins under way, and who uses an account's tokens, as rows of the table.

O#<hash>      O     a sign-in, forgotten by the table soon after it ends
K#@<hash>     U     the deposits that use the tokens sealed beside it
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from zenferry.accounts.sign_in import SignIn
from zenferry.adapters.rows import Row, key_of
from zenferry.adapters.table import ABSENT, Rows
from zenferry.errors import Absent, Conflict
from zenferry.moment import sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoSignIns", "DynamoUsers"]

# The table forgets when it comes to it; who looks meanwhile goes by the time itself.
_KEPT_LONGER = timedelta(minutes=10)


class DynamoSignIns:
    """Rows of the table of submissions."""

    def __init__(self, table: "Table") -> None:
        self._table = Rows(table)

    def add(self, sign_in: SignIn) -> None:
        row = {
            **key_of("O", sign_in.state),
            "secret": sign_in.secret,
            "submission": sign_in.submission,
            "repository": sign_in.repository,
            "ends": sortable(sign_in.ends),
            "ttl": int((sign_in.ends + _KEPT_LONGER).timestamp()),
        }
        self._table.put(Item=row, ConditionExpression=ABSENT)

    def get(self, state: str) -> SignIn:
        row = self._table.get(key_of("O", state))
        if not row:
            raise Absent("unknown_sign_in")
        return SignIn(
            state,
            row["secret"],
            row["submission"],
            row["repository"],
            datetime.fromisoformat(row["ends"]),
            datetime.fromisoformat(row["used"]) if "used" in row else None,
        )

    def use(self, state: str, at: datetime) -> None:
        self._table.update(
            Key=key_of("O", state),
            UpdateExpression="SET used = :at",
            ConditionExpression="attribute_exists(pk) AND attribute_not_exists(used)",
            ExpressionAttributeValues={":at": sortable(at)},
        )


class DynamoUsers:
    """One row an account. The set of its deposits is written without being read."""

    def __init__(self, table: "Table") -> None:
        self._table = Rows(table)

    def join(self, account: str, submission: str, until: datetime) -> None:
        self._update(
            account,
            UpdateExpression="ADD used_by :one SET #ttl = :until",
            ExpressionAttributeNames={"#ttl": "ttl"},
            ExpressionAttributeValues={":one": {submission}, ":until": int(until.timestamp())},
        )

    def leave(self, account: str, submission: str) -> bool:
        try:
            found = self._update(
                account,
                UpdateExpression="DELETE used_by :one",
                ConditionExpression="contains(used_by, :name)",
                ExpressionAttributeValues={":one": {submission}, ":name": submission},
            )
        except Conflict:
            # It has left before.
            found = self._table.get(key_of("K", account, "U")) or {}
        return not found.get("used_by")

    def claim(self, account: str, now: datetime, until: datetime) -> None:
        self._update(
            account,
            UpdateExpression="SET refreshing = :until",
            ConditionExpression="attribute_not_exists(refreshing) OR refreshing < :now",
            ExpressionAttributeValues={":until": sortable(until), ":now": sortable(now)},
        )

    def release(self, account: str) -> None:
        self._update(account, UpdateExpression="REMOVE refreshing")

    def _update(self, account: str, **update: Any) -> Row:
        return self._table.update(Key=key_of("K", account, "U"), ReturnValues="ALL_NEW", **update)
