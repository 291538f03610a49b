"""The creators of a record: persons and organisations, their identifiers and affiliations."""

import re

from infra.local.repository import text
from infra.local.repository.refusal import Json, field_error
from infra.local.repository.vocabulary import term

_TYPES = ("organizational", "personal")
_ORCID = re.compile(r"(?:https?://(?:www\.)?orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
_ROR = re.compile(r"(?:https?://ror\.org/)?(0[a-z0-9]{6}\d{2})", re.IGNORECASE)
_ISNI = re.compile(r"(\d{4} ?\d{4} ?\d{4} ?\d{3}[\dX])")
_GND = re.compile(r"(?:gnd:)?([1-9]\d*-?[\dX])", re.IGNORECASE)
# The numbers that ORCID was given.
_ORCIDS = range(15_000_000, 35_000_001)
_MORE_ORCIDS = range(900_000_000_000, 900_100_000_001)
_SCHEMES = {"orcid": _ORCID, "ror": _ROR, "isni": _ISNI, "gnd": _GND}


def people(value: object, field: str) -> tuple[object, list[Json]]:
    """What is kept of a list of creators, and the complaints."""
    if not isinstance(value, list):
        return None, [field_error(field, "Not a valid list.")]
    if not value:
        return None, [field_error(field, "Missing data for required field.")]
    kept: list[Json] = []
    errors: list[Json] = []
    for number, item in enumerate(value):
        person, complaints = _creator(item, f"{field}.{number}")
        errors += complaints
        kept += [person] if person else []
    return kept, errors


def contributors(value: object, field: str) -> tuple[object, list[Json]]:
    """The same of those who helped: each with a role."""
    kept, errors = people(value, field) if value else (None, [])
    for number, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict) and not item.get("role"):
            errors.append(field_error(f"{field}.{number}.role", "Missing data for required field."))
    return kept, errors


def _creator(item: object, field: str) -> tuple[Json, list[Json]]:
    if not isinstance(item, dict):
        return {}, [field_error(f"{field}._schema", "Invalid input type.")]
    if not isinstance(item.get("person_or_org"), dict):
        return {}, [field_error(f"{field}.person_or_org", "Missing data for required field.")]
    who, errors = _person_or_org(item["person_or_org"], f"{field}.person_or_org")
    kept: Json = {"person_or_org": who}
    if "role" in item:
        kept["role"] = term("roles", item["role"].get("id"))
    if item.get("affiliations"):
        kept["affiliations"], complaints = _affiliations(
            item["affiliations"], f"{field}.affiliations"
        )
        errors += complaints
    return kept, errors


def _person_or_org(item: Json, field: str) -> tuple[Json, list[Json]]:
    kept: Json = {
        name: text.plain(item[name])
        for name in ("type", "name", "given_name", "family_name")
        if isinstance(item.get(name), str)
    }
    errors = _naming_errors(kept, field)
    if item.get("identifiers"):
        found, complaints = _identifiers(item["identifiers"], f"{field}.identifiers")
        errors += complaints
        if not found:
            return {name: kept[name] for name in kept if name != "name"}, errors
        kept["identifiers"] = found
    if kept.get("type") == "personal" and kept.get("family_name"):
        parts = (kept["family_name"], kept.get("given_name"))
        kept["name"] = ", ".join(part for part in parts if part)
    return kept, errors


def _naming_errors(kept: Json, field: str) -> list[Json]:
    if kept.get("type") not in _TYPES:
        words = f"Invalid value. Choose one of {list(_TYPES)}."
        return [field_error(f"{field}.type", words)]
    if kept["type"] == "personal":
        kept_name, label = "family_name", "Family name"
    else:
        kept_name, label = "name", "Name"
    if kept.get(kept_name):
        return []
    return [field_error(f"{field}.{kept_name}", f"{label} cannot be blank.")]


def _identifiers(items: list[Json], field: str) -> tuple[list[Json], list[Json]]:
    kept: list[Json] = []
    errors: list[Json] = []
    for number, item in enumerate(items):
        scheme, value = _recognised(item)
        at = f"{field}.{number}"
        if scheme is None:
            words = "No valid scheme recognized for identifier."
            errors.append(field_error(f"{at}.scheme", words))
        elif value is None:
            errors.append(field_error(f"{at}.identifier", f"Invalid {scheme.upper()} identifier."))
        known = f"gnd:{value}" if scheme == "gnd" and value else value
        found = {"identifier": known or item.get("identifier")}
        kept.append(found | ({"scheme": scheme} if scheme else {}))
    if len({item.get("scheme") for item in kept}) < len(kept):
        # All of them are lost, and with them the name that is made of the parts.
        return [], [field_error(field, "Only one identifier per scheme is allowed.")]
    return kept, errors


def _recognised(item: Json) -> tuple[str | None, str | None]:
    wanted = str(item.get("identifier", ""))
    for scheme in [item["scheme"]] if item.get("scheme") else list(_SCHEMES):
        pattern = _SCHEMES.get(scheme)
        found = pattern.fullmatch(wanted) if pattern else None
        if found and (scheme not in {"orcid", "isni"} or _adds_up(scheme, found[1])):
            return scheme, found[1]
    return item.get("scheme"), None


def _adds_up(scheme: str, value: str) -> bool:
    digits = value.replace("-", "").replace(" ", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != digits[-1]:
        return False
    number = int(digits[:-1])
    return scheme != "orcid" or number in _ORCIDS or number in _MORE_ORCIDS


def _affiliations(items: list[Json], field: str) -> tuple[list[Json], list[Json]]:
    kept: list[Json] = []
    errors: list[Json] = []
    for number, item in enumerate(items):
        if item.get("id"):
            kept.append(term("affiliations", item["id"]))
        else:
            kept.append({"name": text.plain(item.get("name") or "")})
        if not kept[-1]["name"]:
            words = "An existing id or a free text name must be present."
            errors.append(field_error(f"{field}.{number}.affiliations", words))
        # What comes with a known one was added here.
        strange = [name for name in item if name not in ("id", "name") and not item.get("id")]
        errors += [field_error(f"{field}.{number}.{name}", "Unknown field.") for name in strange]
    named = {str(item["name"]) for item in items if item.get("name")}
    if not errors and len(named) < len([item for item in items if item.get("name")]):
        errors.append(field_error(field, f"Duplicated affiliations: {', '.join(sorted(named))}"))
    return kept, errors
