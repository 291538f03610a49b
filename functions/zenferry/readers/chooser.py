"""Which format a file is in, by its name, and by what is in it where the name does not tell."""

import json
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from zenferry.errors import Unreadable
from zenferry.readers import (
    authors,
    bibtex,
    citation_cff,
    codemeta,
    crossref,
    csl,
    datacite,
    datapackage,
    invenio_record,
    maggot,
    ro_crate,
    zenodo_json,
)
from zenferry.readers.imported import Imported
from zenferry.readers.parsing import plain, read_json

__all__ = ["ENDINGS", "NAMES", "TABLES", "read"]

Reader = Callable[[str], Imported]
Keys = set[str]
# Tells from the names at the top, those in "metadata", and the value itself.
Told = Callable[[Keys, Keys, object], bool]

NAMES: Mapping[str, Reader] = {
    ".zenodo.json": zenodo_json.read,
    "zenodo.json": zenodo_json.read,
    "citation.cff": citation_cff.read,
    "codemeta.json": codemeta.read,
    "datapackage.json": datapackage.read,
    **dict.fromkeys(ro_crate.DESCRIPTORS, ro_crate.read),
}
ENDINGS: Mapping[str, Reader] = {".cff": citation_cff.read, ".bib": bibtex.read}
# What some formats are of, whatever stands in the file.
_ASSUMED = frozenset({"resource_type"})
TABLES = frozenset({".csv", ".tsv"})


def read(text: str, name: str = "") -> Imported:
    """The values in a file. Unreadable where it is in none of the formats."""
    file = PurePosixPath(name.replace("\\", "/").lower()).name
    reader = NAMES.get(file) or ENDINGS.get(PurePosixPath(file).suffix)
    if reader is None and PurePosixPath(file).suffix in TABLES:
        reader = authors.read
    found = (reader or _by_content(text))(text)
    if not found.values.keys() - _ASSUMED:
        raise Unreadable("import_format")
    return found


def _by_content(text: str) -> Reader:
    bare = plain(text)
    if bare[0] in "{[":
        return _by_keys(text)
    if bare[0] == "@" or "\n@" in bare:
        return bibtex.read
    if "cff-version:" in bare:
        return citation_cff.read
    raise Unreadable("import_format")


def _by_keys(text: str) -> Reader:
    given = read_json(text)
    first = given.each()[0] if isinstance(given.value, list) and given.each() else given
    keys, inner = {*first.names()}, {*first["metadata"].names()}
    for reader, told in _TELLING:
        if told(keys, inner, first.value):
            return reader
    raise Unreadable("import_format")


def _is_crate(keys: Keys, _: Keys, value: object) -> bool:
    return "@graph" in keys and any(name in json.dumps(value) for name in ro_crate.DESCRIPTORS)


def _is_invenio(_: Keys, inner: Keys, __: object) -> bool:
    return bool({"resource_type", "creators"} & inner) and not _LEGACY & inner


def _is_zenodo(keys: Keys, inner: Keys, _: object) -> bool:
    return bool(_LEGACY & (keys | inner))


def _is_crossref(keys: Keys, _: Keys, __: object) -> bool:
    return "message" in keys or {"DOI", "deposited"} <= keys


def _is_csl(keys: Keys, _: Keys, __: object) -> bool:
    return {"type", "title"} <= keys and "creators" not in keys


def _having(*wanted: str) -> Told:
    return lambda keys, _, __: bool({*wanted} & keys)


_LEGACY = frozenset({"upload_type", "access_right"})
# In this order: the first that holds tells.
_TELLING: tuple[tuple[Reader, Told], ...] = (
    (ro_crate.read, _is_crate),
    (codemeta.read, _having("@context", "@graph")),
    (invenio_record.read, _is_invenio),
    (zenodo_json.read, _is_zenodo),
    (datacite.read, _having("data", "attributes", "titles")),
    (crossref.read, _is_crossref),
    (maggot.read, _having("fulltitle", "kindOfData")),
    (datapackage.read, _having("resources")),
    (csl.read, _is_csl),
    (zenodo_json.read, lambda keys, _, __: {"title", "creators"} <= keys),
)
