"""Lines of deposits in the index `shelf`: what of a deposit is copied there, and how it is read."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from zenferry.adapters.shelf_rows import ShelfIndex, position
from zenferry.overview import Line, Lines
from zenferry.submission import State

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoShelf"]


class DynamoShelf:
    """The index of one table."""

    def __init__(self, table: "Table") -> None:
        self._index = ShelfIndex(table)

    def page(self, states: Sequence[State], most: int, after: str = "") -> Lines:
        rows, further = self._index.page([f"S#{state}" for state in states], most, after)
        return Lines([_line(row) for row in rows], further)


def _line(row: Any) -> Line:
    summary = json.loads(row["summary"])
    return Line(
        id=str(row["pk"]).removeprefix("S#"),
        state=State(str(row["shelf"]).removeprefix("S#")),
        created=datetime.fromisoformat(row["shelved"]),
        position=position(row),
        **summary
        | {name: datetime.fromtimestamp(summary[name], UTC) for name in ("changed", "expires")},
    )
