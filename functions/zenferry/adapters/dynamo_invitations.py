"""Invitations in a DynamoDB table. What is left is counted down, never below nothing.

What the rows look like stands in invitation_rows.py.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zenferry.access import Invitation, Spend, id_of
from zenferry.adapters.aws_errors import translated
from zenferry.adapters.dynamo_log import log_put
from zenferry.adapters.invitation_rows import (
    SHELF,
    has_private,
    invitation_of,
    invitation_row,
    older_invitation,
    private_key,
    private_of,
    private_row,
)
from zenferry.adapters.rows import Row, key_of
from zenferry.adapters.shelf import shelf_page
from zenferry.adapters.table import ABSENT, Rows, first_changed
from zenferry.curation.log import LogEntry
from zenferry.errors import Absent, Conflict, NotNow
from zenferry.moment import sortable
from zenferry.pages import Page

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoInvitations", "invitation_puts", "revoking_unused", "spending"]

# What DynamoDB reads in one batch.
_BATCH = 100
# Seconds between two tries of one.
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)


class DynamoInvitations:
    """Rows of one table, and an index of it."""

    def __init__(self, table: "Table", sleep: Callable[[float], None] = time.sleep) -> None:
        self._table = Rows(table)
        self._sleep = sleep

    def add(self, invitation: Invitation, entry: LogEntry | None = None) -> None:
        puts = [*invitation_puts(invitation), *([log_put(entry)] if entry else [])]
        self._table.write([{"Put": put} for put in puts], first_changed("id_taken"))

    def get(self, hash_: str) -> Invitation:
        try:
            found = self.known(id_of(hash_))
        except Absent:
            found = self._renewed(hash_)
        if found.hash != hash_:
            raise Absent("unknown_invitation")
        return found

    def known(self, id_: str) -> Invitation:
        rows = self._rows(id_)
        if "I" not in rows:
            raise Absent("unknown_invitation")
        apart = private_of(rows["A"]) if "A" in rows else {}
        return replace(invitation_of(rows["I"]), **apart)

    def _rows(self, id_: str) -> dict[Any, Row]:
        page = self._table.query(
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": key_of("I", id_)["pk"]},
            ConsistentRead=True,
        )
        return {row["sk"]: row for row in page["Items"]}

    def _renewed(self, hash_: str) -> Invitation:
        """One that was made when they lay under their whole hashes: kept as they are now."""
        rows = self._rows(hash_)
        if "I" not in rows:
            raise Absent("unknown_invitation")
        with suppress(Conflict):
            # Else somebody else did it a moment ago.
            self.add(older_invitation(rows["I"]))
        return self.known(id_of(hash_))

    def revoke(self, id_: str, at: datetime, entry: LogEntry | None = None) -> Invitation:
        update = {
            "Key": key_of("I", id_),
            "UpdateExpression": "SET revoked = :at",
            "ConditionExpression": "attribute_exists(pk) AND attribute_not_exists(revoked)",
            "ExpressionAttributeValues": {":at": sortable(at)},
        }
        items = [{"Update": update}, *([{"Put": log_put(entry)}] if entry else [])]
        # Revoked before, it stays so; where there is none, that is found out now.
        with suppress(Conflict):
            self._table.write(items, first_changed("revoked"))
        return self.known(id_)

    def listed(self, most: int, before: str = "") -> Page[Invitation]:
        page = shelf_page(self._table, SHELF, most, before)
        found = [invitation_of(row) for row in page.items]
        some = [e.id for e, row in zip(found, page.items, strict=True) if has_private(row)]
        apart = {row["pk"]: private_of(row) for row in self._private(some)}
        kept = (replace(each, **apart.get(key_of("I", each.id)["pk"], {})) for each in found)
        return Page(tuple(kept), page.next)

    def _private(self, ids: Sequence[str]) -> Iterator[Row]:
        for start in range(0, len(ids), _BATCH):
            keys = [private_key(id_) for id_ in ids[start : start + _BATCH]]
            yield from self._batch({self._table.name: {"Keys": keys}})

    def _batch(self, wanted: dict[str, Any]) -> Iterator[Row]:
        """What DynamoDB was too busy for is asked for again, a little later each time."""
        for pause in _PAUSES:
            with translated():
                answer = self._table.client.batch_get_item(RequestItems=wanted)
            yield from answer["Responses"].get(self._table.name, [])
            wanted = dict(answer.get("UnprocessedKeys", {}))
            if not wanted:
                return
            self._sleep(pause)
        raise NotNow("busy", retry_after=1)


def invitation_puts(invitation: Invitation) -> list[dict[str, Any]]:
    """The puts of a new one: its row, and that of what is erased some day."""
    puts: list[dict[str, Any]] = [
        {"Item": invitation_row(invitation), "ConditionExpression": ABSENT}
    ]
    own = private_row(invitation)
    return [*puts, {"Item": own}] if own else puts


def revoking_unused(id_: str, at: datetime | None) -> dict[str, Any]:
    """The update that ends one, on the condition that nobody opened anything by it."""
    return {
        "Key": key_of("I", id_),
        "UpdateExpression": "SET revoked = if_not_exists(revoked, :at)",
        "ConditionExpression": "left_deposits >= :all",
        "ExpressionAttributeValues": {":at": sortable(at) if at else "", ":all": 1},
    }


def spending(spend: Spend) -> dict[str, Any]:
    """The update that spends, on the condition that there is so much, and that it still gives."""
    amounts = {"deposits": spend.deposits, "files": spend.files, "bytes": spend.bytes}
    conditions = [f"left_{n} >= :{n}" for n in amounts]
    values: Row = {f":{n}": amount for n, amount in amounts.items()}
    if spend.takes:
        conditions.append("attribute_not_exists(revoked)")
    if spend.deposits > 0:
        conditions.append("expires > :at")
        values[":at"] = sortable(spend.at)
    return {
        "Key": key_of("I", id_of(spend.invitation)),
        "UpdateExpression": "SET " + ", ".join(f"left_{n} = left_{n} - :{n}" for n in amounts),
        "ConditionExpression": " AND ".join(conditions),
        "ExpressionAttributeValues": values,
    }
