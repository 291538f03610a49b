"""What must hold at every moment, looked at with every write to the table and every call outside.

It sees what is kept here and over there, and says what is wrong; it changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Protocol

from infra.local.repository.standin import Standin
from infra.local.repository.state import Record
from tests.chaos.plan import Plan
from tests.fake_invitations import FakeInvitations
from tests.fakes import FakeStaging, FakeSubmissions
from zenferry.access import Spend
from zenferry.curation.log import LogEntry
from zenferry.state import ENDED, State, follows
from zenferry.submission import Submission
from zenferry.transfer import File, Transfer
from zenferry.uploads.staging import staging_key

__all__ = ["PART", "Table", "Watch", "held"]

# What a part is here: the least of the real ones is 16 MiB.
PART = 1000


class Kept(Protocol):
    """What is looked at."""

    plan: Plan
    staging: FakeStaging
    invitations: FakeInvitations

    @property
    def standin(self) -> Standin: ...

    def wrong(self, what: str) -> None: ...


class Watch:
    """The rules, over everything that is kept."""

    def __init__(self, kept: Kept) -> None:
        self._kept, self._wrong = kept, kept.wrong
        self.found: Submission | None = None

    def wrote(self, old: Submission | None, new: Submission) -> None:
        """A submission was written."""
        self.found = new
        self._spent(new)
        if old is None:
            return
        if new.state is not old.state and not follows(new.state, old.state):
            self._wrong(f"{old.state} became {new.state}")
        for name in ("attempt", "revision", "reconciled", "drafts_tried"):
            if getattr(new, name) < getattr(old, name):
                self._wrong(f"{name} went back from {getattr(old, name)}")
        if old.values and not new.values:
            self._wrong("the words are gone")
        if new.state is State.PUBLISHED and old.state is not State.PUBLISHED:
            self._public(new)

    def _spent(self, new: Submission) -> None:
        files = [file for file in (*new.files, *new.owed) if not file.ours]
        [row] = self._kept.invitations.rows.values()
        expected = (1, len(files), sum(file.size for file in files))
        spent = (row.used_deposits, row.used_files, row.used_bytes)
        if spent != expected:
            self._wrong(f"the invitation has spent {spent}, and not {expected}")

    def _public(self, new: Submission) -> None:
        if not self._kept.standin.state.records[str(new.draft)].published:
            self._wrong("called published, and is not")

    def called(self, site: str, _kind: str) -> None:
        """The repository was called: whatever was given away there has to be whole."""
        given = re.search(r"submit-review$|actions/publish$|/content$|/commit$", site)
        if not given or self.found is None:
            return
        away = [record for record in self.ours() if self._given_away(record)]
        if len(away) > 1:
            self._wrong(f"{len(away)} records were given away")
        for record in away:
            self._whole(record)

    def _given_away(self, record: Record) -> bool:
        request = self._kept.standin.state.review(record)
        return record.published or (request is not None and request.open)

    def _whole(self, record: Record) -> None:
        assert self.found
        there = held(self._kept.standin, record)
        sent = {file.path: self.content(file) for file in self.found.files}
        if there != sent:
            differing = {n for n in there.keys() | sent.keys() if there.get(n) != sent.get(n)}
            self._wrong(f"given away with other files than were sent: {sorted(differing)}")

    def content(self, file: File) -> bytes | None:
        """What a file has to hold: as it is on the disk, or as we made it."""
        if file.ours and self.found:
            return self._kept.staging.objects.get(staging_key(self.found.id, file.id))
        return self._kept.plan.disk.get(file.path)

    def ours(self) -> list[Record]:
        """The records of this deposit, and those that were left behind by it."""
        mark = self.found.id if self.found else ""
        named = (
            (record, str(record.metadata.get("title", "")))
            for record in self._kept.standin.state.records.values()
        )
        return [
            record
            for record, title in named
            if title == self._kept.plan.values["title"] or mark in title
        ]

    def cleared(self, key: str) -> None:
        """Something staged was deleted: only what is of no use any more may go."""
        found = self.found
        _, submission, file = key.split("/")
        if found is None or submission != found.id or file not in {f.id for f in found.files}:
            return
        if found.state not in ENDED:
            self._wrong(f"the bytes of a file that is still wanted were deleted ({found.state})")
        if found.state is State.PUBLISHED:
            self._whole(self._kept.standin.state.records[str(found.draft)])


def held(standin: Standin, record: Record) -> dict[str, bytes]:
    """What a record holds: every entry, an unfinished one as nothing."""
    return {
        key: entry.content.path.read_bytes() if entry.content and entry.committed else b""
        for key, entry in standin.state.records[record.id].entries.items()
    }


class Table(FakeSubmissions):
    """The table under watch. Its files have small parts, so that a small file has several."""

    def __init__(self, invitations: FakeInvitations) -> None:
        super().__init__(invitations)
        self.watch: Watch | None = None

    def add(self, submission: Submission, spend: Spend, entry: LogEntry | None = None) -> None:
        super().add(submission, spend, entry)
        self._told(None, submission.id)

    def replace(
        self, new: Submission, spend: Spend | None = None, entry: LogEntry | None = None
    ) -> Submission:
        old = self.get(new.id)
        small = tuple(_in_small_parts(file) for file in new.files)
        kept = super().replace(replace(new, files=small), spend, entry)
        self._told(old, new.id)
        return kept

    def put_transfer(self, submission: str, new: Transfer) -> Transfer:
        kept = super().put_transfer(submission, new)
        self._told(None, submission)
        return kept

    def _told(self, old: Submission | None, submission: str) -> None:
        if self.watch:
            self.watch.wrote(old, self.get(submission))


class Store(FakeStaging):
    """The store under watch."""

    watch: Watch | None = None

    def delete(self, key: str) -> None:
        if self.watch and key in self.objects:
            self.watch.cleared(key)
        super().delete(key)

    def clear(self, prefix: str) -> None:
        for key in self.objects:
            if self.watch and key.startswith(prefix):
                self.watch.cleared(key)
        super().clear(prefix)


def _in_small_parts(file: File) -> File:
    return file if file.ours else replace(file, part_size=PART)
