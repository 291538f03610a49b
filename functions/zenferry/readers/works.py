"""Other works and identifiers as the form has them: relation, identifier, its scheme."""

import re
from collections.abc import Mapping

from zenferry.readers import terms, words
from zenferry.readers.imported import filled
from zenferry.rules import BrokenRule
from zenferry.typed import identifiers

__all__ = ["bare_doi", "identifier", "keywords", "known", "own_identifier", "related", "together"]

LONGEST = 500
_DOI = re.compile(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE | re.ASCII
)


def bare_doi(written: str) -> str:
    """The DOI in it, without the address around it; nothing, where it is none."""
    match = _DOI.fullmatch(written.strip()) if len(written) <= LONGEST else None
    return match[1] if match else ""


def known(value: str) -> bool:
    """Whether it is an identifier of some kind that can be told by its look."""
    if not value or len(value) > LONGEST:
        return False
    try:
        scheme = identifiers.recognised(value).scheme
    except BrokenRule:
        return False
    # The form lets one leave out the beginning of an address. In files this is a file's name.
    return scheme != "url" or value.lower().startswith(("http://", "https://"))


def identifier(value: str, *, scheme: str = "") -> dict[str, object]:
    """An identifier; what kind it is of stays out where its look tells."""
    told = "" if known(value) else terms.SCHEMES.get(words.key(scheme), "")
    return filled(identifier=value, scheme=told) if value else {}


def related(relation: str, value: str, *, scheme: str = "", type_: str = "") -> dict[str, object]:
    """A related work."""
    named = identifier(value, scheme=scheme)
    return filled(relation=relation, **named, resource_type=type_) if named else {}


def own_identifier(value: str, resource_type: str) -> dict[str, object]:
    """Where the identifier of what was read goes.

    A paper is what data belong to. Of anything else this is the same work, deposited again.
    """
    if not value:
        return {}
    if resource_type.startswith("publication"):
        return {"related": [related("issupplementto", value, type_=resource_type)]}
    return {"alternate_identifiers": [identifier(value)]}


def together(*some: Mapping[str, object]) -> dict[str, object]:
    """Values of several sources; of what is a list, all entries, each once."""
    values: dict[str, object] = {}
    for name, value in ((n, v) for one in some for n, v in one.items()):
        before = values.get(name)
        if isinstance(before, list) and isinstance(value, list):
            values[name] = [*before, *(entry for entry in value if entry not in before)]
        else:
            values[name] = value
    return values


def keywords(*labels: str) -> list[str]:
    """Keywords, each once; a line of several is split."""
    single = [part.strip() for label in labels for part in label.split(";")]
    return list(dict.fromkeys(part for part in single if part))
