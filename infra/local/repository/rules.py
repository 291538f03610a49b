"""Which metadata the repository keeps, and what it complains of: bad values are only dropped.

Only the fields a deposit here uses are looked at; known others pass as they are. An unknown
vocabulary id is the exception: it refuses the whole request.
"""

import re
from collections.abc import Callable
from datetime import date

from infra.local.repository import text
from infra.local.repository.people import people
from infra.local.repository.refusal import Json, field_error
from infra.local.repository.vocabulary import term

NULL = "Field may not be null."
REQUIRED = "Missing data for required field."
_NO_FILES = "Missing uploaded files."
NO_FILES = f"{_NO_FILES} To disable files for this record please mark it as metadata-only."
_PASSED_ON = {
    "additional_titles",
    "additional_descriptions",
    "contributors",
    "dates",
    "identifiers",
    "related_identifiers",
    "sizes",
    "formats",
    "locations",
    "funding",
    "references",
    "copyright",
}
_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"

Kept = tuple[object, list[Json]]
"""What is stored of a value (None: nothing) and what is said about it."""


def checked(metadata: object) -> tuple[Json, list[Json]]:
    """The metadata to store, and the errors in the order the real one lists them."""
    if not isinstance(metadata, dict):
        return {}, [field_error("metadata._schema", "Invalid input type.")]
    kept: Json = {}
    errors: list[Json] = []
    for name, (rule, needed) in _FIELDS.items():
        field = f"metadata.{name}"
        if name not in metadata:
            errors += [field_error(field, REQUIRED)] if needed else []
            continue
        value, complaints = rule(metadata[name], field)
        errors += complaints
        if value is not None:
            kept[name] = value
    kept |= {name: value for name, value in metadata.items() if name in _PASSED_ON}
    strange = [name for name in metadata if name not in _FIELDS and name not in _PASSED_ON]
    return kept, errors + [field_error(f"metadata.{name}", "Unknown field.") for name in strange]


def publisher_errors(metadata: Json) -> list[Json]:
    """A DOI needs a publisher; the real one says so only after everything else."""
    message = "Missing publisher field required for DOI registration."
    return [] if metadata.get("publisher") else [field_error("metadata.publisher", message)]


def _resource_type(value: object, field: str) -> Kept:
    return _one_term("resourcetypes", value, field)


def _one_term(kind: str, value: object, field: str) -> Kept:
    if not isinstance(value, dict):
        return None, [field_error(field, NULL if value is None else "Invalid input type.")]
    if "id" not in value:
        return None, [field_error(f"{field}.id", REQUIRED)]
    strange = [
        field_error(f"{field}.{name}", "Unknown field.")
        for name in value
        if name not in ("id", "title")
    ]
    return term(kind, value["id"]), strange


def _title(value: object, field: str) -> Kept:
    return _text_of(value, field, clean=text.plain, at_least=3)


def _description(value: object, field: str) -> Kept:
    return _text_of(value, field, clean=text.markup, at_least=3)


def _line(value: object, field: str) -> Kept:
    return _text_of(value, field, clean=text.plain, at_least=0)


def _text_of(value: object, field: str, *, clean: Callable[[str], str], at_least: int) -> Kept:
    if not isinstance(value, str):
        words = NULL if value is None else "Not a valid string."
        return None, [field_error(field, words)]
    kept = clean(value)
    if len(kept) < at_least:
        return None, [field_error(field, f"Shorter than minimum length {at_least}.")]
    return kept, []


def _publication_date(value: object, field: str) -> Kept:
    if value is None:
        return None, [field_error(field, NULL)]
    if isinstance(value, str) and all(_is_day(part) for part in value.strip().split("/", 1)):
        return value.strip(), []
    return None, [field_error(field, "Please provide a valid date or interval.")]


def _is_day(part: str) -> bool:
    if not re.fullmatch(_DAY, part):
        return False
    try:
        date.fromisoformat(part + "-01-01"[len(part) - 4 :])
    except ValueError:
        return False
    return True


def _rights(value: object, field: str) -> Kept:
    return _list_of(value, field, _right)


def _right(value: Json, field: str) -> Kept:
    if "id" in value:
        return term("licenses", value["id"]), []
    if not value.get("title"):
        words = "An existing id or a free text title must be present"
        return None, [field_error(f"{field}.rights", words)]
    return value, []


def _subjects(value: object, field: str) -> Kept:
    return _list_of(value, field, _subject)


def _subject(value: Json, field: str) -> Kept:
    if isinstance(value.get("subject"), str) and value["subject"].strip():
        return {"subject": text.plain(value["subject"])}, []
    words = "An existing id or a free text subject must be present."
    return value, [field_error(f"{field}.subjects", words)]


def _languages(value: object, field: str) -> Kept:
    return _list_of(value, field, lambda item, at: _one_term("languages", item, at))


def _list_of(value: object, field: str, rule: Callable[[Json, str], Kept]) -> Kept:
    if not isinstance(value, list):
        return None, [field_error(field, "Not a valid list.")]
    kept: list[object] = []
    errors: list[Json] = []
    for number, item in enumerate(value):
        at = f"{field}.{number}"
        wrong = (None, [field_error(f"{at}._schema", "Invalid input type.")])
        stored, complaints = rule(item, at) if isinstance(item, dict) else wrong
        errors += complaints
        if stored is not None:
            kept.append(stored)
    return kept or None, errors


_FIELDS: dict[str, tuple[Callable[[object, str], Kept], bool]] = {
    "resource_type": (_resource_type, True),
    "creators": (people, True),
    "title": (_title, True),
    "publisher": (_line, False),
    "publication_date": (_publication_date, True),
    "subjects": (_subjects, False),
    "languages": (_languages, False),
    "version": (_line, False),
    "rights": (_rights, False),
    "description": (_description, False),
}


def files_errors(wanted: object, *, present: bool) -> list[Json]:
    """A record without files is not allowed on Zenodo."""
    if isinstance(wanted, dict) and wanted.get("enabled") is False:
        words = "You don't have permissions to manage files options."
        return [field_error("files.enabled", words)]
    return [] if present else [field_error("files.enabled", _NO_FILES)]
