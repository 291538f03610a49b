"""Lines of deposits in the index `shelf`, one shelf for each state, read one after the other."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from zenferry.adapters.kept import made_of
from zenferry.adapters.shelf import place_of, shelf_page
from zenferry.adapters.table import Rows
from zenferry.curation.overview import Line
from zenferry.errors import Malformed
from zenferry.pages import Page
from zenferry.state import State

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["DynamoShelf"]


class DynamoShelf:
    """The index of one table."""

    def __init__(self, table: "Table") -> None:
        self._table = Rows(table)

    def page(self, states: Sequence[State], most: int, after: str = "") -> Page[Line]:
        named, _, before = after.partition(".")
        left = _from(states, named)
        lines: list[Line] = []
        while left and len(lines) < most:
            shelf = f"S#{left[0]}"
            found = shelf_page(self._table, shelf, most - len(lines), before)
            lines += [_line(row) for row in found.items]
            before = found.next
            if not before:
                left.pop(0)
        return Page(tuple(lines), f"{left[0]}.{before}" if left else "")


def _from(states: Sequence[State], named: str) -> list[State]:
    """These states, from the one that a page ended in."""
    if not named:
        return list(states)
    for n, state in enumerate(states):
        if state == named:
            return list(states[n:])
    raise Malformed("cursor")


def _line(row: Any) -> Line:
    summary = json.loads(row["summary"])
    times = {name: datetime.fromtimestamp(summary[name], UTC) for name in ("changed", "expires")}
    state = State(str(row["shelf"]).removeprefix("S#"))
    return made_of(
        Line,
        summary,
        id=str(row["pk"]).removeprefix("S#"),
        state=state,
        created=datetime.fromisoformat(row["shelved"]),
        position=f"{state}.{place_of(row)}",
        **times,
    )
