"""Invitations in a DynamoDB table. What is left is counted down, never below nothing.

What the rows look like stands in invitation_rows.py.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from zenferry.access import Invitation, Spend, id_of
from zenferry.adapters.aws_errors import translated
from zenferry.adapters.invitation_rows import (
    SHELF,
    address_key,
    address_row,
    addressed,
    invitation_of,
    invitation_row,
    older_invitation,
    was_sent,
)
from zenferry.adapters.rows import Row, key_of, seconds
from zenferry.adapters.shelf import shelf_page
from zenferry.adapters.table import ABSENT, unless_changed
from zenferry.errors import Absent, Conflict
from zenferry.pages import Page

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoInvitations", "spending"]

# What DynamoDB reads in one batch.
_BATCH = 100


class DynamoInvitations:
    """Rows of one table, and an index of it."""

    def __init__(self, table: "Table") -> None:
        # The table's client, not the table: that is not for several threads at once.
        self._client, self._name = table.meta.client, table.name

    def add(self, invitation: Invitation) -> None:
        rows = [{"Item": invitation_row(invitation), "ConditionExpression": ABSENT}]
        if invitation.to:
            rows.append({"Item": address_row(invitation)})
        items: list[Any] = [{"Put": {"TableName": self._name, **row}} for row in rows]
        with translated(), _unless_there():
            self._client.transact_write_items(TransactItems=items)

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
        to = addressed(rows["A"]) if "A" in rows else {}
        return replace(invitation_of(rows["I"]), **to)

    def _rows(self, id_: str) -> dict[Any, Row]:
        with translated():
            page = self._client.query(
                TableName=self._name,
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

    def revoke(self, id_: str, at: datetime) -> Invitation:
        with translated():
            try:
                with unless_changed():
                    self._client.update_item(
                        TableName=self._name,
                        Key=key_of("I", id_),
                        UpdateExpression="SET revoked = if_not_exists(revoked, :at)",
                        ConditionExpression="attribute_exists(pk)",
                        ExpressionAttributeValues={":at": seconds(at)},
                    )
            except Conflict as error:
                raise Absent("unknown_invitation") from error
        return self.known(id_)

    def listed(self, most: int, before: str = "") -> Page[Invitation]:
        with translated():
            page = shelf_page(self._client, self._name, SHELF, most, before)
            found = [invitation_of(row) for row in page.items]
            sent = [each.id for each, row in zip(found, page.items, strict=True) if was_sent(row)]
            to = {row["pk"]: addressed(row) for row in self._addresses(sent)}
        kept = (replace(each, **to.get(key_of("I", each.id)["pk"], {})) for each in found)
        return Page(tuple(kept), page.next)

    def _addresses(self, ids: Sequence[str]) -> Iterator[Row]:
        for start in range(0, len(ids), _BATCH):
            wanted: dict[str, Any] = {
                self._name: {"Keys": [address_key(id_) for id_ in ids[start : start + _BATCH]]}
            }
            while wanted:
                answer = self._client.batch_get_item(RequestItems=wanted)
                yield from answer["Responses"].get(self._name, [])
                wanted = dict(answer.get("UnprocessedKeys", {}))


@contextmanager
def _unless_there() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        reasons = [r.get("Code") for r in error.response.get("CancellationReasons", [])]
        if "ConditionalCheckFailed" not in reasons[:1]:
            raise
        raise Conflict("id_taken") from error


def spending(spend: Spend) -> dict[str, Any]:
    """The update that spends, on the condition that there is so much, and that it still gives."""
    amounts = {"deposits": spend.deposits, "files": spend.files, "bytes": spend.bytes}
    conditions = [f"left_{n} >= :{n}" for n in amounts]
    values: Row = {f":{n}": amount for n, amount in amounts.items()}
    if spend.takes:
        conditions.append("attribute_not_exists(revoked)")
    if spend.deposits > 0:
        conditions.append("expires > :at")
        values[":at"] = seconds(spend.at)
    return {
        "Key": key_of("I", id_of(spend.invitation)),
        "UpdateExpression": "SET " + ", ".join(f"left_{n} = left_{n} - :{n}" for n in amounts),
        "ConditionExpression": " AND ".join(conditions),
        "ExpressionAttributeValues": values,
    }
