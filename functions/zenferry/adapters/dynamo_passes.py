"""Links and sessions of curators in the table, by the hashes of their secrets; gone by themselves.

It does not know who is a curator.
"""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zenferry.adapters.aws_errors import translated
from zenferry.adapters.dynamo_log import log_put
from zenferry.adapters.rows import Row, key_of
from zenferry.adapters.table import ABSENT, row_of, unless_changed, unless_first_changed
from zenferry.curation.entrance import Pass, PassKind
from zenferry.curation.log import LogEntry
from zenferry.errors import Absent, Conflict
from zenferry.moment import sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoPasses"]


class DynamoPasses:
    """Rows of one table."""

    def __init__(self, table: "Table") -> None:
        # The table's client, not the table: that is not for several threads at once.
        self._client, self._name = table.meta.client, table.name

    def add(self, new: Pass) -> None:
        # Nobody else has this secret: a row that is there was written by us, and the answer lost.
        with translated(), suppress(Conflict), unless_changed():
            self._client.put_item(TableName=self._name, Item=_row(new), ConditionExpression=ABSENT)

    def get(self, hash_: str) -> Pass:
        with translated():
            found = row_of(self._client, self._name, key_of("D", hash_))
        if found is None:
            raise Absent("unknown_pass")
        return _pass(found)

    def use(self, hash_: str, session: Pass, entry: LogEntry) -> None:
        used = {
            "Key": key_of("D", hash_),
            "UpdateExpression": "SET used_by = :by",
            "ConditionExpression": "kind = :kind AND attribute_not_exists(used_by)",
            "ExpressionAttributeValues": {":kind": PassKind.LINK, ":by": session.hash},
        }
        # The client gives all tries of one transaction one token: it is done once.
        items: list[Any] = [
            {"Update": {"TableName": self._name, **used}},
            {"Put": {"TableName": self._name, "Item": _row(session)}},
            {"Put": {"TableName": self._name, **log_put(entry)}},
        ]
        try:
            with translated(), unless_first_changed("unknown_pass"):
                self._client.transact_write_items(TransactItems=items)
        except Conflict as error:
            raise Absent("unknown_pass") from error

    def end(self, hash_: str) -> Pass:
        with translated():
            try:
                with unless_changed():
                    found = self._client.delete_item(
                        TableName=self._name,
                        Key=key_of("D", hash_),
                        ReturnValues="ALL_OLD",
                        ConditionExpression="kind = :kind",
                        ExpressionAttributeValues={":kind": PassKind.SESSION},
                    )
            except Conflict as error:
                raise Absent("unknown_pass") from error
        return _pass(found["Attributes"])


def _row(new: Pass) -> Row:
    return {
        **key_of("D", new.hash),
        "kind": new.kind,
        "curator": new.curator,
        "ends": sortable(new.ends),
        "ttl": int(new.ends.timestamp()),
    }


def _pass(row: Any) -> Pass:
    return Pass(
        str(row["pk"]).removeprefix("D#"),
        PassKind(row["kind"]),
        row["curator"],
        datetime.fromisoformat(row["ends"]),
    )
