"""Wishes in the table: V#<id>, in the index `shelf` while nobody answered; the table forgets them.

The address stands beside the summary, which the index holds a copy of: lists never show it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zenferry.adapters.aws_errors import translated
from zenferry.adapters.kept import basis_of
from zenferry.adapters.rows import Row, key_of, seconds
from zenferry.adapters.shelf import shelf_page
from zenferry.adapters.table import ABSENT, row_of, unless_changed
from zenferry.errors import Absent, Conflict
from zenferry.pages import Page
from zenferry.versions.wishes import Answer, Wish

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoWishes"]

_SHELF = "V"


class DynamoWishes:
    """Rows of one table, and an index of it."""

    def __init__(self, table: "Table") -> None:
        # The table's client, not the table: that is not for several threads at once.
        self._client, self._name = table.meta.client, table.name

    def add(self, wish: Wish) -> None:
        with translated():
            try:
                with unless_changed():
                    self._client.put_item(
                        TableName=self._name, Item=_row(wish), ConditionExpression=ABSENT
                    )
            except Conflict:
                # Its answer was lost, and it was sent again.
                return

    def get(self, wish: str) -> Wish:
        with translated():
            row = row_of(self._client, self._name, key_of("V", wish))
        if row is None:
            raise Absent("unknown_wish")
        return _wish(row)

    def answer(self, wish: Wish, answer: Answer) -> None:
        row = _row(wish) | {"answer": str(answer)}
        for name in ("shelf", "shelved", "email"):
            row.pop(name, None)
        with translated():
            try:
                with unless_changed():
                    self._client.put_item(
                        TableName=self._name,
                        Item=row,
                        ConditionExpression="answer = :none",
                        ExpressionAttributeValues={":none": str(Answer.NONE)},
                    )
            except Conflict as error:
                raise Conflict("wish_answered") from error

    def listed(self, most: int, before: str = "") -> Page[Wish]:
        with translated():
            page = shelf_page(self._client, self._name, _SHELF, most, before)
        return Page(tuple(_wish(row) for row in page.items), page.next)


def _row(wish: Wish) -> Row:
    told = {
        "basis": asdict(wish.basis),
        "words": wish.words,
        "language": wish.language,
        "until": seconds(wish.until),
    }
    row = {
        **key_of("V", wish.id),
        "answer": str(wish.answer),
        "summary": json.dumps(told, ensure_ascii=False, separators=(",", ":")),
        "shelf": _SHELF,
        "shelved": seconds(wish.at),
        "asked": seconds(wish.at),
        "ttl": int(wish.until.timestamp()),
    }
    return row | ({"email": wish.email} if wish.email else {})


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
        # What stands on the shelf has no other.
        answer=Answer(row.get("answer", Answer.NONE)),
    )
