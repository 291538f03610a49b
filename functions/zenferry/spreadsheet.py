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
_ENDS = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
# What nobody sees.
_BLANK = _ENDS + r"\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
# Each run is taken whole, sign or not: a long one is read once.
_BEGINS = re.compile(
    rf"(^(?:(?![{_ENDS}])[{_BLANK}])*+|[;,{_ENDS}][{_BLANK}\"']*+)([{re.escape(FORMULA_SIGNS)}]?)"
)


def cell(value: object) -> str:
    """As it is written; what could be a formula gets the mark that says that it is text."""
    if isinstance(value, int | float):
        return str(value)
    text = str(value if value is not None else "").replace("\0", "")
    marked = _BEGINS.sub(
        lambda begins: f"{begins[1]}'{begins[2]}" if begins[2] else begins[1], text
    )
    return f"'{marked}" if text[:1] in {"\t", "\r", "\n"} else marked


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
