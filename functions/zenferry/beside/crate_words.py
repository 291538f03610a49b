"""The rest of a record as RO-Crate has it: licences, identifiers, other works, and what has no
property of its own.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from zenferry.metadata import Access, AccessKind, Identifier, Licence, Metadata
from zenferry.public_text import plain

__all__ = ["access_told", "address_of", "identifiers", "licence_entity", "related_works", "remarks"]

Entity = dict[str, Any]
_CREATIVE_COMMONS = "https://creativecommons.org"
# Where an identifier can be looked up: InvenioRDM's name of its scheme -> what stands before it.
_RESOLVERS = {
    "doi": "https://doi.org/",
    "url": "",
    "purl": "",
    "w3id": "https://w3id.org/",
    "handle": "https://hdl.handle.net/",
    "arxiv": "https://arxiv.org/abs/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "isbn": "urn:isbn:",
    "issn": "https://portal.issn.org/resource/ISSN/",
    "urn": "",
}


def access_told(access: Access) -> str:
    """Who may have the files."""
    if access.kind is AccessKind.EMBARGOED:
        reason = f" {access.reason}" if access.reason else ""
        return f"The files are open from {access.until} on.{reason}"
    if access.kind is AccessKind.RESTRICTED:
        return "The files are given to those who ask for them."
    return "Anyone can download the files."


def licence_entity(record: Metadata) -> Iterator[Entity]:
    """Each licence; that there is none, if there is none."""
    for number, licence in enumerate(record.licences, 1):
        yield {
            "@id": _licence_address(licence) or f"#licence-{number}",
            "@type": "CreativeWork",
            "name": licence.title or licence.id.upper(),
            "description": licence.description or f"The licence {licence.title or licence.id}.",
        }
    if not record.licences:
        yield {
            "@id": "#no-licence",
            "@type": "CreativeWork",
            "name": "No licence",
            "description": "All rights are reserved: no licence was given.",
        }


def _licence_address(licence: Licence) -> str:
    if licence.link.startswith(("https://", "http://")):
        return address_of(licence.link)
    if licence.id == "cc0-1.0":
        return f"{_CREATIVE_COMMONS}/publicdomain/zero/1.0/"
    if licence.id.startswith("cc-"):
        kind, _, version = licence.id.removeprefix("cc-").rpartition("-")
        return f"{_CREATIVE_COMMONS}/licenses/{kind}/{version}/"
    return f"https://spdx.org/licenses/{licence.id}" if licence.id else ""


def identifiers(record: Metadata, doi: str | None) -> list[str]:
    """Its own, the DOI first."""
    own = [f"https://doi.org/{doi}"] if doi else []
    return own + [_address(each) or each.value for each in record.identifiers]


def address_of(given: str) -> str:
    """As an address may be written: no blanks, no braces."""
    return quote(given, safe="%/:=&?~#+!$,;'@()*[]")


def is_address(given: str) -> bool:
    """Whether it can stand for itself on the web; what only begins like one can't."""
    try:
        found = urlsplit(given)
    except ValueError:
        return False
    return found.scheme in {"https", "http"} and bool(found.hostname)


def _address(identifier: Identifier) -> str:
    before = _RESOLVERS.get(identifier.scheme)
    if before is None:
        return ""
    given = identifier.value
    whole = given if given.startswith(("https://", "http://")) else f"{before}{given}"
    return address_of(whole)


def related_works(record: Metadata) -> Iterator[Entity]:
    """Other works that have an address; how this record stands to them is told by remarks()."""
    named = [(related.identifier, related.identifier.value) for related in record.related]
    named += [(each.identifier, each.text) for each in record.references if each.identifier]
    for identifier, name in named:
        if address := _address(identifier):
            yield {
                "@id": address,
                "@type": "CreativeWork",
                "name": name,
                "identifier": identifier.value,
            }


def remarks(record: Metadata) -> Iterator[Entity]:
    """What has no property of its own, each with its name: above all the consortium's fields."""
    for number, (name, key, value) in enumerate(_remarks(record), 1):
        yield {
            "@id": f"#property-{number}",
            "@type": "PropertyValue",
            "name": name,
            "propertyID": key,
            "value": value,
        }


def _remarks(record: Metadata) -> Iterator[tuple[str, str, object]]:
    yield "Type", "resource_type", record.resource_type
    for text in record.additional_descriptions:
        yield text.type, f"additional_descriptions.{text.type}", plain(text.html)
    for date in record.dates:
        told = f"{date.date} ({date.description})" if date.description else date.date
        yield date.type, f"dates.{date.type}", told
    for related in record.related:
        yield "Related work", f"related.{related.relation}", related.identifier.value
    for reference in record.references:
        yield "Reference", "references", reference.text
    for name, value in sorted(record.custom.items()):
        yield from _flat(name, value)
    for beside in record.beside:
        for _, _, value in _flat(beside.name, beside.value):
            yield beside.label, beside.name, value


def _flat(name: str, value: object) -> Iterator[tuple[str, str, object]]:
    """One line a value: what is nested has no place in a property."""
    if isinstance(value, Mapping):
        for key, inner in sorted(value.items()):
            yield from _flat(f"{name}.{key}", inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _flat(name, inner)
    elif value not in (None, ""):
        yield name, name, value
