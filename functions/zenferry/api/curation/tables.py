"""Tables to be opened by a spreadsheet, which is given no formula to run. It knows no columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from flask import Response, json, request

from zenferry.spreadsheet import written

__all__ = ["csv_answer", "fitting", "followed_by"]

Item = TypeVar("Item")

# A function answers 6 MB at most, and what is added last may be large, too.
FULL = 3 * 10**6


def fitting(items: Iterable[Item], told: Callable[[Item], object]) -> tuple[list[Item], bool]:
    """As many of them as one answer takes, told so, and whether there are more."""
    found: list[Item] = []
    size = 0
    for item in items:
        if size > FULL:
            return found, True
        found.append(item)
        size += len(json.dumps(told(item)))
    return found, False


def csv_answer(
    columns: Sequence[str], rows: Iterable[Mapping[str, object]], name: str, further: str | None
) -> Response:
    """These rows; their columns' names only where nothing comes before them."""
    header = () if request.args.get("before") else columns
    text = written(header, ([row.get(column) for column in columns] for row in rows))
    answer = Response(text, content_type="text/csv; charset=utf-8")
    return followed_by(answer, name, further)


def followed_by(answer: Response, name: str, further: str | None) -> Response:
    """To be saved as a file of this name; with the address of what comes after it, if anything."""
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if further:
        asked = {"state": request.args.get("state", ""), "before": further}
        query = urlencode({key: value for key, value in asked.items() if value})
        answer.headers["Link"] = f'<{request.path}?{query}>; rel="next"'
    return answer
