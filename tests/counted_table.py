"""A table in memory for a great many rows, which counts what is read of it. It is asked, not told.

It answers the queries of the desk as DynamoDB does, in milliseconds where moto takes minutes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

Row = dict[str, Any]

__all__ = ["CountedTable"]


class CountedTable:
    """Rows by their keys, and the index `shelf`."""

    name = "counted"

    def __init__(self, rows: Iterable[Row]) -> None:
        self.queries = self.items = 0
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._shelves: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self._rows[row["pk"]].append(row)
            self._shelves[row["shelf"]].append(row)
        for shelf in self._shelves.values():
            shelf.sort(key=_place, reverse=True)

    def shelved(self, number: int) -> list[Row]:
        """The first rows of the fullest shelf, as the index holds them."""
        return max(self._shelves.values(), key=len)[:number]

    @property
    def meta(self) -> SimpleNamespace:
        """As boto3's resource has it."""
        return SimpleNamespace(client=self)

    def query(self, *, ExpressionAttributeValues: Row, **asked: Any) -> Row:  # noqa: N803
        """The three there are: a shelf, a partition, one row."""
        values = ExpressionAttributeValues
        if asked.get("IndexName") == "shelf":
            return self._answered(self._shelf(values[":shelf"], asked), asked["Limit"])
        rows = self._rows[values[":pk"]]
        return self._answered([r for r in rows if r["sk"] == values.get(":sk", r["sk"])], None)

    def _shelf(self, shelf: str, asked: Row) -> list[Row]:
        rows, after = self._shelves[shelf], asked.get("ExclusiveStartKey")
        assert asked["ScanIndexForward"] is False
        if not after:
            return rows
        # The newest comes first: bisect knows only the other way round.
        ascending = rows[::-1]
        return ascending[: bisect_left(ascending, _place(after), key=_place)][::-1]

    def _answered(self, rows: list[Row], limit: int | None) -> Row:
        some = rows[:limit]
        self.queries += 1
        self.items += len(some)
        answer: Row = {"Items": some, "ScannedCount": len(some)}
        # As there: where the limit was reached, nobody looked whether that was all.
        if limit and len(some) == limit:
            answer["LastEvaluatedKey"] = {k: some[-1][k] for k in ("shelf", "shelved", "pk", "sk")}
        return answer


def _place(row: Row) -> tuple[str, str]:
    return row["shelved"], row["pk"]
