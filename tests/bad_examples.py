"""Values that a depositor may give and no record can have, each with what we say to it and where.

`sent` is what would have gone to the repository had nobody looked: paths in its JSON, and what to
put there. It complains of that too, or loses it in silence; where it does neither, `stricter` says
why we do not take it all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.examples import Values

__all__ = ["BAD", "GONE", "GOOD", "Bad"]

# In place of a value: the key is left out.
GONE = object()

GOOD: Values = {
    "title": "Sediment cores",
    "resource_type": "dataset",
    "description": "Grain sizes by laser.",
    "keywords": ["sediment"],
    "publication_date": "2026-11-21",
    "creators": [{"type": "person", "family_name": "Lovelace", "given_name": "Ada"}],
    "access": "open",
    "licence": "cc-by-4.0",
    "agreement": True,
}
_ADA = GOOD["creators"][0]


@dataclass(frozen=True)
class Bad:
    """`values` in place of good ones; `field` and `code` of our message."""

    name: str
    values: Mapping[str, Any]
    field: str
    code: str
    sent: Mapping[str, Any]
    stricter: str = ""


def _plain(field: str, value: Any, code: str, *, theirs: str = "", stricter: str = "") -> Bad:
    """A value of a single field that is sent as it is."""
    path = theirs or f"metadata.{field}"
    named = "nothing" if value == "" else repr(value)[:40]
    sent = GONE if value == "" else value
    return Bad(f"{field}: {named}", {field: value}, field, code, {path: sent}, stricter)


def _person(part: str, value: Any, code: str, sent: Mapping[str, Any], stricter: str = "") -> Bad:
    changed = {**_ADA, part: value}
    there = {f"metadata.creators.0.{path}": inner for path, inner in sent.items()}
    at = f"creators.0.{part}"
    return Bad(f"{at}: {value!r}", {"creators": [changed]}, at, code, there, stricter)


def _person_id(scheme: str, value: str, code: str, stricter: str = "") -> Bad:
    theirs = f"gnd:{value}" if scheme == "gnd" else value
    ids = {"person_or_org.identifiers": [{"scheme": scheme, "identifier": theirs}]}
    return _person(scheme, value, code, ids, stricter)


def _entry(group: str, given: Mapping[str, Any], part: str, code: str, **more: Any) -> Bad:
    """One entry of a group; `sent` is the entry of their list, `theirs` the list."""
    theirs, stricter = more.get("theirs", f"metadata.{group}"), more.get("stricter", "")
    field = f"{group}.0.{part}" if part else group
    name = f"{group}: {given!r}"[:90]
    return Bad(name, {group: [given]}, field, code, {theirs: more["sent"]}, stricter)


_REQUIRED = (
    _plain("title", "", "missing"),
    _plain("title", None, "missing"),
    _plain("resource_type", "", "missing"),
    _plain("publication_date", "", "missing"),
    _plain("creators", [], "creators"),
    _plain("description", "", "missing", stricter="A record that says nothing helps nobody."),
    _plain(
        "licence", "", "missing", theirs="metadata.rights", stricter="Nobody may use it without."
    ),
    Bad("agreement: not given", {"agreement": False}, "agreement", "not_agreed", {}, "Ours alone."),
)

_TEXT = (
    _plain("title", "ab", "too_short"),
    _plain("title", ["x"], "wrong_kind"),
    _plain("title", 7, "wrong_kind"),
    _plain("title", "zero\u200bwidth", "invisible_character"),
    _plain("title", "control\x07character", "invisible_character"),
    _plain("title", "x" * 301, "too_long", stricter="No list shows so long a title."),
    _plain("version", "1" * 200, "too_long"),
    _plain("description", "ab", "too_short"),
    Bad(
        "description: only a script",
        {"description": {"format": "html", "text": "<script>alert(1)</script>"}},
        "description",
        "too_short",
        {"metadata.description": "<script>alert(1)</script>"},
    ),
    Bad(
        "description: only an image",
        {"description": {"format": "html", "text": "<img src='x.png'>"}},
        "description",
        "too_short",
        {"metadata.description": "<img src='x.png'>"},
    ),
    Bad(
        "description: no text at all",
        {"description": {"format": "rtf", "text": "x"}},
        "description",
        "wrong_kind",
        {"metadata.description": {"format": "rtf", "text": "x"}},
    ),
    Bad(
        "keywords: a blank one",
        {"keywords": ["mud", ""]},
        "keywords.1",
        "too_short",
        {"metadata.subjects": [{"subject": "mud"}, {"subject": ""}]},
    ),
    Bad(
        "keywords: a number",
        {"keywords": [7]},
        "keywords.0",
        "wrong_kind",
        {"metadata.subjects": [{"subject": 7}]},
    ),
    Bad("sizes: a blank one", {"sizes": [" "]}, "sizes.0", "too_short", {"metadata.sizes": [" "]}),
    Bad(
        "formats: a blank one",
        {"formats": [""]},
        "formats.0",
        "too_short",
        {"metadata.formats": [""]},
    ),
)

_DATES = (
    _plain("publication_date", "yesterday", "date"),
    _plain("publication_date", "21.11.2026", "date"),
    _plain("publication_date", "2026-11-21T10:00:00", "date"),
    _plain("publication_date", "2026-02-30", "date_unknown"),
    _plain("publication_date", "2026/2020", "date_order"),
    _plain("publication_date", "2024/..", "date"),
    _plain("publication_date", "0000", "date_unknown"),
    _plain("publication_date", "-0044", "date"),
    _plain("publication_date", "2026-21", "date_unknown"),
    _plain("publication_date", "202X", "date"),
    _plain("publication_date", "2024/", "date"),
    _plain("publication_date", "/2024", "date"),
    _entry("dates", {"type": "valid"}, "date", "missing", sent=[{"type": {"id": "valid"}}]),
    _entry("dates", {"date": "2024"}, "type", "missing", sent=[{"date": "2024"}]),
    _entry(
        "dates",
        {"date": "soon", "type": "valid"},
        "date",
        "date",
        sent=[{"date": "soon", "type": {"id": "valid"}}],
    ),
    _entry(
        "dates",
        {"date": "2024", "type": "dreamt"},
        "type",
        "choice",
        sent=[{"date": "2024", "type": {"id": "dreamt"}}],
    ),
)

_UNCHECKED = "They do not test the check digit."
_PEOPLE = (
    Bad(
        "creators: no type",
        {"creators": [{"family_name": "L"}]},
        "creators.0.type",
        "missing",
        {"metadata.creators.0.person_or_org.type": GONE},
    ),
    _person("type", "robot", "choice", {"person_or_org.type": "robot"}),
    _person("family_name", "", "family_name", {"person_or_org.family_name": GONE}),
    Bad(
        "creators: an organisation without a name",
        {"creators": [{"type": "organisation"}]},
        "creators.0.name",
        "organisation_name",
        {"metadata.creators.0.person_or_org": {"type": "organizational"}},
    ),
    _person("role", "boss", "choice", {"role": {"id": "boss"}}),
    _person_id("orcid", "0000-0002-1825-0098", "orcid_digit"),
    _person_id("orcid", "0000-0001-2103-2683", "orcid"),
    _person_id("orcid", "0000-0002-1825", "orcid"),
    _person_id("isni", "0000 0001 2103 2684", "isni_digit"),
    _person_id("gnd", "number one", "gnd"),
    _person_id("gnd", "118529578", "gnd_digit", _UNCHECKED),
    Bad(
        "creators: no ROR id",
        {"creators": [{"type": "organisation", "name": "Lab", "ror": "15a28rw58"}]},
        "creators.0.ror",
        "ror",
        {
            "metadata.creators.0.person_or_org": {
                "type": "organizational",
                "name": "Lab",
                "identifiers": [{"scheme": "ror", "identifier": "15a28rw58"}],
            }
        },
    ),
    Bad(
        "creators: a mistyped ROR id",
        {"creators": [{"type": "organisation", "name": "Lab", "ror": "05a28rw59"}]},
        "creators.0.ror",
        "ror_digit",
        {
            "metadata.creators.0.person_or_org": {
                "type": "organizational",
                "name": "Lab",
                "identifiers": [{"scheme": "ror", "identifier": "05a28rw59"}],
            }
        },
        _UNCHECKED,
    ),
    Bad(
        "creators: the same affiliation twice",
        {"creators": [{**_ADA, "affiliations": [{"name": "Lab"}, {"name": "Lab"}]}]},
        "creators.0.affiliations.1.name",
        "twice",
        {"metadata.creators.0.affiliations": [{"name": "Lab"}, {"name": "Lab"}]},
    ),
    Bad(
        "creators: an affiliation without a name",
        {"creators": [{**_ADA, "affiliations": [{"name": ""}]}]},
        "creators.0.affiliations.0.name",
        "missing",
        {"metadata.creators.0.affiliations": [{"name": ""}]},
    ),
    Bad(
        "contributors: no role",
        {"contributors": [_ADA]},
        "contributors.0.role",
        "role",
        {
            "metadata.contributors": [
                {"person_or_org": {"type": "personal", "family_name": "Lovelace"}}
            ]
        },
    ),
    Bad(
        "contributors: no family name",
        {"contributors": [{"type": "person", "role": "other"}]},
        "contributors.0.family_name",
        "family_name",
        {
            "metadata.contributors": [
                {"person_or_org": {"type": "personal"}, "role": {"id": "other"}}
            ]
        },
    ),
)

_ON = {"record": "public", "files": "restricted"}


def _embargo(until: str | None, code: str) -> Bad:
    body = {**_ON, "embargo": {"active": True, "until": until}}
    given = {"access": "embargoed", "embargo_until": until or ""}
    return Bad(f"embargo until {until}", given, "embargo_until", code, {"access": body})


_RESTRICTED = {
    "access": "restricted",
    "access_conditions": "Ask.",
    "access_contact": "data@example.org",
}
_ACCESS = (
    _embargo(None, "missing"),
    _embargo("2020-01-01", "not_in_future"),
    _embargo("soon", "date"),
    _embargo("2036-02-30", "date_unknown"),
    _plain("access", "secret", "choice", theirs="access.files"),
    Bad(
        "access: nobody to ask",
        {**_RESTRICTED, "access_contact": ""},
        "access_contact",
        "missing",
        {"access": _ON},
        "Files that nobody can ask for are lost.",
    ),
    Bad(
        "access: no address",
        {**_RESTRICTED, "access_contact": "data at example"},
        "access_contact",
        "email",
        {"access": _ON},
        "It is text to them.",
    ),
)

_RIGHTS = "metadata.rights"
_LICENCES = (
    _plain("licence", "cc-by-5.0", "choice", theirs="metadata.rights.0.id"),
    _plain("licence", "CC-BY-4.0", "choice", theirs="metadata.rights.0.id"),
    Bad(
        "licence: another, but which",
        {"licence": "other"},
        "licences",
        "own_licence",
        {_RIGHTS: GONE},
        "Nobody may use it without.",
    ),
    _entry(
        "licences",
        {"link": "https://example.org"},
        "title",
        "licence_title",
        theirs=_RIGHTS,
        sent=[{"link": "https://example.org"}],
    ),
    _entry(
        "licences",
        {"title": "Ours", "link": "not an address"},
        "link",
        "url",
        theirs=_RIGHTS,
        sent=[{"title": {"en": "Ours"}, "link": "not an address"}],
    ),
    Bad(
        "licences: the same twice",
        {"licences": [{"title": "CC BY 4.0", "id": "cc-by-4.0"}]},
        "licences.0.title",
        "twice",
        {_RIGHTS: [{"id": "cc-by-4.0"}, {"id": "cc-by-4.0"}]},
        "It says no more than once.",
    ),
)

_RELATED = "metadata.related_identifiers"
_CITES = {"relation_type": {"id": "cites"}}
_ODD = "They keep it, and no link leads anywhere."


def _related(
    identifier: str, code: str, scheme: str = "", *, said: str = "", stricter: str = ""
) -> Bad:
    """`said` is the kind that the depositor chose, `scheme` the one that would be sent."""
    given = {"relation": "cites", "identifier": identifier, **({"scheme": said} if said else {})}
    there = {"identifier": identifier, **({"scheme": scheme} if scheme else {}), **_CITES}
    return _entry(
        "related", given, "identifier", code, theirs=_RELATED, sent=[there], stricter=stricter
    )


_LINKS = (
    _related("", "identifier"),
    _related("my last paper", "identifier_unknown"),
    _related("978-3-16-148410-1", "isbn_digit", "isbn"),
    _related("0028-0837", "issn_digit", "issn"),
    _related("arXiv:nonsense", "identifier_scheme", "arxiv"),
    _related("not a DOI", "identifier_scheme", "doi", said="doi"),
    _related("4006381333932", "identifier_scheme", "ean13"),
    _related("javascript://example.org/%0aalert(1)", "identifier_unknown", stricter=_ODD),
    _related("10.5281/zenodo .1", "identifier_scheme", stricter=_ODD),
    _related("example.org/page", "identifier_scheme", "handle", said="handle", stricter=_ODD),
    _entry(
        "related",
        {"identifier": "10.5281/zenodo.1"},
        "relation",
        "missing",
        theirs=_RELATED,
        sent=[{"identifier": "10.5281/zenodo.1", "scheme": "doi"}],
    ),
    _entry(
        "related",
        {"identifier": "10.5281/zenodo.1", "relation": "likes"},
        "relation",
        "choice",
        theirs=_RELATED,
        sent=[{"identifier": "10.5281/zenodo.1", "relation_type": {"id": "likes"}}],
    ),
    _entry(
        "related",
        {"identifier": "10.5281/zenodo.1", "relation": "cites", "resource_type": "thing"},
        "resource_type",
        "choice",
        theirs=_RELATED,
        sent=[{"identifier": "10.5281/zenodo.1", "resource_type": {"id": "thing"}, **_CITES}],
    ),
    Bad(
        "alternate_identifiers: the same twice",
        {"alternate_identifiers": [{"identifier": "10.1234/x"}, {"identifier": "doi:10.1234/x"}]},
        "alternate_identifiers.1.identifier",
        "twice",
        {"metadata.identifiers": [{"identifier": "10.1234/x", "scheme": "doi"}] * 2},
    ),
    _entry(
        "alternate_identifiers",
        {"identifier": "number seven"},
        "identifier",
        "identifier_unknown",
        theirs="metadata.identifiers",
        sent=[{"identifier": "number seven"}],
    ),
    _entry(
        "references",
        {"identifier": "10.1234/x"},
        "reference",
        "missing",
        sent=[{"identifier": "10.1234/x", "scheme": "doi"}],
    ),
    _entry(
        "references",
        {"reference": "Lovelace 1843", "identifier": "that one"},
        "identifier",
        "identifier_unknown",
        sent=[{"reference": "Lovelace 1843", "identifier": "that one"}],
    ),
)

_DFG = {"funder": {"name": "DFG"}}
_FUNDING = (
    _entry(
        "funding",
        {"award": "Mud"},
        "funder",
        "funder",
        sent=[{"award": {"title": {"en": "Mud"}, "number": "1"}}],
    ),
    _entry(
        "funding",
        {"funder": "DFG", "award_url": "https://example.org"},
        "award",
        "award",
        sent=[
            {**_DFG, "award": {"identifiers": [{"scheme": "url", "identifier": "https://e.org"}]}}
        ],
    ),
    _entry(
        "funding",
        {"funder": "DFG", "award": "Mud", "award_url": "no address"},
        "award_url",
        "url",
        sent=[
            {
                **_DFG,
                "award": {
                    "title": {"en": "Mud"},
                    "identifiers": [{"scheme": "url", "identifier": "no address"}],
                },
            }
        ],
    ),
    _entry(
        "funding",
        {
            "funder": "Wellcome Trust",
            "funder_ror": "029chgv08",
            "award": "Mud",
            "award_id": "00k4n6c32::755021",
        },
        "award",
        "award_of_another",
        sent=[{"funder": {"id": "029chgv08"}, "award": {"id": "00k4n6c32::755021"}}],
        stricter="They do not compare the two.",
    ),
)


def _place(part: str, code: str, sent: Mapping[str, Any], **given: Any) -> Bad:
    stricter = given.pop("stricter", "")
    return _entry(
        "locations",
        given,
        part,
        code,
        theirs="metadata.locations",
        sent={"features": [sent]},
        stricter=stricter,
    )


def _point(*coordinates: Any) -> dict[str, Any]:
    return {"place": "Bay", "geometry": {"type": "Point", "coordinates": list(coordinates)}}


_PLACES = (
    _place("longitude", "both_degrees", _point(53.45), place="Bay", latitude=53.45),
    _place("latitude", "number", _point(8, "north"), place="Bay", latitude="north", longitude=8),
    _place(
        "latitude",
        "out_of_range",
        _point(8, 91),
        place="Bay",
        latitude=91,
        longitude=8,
        stricter="There is no such place.",
    ),
    _place(
        "longitude",
        "out_of_range",
        _point(181, 8),
        place="Bay",
        latitude=8,
        longitude=181,
        stricter="There is no such place.",
    ),
    _place(
        "place",
        "missing",
        {"description": "By boat"},
        description="By boat",
        stricter="A place without a name can't be listed.",
    ),
)

_ALSO = (
    _entry(
        "additional_titles",
        {"title": "ab", "type": "subtitle"},
        "title",
        "too_short",
        sent=[{"title": "ab", "type": {"id": "subtitle"}}],
    ),
    _entry(
        "additional_titles", {"title": "Another"}, "type", "missing", sent=[{"title": "Another"}]
    ),
    _entry(
        "additional_titles",
        {"title": "Another", "type": "nickname"},
        "type",
        "choice",
        sent=[{"title": "Another", "type": {"id": "nickname"}}],
    ),
    _entry(
        "additional_titles",
        {"title": "Another", "type": "subtitle", "language": "english"},
        "language",
        "choice",
        sent=[{"title": "Another", "type": {"id": "subtitle"}, "lang": {"id": "english"}}],
    ),
    _entry(
        "additional_descriptions",
        {"text": "ab", "type": "methods"},
        "text",
        "too_short",
        sent=[{"description": "ab", "type": {"id": "methods"}}],
    ),
    _entry(
        "additional_descriptions",
        {"text": "By laser."},
        "type",
        "missing",
        sent=[{"description": "By laser."}],
    ),
)


def _custom(kind: str, field: str, value: str, code: str, there: Mapping[str, Any]) -> Bad:
    given = {"resource_type": kind, field: value}
    return Bad(f"{field}: {value!r}", given, field, code, {"custom_fields": there})


_CUSTOM = (
    _custom(
        "publication-article",
        "journal_issn",
        "0028-0837",
        "issn_digit",
        {"journal:journal": {"issn": "0028-0837"}},
    ),
    _custom(
        "publication-book",
        "book_isbn",
        "978-3-16-148410-1",
        "isbn_digit",
        {"imprint:imprint": {"isbn": "978-3-16-148410-1"}},
    ),
    _custom(
        "poster", "meeting_url", "no address", "url", {"meeting:meeting": {"url": "no address"}}
    ),
    _custom(
        "software", "code_repository", "no address", "url", {"code:codeRepository": "no address"}
    ),
    _custom(
        "software",
        "development_status",
        "asleep",
        "choice",
        {"code:developmentStatus": {"id": "asleep"}},
    ),
    _custom(
        "publication-dissertation",
        "thesis_submitted",
        "soon",
        "date",
        {"thesis:thesis": {"date_submitted": "soon"}},
    ),
)

BAD: tuple[Bad, ...] = (
    *(*_REQUIRED, *_TEXT, *_DATES, *_PEOPLE, *_ACCESS, *_LICENCES),
    *(*_LINKS, *_FUNDING, *_PLACES, *_ALSO, *_CUSTOM),
)
