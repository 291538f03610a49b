"""From what the form read to a record's metadata. It relies on the form having found no problem."""

from collections.abc import Mapping, Sequence
from typing import Any

from zenferry.errors import Invalid, Problem
from zenferry.fields import Field
from zenferry.metadata import (
    Access,
    AccessKind,
    Affiliation,
    Award,
    Creator,
    Date,
    Funding,
    Identifier,
    Licence,
    Location,
    Metadata,
    Organisation,
    Person,
    Reference,
    Related,
    Term,
    Text,
    Title,
)
from zenferry.moved import moved
from zenferry.rules import BrokenRule
from zenferry.typed.rich_text import LONGEST_HTML, Rich, sanitised

__all__ = ["metadata_of"]

# Any: the shapes are the form's schema, checked by it a moment ago.
Read = Mapping[str, Any]


def metadata_of(read: Read, fields: Sequence[Field], publisher: str) -> Metadata:
    """The record that complete and valid form values describe.

    Invalid where its texts become too much HTML, which shows when they are rendered only.
    """
    kept = {f.name: read[f.name] for f in fields if not f.to and f.name in read}
    elsewhere = moved(read, fields)
    description, texts = _texts(kept)
    licences, licence_origins = _licences(kept)
    keywords, keyword_origins = _keywords(kept, elsewhere.keywords)
    notes = {f"additional_descriptions.{n}": at for n, at in enumerate(elsewhere.noted, len(texts))}
    return Metadata(
        title=kept["title"],
        resource_type=kept["resource_type"],
        creators=tuple(_creator(row) for row in kept["creators"]),
        contributors=tuple(_creator(row) for row in kept.get("contributors", ())),
        description_html=description,
        publication_date=kept["publication_date"],
        publisher=kept.get("publisher") or publisher,
        licences=licences,
        copyright=kept.get("copyright", ""),
        keywords=keywords,
        access=_access(read),
        version=kept.get("version", ""),
        additional_descriptions=(*texts, *elsewhere.notes),
        custom=elsewhere.custom,
        beside=elsewhere.beside,
        origins={**licence_origins, **keyword_origins, **notes, **elsewhere.origins},
        **_details(kept),
    )


def _details(read: Read) -> dict[str, Any]:
    """What is seldom given."""
    return {
        "subjects": _terms(read.get("subjects", ())),
        "languages": _terms(read.get("languages", ())),
        "additional_titles": tuple(_title(row) for row in read.get("additional_titles", ())),
        "dates": tuple(Date(**row) for row in read.get("dates", ())),
        "locations": tuple(Location(**row) for row in read.get("locations", ())),
        "identifiers": tuple(_identifier(row) for row in read.get("alternate_identifiers", ())),
        "related": tuple(_related(row) for row in read.get("related", ())),
        "references": tuple(_reference(row) for row in read.get("references", ())),
        "funding": tuple(_funding(row) for row in read.get("funding", ())),
        "sizes": tuple(read.get("sizes", ())),
        "formats": tuple(read.get("formats", ())),
    }


def _creator(row: Read) -> Creator:
    also = {
        "affiliations": tuple(Affiliation(**one) for one in row.get("affiliations", ())),
        **{name: row[name] for name in ("gnd", "isni", "role") if name in row},
    }
    if row["type"] == "organisation":
        return Organisation(row["name"], row.get("ror"), **also)
    return Person(row["family_name"], row.get("given_name", ""), row.get("orcid"), **also)


def _terms(rows: Sequence[Read]) -> tuple[Term, ...]:
    return tuple({row["id"]: Term(row["id"], row["label"]) for row in rows}.values())


def _title(row: Read) -> Title:
    return Title(row["title"], row["type"], row.get("language", ""))


def _texts(read: Read) -> tuple[str, tuple[Text, ...]]:
    """The description and those beside it; together they may be as long as one."""
    rows = read.get("additional_descriptions", ())
    description = _html(read["description"], "description", LONGEST_HTML)
    room, texts = LONGEST_HTML - len(description), []
    for at, row in enumerate(rows):
        html = _html(row["text"], f"additional_descriptions.{at}.text", room)
        room -= len(html)
        texts.append(Text(html, row["type"], row.get("language", "")))
    return description, tuple(texts)


def _html(rich: Rich, field: str, room: int) -> str:
    try:
        html = sanitised(rich)
    except BrokenRule as broken:
        raise Invalid([Problem(field, broken.code, broken.params)]) from broken
    if len(html) > room:
        raise Invalid([Problem(field, "too_formatted")])
    return html


def _identifier(row: Read) -> Identifier:
    return Identifier(row["identifier"], row.get("scheme", "other"))


def _related(row: Read) -> Related:
    return Related(_identifier(row), row["relation"], row.get("resource_type", ""))


def _reference(row: Read) -> Reference:
    return Reference(row["reference"], _identifier(row) if "identifier" in row else None)


_AWARD = {"award": "title", "award_number": "number", "award_url": "url", "award_id": "id"}


def _funding(row: Read) -> Funding:
    award = {name: row[ours] for ours, name in _AWARD.items() if ours in row}
    return Funding(row["funder"], row.get("funder_ror"), Award(**award) if award else None)


def _licences(read: Read) -> tuple[tuple[Licence, ...], Mapping[str, str]]:
    """The chosen one first. “Another” only says that there are more."""
    chosen = [Licence(read["licence"])] if read.get("licence", "other") != "other" else []
    more = [Licence(**row) for row in read.get("licences", ())]
    origins = dict.fromkeys(("licences.0",) if chosen else (), "licence")
    origins |= {f"licences.{n}": f"licences.{at}" for at, n in enumerate(_from(chosen, more))}
    return (*chosen, *more), origins


def _from(before: Sequence[object], rows: Sequence[object]) -> range:
    return range(len(before), len(before) + len(rows))


def _keywords(
    read: Read, more: Sequence[tuple[str, str]]
) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """Each once; and from which field each came."""
    own = [(word, f"keywords.{at}") for at, word in enumerate(read.get("keywords", ()))]
    first: dict[str, str] = {}
    for word, origin in (*own, *more):
        first.setdefault(word, origin)
    return tuple(first), {f"keywords.{n}": origin for n, origin in enumerate(first.values())}


def _access(read: Read) -> Access:
    kind = AccessKind(read["access"])
    if kind is not AccessKind.EMBARGOED:
        return Access(kind)
    return Access(kind, read["embargo_until"], read.get("embargo_reason", ""))
