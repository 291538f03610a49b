"""Rows as a CSV file that a spreadsheet opens without running anything. It knows no meaning."""

import csv
import io
from collections.abc import Iterable, Sequence

__all__ = ["cell", "written"]

# With these a cell begins that a spreadsheet takes for a formula; after blanks as well.
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def cell(value: object) -> str:
    """As it is written; what could be a formula gets the mark that says that it is text."""
    if isinstance(value, int | float):
        return str(value)
    text = str(value if value is not None else "").replace("\0", "")
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULAS) else text


def written(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The file; with a mark at its start by which spreadsheets know the letters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return f"\ufeff{out.getvalue()}"
