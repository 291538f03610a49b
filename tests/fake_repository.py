"""A repository with memory, with the manners of an InvenioRDM."""

import json
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from tests.clock import START
from tests.fake_records import Entry, Record, draft_of, json_of, sent_of
from tests.fake_reviews import FakeReviews
from zenferry.errors import Absent, NeedsAttention, NotNow
from zenferry.forwarding.stream import Body
from zenferry.metadata import AccessKind, Metadata
from zenferry.repository import Draft, DraftStatus, Former, SentFile


class FakeRepository(FakeReviews):
    """Drafts, entries and reviews, with the manners of an InvenioRDM."""

    def __init__(self, now: Callable[[], datetime] = lambda: START) -> None:
        super().__init__()
        # Of accounts of people's own, by their tokens.
        self.tokens: dict[str, str] = {}
        self.down = False
        self.shared = 0
        self.now = now

    def account(self) -> str:
        return "1"

    def create(self, title: str) -> Draft:
        record = Record(uuid.uuid4().hex[:10], title)
        self.records[record.id] = record
        return draft_of(record)

    def titled(self, title: str) -> Iterator[Draft]:
        found = [r for r in self.records.values() if r.status is not DraftStatus.PUBLISHED]
        return iter([draft_of(record) for record in found if record.title == title])

    def read(self, draft: str) -> Draft:
        return draft_of(self.record(draft))

    def _changeable(self, draft: str) -> Record:
        record = self.record(draft)
        return record if record.edited else self.open(draft)

    def _unlocked(self, draft: str) -> Record:
        if self.record(draft).edited:
            words = "Bucket is locked for modifications."
            raise NeedsAttention("repository_forbids", words=words)
        return self.open(draft)

    def former(self, record: str) -> Former:
        found = self._published(record)
        versions = self._versions(found)
        public = [each for each in versions if each.status is DraftStatus.PUBLISHED]
        next_begun = len(public) < len(versions)
        return Former(
            record=draft_of(replace(found, edit=None, edited=False)),
            ours=found.ours,
            latest=public[-1].id,
            changing=next_begun or any(each.edited for each in versions),
            next_begun=next_begun,
            text=json.dumps(json_of(found)),
            restricted=bool(found.metadata and found.metadata.access.kind is not AccessKind.OPEN),
        )

    def _published(self, record: str) -> Record:
        found = self.record(record)
        if found.status is not DraftStatus.PUBLISHED:
            raise Absent("repository_absent")
        return found

    def _own(self, record: str) -> Record:
        found = self._published(record)
        if not found.ours:
            raise NeedsAttention("repository_forbids", words="Permission denied.")
        return found

    def _versions(self, found: Record) -> list[Record]:
        same = [each for each in self.records.values() if each.parent == found.parent]
        return sorted(same, key=lambda each: each.version)

    def new_version(self, record: str) -> Draft:
        latest = self._versions(self._own(record))[-1]
        if latest.status is DraftStatus.PUBLISHED:
            words = latest.metadata and replace(latest.metadata, version="")
            latest = Record(
                uuid.uuid4().hex[:10],
                latest.title,
                metadata=words,
                parent=latest.parent,
                version=latest.version + 1,
                created=self.now(),
            )
            self.records[latest.id] = latest
        return draft_of(latest)

    def import_files(self, draft: str) -> None:
        record = self.open(draft)
        if record.entries:
            words = "Please remove all files first."
            raise NeedsAttention("repository_forbids", words=words)
        former = self._versions(record)[record.version - 2]
        record.entries = {name: replace(entry) for name, entry in former.entries.items()}

    def edit(self, record: str) -> Draft:
        found = self._own(record)
        if not found.edited:
            found.edited, found.edit = True, found.metadata
        return draft_of(found)

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
        links = self.record(draft).links
        if until <= self.now().date().isoformat():
            words = "Expiration date must be set to the future"
            raise NeedsAttention("repository_forbids", words=words)
        self.shared += 1
        links.append(f"https://repository.example/records/{draft}?n={self.shared}&until={until}")
        return links[-1]

    def unshare(self, draft: str, link: str) -> None:
        self.record(draft).links = [each for each in self.record(draft).links if each != link]

    def files(self, draft: str) -> Sequence[SentFile]:
        return [sent_of(name, entry) for name, entry in self.record(draft).entries.items()]

    def announce(self, draft: str, names: Sequence[str]) -> None:
        record = self._unlocked(draft)
        if len(set(names)) != len(names) or set(names) & record.entries.keys():
            raise NeedsAttention("record_full", field="files", words="File already exists.")
        record.entries |= {name: Entry() for name in names}

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
        entries[name] = Entry(content, complete=True)
        return sent_of(name, entries[name])

    def drop(self, draft: str, name: str) -> None:
        self._unlocked(draft).entries.pop(name, None)

    def publish(self, draft: str) -> Draft:
        record = self.record(draft)
        if record.edited and record.edit:
            record.metadata, record.title = record.edit, record.edit.title
        record.edited, record.edit = False, None
        record.status = DraftStatus.PUBLISHED
        return draft_of(record)

    def discard(self, draft: str) -> None:
        record = self.records.get(draft)
        if record and record.status is DraftStatus.PUBLISHED:
            record.edited, record.edit = False, None
            return
        if record and self.open(draft).status is DraftStatus.IN_REVIEW:
            raise NotNow("repository_failed", status=400)
        self.records.pop(draft, None)
