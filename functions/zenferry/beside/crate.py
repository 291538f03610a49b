"""The file beside the data: all that was said of it, as RO-Crate 1.3, made by its library.

The same record and files give the same bytes, whenever it is made. Nothing is read from a disk,
and nothing is fetched.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zenferry.beside.crate_people import Credits
from zenferry.beside.crate_words import (
    access_told,
    address_of,
    identifiers,
    is_address,
    licence_entity,
    related_works,
    remarks,
)
from zenferry.metadata import Location, Metadata
from zenferry.public_text import plain

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

__all__ = ["CRATE_TYPE", "CratedFile", "crate"]

CRATE_TYPE = "application/ld+json"
VERSION = "1.3"


@dataclass(frozen=True)
class CratedFile:
    """One file of the record. `md5` in hex, where it is known."""

    path: str
    size: int
    media_type: str
    md5: str | None = None


def crate(record: Metadata, files: Sequence[CratedFile], doi: str | None) -> bytes:
    """`ro-crate-metadata.json`."""
    # Imported late: it is heavy, and most calls of a function have no use for it.
    from rocrate.rocrate import ROCrate  # noqa: PLC0415

    made = ROCrate(version=VERSION)
    for name, value in _root(made, record, doi):
        made.root_dataset[name] = value
    for number, file in enumerate(sorted(files, key=lambda each: each.path), 1):
        _add_file(made, file, number)
    written = json.dumps(made.metadata.generate(), ensure_ascii=False, indent=2, sort_keys=True)
    return f"{written}\n".encode()


def _root(made: "ROCrate", record: Metadata, doi: str | None) -> Iterator[tuple[str, Any]]:
    credits_ = Credits(made)
    plain_values = {
        "name": record.title,
        "description": plain(record.description_html) or record.title,
        # Of an interval, its beginning: a date is asked for.
        "datePublished": record.publication_date.partition("/")[0],
        "version": record.version,
        "copyrightNotice": record.copyright,
        "conditionsOfAccess": access_told(record.access),
        "keywords": list(record.keywords),
        "inLanguage": [term.id for term in record.languages],
        "alternateName": [title.title for title in record.additional_titles],
        "temporalCoverage": [d.date for d in record.dates if d.type in {"collected", "coverage"}],
        "identifier": identifiers(record, doi),
        "size": list(record.sizes),
        "encodingFormat": list(record.formats),
    }
    yield from ((name, value) for name, value in plain_values.items() if value)
    linked = {
        "license": [_added(made, entity) for entity in licence_entity(record)],
        "author": [credits_.of(creator) for creator in record.creators],
        "contributor": [credits_.in_role(each) for each in record.contributors],
        "publisher": credits_.named(record.publisher) if record.publisher else [],
        "funding": [credits_.grant(each) for each in record.funding],
        "about": [_term(made, term.id, term.label) for term in record.subjects],
        "contentLocation": [
            _place(made, place, number) for number, place in enumerate(record.locations, 1)
        ],
        "citation": [_added(made, entity) for entity in related_works(record)],
        "additionalProperty": [_added(made, entity) for entity in remarks(record)],
    }
    yield from ((name, _once(value)) for name, value in linked.items() if value)


def _once(value: Any) -> Any:
    """Nobody is named twice in one list."""
    return list({each.id: each for each in value}.values()) if isinstance(value, list) else value


def _added(made: "ROCrate", entity: dict[str, Any]) -> Any:
    """One more thing that is spoken of; the one that is there already, if it is."""
    from rocrate.model import ContextEntity  # noqa: PLC0415

    known = made.get(entity["@id"])
    properties = {name: value for name, value in entity.items() if name != "@id" and value}
    return known or made.add(ContextEntity(made, entity["@id"], properties=properties))


def _term(made: "ROCrate", identifier: str, label: str) -> Any:
    known = is_address(identifier)
    address = address_of(identifier if known else f"#{identifier}")
    return _added(
        made,
        {"@id": address, "@type": "DefinedTerm", "name": label or identifier},
    )


def _place(made: "ROCrate", place: Location, number: int) -> Any:
    entity: dict[str, Any] = {
        "@id": f"#place-{number}",
        "@type": "Place",
        "name": place.place,
        "description": place.description,
    }
    if place.latitude is not None and place.longitude is not None:
        point = {
            "@id": f"#point-{number}",
            "@type": "GeoCoordinates",
            "name": f"{place.latitude} {place.longitude}",
            "latitude": str(place.latitude),
            "longitude": str(place.longitude),
        }
        entity["geo"] = _added(made, point)
    return _added(made, entity)


def _add_file(made: "ROCrate", file: CratedFile, number: int) -> None:
    properties: dict[str, Any] = {
        "name": file.path.rpartition("/")[2],
        "contentSize": str(file.size),
        "encodingFormat": file.media_type or "application/octet-stream",
    }
    added = made.add_file(dest_path=file.path, properties=properties)
    if file.md5:
        digest = {
            "@id": f"#md5-{number}",
            "@type": "PropertyValue",
            "name": "MD5",
            "propertyID": "md5",
            "value": file.md5,
        }
        added["additionalProperty"] = _added(made, digest)
