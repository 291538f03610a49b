"""A record as schema.org's Dataset, for search engines: JSON-LD inside a page.

https://developers.google.com/search/docs/appearance/structured-data/dataset. What stands in it was
written by strangers: in a page nothing of it may end the block that holds it.
"""

import json
from collections.abc import Mapping
from urllib.parse import quote

from zenferry.records.registry import Entry, Grant, Who, Work

__all__ = ["as_linked"]

_TYPES = {"dataset": "Dataset", "software": "SoftwareSourceCode", "image": "ImageObject"}
_GENERAL = {"publication": "ScholarlyArticle", "software": "SoftwareSourceCode"}
# Between fifty and five thousand letters, or it is no description to them.
_LEAST = 50
# Inside a script's tags a browser reads on until it sees one of these, whatever stands around it.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def as_linked(work: Work, page: str) -> str:
    """The block's content. `page`: where the record's page of ours is."""
    entry = work.latest
    told = {
        "@context": "https://schema.org/",
        "@type": _type(entry.type),
        "@id": _doi(entry.doi) or entry.url,
        "identifier": _identifier(entry.doi),
        "name": entry.title,
        "description": _description(entry),
        "url": entry.url,
        "sameAs": _doi(entry.doi),
        "mainEntityOfPage": page,
        "creator": [_creator(who) for who in entry.people],
        "datePublished": entry.date,
        "dateModified": entry.updated[:10],
        "version": entry.version,
        "keywords": list(entry.keywords),
        "license": next((each.url for each in entry.licences if each.url), ""),
        "publisher": {"@type": "Organization", "name": entry.publisher}
        if entry.publisher
        else None,
        "funding": [_funding(grant) for grant in entry.grants],
        "isPartOf": _doi(entry.concept_doi),
        "isAccessibleForFree": True if entry.files else None,
        "distribution": [_download(entry, file) for file in entry.files],
    }
    kept = {name: value for name, value in told.items() if value not in ("", None, [])}
    return json.dumps(kept, ensure_ascii=False, indent=1).translate(_ESCAPED)


def _organisation(name: str) -> Mapping[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _type(kind: str) -> str:
    return _TYPES.get(kind) or _GENERAL.get(kind.partition("-")[0], "Dataset")


def _doi(doi: str) -> str:
    return f"https://doi.org/{quote(doi, safe='/()._;:-', errors='replace')}" if doi else ""


def _identifier(doi: str) -> Mapping[str, str] | None:
    if not doi:
        return None
    return {
        "@type": "PropertyValue",
        "propertyID": "https://registry.identifiers.org/registry/doi",
        "value": f"doi:{doi}",
        "url": _doi(doi),
    }


def _description(entry: Entry) -> str:
    by = "; ".join(who.name for who in entry.people[:10])
    told = entry.description if len(entry.description) >= _LEAST else ""
    return told or " ".join(filter(None, (f"{entry.title}.", by, entry.date, entry.doi)))


def _creator(who: Who) -> Mapping[str, str]:
    if who.group:
        return {"@type": "Organization", "name": who.family}
    told = {
        "@type": "Person",
        "@id": f"https://orcid.org/{who.orcid}" if who.orcid else "",
        "name": f"{who.given} {who.family}".strip(),
        "givenName": who.given,
        "familyName": who.family,
    }
    return {name: value for name, value in told.items() if value}


def _funding(grant: Grant) -> Mapping[str, object]:
    told = {
        "@type": "Grant",
        "identifier": grant.number,
        "name": grant.title,
        "url": grant.url,
        "funder": {"@type": "Organization", "name": grant.funder},
    }
    return {name: value for name, value in told.items() if value}


def _download(entry: Entry, file: object) -> Mapping[str, object]:
    name, size, md5 = (getattr(file, each) for each in ("name", "size", "md5"))
    told = {
        "@type": "DataDownload",
        "name": name,
        "contentUrl": f"{entry.url}/files/{quote(name, safe='/', errors='replace')}?download=1",
        "contentSize": f"{size} B",
        "encodingFormat": _media_type(name),
        "identifier": f"md5:{md5}" if md5 else "",
    }
    return {name: value for name, value in told.items() if value}


def _media_type(name: str) -> str:
    import mimetypes  # noqa: PLC0415 - reads files of the system when it is first asked

    return mimetypes.guess_type(name)[0] or "application/octet-stream"
