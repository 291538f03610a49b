"""Fields that are lists of entries: licences, subjects, further titles, dates, places, grants."""

from collections.abc import Callable

from infra.local.repository import text
from infra.local.repository.identifiers import addresses
from infra.local.repository.refusal import Json, crash, field_error
from infra.local.repository.values import (
    NULL,
    Kept,
    Rule,
    address,
    day,
    line,
    list_of,
    markup,
    shaped,
    terms,
    title,
)
from infra.local.repository.vocabulary import award, term

__all__ = ["funding", "listed", "locations", "words"]


def listed(name: str) -> Rule:
    """The rule of the field of this name."""
    return lambda value, field: list_of(value, field, _ENTRIES[name])


def words(message: str) -> Rule:
    """A list of texts, none of them blank."""

    def one(value: object, field: str) -> Kept:
        if not isinstance(value, str):
            return None, [field_error(field, NULL if value is None else "Not a valid string.")]
        kept = text.plain(value)
        return (kept, []) if kept else (None, [field_error(field, message)])

    def checked(value: object, field: str) -> Kept:
        if not isinstance(value, list):
            return None, [field_error(field, "Not a valid list.")]
        found = [one(item, f"{field}.{number}") for number, item in enumerate(value)]
        kept = [stored for stored, _ in found if stored is not None]
        return kept or None, [error for _, errors in found for error in errors]

    return checked


_BOTH = (
    "Only an existing id or free text title/description/link is accepted, but not both cases at "
    "the same time"
)


def _right(value: Json, field: str) -> Kept:
    if "id" in value:
        known = term("licenses", value["id"])
        # What was added here is no free text.
        if any(known.get(name) != given for name, given in value.items()):
            return None, [field_error(f"{field}.rights", _BOTH)]
        return known, []
    kept: Json = dict(value)
    errors: list[Json] = []
    if "link" in value:
        kept["link"], errors = address(value["link"], f"{field}.link")
    if not value.get("title"):
        message = "An existing id or a free text title must be present"
        return None, [*errors, field_error(f"{field}.rights", message)]
    return kept, errors


def _subject(value: Json, field: str) -> Kept:
    if value.get("id"):
        found = term("subjects", value["id"])
        return {"id": found["id"], "subject": found["title"]["en"]}, []
    subject = value.get("subject")
    if "subject" in value and not isinstance(subject, str):
        return None, [field_error(f"{field}.subject", "Not a valid string.")]
    if isinstance(subject, str) and subject.strip():
        return {"subject": text.plain(subject)}, []
    message = "An existing id or a free text subject must be present."
    return value, [field_error(f"{field}.subjects", message)]


def _free_or_known(kind: str, key: str) -> Rule:
    def rule(value: object, field: str) -> Kept:
        given = value if isinstance(value, dict) else {}
        if given.get("id"):
            return {"id": given["id"], key: term(kind, given["id"])["title"]["en"]}, []
        if given.get(key):
            return {key: text.plain(str(given[key]))}, []
        message = f"An existing id or a free text {key} must be present."
        return None, [field_error(f"{field}.{kind.removesuffix('s')}", message)]

    return rule


def _award(value: object, field: str) -> Kept:
    given = value if isinstance(value, dict) else {}
    if given.get("id"):
        return award(str(given["id"])), []
    errors: list[Json] = []
    kept = dict(given)
    if given.get("identifiers"):
        kept["identifiers"], errors = addresses(given["identifiers"], f"{field}.identifiers")
    if not given.get("number") and not given.get("title"):
        message = "An existing id or either number or title must be present."
        errors.append(field_error(f"{field}.award", message))
    return kept, errors


def funding(value: object, field: str) -> Kept:
    """Funders with their grants."""
    rule = shaped({"funder": _free_or_known("funders", "name")}, award=_award)
    return list_of(value, field, rule)


def _geometry(value: object, _: str) -> Kept:
    given = value if isinstance(value, dict) else {}
    there = given.get("coordinates")
    if given.get("type") != "Point" or not isinstance(there, list) or len(there) != 2:
        raise crash()
    try:
        return {"type": "Point", "coordinates": [float(one) for one in there]}, []
    except ValueError as error:
        raise crash() from error


_LOCATION = shaped({}, place=line, description=line, geometry=_geometry)


def locations(value: object, field: str) -> Kept:
    """Places, as features of a map."""
    features = value.get("features") if isinstance(value, dict) else None
    kept, errors = list_of(features, f"{field}.features", _LOCATION)
    return ({"features": kept} if kept else None), errors


_LANG = terms("languages")
_ENTRIES: dict[str, Callable[[Json, str], Kept]] = {
    "rights": _right,
    "subjects": _subject,
    "languages": _LANG,
    "additional_titles": shaped({"title": title, "type": terms("titletypes")}, lang=_LANG),
    "additional_descriptions": shaped(
        {"description": markup, "type": terms("descriptiontypes")}, lang=_LANG
    ),
    "dates": shaped({"date": day, "type": terms("datetypes")}, description=line),
}
