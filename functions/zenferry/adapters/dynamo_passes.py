"""Links and sessions of curators in the table, by the hashes of their secrets; gone by themselves.

It does not know who is a curator.
"""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zenferry.adapters.dynamo_log import log_put
from zenferry.adapters.rows import Row, key_of
from zenferry.adapters.table import ABSENT, Rows, first_changed
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
        self._table = Rows(table)

    def add(self, new: Pass) -> None:
        # Nobody else has this secret: a row that is there was written by us, and the answer lost.
        with suppress(Conflict):
            self._table.put(Item=_row(new), ConditionExpression=ABSENT)

    def get(self, hash_: str) -> Pass:
        found = self._table.get(key_of("D", hash_))
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
        items: list[dict[str, Row]] = [
            {"Update": used},
            {"Put": {"Item": _row(session)}},
            {"Put": log_put(entry)},
        ]
        try:
            self._table.write(items, first_changed("unknown_pass"))
        except Conflict as error:
            raise Absent("unknown_pass") from error

    def end(self, hash_: str) -> Pass:
        try:
            found = self._table.delete(
                Key=key_of("D", hash_),
                ReturnValues="ALL_OLD",
                ConditionExpression="kind = :kind",
                ExpressionAttributeValues={":kind": PassKind.SESSION},
            )
        except Conflict as error:
            raise Absent("unknown_pass") from error
        return _pass(found)


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
