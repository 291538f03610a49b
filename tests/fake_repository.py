"""A repository with memory, with the manners of an InvenioRDM."""

import hashlib
import json
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from zenferry.accounts.tokens import OWN_TOKEN_REFUSED
from zenferry.adapters.invenio_metadata import record_json
from zenferry.errors import Absent, NeedsAttention, NotNow
from zenferry.forwarding.stream import Body
from zenferry.metadata import Metadata
from zenferry.repository import (
    Comment,
    Community,
    Draft,
    DraftStatus,
    Former,
    Review,
    ReviewState,
    SentFile,
)
from zenferry.said import plain_words


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
    parent: str = field(default_factory=lambda: uuid.uuid4().hex[:10])
    version: int = 1
    # Changes of its words that are not published.
    edit: Metadata | None = None
    edited: bool = False
    ours: bool = True


class FakeRepository:
    """Drafts, entries and reviews, with the manners of an InvenioRDM."""

    def __init__(self) -> None:
        self.records: dict[str, _Record] = {}
        self.reviews: dict[str, Review] = {}
        self.said: dict[str, list[Comment]] = {}
        # Of accounts of people's own, by their tokens.
        self.tokens: dict[str, str] = {}
        self.down = False
        self.communities = {
            "tidal-flats": Community("c1", "tidal-flats", "Tidal Flats", True, False)
        }

    def account(self) -> str:
        return "1"

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

    def _changeable(self, draft: str) -> _Record:
        record = self._record(draft)
        return record if record.edited else self._open(draft)

    def _unlocked(self, draft: str) -> _Record:
        if self._record(draft).edited:
            words = "Bucket is locked for modifications."
            raise NeedsAttention("repository_forbids", words=words)
        return self._open(draft)

    def _open(self, draft: str) -> _Record:
        record = self._record(draft)
        if record.status is DraftStatus.PUBLISHED:
            raise Absent("repository_absent")
        return record

    def former(self, record: str) -> Former:
        found = self._published(record)
        versions = self._versions(found)
        public = [each for each in versions if each.status is DraftStatus.PUBLISHED]
        begun = any(each.edited or each not in public for each in versions)
        return Former(
            record=_draft(replace(found, edit=None, edited=False)),
            ours=found.ours,
            latest=public[-1].id,
            changing=begun,
            text=json.dumps(_json(found)),
        )

    def _published(self, record: str) -> _Record:
        found = self._record(record)
        if found.status is not DraftStatus.PUBLISHED:
            raise Absent("repository_absent")
        return found

    def _own(self, record: str) -> _Record:
        found = self._published(record)
        if not found.ours:
            raise NeedsAttention("repository_forbids", words="Permission denied.")
        return found

    def _versions(self, found: _Record) -> list[_Record]:
        same = [each for each in self.records.values() if each.parent == found.parent]
        return sorted(same, key=lambda each: each.version)

    def new_version(self, record: str) -> Draft:
        latest = self._versions(self._own(record))[-1]
        if latest.status is DraftStatus.PUBLISHED:
            words = latest.metadata and replace(latest.metadata, version="")
            latest = _Record(
                uuid.uuid4().hex[:10],
                latest.title,
                metadata=words,
                parent=latest.parent,
                version=latest.version + 1,
            )
            self.records[latest.id] = latest
        return _draft(latest)

    def import_files(self, draft: str) -> None:
        record = self._open(draft)
        if record.entries:
            words = "Please remove all files first."
            raise NeedsAttention("repository_forbids", words=words)
        former = self._versions(record)[record.version - 2]
        record.entries = {name: replace(entry) for name, entry in former.entries.items()}

    def edit(self, record: str) -> Draft:
        found = self._own(record)
        if not found.edited:
            found.edited, found.edit = True, found.metadata
        return _draft(found)

    def describe(
        self, draft: str, metadata: Metadata, sayable: Collection[str] | None = None
    ) -> None:
        record = self._changeable(draft)
        if sayable is not None:
            said = record.edit or record.metadata
            stays = {k: v for k, v in (said.custom if said else {}).items() if k not in sayable}
            metadata = replace(metadata, custom={**stays, **metadata.custom})
        if any(licence.id == "nobody-knows" for licence in metadata.licences):
            raise NeedsAttention("repository_refused", field="licence", words="Invalid value.")
        if record.edited:
            record.edit = metadata
            return
        record.metadata, record.title = metadata, metadata.title

    def reserve_doi(self, draft: str) -> str:
        record = self._changeable(draft)
        record.doi = f"10.5072/zenodo.{record.id}"
        return record.doi

    def share(self, draft: str, until: str) -> str:
        return f"https://repository.example/records/{self._record(draft).id}?until={until}"

    def files(self, draft: str) -> Sequence[SentFile]:
        return [_sent(name, entry) for name, entry in self._record(draft).entries.items()]

    def announce(self, draft: str, names: Sequence[str]) -> None:
        record = self._unlocked(draft)
        if len(set(names)) != len(names) or set(names) & record.entries.keys():
            raise NeedsAttention("record_full", field="files", words="File already exists.")
        record.entries |= {name: _Entry() for name in names}

    def send(self, draft: str, name: str, body: Body) -> SentFile:
        entries = self._unlocked(draft).entries
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
        self._unlocked(draft).entries.pop(name, None)

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

    def comments(self, review: Review) -> Sequence[Comment]:
        return list(self.said.get(review.id, []))

    def say(self, review: str, markup: str, *, decides: bool = False, ours: bool = False) -> None:
        """What a curator writes, over there; what our own account writes is none of it."""
        if ours:
            return
        words = Comment(uuid.uuid4().hex, plain_words(markup), decides=decides)
        self.said.setdefault(review, []).append(words)

    def withdraw(self, review: str) -> None:
        if self.reviews[review].state is ReviewState.OPEN:
            self.decide(review, ReviewState.CANCELLED)

    def decide(self, review: str, state: ReviewState, markup: str = "") -> None:
        """What a curator does, over there, and what is written with it."""
        self.reviews[review] = replace(self.reviews[review], state=state)
        statuses = {
            ReviewState.ACCEPTED: DraftStatus.PUBLISHED,
            ReviewState.DECLINED: DraftStatus.DECLINED,
            ReviewState.EXPIRED: DraftStatus.EXPIRED,
        }
        for record in self.records.values():
            if review in record.reviews:
                record.status = statuses.get(state, DraftStatus.DRAFT)
        if markup:
            self.say(review, markup, decides=True)

    def publish(self, draft: str) -> Draft:
        record = self._record(draft)
        if record.edited and record.edit:
            record.metadata, record.title = record.edit, record.edit.title
        record.edited, record.edit = False, None
        record.status = DraftStatus.PUBLISHED
        return _draft(record)

    def discard(self, draft: str) -> None:
        record = self.records.get(draft)
        if record and record.status is DraftStatus.PUBLISHED:
            record.edited, record.edit = False, None
            return
        if record and self._open(draft).status is DraftStatus.IN_REVIEW:
            raise NotNow("repository_failed", status=400)
        self.records.pop(draft, None)


