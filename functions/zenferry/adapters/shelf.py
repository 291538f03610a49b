"""The index of what curators see in lists: read newest first, a page at a time.

It does not know what lies on a shelf.
"""

import re
from typing import Any

from zenferry.adapters.rows import Row
from zenferry.adapters.table import Rows
from zenferry.pages import MOST_A_PAGE, Page, cursor_of, position_of

__all__ = ["place_of", "shelf_page"]

_PLACE = re.compile(r"([\dT:.+-]{10,40})~([A-Z]#[^~]{1,200})~([^~]{1,200})")


def shelf_page(rows: Rows, shelf: str, most: int, before: str) -> Page[Row]:
    """Rows as the index holds them; the cursor is opaque to whoever asks."""
    query: dict[str, Any] = {"ExclusiveStartKey": _start(shelf, before)} if before else {}
    page = rows.query(
        IndexName="shelf",
        KeyConditionExpression="shelf = :shelf",
        ExpressionAttributeValues={":shelf": shelf},
        ScanIndexForward=False,
        Limit=min(most, MOST_A_PAGE),
        **query,
    )
    last = page.get("LastEvaluatedKey")
    return Page(tuple(page["Items"]), place_of(last) if last else "")


def place_of(last: Row) -> str:
    """How to ask for what follows this row."""
    return cursor_of(f"{last['shelved']}~{last['pk']}~{last['sk']}")


def _start(shelf: str, cursor: str) -> Row:
    found = position_of(cursor, _PLACE)
    return dict(zip(("shelved", "pk", "sk"), found.groups(), strict=True), shelf=shelf)
