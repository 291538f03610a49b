"""A record's metadata in InvenioRDM's JSON. Pure, but for asking which ids the repository knows.

https://inveniordm.docs.cern.ch/reference/metadata/
"""

import html
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from zenferry.metadata import (
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
    Reference,
    Related,
    Term,
    Text,
    Title,
)

__all__ = ["Json", "Knows", "record_json"]

Json = Mapping[str, object]
# Whether the repository has this id in this vocabulary of its own.
Knows = Callable[[str, str], bool]


def record_json(metadata: Metadata, knows: Knows) -> dict[str, object]:
    """The whole body of a draft: what is absent here is deleted there."""
    body: dict[str, object] = {
        "metadata": _filled({**_core(metadata, knows), **_more(metadata, knows)}),
        "access": _access(metadata),
        "files": {"enabled": True},
    }
    return {**body, "custom_fields": dict(metadata.custom)} if metadata.custom else body


def _filled(body: Mapping[str, object]) -> dict[str, Any]:
    """Without what is not given: InvenioRDM takes no null."""
    return {key: value for key, value in body.items() if value not in (None, "", [], {}, ())}


def _core(metadata: Metadata, knows: Knows) -> dict[str, object]:
    return {
        "title": metadata.title,
        "resource_type": {"id": metadata.resource_type},
        "creators": [_creator(creator, knows) for creator in metadata.creators],
        "contributors": [_creator(creator, knows) for creator in metadata.contributors],
        "description": metadata.description_html,
        "publication_date": metadata.publication_date,
        "publisher": metadata.publisher,
        "rights": [_licence(licence, knows) for licence in metadata.licences],
        "copyright": _escaped(metadata.copyright),
        "subjects": [
            *({"subject": keyword} for keyword in metadata.keywords),
            *(_subject(term, knows) for term in metadata.subjects),
        ],
        "version": metadata.version,
        "languages": [{"id": language.id} for language in metadata.languages],
    }


def _more(metadata: Metadata, knows: Knows) -> dict[str, object]:
    return {
        "additional_titles": [_title(title) for title in metadata.additional_titles],
        "additional_descriptions": [_text(text) for text in metadata.additional_descriptions],
        "dates": [_date(date) for date in metadata.dates],
        "locations": _filled({"features": [_location(one) for one in metadata.locations]}),
        "identifiers": [_identifier(one) for one in metadata.identifiers],
        "related_identifiers": [_related(one) for one in metadata.related],
        "references": [_reference(one) for one in metadata.references],
        "funding": [_funding(one, knows) for one in metadata.funding],
        "sizes": list(metadata.sizes),
        "formats": list(metadata.formats),
    }


def _entry(identifier: str) -> dict[str, str] | None:
    return {"id": identifier} if identifier else None


def _creator(creator: Creator, knows: Knows) -> dict[str, object]:
    organisation = isinstance(creator, Organisation)
    ids = {
        "ror": creator.ror if isinstance(creator, Organisation) else None,
        "orcid": None if isinstance(creator, Organisation) else creator.orcid,
        "isni": creator.isni,
        # Kept over there with its scheme in front.
        "gnd": creator.gnd and f"gnd:{creator.gnd}",
    }
    named = (
        {"name": creator.name}
        if isinstance(creator, Organisation)
        else {"family_name": creator.family_name, "given_name": creator.given_name}
    )
    who = {
        "type": "organizational" if organisation else "personal",
        **named,
        "identifiers": [{"scheme": s, "identifier": i} for s, i in ids.items() if i],
    }
    affiliations = [_affiliation(one, knows) for one in creator.affiliations]
    return {
        "person_or_org": _filled(who),
        **_filled({"affiliations": affiliations, "role": _entry(creator.role)}),
    }


def _affiliation(affiliation: Affiliation, knows: Knows) -> dict[str, str]:
    if affiliation.ror and knows("affiliations", affiliation.ror):
        return {"id": affiliation.ror}
    return {"name": affiliation.name}


def _licence(licence: Licence, knows: Knows) -> dict[str, object]:
    if licence.id and (not licence.title or knows("licences", licence.id)):
        return {"id": licence.id}
    own = {"title": licence.title, "description": licence.description}
    return _filled(
        {**{key: {"en": text} for key, text in own.items() if text}, "link": licence.link}
    )


def _escaped(text: str) -> str:
    """Plain text where HTML is expected; bare entities would be read as text and taken apart."""
    escaped = html.escape(text, quote=False)
    return escaped if escaped == text else f"<span>{escaped}</span>"


def _subject(term: Term, knows: Knows) -> dict[str, str]:
    known = not term.label or knows("subjects", term.id)
    return {"id": term.id} if known else {"subject": term.label}


def _title(title: Title) -> dict[str, Any]:
    type_, language = _entry(title.type), _entry(title.language)
    return _filled({"title": title.title, "type": type_, "lang": language})


def _text(text: Text) -> dict[str, Any]:
    type_, language = _entry(text.type), _entry(text.language)
    return _filled({"description": text.html, "type": type_, "lang": language})


def _date(date: Date) -> dict[str, Any]:
    body = {"date": date.date, "type": _entry(date.type), "description": date.description}
    return _filled(body)


def _location(location: Location) -> dict[str, Any]:
    geometry = None
    if location.longitude is not None and location.latitude is not None:
        geometry = {"type": "Point", "coordinates": [location.longitude, location.latitude]}
    words = {"place": location.place, "description": location.description}
    return _filled({"geometry": geometry, **words})


def _identifier(identifier: Identifier) -> dict[str, str]:
    return {"identifier": identifier.value, "scheme": identifier.scheme}


def _related(related: Related) -> dict[str, Any]:
    kinds = {
        "relation_type": _entry(related.relation),
        "resource_type": _entry(related.resource_type),
    }
    return _filled({**_identifier(related.identifier), **kinds})


def _reference(reference: Reference) -> dict[str, str]:
    also = _identifier(reference.identifier) if reference.identifier else {}
    return {"reference": reference.text, **also}


def _funding(funding: Funding, knows: Knows) -> dict[str, Any]:
    known = funding.ror and knows("funders", funding.ror)
    funder = {"id": funding.ror} if known else {"name": funding.funder}
    return _filled({"funder": funder, "award": _award(funding.award, knows)})


def _award(award: Award | None, knows: Knows) -> dict[str, Any] | None:
    if award is None:
        return None
    named = award.title or award.number
    if award.id and (not named or knows("awards", award.id)):
        return {"id": award.id}
    address: Iterable[dict[str, str]] = (
        [{"scheme": "url", "identifier": award.url}] if award.url else []
    )
    title = {"en": award.title} if award.title else None
    return _filled({"title": title, "number": award.number, "identifiers": address})


def _access(metadata: Metadata) -> dict[str, object]:
    access = metadata.access
    open_now = access.kind is AccessKind.OPEN
    body: dict[str, object] = {"record": "public", "files": "public" if open_now else "restricted"}
    if access.kind is AccessKind.EMBARGOED:
        # With `files: public` InvenioRDM would label it embargoed and let everybody download.
        body["embargo"] = {"active": True, "until": access.until, "reason": access.reason or None}
    return body
