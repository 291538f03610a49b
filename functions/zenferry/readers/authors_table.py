"""Authors as a table: CSV or TSV, with names of columns in English or German, or without."""

import csv
import re
from collections.abc import Sequence

from zenferry.readers import people, words

__all__ = ["read"]

Entry = dict[str, object]
Left = tuple[str, str]

_COLUMNS = {
    "family": "familyname lastname surname last family nachname familienname name2 lastnames",
    "given": "givenname firstname first given forename vorname vornamen givennames firstnames",
    "name": "name fullname author authorname autor autorin person creator",
    "orcid": "orcid orcidid orcididentifier orciduri",
    "affiliation": "affiliation affiliations institution institute organisation organization"
    " einrichtung institut zugehörigkeit organisationseinheit university universität",
    "ror": "ror rorid affiliationror",
}
_COLUMN = {word: name for name, row in _COLUMNS.items() for word in row.split()}
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dXx]", re.ASCII)
_FEWEST = 2


def read(text: str) -> tuple[list[Entry], list[Left]] | None:
    """The people and what was not understood; nothing, where it is no table."""
    for delimiter in "\t;,":
        rows = _rows(text, delimiter)
        header = [_COLUMN.get(words.key(cell), "") for cell in rows[0]] if rows else []
        if {"name", "family"} & {*header} and len(rows) >= _FEWEST:
            return _people(rows[1:], header, rows[0])
    rows = _rows(text, "\t")
    if rows and all(len(row) >= _FEWEST for row in rows):
        return _people(rows, _guessed(rows), [])
    return None


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(text.splitlines(), delimiter=delimiter, skipinitialspace=True))
    except csv.Error:
        return []
    return [row for row in rows if any(cell.strip() for cell in row)]


def _guessed(rows: Sequence[Sequence[str]]) -> list[str]:
    """What columns without names hold: ORCID iDs by their look, one word each is a family name."""
    width = max(len(row) for row in rows)
    cells = [[row[n].strip() for row in rows if n < len(row)] for n in range(width)]
    header = ["orcid" if any(_ORCID.search(c) for c in column) else "" for column in cells]
    free = [n for n in range(width) if not header[n]]
    single = [n for n in free[:2] if all(len(c.split()) <= 2 and "," not in c for c in cells[n])]
    names = (
        ["family", "given"]
        if len(single) == 2 and any(len(c.split()) == 1 for c in cells[single[0]])
        else ["name"]
    )
    for n, name in zip(free, [*names, "affiliation"], strict=False):
        header[n] = name
    return header


def _people(
    rows: Sequence[Sequence[str]], header: Sequence[str], names: Sequence[str]
) -> tuple[list[Entry], list[Left]]:
    entries: list[Entry] = []
    left: list[Left] = []
    for row in people.counted(rows):
        known: dict[str, str] = {}
        for n, cell in enumerate(row):
            told, column = words.line(cell), header[n] if n < len(header) else ""
            if column and (column != "orcid" or words.bare_orcid(told) or not told):
                known[column] = "; ".join(part for part in (known.get(column, ""), told) if part)
            elif told:
                left.append((names[n] if n < len(names) else str(n + 1), told))
        who = _who(known)
        entries += [who] if who else []
        left += [] if who else [(name, told) for name, told in known.items() if told]
    return entries, left


def _who(known: dict[str, str]) -> Entry:
    places = people.affiliations(*known.get("affiliation", "").split(";"))
    if len(places) == 1 and (ror := words.bare_ror(known.get("ror", ""))):
        places[0]["ror"] = ror
    orcid = known.get("orcid", "").partition(";")[0]
    family, name = known.get("family", ""), known.get("name", "")
    # "Name, Vorname" as two columns: a name beside given names is the family name.
    if not family and known.get("given"):
        family = name
    if family:
        return people.person(family, known.get("given", ""), orcid=orcid, affiliations=places)
    return people.named(name, orcid=words.bare_orcid(orcid), affiliations=places) if name else {}
