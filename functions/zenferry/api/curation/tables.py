"""Tables to be opened by a spreadsheet, which is given no formula to run. It knows no columns."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from flask import Response, request

from zenferry.spreadsheet import cell

__all__ = ["FULL", "csv_answer", "followed_by"]

# A function answers 6 MB at most, and what is added last may be large, too.
FULL = 3 * 10**6


def csv_answer(
    columns: Sequence[str], rows: Iterable[Mapping[str, object]], name: str, further: str | None
) -> Response:
    """These rows; their columns' names only where nothing comes before them."""
    first = not request.args.get("before")
    out = io.StringIO()
    writer = csv.writer(out)
    if first:
        writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in columns])
    # The mark tells a spreadsheet that it is Unicode.
    text = ("\ufeff" if first else "") + out.getvalue()
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
