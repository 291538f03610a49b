"""Fakes with memory behind the domain's ports. They fail the way the real ones do.

The contract suites run over these and over the real things, so that they can be believed.
"""

import base64
import hashlib
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from tests.fake_invitations import FakeInvitations
from zenferry.access import Spend
from zenferry.adapters.stepfunctions import agreed
from zenferry.curation.log import LogEntry
from zenferry.errors import Absent, Conflict, NotNow, Unanswered
from zenferry.forwarding.throughput import Measured
from zenferry.mails.address import Address
from zenferry.mails.letters import Letter
from zenferry.submission import Submission
from zenferry.submissions import Job
from zenferry.transfer import Transfer
from zenferry.uploads.staging import Part, Ticket


class FakeSubmissions:
    """Rows by id, each with a version that guards it. Writes come one after the other."""

    def __init__(self, invitations: FakeInvitations) -> None:
        self._invitations, self.log = invitations, invitations.log
        self._writing = threading.Lock()
        self._rows: dict[str, Submission] = {}
        self._transfers: dict[str, dict[str, Transfer]] = {}

    def add(self, submission: Submission, spend: Spend, entry: LogEntry | None = None) -> None:
        with self._writing:
            if submission.id in self._rows:
                raise Conflict("id_taken")
            self._invitations.spend(spend)
            if entry:
                self.log.note(entry)
            self._rows[submission.id] = replace(submission, version=1)
            self._transfers[submission.id] = {}

    def get(self, submission: str) -> Submission:
        if submission not in self._rows:
            raise Absent("unknown_submission")
        transfers = dict(self._transfers[submission])
        return replace(self._rows[submission], transfers=transfers)

    def replace(
        self, new: Submission, spend: Spend | None = None, entry: LogEntry | None = None
    ) -> Submission:
        with self._writing:
            if new.id not in self._rows or self._rows[new.id].version != new.version:
                raise Conflict("busy")
            if spend:
                self._invitations.spend(spend)
            if entry:
                self.log.note(entry)
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

    def all(self) -> list[Submission]:
        """As an index over all of them sees them."""
        with self._writing:
            return list(self._rows.values())

    def drop_transfer(self, submission: str, file: str) -> None:
        self._transfers[submission].pop(file, None)

    def due(self, before: datetime, most: int) -> Iterator[str]:
        rows = [row for row in self._rows.values() if row.due and row.due <= before]
        return iter([row.id for row in sorted(rows, key=lambda row: str(row.due))][:most])

    def owing(self, before: datetime, most: int) -> Iterator[str]:
        rows = [row for row in self._rows.values() if row.news_due and row.news_due <= before]
        return iter([row.id for row in sorted(rows, key=lambda row: str(row.news_due))][:most])


@dataclass
class _Upload:
    key: str
    parts: dict[int, bytes] = field(default_factory=dict)


class FakeStaging:
    """Objects by key, uploads in parts."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.uploads: dict[str, _Upload] = {}

    def put(self, key: str, content: bytes) -> None:
        self.objects[key] = content

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

    def stored(self, key: str) -> int | None:
        return len(self.objects[key]) if key in self.objects else None

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

    def clear(self, prefix: str) -> None:
        self.objects = {k: v for k, v in self.objects.items() if not k.startswith(prefix)}
        self.uploads = {k: v for k, v in self.uploads.items() if not v.key.startswith(prefix)}


class FakeThroughputs:
    """What was measured, by repository."""

    def __init__(self) -> None:
        self.rows: dict[str, Measured] = {}

    def measured(self, repository: str) -> Measured | None:
        return self.rows.get(repository)

    def note(self, repository: str, new: Measured, *, instead_of: Measured | None) -> None:
        if self.rows.get(repository) == instead_of:
            self.rows[repository] = new


class FakeWorkflow:
    """Remembers what was started; `run` does it, when the test says so."""

    def __init__(self, at_once: Callable[[dict[str, str]], Mapping[str, object]]) -> None:
        self.started: dict[str, tuple[str, int, Job]] = {}
        self._at_once = at_once

    def start(self, submission: str, attempt: int, job: Job) -> None:
        self.started.setdefault(f"{submission}.{attempt}", (submission, attempt, job))

    def reserve_doi(self, submission: str) -> str:
        return str(agreed(self._at_once({"step": "reserve_doi", "submission": submission}))["doi"])

    def take_over(self, submission: str) -> None:
        agreed(self._at_once({"step": "take_over", "submission": submission}))

    def ask(self, step: str, submission: str, **told: str) -> Mapping[str, object]:
        return self._at_once({"step": step, "submission": submission, **told})


class FakeMailer:
    """Remembers what it carried; refuses the addresses it was told to, and fails when `down`.

    When `unheard`, it carries, and its answer is lost.
    """

    def __init__(self, *refused: str, down: bool = False) -> None:
        self.sent: list[Letter] = []
        self._refused = refused
        self.down = down
        self.unheard = False
        # After so many mails it has sent all that it may today.
        self.fails_after: int | None = None

    def send(self, letter: Letter) -> None:
        if self.down or len(self.sent) == self.fails_after:
            raise NotNow("storage_unavailable")
        if letter.to in self._refused:
            raise Conflict("mail_refused")
        self.sent.append(letter)
        if self.unheard:
            raise Unanswered("storage_unavailable")


class FakeAddresses:
    """Addresses by submission."""

    def __init__(self) -> None:
        self.rows: dict[str, Address] = {}

    def put(self, submission: str, address: Address) -> None:
        if submission in self.rows and self.rows[submission].turn > address.turn:
            raise Conflict("busy")
        self.rows[submission] = address

    def get(self, submission: str) -> Address:
        if submission not in self.rows:
            raise Absent("no_address")
        return self.rows[submission]

    def end(self, submission: str, address: Address, until: datetime) -> None:
        there = self.rows.get(submission)
        if there and (there.address, there.turn) == (address.address, address.turn):
            self.rows[submission] = replace(address, until=until)

    def erase(self, submission: str, turn: int) -> None:
        if submission in self.rows and self.rows[submission].turn <= turn:
            del self.rows[submission]
