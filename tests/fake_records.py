"""What a fake repository remembers: records and their files, and what it tells of them."""

import hashlib
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime

from zenferry.adapters.invenio_metadata import record_json
from zenferry.errors import Absent
from zenferry.metadata import Metadata
from zenferry.repository import Draft, DraftStatus, SentFile


@dataclass
class Entry:
    content: bytes | None = None
    complete: bool = False


@dataclass
class Record:
    id: str
    title: str
    status: DraftStatus = DraftStatus.DRAFT
    doi: str | None = None
    metadata: Metadata | None = None
    entries: dict[str, Entry] = field(default_factory=dict)
    reviews: list[str] = field(default_factory=list)
    parent: str = field(default_factory=lambda: uuid.uuid4().hex[:10])
    version: int = 1
    # Changes of its words that are not published.
    edit: Metadata | None = None
    edited: bool = False
    ours: bool = True
    created: datetime | None = None
    # Those by which people without an account see it.
    links: list[str] = field(default_factory=list)


class FakeRecords:
    """By their ids."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}

    def record(self, draft: str) -> Record:
        if draft not in self.records:
            raise Absent("repository_absent")
        return self.records[draft]

    def open(self, draft: str) -> Record:
        record = self.record(draft)
        if record.status is DraftStatus.PUBLISHED:
            raise Absent("repository_absent")
        return record


def draft_of(record: Record) -> Draft:
    url = f"https://repository.example/records/{record.id}"
    public = record.status is DraftStatus.PUBLISHED
    title = record.edit.title if record.edit else record.title
    concept = f"10.5072/zenodo.{record.parent}" if public or record.version > 1 else None
    doi = record.doi or (f"10.5072/zenodo.{record.id}" if public else None)
    words = record.edit or record.metadata
    # Neither is taken over by a new version.
    carried = words and replace(words, version="", publication_date="")
    return Draft(
        record.id,
        record.status,
        title,
        url,
        doi,
        edited=record.edited,
        concept=concept,
        words=_digest(words),
        carried=_digest(carried),
        created=record.created,
    )


def _digest(metadata: Metadata | None) -> str:
    return hashlib.sha256(repr(metadata and replace(metadata, origins={})).encode()).hexdigest()


def json_of(record: Record) -> dict[str, object]:
    """As the real one gives it."""
    words = record_json(record.metadata, lambda *_: True) if record.metadata else {}
    return words | {"id": record.id, "pids": {"doi": {"identifier": record.doi or ""}}}


def sent_of(name: str, entry: Entry) -> SentFile:
    if not entry.complete or entry.content is None:
        return SentFile(name, complete=False)
    md5 = hashlib.md5(entry.content, usedforsecurity=False).hexdigest()
    return SentFile(name, complete=True, size=len(entry.content), md5=md5)
