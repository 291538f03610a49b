"""A list of addresses as CSV, read whole or not at all: every mistake is told with its line.

Spreadsheets write it and somebody may have tampered with it: no cell is taken that would be a
formula, or that has what can't be seen.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from zenferry.errors import Invalid, Param, Problem
from zenferry.invitations.caps import CAPS, GIGABYTE
from zenferry.invitations.inviting import Offer
from zenferry.mails.spelling import is_address
from zenferry.rules import is_visible
from zenferry.spreadsheet import FORMULA_SIGNS
from zenferry.whole_number import whole_number

__all__ = ["COLUMNS", "LONGEST_NOTE", "MOST_LINES", "note_problem", "read_list"]

MOST_LINES = 500
LONGEST_NOTE = 200
_FORMULA = tuple(FORMULA_SIGNS)
COLUMNS = ("email", "note", "language", *CAPS)

Row = tuple[int, Mapping[str, str]]


def note_problem(text: str) -> tuple[str, dict[str, Param]] | None:
    """What is wrong with a note, if anything: a code and its parameters."""
    if len(text) > LONGEST_NOTE:
        return "too_long", {"most": LONGEST_NOTE}
    if text.startswith(_FORMULA):
        return "list_formula", {"sign": text[0]}
    for character in text:
        if not is_visible(character) or character in "\n\r\t":
            return "invisible_character", {"character": f"U+{ord(character):04X}"}
    return None


def read_list(
    text: str, usual: Offer, languages: Sequence[str], *, most: int = MOST_LINES
) -> list[Offer]:
    """An offer for each line. Invalid: all mistakes, at csv.<line>.<column>."""
    reading = _Reading(languages, most)
    rows = list(reading.rows(text))
    offers = [reading.offer(line, cells, usual) for line, cells in rows]
    if not rows and not reading.problems:
        reading.wrong("csv", "list_empty")
    if reading.problems:
        raise Invalid(reading.problems)
    return offers


class _Reading:
    """One list; what is wrong with it is gathered."""

    def __init__(self, languages: Sequence[str], most: int) -> None:
        self._most = most
        self.problems: list[Problem] = []
        self._languages = languages
        self._lines_of: dict[str, int] = {}

    def wrong(self, field: str, code: str, **params: Param) -> None:
        self.problems.append(Problem(field, code, params))

    def rows(self, text: str) -> Iterator[Row]:
        """Lines with something in them, by the names of the columns."""
        lines = self._lines(text.removeprefix("\ufeff"))
        _, first = next(lines, (1, []))
        names = [cell.strip().lower() for cell in first]
        if not self._known(names):
            return
        for count, (line, cells) in enumerate(lines, 1):
            if count > self._most:
                return self.wrong("csv", "list_long", most=self._most)
            if len(cells) > len(names):
                self.wrong(f"csv.{line}", "list_cells")
            yield line, dict(zip(names, (cell.strip(" ") for cell in cells), strict=False))

    def _lines(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """Each with the number of the line that it begins in; empty ones are passed over."""
        first = text.partition("\n")[0]
        # As spreadsheets write it where a comma stands in numbers, or with tabs.
        comma = max(",;\t", key=first.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
        before = 0
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield before + 1, cells
                before = reader.line_num
        except csv.Error:
            # Where quotes are not closed, nobody knows where the next line begins.
            self.wrong(f"csv.{before + 1}", "list_quotes")

    def _known(self, names: Sequence[str]) -> bool:
        columns = ", ".join(COLUMNS)
        for place, name in enumerate(names, 1):
            if name not in COLUMNS:
                self.wrong("csv.1", "list_column", place=place, columns=columns)
            elif name in names[: place - 1]:
                self.wrong("csv.1", "list_column_twice", column=name)
        if "email" not in names:
            self.wrong("csv.1", "list_no_email")
        return not self.problems

    def offer(self, line: int, cells: Mapping[str, str], usual: Offer) -> Offer:
        """Of one line; where it has nothing to say, as usual."""
        given: dict[str, Any] = {"to": self._address(line, cells.get("email", ""))}
        if note := cells.get("note", ""):
            given["note"] = note
            if found := note_problem(note):
                self.wrong(f"csv.{line}.note", found[0], **found[1])
        if language := cells.get("language", "").lower():
            given["language"] = language
            if language not in self._languages:
                spoken = ", ".join(self._languages)
                self.wrong(f"csv.{line}.language", "list_language", languages=spoken)
        for name in CAPS:
            if cells.get(name):
                given[name] = self._number(line, name, cells)
        if gigabytes := given.pop("gigabytes", 0):
            given["bytes"] = gigabytes * GIGABYTE
        return replace(usual, **given)

    def _address(self, line: int, address: str) -> str:
        field = f"csv.{line}.email"
        if not is_address(address) or address.startswith(_FORMULA):
            self.wrong(field, "email")
            return ""
        first = self._lines_of.setdefault(address.casefold(), line)
        if first != line:
            self.wrong(field, "list_twice", line=first)
        return address

    def _number(self, line: int, name: str, cells: Mapping[str, str]) -> int:
        most = CAPS[name].most
        if number := whole_number(cells[name], most):
            return number
        self.wrong(f"csv.{line}.{name}", "list_number", most=most)
        return 1
