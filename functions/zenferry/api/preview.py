"""The route that shows how a record will look, whatever there is of it yet."""

import re
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from zenferry.api.body import json_object
from zenferry.api.language import spoken_language
from zenferry.api.problems import problem_json, words
from zenferry.api.service import reading
from zenferry.errors import Invalid, Problem
from zenferry.preview.record import Credit, NamedFile, Part, Preview, Previewed, preview
from zenferry.preview.rows import Row
from zenferry.preview.spam import MOST_POINTS, SpamCheck

__all__ = ["blueprint", "preview_json"]

blueprint = Blueprint("preview", __name__, url_prefix="/api/preview")

MOST_FILES = 1000
_PARTS = {part.value: part for part in Part}
_DOI = re.compile(r"10\.[0-9.]+/[^\s{}\\%#]{1,200}")


@blueprint.post("")
def shown() -> ResponseReturnValue:
    """The record in words; what can't be read of it is left out, and no fault."""
    wanted = _wanted(json_object())
    profile = reading().profile.told_in(wanted.language)
    publisher = profile.at(str(wanted.values.get("repository") or "")).repository.publisher
    form = reading().form.told_in(wanted.language)
    made = preview(form, wanted, publisher, today=reading().now().date())
    return jsonify(preview_json(made))


def _wanted(body: dict[str, Any]) -> Previewed:
    values, doi, language = body.get("values"), body.get("doi"), body.get("language")
    asked = language if language in reading().profile.languages else spoken_language()
    return Previewed(
        values if isinstance(values, dict) else {},
        asked,
        doi if isinstance(doi, str) and _DOI.fullmatch(doi) else None,
        tuple(_files(body.get("files"))),
        _parts(body.get("parts")),
    )


def _parts(given: object) -> frozenset[Part]:
    """All, where it is not said. What is none is refused: nobody waits for what never comes."""
    if given is None:
        return frozenset(Part)
    named: list[Any] = given if isinstance(given, list) else [None]
    if not all(isinstance(each, str) and each in _PARTS for each in named):
        raise Invalid([Problem("parts", "choice")])
    return frozenset(_PARTS[each] for each in named)


def _files(given: object) -> Iterator[NamedFile]:
    for each in given[:MOST_FILES] if isinstance(given, list) else ():
        path, size = (each.get("path"), each.get("size")) if isinstance(each, dict) else (0, 0)
        if isinstance(path, str) and isinstance(size, int):
            yield NamedFile(path, size)


def preview_json(made: Preview) -> dict[str, object]:
    """The record in words, as it is answered."""
    return {
        "title": made.record.title,
        "resource_type": made.resource_type,
        "publication_date": made.record.publication_date,
        "version": made.record.version,
        "access": made.access,
        "description_html": made.record.description_html,
        "creators": [_credit_json(credit) for credit in made.creators],
        "sections": [
            {"heading": heading, "rows": [_row_json(row) for row in rows]}
            for heading, rows in made.sections
        ],
        "citations": [
            {"style": each.style, "label": each.label, "text": each.text} for each in made.citations
        ],
        "bibtex": made.bibtex,
        "warnings": [problem_json(warning) for warning in made.warnings],
        "spam": _spam_json(made.spam) if made.spam else None,
    }


def _spam_json(check: SpamCheck) -> dict[str, object]:
    """The account's part is not known: what it comes to for either kind."""
    told = {
        "points": check.points,
        "new": check.with_new_account,
        "verified": check.with_verified_account,
        "most": MOST_POINTS,
    }
    return {"points": check.points, "message": words("spam_points", told)}


def _credit_json(credit: Credit) -> dict[str, object]:
    return {
        "name": credit.name,
        "orcid": credit.orcid,
        "affiliations": list(credit.affiliations),
    }


def _row_json(row: Row) -> dict[str, str | None]:
    return {"label": row.label, "value": row.value, "link": row.link, "note": row.note}
