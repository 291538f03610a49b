"""The custom fields that Zenodo shows too: journal, conference, book, thesis, software."""

from collections.abc import Callable

import idutils

from infra.local.repository.refusal import Json, field_error
from infra.local.repository.values import Kept, address, day, line, list_of, shaped, terms

__all__ = ["checked"]


def _tested(test: Callable[[str], object], words: str) -> Callable[[object, str], Kept]:
    def rule(value: object, field: str) -> Kept:
        kept, errors = line(value, field)
        if kept and not test(str(kept)):
            return None, [field_error(field, words)]
        return kept, errors

    return rule


def _lines(*names: str) -> dict[str, Callable[[object, str], Kept]]:
    return dict.fromkeys(names, line)


_ISSN = _tested(idutils.is_issn, "Please provide a valid ISSN.")
_ISBN = _tested(idutils.is_isbn, "Please provide a valid ISBN.")
_OBJECTS = {
    "journal:journal": shaped({}, **_lines("title", "volume", "issue", "pages"), issn=_ISSN),
    "imprint:imprint": shaped({}, **_lines("title", "place", "pages", "edition"), isbn=_ISBN),
    "meeting:meeting": shaped(
        {},
        **_lines("title", "acronym", "place", "dates", "session", "session_part"),
        url=address,
    ),
    "thesis:thesis": shaped(
        {},
        **_lines("university", "department", "type"),
        date_submitted=day,
        date_defended=day,
    ),
}


def _languages(value: object, field: str) -> Kept:
    return list_of(value, field, terms("programminglanguages"))


_VALUES: dict[str, Callable[[object, str], Kept]] = {
    "code:codeRepository": address,
    "code:programmingLanguage": _languages,
    "code:developmentStatus": terms("developmentstates"),
}


def checked(given: Json) -> tuple[Json, list[Json]]:
    """What is kept, and what is wrong."""
    kept: Json = {}
    errors: list[Json] = []
    for name, value in given.items():
        field = f"custom_fields.{name}"
        if name in _OBJECTS and isinstance(value, dict):
            stored, complaints = _OBJECTS[name](value, field)
        elif name in _VALUES:
            stored, complaints = _VALUES[name](value, field)
        else:
            stored, complaints = None, [field_error(field, "Unknown field.")]
        errors += complaints
        kept |= {name: stored} if stored else {}
    return kept, errors
