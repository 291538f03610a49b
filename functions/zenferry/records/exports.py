"""The registry as files to load: JSON, CSV, BibTeX, and the short form that is searched."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from zenferry.citing.bibtex import bibtex
from zenferry.metadata import Creator, Metadata, Organisation, Person
from zenferry.records.citation import citation
from zenferry.records.registry import Entry, Work
from zenferry.spreadsheet import written

__all__ = ["COLUMNS", "as_bibtex", "as_csv", "as_json", "cited", "row", "short", "whole"]


def as_json(entries: Iterable[Entry]) -> str:
    """Everything, one record a line."""
    rows = (_dumped(whole(entry)) for entry in entries)
    return '{"records":[\n' + ",\n".join(rows) + "\n]}\n"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def whole(entry: Entry) -> dict[str, object]:
    """All that is public of it."""
    return {
        "id": entry.id,
        "repository": entry.repository,
        "record": entry.record,
        "practice": entry.practice,
        "doi": entry.doi,
        "concept_doi": entry.concept_doi,
        "citation": citation(entry),
        "title": entry.title,
        "date": entry.date,
        "type": entry.type,
        "version": entry.version,
        "publisher": entry.publisher,
        "description": entry.description,
        "people": [_person(who) for who in entry.people],
        "grants": [vars(grant) for grant in entry.grants],
        "keywords": list(entry.keywords),
        "licences": [vars(terms) for terms in entry.licences],
        "files": [vars(file) for file in entry.files],
        "url": entry.url,
        "published": entry.published,
    }


def _person(who: Any) -> Mapping[str, object]:
    kind = "group" if who.group else "person"
    return {"name": who.name, "family": who.family, "given": who.given, "orcid": who.orcid} | {
        "kind": kind
    }


COLUMNS = (
    "doi", "concept_doi", "title", "date", "type", "version", "people", "orcids", "grants",
    "licences", "files", "bytes", "checksums", "repository", "record", "practice", "url",
    "citation",
)  # fmt: skip


def as_csv(entries: Iterable[Entry]) -> str:
    """One row a record; several people, grants and checksums in one cell, semicolons between."""
    rows = (row(entry) for entry in entries)
    return written(COLUMNS, ([told[name] for name in COLUMNS] for told in rows))


def row(entry: Entry) -> dict[str, object]:
    """The cells by their columns."""
    plain = {name: getattr(entry, name, "") for name in COLUMNS}
    return plain | {
        "people": "; ".join(who.name for who in entry.people),
        "orcids": "; ".join(who.orcid for who in entry.people if who.orcid),
        "grants": "; ".join(grant.name for grant in entry.grants),
        "licences": "; ".join(terms.title or terms.url for terms in entry.licences),
        "files": len(entry.files),
        # As md5sum writes them: no name can be taken for a checksum.
        "checksums": "; ".join(f"{file.md5} {file.name}".strip() for file in entry.files),
        "practice": "yes" if entry.practice else "",
        "citation": citation(entry),
    }


def as_bibtex(entries: Iterable[Entry]) -> str:
    """One entry a record, each by a key of its own."""
    used: set[str] = set()
    return "\n".join(filter(None, (_keyed(cited(entry), used) for entry in entries)))


def cited(entry: Entry) -> str:
    """A record's BibTeX."""
    return bibtex(_described(entry), entry.doi or None)


def _keyed(text: str, used: set[str]) -> str:
    """lovelace2026, lovelace2026a, ...: who cites two needs two keys."""
    start, comma, rest = text.partition(",")
    begin, brace, key = start.partition("{")
    free, number = key, 0
    while free in used:
        number += 1
        free = f"{key}{_letters(number)}"
    used.add(free)
    return f"{begin}{brace}{free}{comma}{rest}"


def _letters(number: int) -> str:
    """a ... z, aa ...: as columns of a spreadsheet are counted."""
    told = ""
    while number:
        number, place = divmod(number - 1, 26)
        told = chr(ord("a") + place) + told
    return told


def _described(entry: Entry) -> Metadata:
    return Metadata(
        title=entry.title,
        resource_type=entry.type,
        creators=tuple(_creator(who) for who in entry.people),
        description_html="",
        publication_date=entry.date,
        publisher=entry.publisher,
        version=entry.version,
    )


def _creator(who: Any) -> Creator:
    if who.group:
        return Organisation(who.family)
    return Person(who.family, who.given, who.orcid or None)


class _Numbered:
    """Names that come again and again, each told once and numbered from then on."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    def number(self, name: str) -> int:
        return self.names.setdefault(name, len(self.names))


def short(works: Iterable[Work]) -> str:
    """What is searched, in the browser and by the API: a row each, its names by number.

    Five thousand records make a file of a megabyte, and less than a third of that on the line.
    """
    people, grants, types = _Numbered(), _Numbered(), _Numbered()
    rows = []
    for work in works:
        entry = work.latest
        rows.append(
            [
                entry.id,
                entry.title,
                entry.date,
                types.number(entry.type),
                [people.number(who.name) for who in entry.people],
                [grants.number(grant.name) for grant in entry.grants],
                entry.doi,
                entry.version,
                " ".join(entry.keywords),
                1 if entry.practice else 0,
            ]
        )
    names = {
        "people": list(people.names),
        "grants": list(grants.names),
        "types": list(types.names),
    }
    return _dumped({**names, "records": rows})
