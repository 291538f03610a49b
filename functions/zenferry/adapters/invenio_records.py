"""Records and drafts of an InvenioRDM, read. Pure; it asks nobody."""

import hashlib
import json
from datetime import datetime
from typing import Any

from zenferry.adapters.foreign_json import objects, said
from zenferry.repository import Draft, DraftStatus, Former, SentFile

__all__ = ["draft_of", "former_of", "ids_alone", "sent_file"]

Json = dict[str, Any]

# What a new version does not take over from the one before.
_OWN = ("publication_date", "version")

_STATUS = {
    "in_review": DraftStatus.IN_REVIEW,
    "declined": DraftStatus.DECLINED,
    "expired": DraftStatus.EXPIRED,
    "published": DraftStatus.PUBLISHED,
}


def draft_of(body: Json) -> Draft:
    """A draft or a published record."""
    links = body.get("links", {})
    public = bool(body.get("is_published"))
    return Draft(
        id=body["id"],
        status=DraftStatus.PUBLISHED if public else _STATUS.get(body["status"], DraftStatus.DRAFT),
        title=body.get("metadata", {}).get("title", ""),
        url=links.get("record_html" if public and "record_html" in links else "self_html", ""),
        doi=body.get("pids", {}).get("doi", {}).get("identifier"),
        edited=public and bool(body.get("is_draft")),
        concept=said(body, "parent", "pids", "doi", "identifier") or None,
        review_wanted=body["status"] == "new_version_draft_with_review",
        words=_digest([body.get("metadata"), body.get("custom_fields"), _seen(body)]),
        carried=_digest([_carried(body), body.get("custom_fields"), _seen(body)]),
        created=_moment(said(body, "created")),
    )


def _carried(body: Json) -> object:
    return {name: said for name, said in body.get("metadata", {}).items() if name not in _OWN}


def _moment(told: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _seen(body: Json) -> object:
    """Who may see it, without the word that is made of that."""
    access = body.get("access")
    told = access if isinstance(access, dict) else {}
    return {name: value for name, value in told.items() if name != "status"}


def ids_alone(words: object) -> object:
    """As it is taken, where it was given with what its own lists say of their ids."""
    if isinstance(words, dict):
        kept = {"id": words["id"]} if "id" in words else words
        return {name: ids_alone(value) for name, value in kept.items()}
    return [ids_alone(each) for each in words] if isinstance(words, list) else words


def _bare(words: object) -> object:
    """Without what an answer adds to the ids of its own lists: some answers do, and some do not."""
    if isinstance(words, dict):
        kept = {"id": words["id"]} if "id" in words else words
        return {name: bare for name, value in kept.items() if (bare := _bare(value))}
    return [_bare(each) for each in words] if isinstance(words, list) else words


def _digest(words: list[object]) -> str:
    text = json.dumps(_bare(words), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def former_of(whole: Json, versions: Json, mine: Json, *, changes_begun: bool) -> Former:
    """A published record: its newest version is the first of its versions."""
    record = draft_of(whole)
    newest = next((said(each, "id") for each in objects(versions, "hits", "hits")), "")
    ours = any(said(each, "id") == record.id for each in objects(mine, "hits", "hits"))
    here = whole.get("versions")
    latest = not isinstance(here, dict) or bool(here.get("is_latest", True))
    next_begun = isinstance(here, dict) and here.get("is_latest_draft") is False
    return Former(
        record=record,
        ours=ours,
        latest=record.id if latest else newest,
        changing=changes_begun or (latest and next_begun),
        next_begun=latest and next_begun,
        text=json.dumps(whole),
        restricted="restricted" in {said(whole, "access", part) for part in ("record", "files")},
    )


def sent_file(entry: Json) -> SentFile:
    """An entry of a draft or a record."""
    complete = entry["status"] == "completed"
    kind, _, digest = (entry.get("checksum") or "").partition(":")
    md5 = digest if complete and kind == "md5" else None
    return SentFile(entry["key"], complete, entry.get("size") if complete else None, md5)
