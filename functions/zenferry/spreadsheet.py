"""Rows as a CSV file that a spreadsheet opens without running anything. It knows no meaning."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

__all__ = ["FORMULA_SIGNS", "cell", "written"]

FORMULA_SIGNS = "=+-@|%＝＋－＠"
# With these a cell begins that a spreadsheet takes for a formula; after blanks as well, and after
# what some of them take for the end of a cell: a semicolon, where numbers have a comma.
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(
    r"^(?=[\t\r\n])|(^[ \u00a0]*|[;,\t\r\n][\s\u00a0\"']*)" + f"(?=[{re.escape(FORMULA_SIGNS)}])"
)


def cell(value: object) -> str:
    """As it is written; what could be a formula gets the mark that says that it is text."""
    if isinstance(value, int | float):
        return str(value)
    text = str(value if value is not None else "").replace("\0", "")
    return _FORMULA.sub(r"\1'", text)


def written(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The file; with a mark at its start by which spreadsheets know the letters.

    Without a header it is what follows a file: rows alone.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if header:
        out.write("\ufeff")
        writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()
