"""InvenioRDM's paths back to the form's fields, and what it did not keep. Pure."""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from zenferry.adapters.invenio_metadata import Json
from zenferry.metadata import Metadata

__all__ = ["field_of", "field_of_value", "lost"]

_WHO = r"metadata\.(creators|contributors)\.(\d+)"
# Their path, as a pattern, and ours. The first that fits tells where to look.
_FIELDS: Sequence[tuple[str, str]] = (
    (_WHO + r"\.person_or_org\.(family_name|given_name|name)", r"\1.\2.\3"),
    (_WHO + r"\.affiliations\.(\d+).*", r"\1.\2.affiliations.\3.name"),
    (_WHO + r"\.(affiliations|role).*", r"\1.\2.\3"),
    (_WHO + r".*", r"\1.\2"),
    (r"metadata\.(creators|contributors).*", r"\1"),
    (r"metadata\.(additional_titles)\.(\d+)\.(title|type)(?:\.id)?", r"\1.\2.\3"),
    (r"metadata\.(additional_titles)\.(\d+)\.lang.*", r"\1.\2.language"),
    (r"metadata\.(additional_descriptions)\.(\d+).*", r"\1.\2"),
    (r"metadata\.(dates)\.(\d+)\.(date|type|description).*", r"\1.\2.\3"),
    (r"metadata\.locations\.features\.(\d+)\.geometry.*", r"locations.\1.latitude"),
    (r"metadata\.locations\.features\.(\d+)\.(place|description)", r"locations.\1.\2"),
    (r"metadata\.locations\.features\.(\d+).*", r"locations.\1"),
    (r"metadata\.identifiers\.(\d+).*", r"alternate_identifiers.\1.identifier"),
    (r"metadata\.identifiers", r"alternate_identifiers"),
    (r"metadata\.related_identifiers\.(\d+)\.relation_type.*", r"related.\1.relation"),
    (r"metadata\.related_identifiers\.(\d+)\.resource_type.*", r"related.\1.resource_type"),
    (r"metadata\.related_identifiers\.(\d+).*", r"related.\1.identifier"),
    (r"metadata\.related_identifiers", r"related"),
    (r"metadata\.references\.(\d+)\.(?:identifier|scheme)", r"references.\1.identifier"),
    (r"metadata\.references\.(\d+).*", r"references.\1.reference"),
    (r"metadata\.funding\.(\d+)\.award\.number", r"funding.\1.award_number"),
    (r"metadata\.funding\.(\d+)\.award\.identifiers.*", r"funding.\1.award_url"),
    (r"metadata\.funding\.(\d+)\.(funder|award).*", r"funding.\1.\2"),
    (r"metadata\.rights\.(\d+).*", r"licences.\1"),
    (r"metadata\.rights.*", "licence"),
    (r"metadata\.(languages|sizes|formats)\.(\d+).*", r"\1.\2"),
    (
        r"metadata\.(title|description|publication_date|publisher|version|copyright|languages"
        r"|additional_titles|additional_descriptions|dates|locations|references|funding|sizes"
        r"|formats)",
        r"\1",
    ),
    (r"metadata\.resource_type.*", "resource_type"),
    (r"access\.embargo\.reason", "embargo_reason"),
    (r"access\.embargo.*", "embargo_until"),
    (r"access.*", "access"),
    (r"files.*", "files"),
)


# The usual order, where the record that was sent does not tell.
_USUAL: Mapping[str, str] = {"licences.0": "licence"}


def field_of(theirs: str, metadata: Metadata | None = None) -> str | None:
    """The form's field for a path of theirs; None where there is none to show."""
    origins = {**_USUAL, **metadata.origins} if metadata else _USUAL
    if theirs.startswith("custom_fields."):
        return _custom(theirs.replace("custom_fields.", "custom.", 1), origins)
    ours = _plain_field(theirs) or _subject(theirs, metadata)
    if ours is None:
        return None
    head = ".".join(ours.split(".")[:2])
    return origins.get(head, ours)


def _plain_field(theirs: str) -> str | None:
    for pattern, ours in _FIELDS:
        match = re.fullmatch(pattern, theirs)
        if match:
            return match.expand(ours)
    return None


def _subject(theirs: str, metadata: Metadata | None) -> str | None:
    """Keywords and controlled subjects share a list there: keywords come first."""
    match = re.fullmatch(r"metadata\.subjects(?:\.(\d+).*)?", theirs)
    if not match:
        return None
    if match[1] is None:
        return "keywords"
    at = int(match[1])
    words = len(metadata.keywords) if metadata else at + 1
    return f"keywords.{at}" if at < words else f"subjects.{at - words}"


def _custom(path: str, origins: Mapping[str, str]) -> str | None:
    steps = path.split(".")
    for length in range(len(steps), 1, -1):
        if found := origins.get(".".join(steps[:length])):
            return found
    # A complaint of the whole custom field: its first part.
    return next((field for there, field in origins.items() if there.startswith(f"{path}.")), None)


def field_of_value(body: Json, value: str, metadata: Metadata | None = None) -> str | None:
    """The form's field that holds `value`: "Invalid value X." comes without saying where."""
    for path, found in _leaves(body):
        if found == value:
            return field_of(path.removesuffix(".id"), metadata)
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
    elif sent and not _same(sent, kept, path):
        yield path


# Text may come back rewritten; whether it came back at all is what matters.
_TEXTS = re.compile(
    r"metadata\.(title|description|copyright|publisher|version|subjects\.\d+\.subject"
    r"|(creators|contributors)\.\d+\.(affiliations|person_or_org)\b.*name"
    r"|(sizes|formats)\.\d+|references\.\d+\.reference|funding\.\d+\.(award\.title\.en|funder\.name)"
    r"|rights\.\d+\.(title|description)\.en|locations\.features\.\d+\.(place|description)"
    r"|(additional_titles|additional_descriptions|dates)\.\d+\.(title|description))"
    r"|access\.embargo\.reason"
)


def _same(sent: object, kept: object, path: str) -> bool:
    if sent == kept:
        return True
    if isinstance(sent, str) and isinstance(kept, str):
        return bool(_TEXTS.fullmatch(path) and kept) or _bared(sent) == _bared(kept)
    return False


def _bared(text: str) -> str:
    return unicodedata.normalize("NFC", html.unescape(text)).strip()
