"""What a published record says that the form has no place for, in what replaces its words. Pure."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from zenferry.adapters.foreign_json import said
from zenferry.adapters.invenio_places import field_of
from zenferry.adapters.invenio_records import ids_alone

__all__ = ["with_what_stays"]

Json = Mapping[str, Any]


def with_what_stays(body: Json, there: Json, sayable: Collection[str]) -> dict[str, object]:
    """The body of a draft, with what stands there and is beyond the form.

    That a whole record is for its owner alone, that it has no files, and a DOI that was made
    elsewhere are no words of the form either, and would be undone as well.
    """
    metadata = _beyond(there, "metadata", lambda name: field_of(f"metadata.{name}"), sayable)
    custom = _beyond(there, "custom_fields", lambda name: name, sayable)
    return {
        **body,
        "metadata": metadata | body["metadata"],
        "custom_fields": custom | dict(body.get("custom_fields", {})),
        "access": {**body["access"], "record": said(there, "access", "record") or "public"},
        **_without_files(there),
        **_foreign_doi(there),
    }


def _beyond(
    there: Json, part: str, form_field: Callable[[str], str | None], sayable: Collection[str]
) -> dict[str, object]:
    kept = there.get(part)
    said_there = kept if isinstance(kept, dict) else {}
    return {
        name: ids_alone(value)
        for name, value in said_there.items()
        if form_field(name) not in sayable
    }


def _without_files(there: Json) -> dict[str, object]:
    files = there.get("files")
    none = isinstance(files, dict) and files.get("enabled") is False
    return {"files": {"enabled": False}} if none else {}


def _foreign_doi(there: Json) -> dict[str, object]:
    foreign = said(there, "pids", "doi", "provider") == "external"
    return {"pids": {"doi": there["pids"]["doi"]}} if foreign else {}
