"""Links and sessions of curators in the table, by the hashes of their secrets; gone by themselves.

It does not know who is a curator.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from zenferry.adapters.aws_errors import translated
from zenferry.adapters.rows import Row, key_of, seconds
from zenferry.adapters.table import ABSENT, row_of, unless_changed
from zenferry.curation.entrance import Pass, PassKind
from zenferry.errors import Absent, Conflict

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoPasses"]

# Kept for so long after the hour that was counted.
_COUNTED_FOR = timedelta(hours=2)


class DynamoPasses:
    """Rows of one table."""

    def __init__(self, table: "Table") -> None:
        # The table's client, not the table: that is not for several threads at once.
        self._client, self._name = table.meta.client, table.name

    def add(self, new: Pass) -> None:
        row: Row = {
            **key_of("D", new.hash),
            "kind": new.kind,
            "curator": new.curator,
            "ends": seconds(new.ends),
            "ttl": int(new.ends.timestamp()),
        }
        with translated():
            self._client.put_item(TableName=self._name, Item=row, ConditionExpression=ABSENT)

    def get(self, hash_: str) -> Pass:
        with translated():
            found = row_of(self._client, self._name, key_of("D", hash_))
        if found is None:
            raise Absent("unknown_pass")
        return _pass(found)

    def take(self, hash_: str, kind: PassKind) -> Pass:
        with translated():
            try:
                with unless_changed():
                    answer = self._client.delete_item(
                        TableName=self._name,
                        Key=key_of("D", hash_),
                        ConditionExpression="kind = :kind",
                        ExpressionAttributeValues={":kind": kind},
                        ReturnValues="ALL_OLD",
                    )
            except Conflict as error:
                raise Absent("unknown_pass") from error
        return _pass(answer["Attributes"])

    def counted(self, curator: str, hour: datetime, most: int) -> bool:
        with translated():
            try:
                with unless_changed():
                    self._client.update_item(
                        TableName=self._name,
                        Key=key_of("D", f"links-{curator}", seconds(hour)),
                        UpdateExpression="ADD links :one SET #ttl = :ttl",
                        ConditionExpression="attribute_not_exists(links) OR links < :most",
                        ExpressionAttributeNames={"#ttl": "ttl"},
                        ExpressionAttributeValues={
                            ":one": 1,
                            ":most": most,
                            ":ttl": int((hour + _COUNTED_FOR).timestamp()),
                        },
                    )
            except Conflict:
                return False
        return True


def _pass(row: Any) -> Pass:
    return Pass(
        str(row["pk"]).removeprefix("D#"),
        PassKind(row["kind"]),
        row["curator"],
        datetime.fromisoformat(row["ends"]),
    )
