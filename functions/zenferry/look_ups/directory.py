"""The consortium's own people and grants: two CSV files beside the profile, read and checked whole.

They come first in look-ups. It knows columns and rows, and nothing of where else one could ask.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zenferry.fields.choices import ROLES
from zenferry.look_ups.searching import means, words
from zenferry.look_ups.suggested import (
    Named,
    award,
    funder,
    organisation,
    person,
)
from zenferry.look_ups.vocabularies import MOST_ITEMS, Item
from zenferry.messages import sentence
from zenferry.profile import Profile, ProfileError
from zenferry.rules import BrokenRule, text
from zenferry.typed.identifiers import orcid, ror

__all__ = ["Directory", "Grant", "Person", "read_directory"]

MOST_BYTES = 5_000_000
LONGEST = 300
_BYTE_ORDER_MARK = "utf-8-sig"


@dataclass(frozen=True)
class Person:
    """One member, as the row has it; `role` is one of the form's."""

    family_name: str
    given_name: str = ""
    orcid: str = ""
    affiliation: str = ""
    ror: str = ""
    role: str = ""

    @property
    def item(self) -> Item:
        """As it is suggested."""
        there = Named(self.affiliation, self.ror) if self.affiliation else None
        return person(
            self.family_name,
            self.given_name,
            orcid=self.orcid,
            works_at=there,
            role=self.role,
            detail=self.affiliation,
        )


@dataclass(frozen=True)
class Grant:
    """One grant, as the row has it."""

    funder: str
    funder_ror: str = ""
    number: str = ""
    title: str = ""
    url: str = ""

    @property
    def item(self) -> Item:
        """As it is suggested."""
        return award(self.title, self.number, Named(self.funder, self.funder_ror), url=self.url)


@dataclass(frozen=True)
class Directory:
    """All of them, and what can be asked of them."""

    people: tuple[Person, ...] = ()
    grants: tuple[Grant, ...] = ()

    def of(self, vocabulary: str) -> "_Known":
        """What it suggests for a vocabulary; nothing for most."""
        return _Known(tuple(_SUGGESTED[vocabulary](self)) if vocabulary in _SUGGESTED else ())


@dataclass(frozen=True)
class _Known:
    """Items with the words they are found by."""

    items: tuple["_Found", ...]
    title: str = ""

    def suggest(self, text: str, _language: str) -> Sequence[Item]:
        """In the order of the file."""
        return [each.item for each in self.items if each.meant_by(text)][:MOST_ITEMS]


@dataclass(frozen=True)
class _Found:
    """`beside` the names, other words may narrow it down: the place where two of one name work."""

    item: Item
    names: tuple[str, ...]
    beside: tuple[str, ...] = ()

    def meant_by(self, text: str) -> bool:
        named = any(means(word, self.names) for word in words(text))
        return named and means(text, (*self.names, *self.beside))


_Suggested = Iterator[_Found]


def _people(directory: Directory) -> _Suggested:
    for each in directory.people:
        names = (each.family_name, each.given_name, each.orcid)
        yield _Found(each.item, names, (each.affiliation,))


def _affiliations(directory: Directory) -> _Suggested:
    there = {each.ror or each.affiliation: each for each in reversed(directory.people)}
    for each in reversed(there.values()):
        if each.affiliation:
            item = organisation(each.affiliation, each.ror, detail=each.ror)
            yield _Found(item, (each.affiliation, each.ror))


def _grants(directory: Directory) -> _Suggested:
    for each in directory.grants:
        yield _Found(each.item, (each.title, each.number, each.funder))


def _funders(directory: Directory) -> _Suggested:
    there = {each.funder_ror or each.funder: each for each in reversed(directory.grants)}
    for each in reversed(there.values()):
        item = funder(each.funder, each.funder_ror, detail=each.funder_ror)
        yield _Found(item, (each.funder, each.funder_ror))


_SUGGESTED: Mapping[str, Callable[[Directory], _Suggested]] = {
    "people": _people,
    "affiliations": _affiliations,
    "awards": _grants,
    "funders": _funders,
}


