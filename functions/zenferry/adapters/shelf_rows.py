"""What a row shows in the index `shelf`, and the index read a page at a time. It knows no kind.

shelf       what            shelved
S#<state>   a deposit       when it was created
I           an invitation   likewise
E           a record        when it was published
"""

import base64
import binascii
import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from zenferry.adapters.aws_errors import translated
from zenferry.adapters.rows import Row
from zenferry.errors import Malformed

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["ShelfIndex", "position"]

_INDEX = "shelf"
_KEYS = ("shelf", "shelved", "pk", "sk")
_LONGEST_CURSOR = 1000


class ShelfIndex:
    """One index of one table."""

    def __init__(self, table: "Table") -> None:
        # The table's client, not the table: that is not for several threads at once.
        self._client, self._name = table.meta.client, table.name

    def page(
        self, shelves: Sequence[str], most: int, after: str = ""
    ) -> tuple[list[Row], str | None]:
        """At most so many rows of these shelves, in their order, the newest of each first.

        With them where the next page begins, if there may be one. Malformed: no such page.
        """
        start = _read(after, shelves) if after else None
        left = list(shelves[shelves.index(start["shelf"]) :] if start else shelves)
        rows: list[Row] = []
        while left and len(rows) < most:
            page = self._queried(left[0], most - len(rows), start)
            rows += page["Items"]
            start = page.get("LastEvaluatedKey")
            if not start:
                left.pop(0)
        return rows, position(start or {"shelf": left[0]}) if left else None

    def _queried(self, shelf: str, most: int, start: Row | None) -> Any:
        query: dict[str, Any] = {
            "IndexName": _INDEX,
            "KeyConditionExpression": "shelf = :shelf",
            "ExpressionAttributeValues": {":shelf": shelf},
            "ScanIndexForward": False,
            "Limit": most,
        }
        # A shelf that was not begun yet has no row to go on from.
        if start and "pk" in start:
            query["ExclusiveStartKey"] = {key: start[key] for key in _KEYS}
        with translated():
            return self._client.query(TableName=self._name, **query)


def position(start: Row) -> str:
    """Where a page begins that begins after this row, or with this shelf."""
    text = json.dumps([start[key] for key in _KEYS if key in start], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(after: str, shelves: Sequence[str]) -> Row:
    """As it was written; whatever else was sent is told from it by its form."""
    try:
        padded = after + "=" * (-len(after) % 4)
        values: Any = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise Malformed("no_such_page") from error
    if len(after) > _LONGEST_CURSOR or not _is_start(values) or values[0] not in shelves:
        raise Malformed("no_such_page")
    return dict(zip(_KEYS, values, strict=False))


def _is_start(values: object) -> bool:
    return (
        isinstance(values, list)
        and len(values) in {1, len(_KEYS)}
        and all(isinstance(v, str) and re.fullmatch(r"[ -~]{1,300}", v) for v in values)
    )
