"""From what the form read to a record's metadata. It relies on the form having found no problem."""

import html
import re
from collections.abc import Mapping
from typing import Any

from zenferry.metadata import (
    Access,
    AccessKind,
    Affiliation,
    Creator,
    Licence,
    Metadata,
    Organisation,
    Person,
    Term,
)

__all__ = ["metadata_of"]

# Any: the shapes are the form's schema, checked by it a moment ago.
Read = Mapping[str, Any]


def metadata_of(read: Read, publisher: str) -> Metadata:
    """The record that complete and valid form values describe."""
    return Metadata(
        title=read["title"],
        resource_type=read["resource_type"],
        creators=tuple(_creator(row) for row in read["creators"]),
        description_html=_paragraphs(read["description"]["text"]),
        publication_date=read["publication_date"],
        publisher=read.get("publisher") or publisher,
        licences=(Licence(read["licence"]),),
        keywords=tuple(dict.fromkeys(read.get("keywords", ()))),
        access=_access(read),
        version=read.get("version", ""),
        languages=tuple(Term(term["id"], term["label"]) for term in read.get("languages", ())),
    )


def _creator(row: Read) -> Creator:
    # InvenioRDM refuses the same affiliation twice; said twice it means no more.
    names = dict.fromkeys(affiliation["name"] for affiliation in row.get("affiliations", ()))
    affiliations = tuple(Affiliation(name) for name in names)
    if row["type"] == "organisation":
        return Organisation(row["name"], row.get("ror"), affiliations)
    given = row.get("given_name", "")
    return Person(row["family_name"], given, row.get("orcid"), affiliations)


def _paragraphs(text: str) -> str:
    """Plain text as HTML that InvenioRDM keeps as it is: escaped, and inside an element."""
    escaped = (html.escape(part.strip(), quote=False) for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in escaped if part)


def _access(read: Read) -> Access:
    kind = AccessKind(read["access"])
    if kind is not AccessKind.EMBARGOED:
        return Access(kind)
    return Access(kind, read["embargo_until"], read.get("embargo_reason", ""))
