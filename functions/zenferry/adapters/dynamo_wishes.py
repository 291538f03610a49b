"""Wishes in the table: V#<id>, in the index `shelf` while there is something to do about them.

The address stands beside the summary, which the index holds a copy of: lists never show it.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zenferry.access import Invitation
from zenferry.adapters.dynamo_invitations import invitation_puts, revoking_unused
from zenferry.adapters.dynamo_log import log_put
from zenferry.adapters.kept import basis_of
from zenferry.adapters.rows import Row, key_of
from zenferry.adapters.shelf import shelf_page
from zenferry.adapters.table import ABSENT, CROSSED, FAILED, Reasons, Rows
from zenferry.curation.log import LogEntry
from zenferry.errors import Absent, Conflict, NotNow, ZenferryError
from zenferry.moment import sortable
from zenferry.pages import Page
from zenferry.versions.wishes import Answer, Wish

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoWishes"]

_SHELF = "V"


class DynamoWishes:
    """Rows of one table, and an index of it."""

    def __init__(self, table: "Table") -> None:
        self._table = Rows(table)

    def add(self, wish: Wish) -> None:
        # Where it is there, its answer was lost, and it was sent again.
        with suppress(Conflict):
            self._table.put(Item=_row(wish), ConditionExpression=ABSENT)

    def get(self, wish: str) -> Wish:
        row = self._table.get(key_of("V", wish))
        if row is None:
            raise Absent("unknown_wish")
        return _wish(row)

    def change(
        self,
        old: Wish,
        new: Wish,
        entries: Sequence[LogEntry] = (),
        invitation: Invitation | None = None,
    ) -> None:
        items = [{"Put": {"Item": _row(new), **_as_it_was(old)}}]
        if invitation:
            items += ({"Put": put} for put in invitation_puts(invitation))
            if old.invitation:
                items.append({"Update": revoking_unused(old.invitation, invitation.created)})
        items += ({"Put": log_put(entry)} for entry in entries)
        self._table.write(items, _answered)

    def listed(self, most: int, before: str = "") -> Page[Wish]:
        page = shelf_page(self._table, _SHELF, most, before)
        return Page(tuple(_wish(row) for row in page.items), page.next)


def _answered(reasons: Reasons) -> ZenferryError | None:
    if FAILED in reasons:
        return Conflict("wish_answered")
    return NotNow("busy", retry_after=1) if CROSSED in reasons else None


def _row(wish: Wish) -> Row:
    told = {
        "basis": asdict(wish.basis),
        "words": wish.words,
        "language": wish.language,
        "until": sortable(wish.until),
        # Where something is still to be done about an answered one, lists tell by whom.
        **({"answer": str(wish.answer), "by": wish.by} if wish.by else {}),
    }
    row: Row = {
        **key_of("V", wish.id),
        "answer": str(wish.answer),
        "summary": json.dumps(told, ensure_ascii=False, separators=(",", ":")),
        "asked": sortable(wish.at),
        "ttl": int(wish.until.timestamp()),
    }
    if wish.listed:
        row |= {"shelf": _SHELF, "shelved": sortable(wish.at)}
    own = {"email": wish.email, "invitation": wish.invitation}
    return row | {name: value for name, value in own.items() if value}


def _as_it_was(wish: Wish) -> dict[str, Any]:
    """Answered so, with this invitation, and not otherwise since it was read."""
    values = {":answer": str(wish.answer)}
    if not wish.invitation:
        condition = "answer = :answer AND attribute_not_exists(invitation)"
        return {"ConditionExpression": condition, "ExpressionAttributeValues": values}
    return {
        "ConditionExpression": "answer = :answer AND invitation = :invitation",
        "ExpressionAttributeValues": values | {":invitation": wish.invitation},
    }


def _wish(row: Mapping[str, Any]) -> Wish:
    told = json.loads(row["summary"])
    return Wish(
        id=str(row["pk"]).removeprefix("V#"),
        basis=basis_of(told["basis"]),
        words=told["words"],
        language=told["language"],
        at=datetime.fromisoformat(row.get("shelved") or row["asked"]),
        until=datetime.fromisoformat(told["until"]),
        email=row.get("email", ""),
        answer=Answer(row.get("answer") or told.get("answer", Answer.NONE)),
        by=told.get("by", ""),
        invitation=row.get("invitation", ""),
        listed="shelf" in row,
    )
