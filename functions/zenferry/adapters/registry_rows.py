"""Entries of the registry as rows of the table and back. Pure; nothing here talks to DynamoDB.

    pk                sk          what
    E#<repository>    <record>    an entry
    E#<name>          #           a bookmark

All entries of a repository lie in one partition: they are read together, to be shown together.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from zenferry.adapters.kept import made_of
from zenferry.adapters.rows import Row, key_of
from zenferry.records.registry import Entry, EntryFile, Grant, RecordLine, Terms, Who

__all__ = ["BOOKMARK", "entry_of", "entry_row", "line_of"]

BOOKMARK = "#"
SHELF = "E"
# A row may have 400 KB, and the index is paid by the byte.
MOST_BODY = 300_000
_MOST_TITLE = 160
# Of a record whose repository does not say since when it is there: at the end of the list.
_NEVER = "1970-01-01"


def entry_row(entry: Entry, version: int) -> Row:
    """An entry's row: its body as JSON, for nobody queries it."""
    return {
        **key_of("E", entry.repository, entry.record),
        "version": version,
        "body": _json(_body(entry)),
        "shelf": SHELF,
        "shelved": entry.published or _NEVER,
        "summary": _json(_summary(entry)),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _body(entry: Entry) -> Row:
    body = {name: value for name, value in asdict(entry).items() if value}
    # Far beyond what any repository takes; rather an entry with less than none.
    for name in ("files", "people", "description", "keywords", "grants"):
        if len(_json(body).encode()) <= MOST_BODY:
            break
        body.pop(name, None)
    return body


def _summary(entry: Entry) -> Row:
    said = {
        "title": _cut(entry.title),
        "doi": entry.doi,
        "concept": entry.concept,
        "concept_doi": entry.concept_doi,
        "date": entry.date,
        "type": entry.type,
        "by": _cut(entry.people[0].name if entry.people else "", 60),
        "submission": entry.submission,
        "withdrawn": 1 if entry.withdrawn else 0,
        "hidden": 1 if entry.hidden else 0,
        "pending": 1 if entry.is_pending else 0,
    }
    return {name: value for name, value in said.items() if value}


def _cut(text: str, most: int = _MOST_TITLE) -> str:
    """So many bytes at most, and no half of a letter."""
    return text.encode()[:most].decode(errors="ignore")


_SAID = ("title", "doi", "concept", "concept_doi", "date", "type", "by", "submission")
_LISTS = {
    "people": Who,
    "grants": Grant,
    "licences": Terms,
    "files": EntryFile,
}


def entry_of(row: Mapping[str, Any]) -> Entry:
    """The entry of a row."""
    body: Row = json.loads(row["body"])
    for name, kind in _LISTS.items():
        body[name] = tuple(made_of(kind, each) for each in body.get(name, ()))
    body["keywords"] = tuple(body.get("keywords", ()))
    return made_of(Entry, body)


def line_of(row: Mapping[str, Any]) -> RecordLine:
    """What the index has of a row."""
    said = json.loads(row.get("summary", "{}"))
    return RecordLine(
        repository=str(row["pk"]).removeprefix("E#"),
        record=str(row["sk"]),
        withdrawn=bool(said.get("withdrawn")),
        hidden=bool(said.get("hidden")),
        pending=bool(said.get("pending")),
        **{name: said.get(name, "") for name in _SAID},
    )
