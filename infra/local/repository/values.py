"""What is kept of single values and of lists, and what is said of bad ones. It names no field."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from marshmallow import ValidationError
from marshmallow.validate import URL

from infra.local.repository import text
from infra.local.repository.refusal import Json, field_error
from infra.local.repository.vocabulary import term

__all__ = [
    "NULL",
    "REQUIRED",
    "Kept",
    "Rule",
    "address",
    "day",
    "line",
    "list_of",
    "markup",
    "one_term",
    "shaped",
    "terms",
    "title",
]

NULL = "Field may not be null."
REQUIRED = "Missing data for required field."
_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"

Kept = tuple[object, list[Json]]
"""What is stored of a value (None: nothing) and what is said about it."""

Rule = Callable[[object, str], Kept]


def one_term(kind: str, value: object, field: str) -> Kept:
    """The id of an entry of a controlled list."""
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


def title(value: object, field: str) -> Kept:
    """At least three characters."""
    return _text_of(value, field, clean=text.plain, at_least=3)


def markup(value: object, field: str) -> Kept:
    """HTML, at least three characters."""
    return _text_of(value, field, clean=text.markup, at_least=3)


def line(value: object, field: str) -> Kept:
    """Any text."""
    return _text_of(value, field, clean=text.plain, at_least=0)


def _text_of(value: object, field: str, *, clean: Callable[[str], str], at_least: int) -> Kept:
    if not isinstance(value, str):
        words = NULL if value is None else "Not a valid string."
        return None, [field_error(field, words)]
    kept = clean(value)
    if len(kept) < at_least:
        return None, [field_error(field, f"Shorter than minimum length {at_least}.")]
    return kept, []


def day(value: object, field: str) -> Kept:
    """A date or an interval."""
    if value is None:
        return None, [field_error(field, NULL)]
    if isinstance(value, str):
        ends = value.strip().split("/", 1)
        if all(_is_day(part) for part in ends) and ends[0][:4] <= ends[-1][:4]:
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


def address(value: object, field: str) -> Kept:
    """A web address."""
    kept, errors = line(value, field)
    try:
        URL()(str(kept))
    except ValidationError:
        return None, errors or [field_error(field, "Not a valid URL.")]
    return kept, errors


def terms(kind: str) -> Rule:
    """An entry of a controlled list."""
    return lambda value, field: one_term(kind, value, field)


def shaped(needed: Mapping[str, Rule], **also: Rule) -> Callable[[Json, str], Kept]:
    """An object of these keys; a bad value is dropped, and a strange key too."""
    known = {**needed, **also}

    def checked(value: Json, field: str) -> Kept:
        kept: Json = {}
        errors = [field_error(f"{field}.{name}", REQUIRED) for name in needed if name not in value]
        for name, inner in value.items():
            if name not in known:
                errors.append(field_error(f"{field}.{name}", "Unknown field."))
                continue
            stored, complaints = known[name](inner, f"{field}.{name}")
            errors += complaints
            kept |= {name: stored} if stored is not None else {}
        return kept, errors

    return checked


def list_of(value: object, field: str, rule: Callable[[Json, str], Kept]) -> Kept:
    """Each entry by the rule."""
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
