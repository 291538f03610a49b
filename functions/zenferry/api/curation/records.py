"""Routes of the registry at the desk: what was published, in lists and as files to load."""

from collections.abc import Iterator

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from zenferry.api.curation.door import curator, desk, exporting
from zenferry.api.curation.lists import asked_most, page_answer
from zenferry.api.curation.tables import csv_answer, fitting, followed_by
from zenferry.errors import Absent, Malformed
from zenferry.records.exports import COLUMNS, as_bibtex, row, whole
from zenferry.records.places import places
from zenferry.records.registry import Entry, RecordLine
from zenferry.records.taking_off import take_off
from zenferry.records.words import record_of

__all__ = ["blueprint"]

blueprint = Blueprint("records", __name__, url_prefix="/api/curation")

# What the table takes for a key is longer; what a repository calls a record is shorter.
_LONGEST = 200
# What only curators are told.
_OURS = ("submission", "withdrawn", "hidden")


@blueprint.get("/records")
def listed() -> ResponseReturnValue:
    """A page of what was published, the newest first."""
    curator()
    page = desk().registry.shelf(request.args.get("before", ""), asked_most())
    return page_answer("records", page, _line_json)


def _line_json(line: RecordLine) -> dict[str, object]:
    return {
        "repository": line.repository,
        "record": line.record,
        "title": line.title,
        "doi": line.doi or None,
        "concept": line.concept or line.record,
        "concept_doi": line.concept_doi or None,
        "date": line.date,
        "type": line.type,
        "by": line.by,
        "submission": line.submission or None,
        "withdrawn": line.withdrawn,
        "hidden": line.hidden,
        "pending": line.pending,
    }


@blueprint.post("/records/<repository>/<record>/hide")
def taken_off(repository: str, record: str) -> ResponseReturnValue:
    """Off the public pages."""
    return _shown(repository, record, hidden=True)


@blueprint.post("/records/<repository>/<record>/show")
def put_back(repository: str, record: str) -> ResponseReturnValue:
    """On them again."""
    return _shown(repository, record, hidden=False)


def _shown(repository: str, record: str, *, hidden: bool) -> ResponseReturnValue:
    who = curator()
    if repository not in _keys() or record_of(record) != record:
        raise Absent("unknown_record")
    take_off(desk().registry, who, repository, record, desk().now(), hidden=hidden)
    return "", 204


def _keys() -> list[str]:
    return [place.key for place in places(desk().profile)]


def _entries() -> Iterator[Entry]:
    """From where the last answer ended: after a record of a repository."""
    before = request.args.get("before", "")
    keys = _keys()
    repository, _, record = before.partition("/") if before else (keys[0], "", "")
    fits = record.isascii() and len(record) <= _LONGEST and bool(record) == bool(before)
    if repository not in keys or not fits:
        raise Malformed("cursor")
    for key in keys[keys.index(repository) :]:
        yield from desk().registry.entries(key, record if key == repository else "")


def _some() -> tuple[list[Entry], str | None]:
    """As many as fit into an answer, and where to read on."""
    found, more = fitting(_entries(), _whole)
    return found, f"{found[-1].repository}/{found[-1].record}" if more else None


def _ours(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in _OURS}


def _whole(entry: Entry) -> dict[str, object]:
    return whole(entry) | _ours(entry)


@blueprint.get("/records.csv")
def as_table() -> ResponseReturnValue:
    """A row for each."""
    exporting("records.csv")
    found, further = _some()
    rows = (row(entry) | _ours(entry) for entry in found)
    return csv_answer((*COLUMNS, *_OURS), rows, "records.csv", further)


@blueprint.get("/records.json")
def for_programs() -> ResponseReturnValue:
    """Whole, with files and checksums."""
    exporting("records.json")
    found, further = _some()
    told = {"records": [_whole(entry) for entry in found], "next": further}
    return followed_by(jsonify(told), "records.json", further)


@blueprint.get("/records.bib")
def for_references() -> ResponseReturnValue:
    """For programs that keep references."""
    exporting("records.bib")
    found, further = _some()
    answer = Response(as_bibtex(found), content_type="application/x-bibtex; charset=utf-8")
    return followed_by(answer, "records.bib", further)