class Bearing:
    """The same, for who comes with a token of an own account: read once, and again when refused."""

    def __init__(self, fake: FakeRepository, token: Callable[[], str]) -> None:
        self._fake = fake
        self._token = token
        self._held = ""

    def account(self) -> str:
        return self._account()

    def _account(self) -> str:
        if self._fake.down:
            raise NotNow("repository_unreachable")
        for _ in range(2):
            self._held = self._held or self._token()
            if account := self._fake.tokens.get(self._held):
                return account
            self._held = ""
        raise NeedsAttention(OWN_TOKEN_REFUSED)

    def __getattr__(self, name: str) -> Any:
        act = getattr(self._fake, name)

        def acted(*args: object) -> Any:
            self._account()
            return act(*args)

        return acted


def _draft(record: _Record) -> Draft:
    url = f"https://repository.example/records/{record.id}"
    public = record.status is DraftStatus.PUBLISHED
    title = record.edit.title if record.edit else record.title
    concept = f"10.5072/zenodo.{record.parent}" if public or record.version > 1 else None
    doi = record.doi or (f"10.5072/zenodo.{record.id}" if public else None)
    words = _digest(record.edit or record.metadata)
    return Draft(
        record.id,
        record.status,
        title,
        url,
        doi,
        edited=record.edited,
        concept=concept,
        words=words,
    )


def _digest(metadata: Metadata | None) -> str:
    return hashlib.sha256(repr(metadata and replace(metadata, origins={})).encode()).hexdigest()


def _json(record: _Record) -> dict[str, object]:
    """As the real one gives it."""
    words = record_json(record.metadata, lambda *_: True) if record.metadata else {}
    return words | {"id": record.id, "pids": {"doi": {"identifier": record.doi or ""}}}


def _sent(name: str, entry: _Entry) -> SentFile:
    if not entry.complete or entry.content is None:
        return SentFile(name, complete=False)
    md5 = hashlib.md5(entry.content, usedforsecurity=False).hexdigest()
    return SentFile(name, complete=True, size=len(entry.content), md5=md5)
