"""Fakes with memory behind the domain's ports. They fail the way the real ones do.

The contract suites run over these and over the real things, so that they can be believed.
"""

import base64
import hashlib
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from zenferry.access import Invitation, Spend
from zenferry.errors import Absent, Conflict, NeedsAttention, NotNow, Refused
from zenferry.metadata import Metadata
from zenferry.repository import Community, Draft, DraftStatus, Review, ReviewState, SentFile
from zenferry.staging import Part, Ticket
from zenferry.stream import Body
from zenferry.submission import Job, Submission, Transfer


class FakeInvitations:
    """Invitations by hash, counted down with whatever spends them."""

    def __init__(self) -> None:
        self.rows: dict[str, Invitation] = {}

    def add(self, invitation: Invitation) -> None:
        self.rows[invitation.hash] = invitation

    def get(self, hash_: str) -> Invitation:
        if hash_ not in self.rows:
            raise Absent("unknown_invitation")
        return self.rows[hash_]

    def spend(self, spend: Spend) -> None:
        row = self.rows.get(spend.invitation)
        if row is None:
            raise Refused("invitation")
        if row.used_files + spend.files > row.files:
            raise Refused("invitation_files")
        if row.used_bytes + spend.bytes > row.bytes:
            raise Refused("invitation_bytes", bytes=spend.bytes)
        if row.used_deposits + spend.deposits > row.deposits:
            raise Refused("invitation_used_up")
        self.rows[row.hash] = replace(
            row,
            used_deposits=row.used_deposits + spend.deposits,
            used_files=row.used_files + spend.files,
            used_bytes=row.used_bytes + spend.bytes,
        )


class FakeSubmissions:
    """Rows by id, each with a version that guards it. Writes come one after the other."""

    def __init__(self, invitations: FakeInvitations) -> None:
        self._invitations = invitations
        self._writing = threading.Lock()
        self._rows: dict[str, Submission] = {}
        self._transfers: dict[str, dict[str, Transfer]] = {}

    def add(self, submission: Submission, spend: Spend) -> None:
        with self._writing:
            if submission.id in self._rows:
                raise Conflict("id_taken")
            self._invitations.spend(spend)
            self._rows[submission.id] = replace(submission, version=1)
            self._transfers[submission.id] = {}

    def get(self, submission: str) -> Submission:
        if submission not in self._rows:
            raise Absent("unknown_submission")
        transfers = dict(self._transfers[submission])
        return replace(self._rows[submission], transfers=transfers)

    def replace(self, new: Submission, spend: Spend | None = None) -> Submission:
        with self._writing:
            if new.id not in self._rows or self._rows[new.id].version != new.version:
                raise Conflict("busy")
            if spend:
                self._invitations.spend(spend)
            self._rows[new.id] = replace(new, version=new.version + 1)
            return self._rows[new.id]

    def put_transfer(self, submission: str, new: Transfer) -> Transfer:
        with self._writing:
            rows = self._transfers[submission]
            there = rows[new.file].version if new.file in rows else 0
            if there != new.version:
                raise Conflict("busy")
            rows[new.file] = replace(new, version=new.version + 1)
            return rows[new.file]

    def drop_transfer(self, submission: str, file: str) -> None:
        self._transfers[submission].pop(file, None)

    def due(self, before: datetime, most: int) -> Iterator[str]:
        rows = [row for row in self._rows.values() if row.due and row.due <= before]
        return iter([row.id for row in sorted(rows, key=lambda row: str(row.due))][:most])


@dataclass
class _Upload:
    key: str
    parts: dict[int, bytes] = field(default_factory=dict)


