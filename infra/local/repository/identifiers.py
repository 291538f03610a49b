"""Identifiers of works: which scheme, whether it fits, how it is kept. By idutils, as there."""

from collections.abc import Callable
from typing import Any

import idutils

from infra.local.repository.refusal import Json, field_error
from infra.local.repository.values import REQUIRED, Kept, Rule, line, one_term

__all__ = ["addresses", "identifiers", "references", "related"]

# With what it calls them; those without a test take anything.
_LABELS = {
    "ark": "ARK",
    "arxiv": "arXiv",
    "ads": "Bibcode",
    "cstr": "CSTR",
    "doi": "DOI",
    "ean13": "EAN13",
    "handle": "Handle",
    "isbn": "ISBN",
    "isni": "ISNI",
    "istc": "ISTC",
    "lsid": "LSID",
    "pmid": "PMID",
    "purl": "PURL",
    "rrid": "RRID",
    "url": "URL",
    "urn": "URN",
    "wikidata": "Wikidata",
    "eissn": "EISSN",
    "issn": "ISSN",
    "lissn": "LISSN",
}
_ANY = frozenset({"crossreffunderid", "grid", "igsn", "upc", "w3id", "other"})
_TESTED_AS = {"eissn": "issn", "lissn": "issn"}


def _fits(scheme: str, value: str) -> bool:
    if scheme in _ANY:
        return True
    return bool(getattr(idutils, f"is_{_TESTED_AS.get(scheme, scheme)}")(value))


def _recognised(value: str) -> str:
    allowed = _LABELS.keys() | _ANY
    return next((s for s in idutils.detect_identifier_schemes(value) if s in allowed), "")


def _identified(entry: Json, field: str, *, needed: bool = True) -> Kept:
    """The two keys of it, and what is wrong with them."""
    value = str(entry.get("identifier", ""))
    scheme = str(entry.get("scheme") or (value and _recognised(value)))
    if not needed and not value and not scheme:
        return {}, []
    errors = _wrong(value, scheme, field)
    kept = str(idutils.normalize_pid(value, scheme)) if value and scheme and not errors else value
    found = {"identifier": kept, "scheme": scheme}
    return {name: part for name, part in found.items() if part}, errors


def _wrong(value: str, scheme: str, field: str) -> list[Json]:
    errors = []
    if not scheme:
        words = "No valid scheme recognized for identifier." if value else REQUIRED
        errors.append(field_error(f"{field}.scheme", words))
    elif scheme not in _LABELS and scheme not in _ANY:
        errors.append(field_error(f"{field}.scheme", "Invalid scheme."))
    if not value:
        errors.append(field_error(f"{field}.identifier", REQUIRED))
    elif not errors and not _fits(scheme, value):
        words = f"Invalid {_LABELS[scheme]} identifier."
        errors.append(field_error(f"{field}.identifier", words))
    return errors


def _entries(*also: tuple[str, Rule], needed: bool = True) -> Callable[[Json, str], Kept]:
    def checked(entry: Json, field: str) -> Kept:
        kept, errors = _identified(entry, field, needed=needed)
        found: dict[str, Any] = dict(kept) if isinstance(kept, dict) else {}
        for name, rule in also:
            if name in entry:
                found[name], complaints = rule(entry[name], f"{field}.{name}")
                errors += complaints
        return found, errors

    return checked


def identifiers(entries: list[Json], field: str) -> tuple[list[object], list[Json]]:
    """Of this very work; none twice."""
    kept, errors = _each(entries, field, _entries())
    if not errors and len({repr(one) for one in kept}) < len(kept):
        return [], [field_error(field, "Duplicated identifier entry is not allowed.")]
    return kept, errors


def addresses(entries: list[Json], field: str) -> tuple[list[object], list[Json]]:
    """Of a grant."""
    return _each(entries, field, _entries())


def related(entry: Json, field: str) -> Kept:
    """Of another work, with how it stands to this one."""
    kinds = (("relation_type", _relation), ("resource_type", _type))
    kept, errors = _entries(*kinds)(entry, field)
    if not entry.get("relation_type"):
        errors.append(field_error(f"{field}.relation_type", REQUIRED))
    return kept, errors


def _relation(value: object, field: str) -> Kept:
    return one_term("relationtypes", value, field)


def _type(value: object, field: str) -> Kept:
    return one_term("resourcetypes", value, field)


def references(entry: Json, field: str) -> Kept:
    """A work that is cited."""
    kept, errors = _entries(("reference", line), needed=False)(entry, field)
    if "reference" not in entry:
        errors.append(field_error(f"{field}.reference", REQUIRED))
    return kept, errors


def _each(
    entries: list[Json], field: str, rule: Callable[[Json, str], Kept]
) -> tuple[list[object], list[Json]]:
    found = [rule(entry, f"{field}.{number}") for number, entry in enumerate(entries)]
    return [kept for kept, _ in found], [error for _, errors in found for error in errors]