def read_directory(profile: Profile) -> Directory:
    """What the profile names; ProfileError lists every mistake as `file:line: column: remedy`."""
    mistakes: list[str] = []
    files = profile.look_ups
    people = _read(profile.directory, files.people, _PEOPLE, mistakes)
    grants = _read(profile.directory, files.grants, _GRANTS, mistakes)
    if mistakes:
        raise ProfileError("\n".join(mistakes))
    return Directory(tuple(Person(**row) for row in people), tuple(Grant(**row) for row in grants))


def _web(value: str) -> str:
    if not value.startswith(("https://", "http://")):
        raise BrokenRule("web_address")
    return value


def _role(value: str) -> str:
    if value not in {role.value for role in ROLES}:
        raise BrokenRule("choice")
    return value


# The columns there may be, each with its rule; the first has to be filled in every row.
_PEOPLE = {
    "family_name": text,
    "given_name": text,
    "orcid": orcid,
    "affiliation": text,
    "ror": ror,
    "role": _role,
}
_GRANTS = {"funder": text, "funder_ror": ror, "number": text, "title": text, "url": _web}
_Rules = Mapping[str, Callable[[str], str]]


def _read(folder: Path, name: str, rules: _Rules, mistakes: list[str]) -> list[dict[str, str]]:
    if not name:
        return []
    try:
        raw = (folder / name).read_bytes()
        if len(raw) > MOST_BYTES:
            raise ValueError("it is larger than 5 MB")
        lines = raw.decode(_BYTE_ORDER_MARK)
    except (OSError, ValueError) as error:
        mistakes.append(f"{folder / name}: can't be read: {error}")
        return []
    return list(_rows(_Table(folder / name, rules, mistakes), lines))


@dataclass(frozen=True)
class _Table:
    path: Path
    rules: _Rules
    mistakes: list[str]

    def complain(self, line: int, column: str, remedy: str) -> None:
        self.mistakes.append(f"{self.path}:{line}: {column}: {remedy}")


def _rows(table: _Table, lines: str) -> Iterator[dict[str, str]]:
    # Spreadsheets of many countries write semicolons.
    head = lines.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(lines), delimiter=delimiter, strict=True)
    try:
        columns = [each.strip() for each in next(reader, [])]
        if not _are_known(table, columns):
            return
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield from _row(table, reader.line_num, columns, cells)
    except csv.Error as error:
        table.complain(reader.line_num, "row", f"Can't be read: {error}.")


def _are_known(table: _Table, columns: list[str]) -> bool:
    first = next(iter(table.rules))
    if first not in columns:
        table.complain(1, first, f"Begin with a line of columns: {', '.join(table.rules)}.")
        return False
    for each in sorted(set(columns) - table.rules.keys()):
        table.complain(1, each, f"There is no such column. Choose from: {', '.join(table.rules)}.")
    return set(columns) <= table.rules.keys()


def _row(
    table: _Table, line: int, columns: list[str], cells: list[str]
) -> Iterator[dict[str, str]]:
    if len(cells) > len(columns):
        table.complain(line, "row", "There are more cells than columns. Put quotes around commas.")
        return
    before = len(table.mistakes)
    row = {c: _cell(table, line, c, v.strip()) for c, v in zip(columns, cells, strict=False)}
    first = next(iter(table.rules))
    if not row.get(first) and len(table.mistakes) == before:
        table.complain(line, first, "Fill this in.")
    if "funder" in table.rules and not (row.get("number") or row.get("title")):
        table.complain(line, "number", "Give the number of the grant, or its title.")
    yield row


def _cell(table: _Table, line: int, column: str, value: str) -> str:
    if not value:
        return ""
    try:
        kept = table.rules[column](value)
    except BrokenRule as broken:
        table.complain(line, column, sentence(broken.code, broken.params))
        return ""
    if len(kept) > LONGEST:
        table.complain(line, column, sentence("too_long", {"most": LONGEST}))
    return kept