class FakeStaging:
    """Objects by key, uploads in parts."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.uploads: dict[str, _Upload] = {}

    def begin(self, key: str) -> str:
        upload = uuid.uuid4().hex
        self.uploads[upload] = _Upload(key)
        return upload

    def ticket(self, key: str, upload: str, part: Part) -> Ticket:
        url = f"fake://{key}?upload={upload}&part={part.number}"
        return Ticket("PUT", url, {"size": str(part.size), "sha256": part.sha256})

    def send(self, ticket: Ticket, content: bytes) -> bool:
        """What a browser does with a ticket; whether the bytes were taken."""
        key, _, query = ticket.url.removeprefix("fake://").partition("?")
        asked = dict(pair.split("=", 1) for pair in query.split("&"))
        found = self.uploads.get(asked["upload"])
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        good = (str(len(content)), digest) == (ticket.headers["size"], ticket.headers["sha256"])
        if found is None or found.key != key or not good:
            return False
        found.parts[int(asked["part"])] = content
        return True

    def parts(self, key: str, upload: str) -> tuple[Part, ...]:
        found = self._upload(key, upload)
        return tuple(
            Part(n, len(content), base64.b64encode(hashlib.sha256(content).digest()).decode())
            for n, content in sorted(found.parts.items())
        )

    def _upload(self, key: str, upload: str) -> _Upload:
        if upload not in self.uploads or self.uploads[upload].key != key:
            raise Absent("upload_gone")
        return self.uploads[upload]

    def complete(self, key: str, upload: str, parts: tuple[Part, ...], size: int) -> None:
        if self.parts(key, upload) != parts or sum(part.size for part in parts) != size:
            raise NotNow("storage_unavailable")
        found = self.uploads.pop(upload)
        self.objects[key] = b"".join(content for _, content in sorted(found.parts.items()))

    def abort(self, key: str, upload: str) -> None:
        if upload in self.uploads and self.uploads[upload].key == key:
            del self.uploads[upload]

    @contextmanager
    def open(self, key: str, size: int) -> Iterator[Iterator[bytes]]:
        content = self.objects.get(key)
        if content is None or len(content) != size:
            raise Absent("object_gone")
        yield (content[i : i + 1000] for i in range(0, size, 1000))

    def delete(self, key: str) -> None:
        self.objects.pop(key, None)


@dataclass
class _Entry:
    content: bytes | None = None
    complete: bool = False


@dataclass
class _Record:
    id: str
    title: str
    status: DraftStatus = DraftStatus.DRAFT
    doi: str | None = None
    metadata: Metadata | None = None
    entries: dict[str, _Entry] = field(default_factory=dict)
    reviews: list[str] = field(default_factory=list)


class FakeRepository:
    """Drafts, entries and reviews, with the manners of an InvenioRDM."""

    def __init__(self) -> None:
        self.records: dict[str, _Record] = {}
        self.reviews: dict[str, Review] = {}
        self.communities = {
            "tidal-flats": Community("c1", "tidal-flats", "Tidal Flats", True, False)
        }

    def create(self, title: str) -> Draft:
        record = _Record(uuid.uuid4().hex[:10], title)
        self.records[record.id] = record
        return _draft(record)

    def titled(self, title: str) -> Iterator[Draft]:
        found = [r for r in self.records.values() if r.status is not DraftStatus.PUBLISHED]
        return iter([_draft(record) for record in found if record.title == title])

    def read(self, draft: str) -> Draft:
        return _draft(self._record(draft))

    def _record(self, draft: str) -> _Record:
        if draft not in self.records:
            raise Absent("repository_absent")
        return self.records[draft]

    def _open(self, draft: str) -> _Record:
        record = self._record(draft)
        if record.status is DraftStatus.PUBLISHED:
            raise Absent("repository_absent")
        return record

    def describe(self, draft: str, metadata: Metadata) -> None:
        record = self._open(draft)
        if metadata.licence == "nobody-knows":
            raise NeedsAttention("repository_refused", field="licence", words="Invalid value.")
        record.metadata, record.title = metadata, metadata.title

    def reserve_doi(self, draft: str) -> str:
        record = self._open(draft)
        record.doi = f"10.5072/zenodo.{record.id}"
        return record.doi

    def share(self, draft: str, until: str) -> str:
        return f"https://repository.example/records/{self._record(draft).id}?until={until}"

    def files(self, draft: str) -> Sequence[SentFile]:
        return [_sent(name, entry) for name, entry in self._record(draft).entries.items()]

    def announce(self, draft: str, names: Sequence[str]) -> None:
        record = self._open(draft)
        if len(set(names)) != len(names) or set(names) & record.entries.keys():
            raise NeedsAttention("record_full", field="files", words="File already exists.")
        record.entries |= {name: _Entry() for name in names}

    def send(self, draft: str, name: str, body: Body) -> SentFile:
        entries = self._open(draft).entries
        if name not in entries:
            raise NotNow("repository_failed", status=404)
        if entries[name].complete:
            del entries[name]
            raise NotNow("repository_failed", status=200)
        content = body.read()
        if len(content) != len(body):
            raise NotNow("repository_failed", status=400)
        entries[name] = _Entry(content, complete=True)
        return _sent(name, entries[name])

    def drop(self, draft: str, name: str) -> None:
        self._open(draft).entries.pop(name, None)

    def community(self, slug: str) -> Community:
        if slug not in self.communities:
            raise Absent("repository_absent")
        return self.communities[slug]

    def submit(self, draft: str, community: Community) -> Review:
        record = self._open(draft)
        if record.status is DraftStatus.IN_REVIEW:
            raise NeedsAttention("repository_forbids", words="An open review exists.")
        state = ReviewState.OPEN
        record.status = DraftStatus.IN_REVIEW
        if community.may_skip_review:
            state, record.status = ReviewState.ACCEPTED, DraftStatus.PUBLISHED
        review = Review(uuid.uuid4().hex, state, "https://repository.example/request")
        self.reviews[review.id] = review
        record.reviews.append(review.id)
        return review

    def review(self, draft: str) -> Review:
        record = self._record(draft)
        if not record.reviews:
            raise Absent("review_absent")
        return self.reviews[record.reviews[-1]]

    def follow(self, review: str) -> Review:
        return self.reviews[review]

    def withdraw(self, review: str) -> None:
        if self.reviews[review].state is ReviewState.OPEN:
            self.decide(review, ReviewState.CANCELLED)

    def decide(self, review: str, state: ReviewState) -> None:
        """What a curator does, over there."""
        self.reviews[review] = replace(self.reviews[review], state=state)
        statuses = {
            ReviewState.ACCEPTED: DraftStatus.PUBLISHED,
            ReviewState.DECLINED: DraftStatus.DECLINED,
            ReviewState.EXPIRED: DraftStatus.EXPIRED,
        }
        for record in self.records.values():
            if review in record.reviews:
                record.status = statuses.get(state, DraftStatus.DRAFT)

    def publish(self, draft: str) -> Draft:
        record = self._record(draft)
        record.status = DraftStatus.PUBLISHED
        return _draft(record)

    def discard(self, draft: str) -> None:
        if draft in self.records and self._open(draft).status is DraftStatus.IN_REVIEW:
            raise NotNow("repository_failed", status=400)
        self.records.pop(draft, None)


def _draft(record: _Record) -> Draft:
    url = f"https://repository.example/records/{record.id}"
    return Draft(record.id, record.status, record.title, url, record.doi)


def _sent(name: str, entry: _Entry) -> SentFile:
    if not entry.complete or entry.content is None:
        return SentFile(name, complete=False)
    md5 = hashlib.md5(entry.content, usedforsecurity=False).hexdigest()
    return SentFile(name, complete=True, size=len(entry.content), md5=md5)


class FakeWorkflow:
    """Remembers what was started; `run` does it, when the test says so."""

    def __init__(self, reserve: Callable[[str], Mapping[str, object]]) -> None:
        self.started: dict[str, tuple[str, int, Job]] = {}
        self._reserve = reserve

    def start(self, submission: str, attempt: int, job: Job) -> None:
        self.started.setdefault(f"{submission}.{attempt}", (submission, attempt, job))

    def reserve_doi(self, submission: str) -> Mapping[str, object]:
        return self._reserve(submission)
