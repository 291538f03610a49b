"""A record's metadata in InvenioRDM's JSON and back to our field names. Pure.

https://inveniordm.docs.cern.ch/reference/metadata/
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from zenferry.metadata import AccessKind, Creator, Metadata, Organisation

__all__ = ["Json", "field_of", "field_of_value", "lost", "record_json"]

Json = Mapping[str, object]


def record_json(metadata: Metadata) -> dict[str, object]:
    """The whole body of a draft: what is absent here is deleted there."""
    described: dict[str, object] = {
        "title": metadata.title,
        "resource_type": {"id": metadata.resource_type},
        "creators": [_creator(creator) for creator in metadata.creators],
        "description": metadata.description_html,
        "publication_date": metadata.publication_date,
        "publisher": metadata.publisher,
        "rights": [{"id": licence.id} for licence in metadata.licences],
        "subjects": [{"subject": keyword} for keyword in metadata.keywords],
        "version": metadata.version,
        "languages": [{"id": language.id} for language in metadata.languages],
    }
    return {
        "metadata": {key: value for key, value in described.items() if value},
        "access": _access(metadata),
        "files": {"enabled": True},
    }


def _creator(creator: Creator) -> dict[str, object]:
    person_or_org: dict[str, object]
    if isinstance(creator, Organisation):
        person_or_org = {"type": "organizational", "name": creator.name}
        identifiers = [{"scheme": "ror", "identifier": creator.ror}] if creator.ror else []
    else:
        person_or_org = {
            "type": "personal",
            "family_name": creator.family_name,
            "given_name": creator.given_name,
        }
        identifiers = [{"scheme": "orcid", "identifier": creator.orcid}] if creator.orcid else []
    if identifiers:
        person_or_org["identifiers"] = identifiers
    affiliations = [{"name": affiliation.name} for affiliation in creator.affiliations]
    return {"person_or_org": person_or_org, "affiliations": affiliations}


def _access(metadata: Metadata) -> dict[str, object]:
    access = metadata.access
    open_now = access.kind is AccessKind.OPEN
    body: dict[str, object] = {"record": "public", "files": "public" if open_now else "restricted"}
    if access.kind is AccessKind.EMBARGOED:
        # With `files: public` InvenioRDM would label it embargoed and let everybody download.
        body["embargo"] = {"active": True, "until": access.until, "reason": access.reason or None}
    return body


# Their path, as a pattern, and ours. The first that fits tells where to look.
_FIELDS: Sequence[tuple[str, str]] = (
    (r"metadata\.creators\.(\d+)\.person_or_org\.(family_name|given_name|name)", r"creators.\1.\2"),
    (r"metadata\.creators\.(\d+)\.person_or_org\.identifiers.*", r"creators.\1"),
    (r"metadata\.creators\.(\d+)\.affiliations(?:\.(\d+).*)?", r"creators.\1.affiliations"),
    (r"metadata\.creators\.(\d+).*", r"creators.\1"),
    (r"metadata\.creators.*", "creators"),
    (r"metadata\.title", "title"),
    (r"metadata\.description", "description"),
    (r"metadata\.resource_type.*", "resource_type"),
    (r"metadata\.publication_date", "publication_date"),
    (r"metadata\.rights.*", "licence"),
    (r"metadata\.subjects\.(\d+).*", r"keywords.\1"),
    (r"metadata\.subjects", "keywords"),
    (r"metadata\.languages\.(\d+).*", r"languages.\1"),
    (r"metadata\.languages.*", "languages"),
    (r"metadata\.version", "version"),
    (r"access\.embargo\.reason", "embargo_reason"),
    (r"access\.embargo.*", "embargo_until"),
    (r"access.*", "access"),
    (r"files.*", "files"),
)


def field_of(theirs: str) -> str | None:
    """Our field for a path of theirs; None where there is none to show."""
    for pattern, ours in _FIELDS:
        match = re.fullmatch(pattern, theirs)
        if match:
            return match.expand(ours)
    return None


def field_of_value(body: Json, value: str) -> str | None:
    """Our field that holds `value`: "Invalid value X." comes without saying where."""
    for path, found in _leaves(body):
        if found == value:
            return field_of(path.removesuffix(".id"))
    return None


def _leaves(json: object, path: str = "") -> Iterator[tuple[str, object]]:
    steps: list[tuple[object, object]] = []
    if isinstance(json, Mapping):
        steps = list(json.items())
    elif isinstance(json, list):
        steps = list(enumerate(json))
    else:
        yield path, json
    for step, inner in steps:
        yield from _leaves(inner, f"{path}.{step}".lstrip("."))


# Text may come back normalised; whether it came back at all is what matters.
_TEXTS = frozenset({"title", "description", "name", "family_name", "given_name", "reason"})


def lost(sent: object, kept: object, path: str = "") -> Iterator[str]:
    """Their paths of what was sent but not kept: InvenioRDM drops some things in silence."""
    if isinstance(sent, Mapping):
        there = kept if isinstance(kept, Mapping) else {}
        for key, value in cast(Json, sent).items():
            yield from lost(value, there.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(sent, list):
        entries = kept if isinstance(kept, list) else []
        for index, value in enumerate(sent):
            entry = entries[index] if index < len(entries) else None
            yield from lost(value, entry, f"{path}.{index}")
    elif path.rpartition(".")[2] in _TEXTS:
        if sent and not kept:
            yield path
    elif sent and sent != kept:
        yield path
