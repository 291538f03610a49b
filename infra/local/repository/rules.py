"""Which metadata the repository keeps, and what it complains of: bad values are only dropped.

An unknown vocabulary id is the exception: it refuses the whole request.
"""

from infra.local.repository import identifiers, text
from infra.local.repository.entries import funding, listed, locations, words
from infra.local.repository.people import contributors, people
from infra.local.repository.refusal import Json, field_error
from infra.local.repository.values import (
    REQUIRED,
    Kept,
    Rule,
    day,
    line,
    list_of,
    markup,
    terms,
    title,
)

_NO_FILES = "Missing uploaded files."
NO_FILES = f"{_NO_FILES} To disable files for this record please mark it as metadata-only."
LONGEST_VERSION = 191


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
    strange = [name for name in metadata if name not in _FIELDS]
    return kept, errors + [field_error(f"metadata.{name}", "Unknown field.") for name in strange]


def publisher_errors(metadata: Json) -> list[Json]:
    """A DOI needs a publisher; the real one says so only after everything else."""
    message = "Missing publisher field required for DOI registration."
    return [] if metadata.get("publisher") else [field_error("metadata.publisher", message)]


def _copyright(value: object, field: str) -> Kept:
    if not isinstance(value, str):
        return None, [field_error(field, "Not a valid string.")]
    return text.markup(value), []


def _version(value: object, field: str) -> Kept:
    kept, errors = line(value, field)
    if len(str(kept)) > LONGEST_VERSION:
        return None, [field_error(field, f"Longer than maximum length {LONGEST_VERSION}.")]
    return kept, errors


def _identifiers(value: object, field: str) -> Kept:
    if not isinstance(value, list):
        return None, [field_error(field, "Not a valid list.")]
    kept, errors = identifiers.identifiers(value, field)
    return kept or None, errors


def _related(value: object, field: str) -> Kept:
    return list_of(value, field, identifiers.related)


def _references(value: object, field: str) -> Kept:
    return list_of(value, field, identifiers.references)


_FIELDS: dict[str, tuple[Rule, bool]] = {
    "resource_type": (terms("resourcetypes"), True),
    "creators": (people, True),
    "title": (title, True),
    "additional_titles": (listed("additional_titles"), False),
    "publisher": (line, False),
    "publication_date": (day, True),
    "subjects": (listed("subjects"), False),
    "contributors": (contributors, False),
    "dates": (listed("dates"), False),
    "languages": (listed("languages"), False),
    "identifiers": (_identifiers, False),
    "related_identifiers": (_related, False),
    "sizes": (words("Size cannot be a blank string."), False),
    "formats": (words("Format cannot be a blank string."), False),
    "version": (_version, False),
    "rights": (listed("rights"), False),
    "copyright": (_copyright, False),
    "description": (markup, False),
    "additional_descriptions": (listed("additional_descriptions"), False),
    "locations": (locations, False),
    "funding": (funding, False),
    "references": (_references, False),
}


def files_errors(wanted: object, *, present: bool) -> list[Json]:
    """A record without files is not allowed on Zenodo."""
    if isinstance(wanted, dict) and wanted.get("enabled") is False:
        words = "You don't have permissions to manage files options."
        return [field_error("files.enabled", words)]
    return [] if present else [field_error("files.enabled", _NO_FILES)]
