"""One file from staging to its entry at the repository, checked; it may run twice.

Bytes go through in bounded memory, are hashed on the way, and are believed only when the
repository's own checksum of what it stored is the same.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import inf

from zenferry.errors import Absent, Conflict, Doubtful, NeedsAttention, NotNow
from zenferry.forwarding.attention import CANCEL, STOPPED, Attention, Outcome
from zenferry.forwarding.forward import MOST_TRIES
from zenferry.forwarding.route import TimeLimits, Way, too_long
from zenferry.forwarding.stream import flowing
from zenferry.forwarding.throughput import Throughputs, TooLong, Watch, smoothed
from zenferry.repository import Repository, SentFile
from zenferry.state import State
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.transfer import File, Transfer, TransferState
from zenferry.uploads.staging import Staging, staging_key

__all__ = ["Sending"]

SENT: Outcome = {"outcome": "sent"}
# The machine sends it the long way.
TOO_LONG: Outcome = {"outcome": "too_long"}
# Often enough to be lively, seldom enough to be cheap: the longer it takes, the seldomer.
SHORTEST_NOTE, LONGEST_NOTE = timedelta(seconds=2), timedelta(seconds=20)
NOTES = 20


class _Withdrawn(Exception):
    """It was withdrawn, or another attempt began, while bytes were on their way."""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """Sends single files, over the table, the staging area and the repository."""

    attention: Attention
    submissions: Submissions
    repository: Repository
    staging: Staging
    now: Callable[[], datetime]
    throughputs: Throughputs
    repository_key: str
    time_limits: TimeLimits

    def send(
        self,
        submission: str,
        file_id: str,
        attempt: int,
        *,
        way: Way = Way.FUNCTION,
        time_left: Callable[[], float] = lambda: inf,
    ) -> Outcome:
        """Bring one file over, or find that it is there, for the attempt that is under way."""
        found = self.submissions.get(submission)
        if found.state is not State.FORWARDING or found.attempt != attempt or not found.draft:
            return STOPPED
        if found.cancelling:
            return CANCEL
        file = found.file(file_id)
        try:
            self._brought(found, file, Watch(file.size, self.now, time_left))
        except _Withdrawn:
            return CANCEL
        except TooLong as slow:
            return self._too_long(found, file, slow.rate, way)
        except NeedsAttention as stop:
            return self.attention.note(submission, attempt, stop)
        return SENT

    def _too_long(self, found: Submission, file: File, rate: int, way: Way) -> Outcome:
        """Another way has more time; where there is none, or not enough, somebody must split it."""
        self._measured(rate)
        if way is Way.FUNCTION and file.size <= rate * self.time_limits.task:
            return TOO_LONG
        return self.attention.note(found.id, found.attempt, too_long(file, rate, self.time_limits))

    def _measured(self, rate: int) -> None:
        # Worth having, and not worth failing for.
        with suppress(NotNow):
            old = self.throughputs.measured(self.repository_key)
            self.throughputs.note(
                self.repository_key, smoothed(old, rate, self.now()), instead_of=old
            )

    def _brought(self, found: Submission, file: File, watch: Watch) -> None:
        draft = str(found.draft)
        transfer = found.transfer(file.id)
        if not transfer.begun:
            # Noted first. As long as it is not, the entry is as prepare() announced it, and
            # nobody has to ask the repository, whose calls are counted.
            begun = replace(transfer, state=TransferState.COPYING)
            self.submissions.put_transfer(found.id, begun)
            self._copied(found, file, watch)
            return
        entry = self._entry(draft, file.path)
        if entry is None:
            self.repository.announce(draft, [file.path])
        elif entry.complete and _same(entry, file, transfer.md5):
            self._note_copied(found.id, transfer, entry, transfer.md5)
            return
        elif entry.complete:
            # A PUT to a committed entry would delete it and answer 200: it is made anew instead.
            self.repository.drop(draft, file.path)
            self.repository.announce(draft, [file.path])
        self._copied(found, file, watch)

    def _entry(self, draft: str, name: str) -> SentFile | None:
        return next((e for e in self.repository.files(draft) if e.name == name), None)

    def _copied(self, found: Submission, file: File, watch: Watch) -> None:
        transfer = found.transfer(file.id)
        # The browser's own MD5 spares the work, until it has once been contradicted.
        hashing = transfer.md5 is None or transfer.tries > 0
        try:
            with (
                self.staging.open(staging_key(found.id, file.id), file.size) as chunks,
                flowing(
                    chunks, file.size, hashed=hashing, progress=self._notes(found, file, watch)
                ) as body,
            ):
                sent = self.repository.send(str(found.draft), file.path, body)
        except Absent as error:
            lost = {"field": f"files.{file.id}", "path": file.path}
            raise NeedsAttention("staged_file_lost", **lost) from error
        except Doubtful as refused:
            self.submissions.put_transfer(found.id, self._one_more(found.id, file, refused))
            raise NotNow("repository_failed", status=403) from refused
        if watch.meaningful:
            self._measured(watch.rate)
        transfer = self.submissions.get(found.id).transfer(file.id)
        if _same(sent, file, transfer.md5 or body.md5):
            self._note_copied(found.id, transfer, sent, transfer.md5 or body.md5)
            return
        self._differs(found, file, sent, body.md5)

    def _notes(self, found: Submission, file: File, watch: Watch) -> Callable[[int], None]:
        begun = last = self.now()

        def note(count: int) -> None:
            nonlocal last
            watch.seen(count)
            now = self.now()
            if now - last < min(max((now - begun) / NOTES, SHORTEST_NOTE), LONGEST_NOTE):
                return
            last = now
            # A note that can't be made is no reason to send 15 GB again.
            with suppress(NotNow, Conflict):
                fresh = self.submissions.get(found.id)
                if fresh.cancelling or fresh.attempt != found.attempt:
                    raise _Withdrawn
                self.submissions.put_transfer(
                    found.id, replace(fresh.transfer(file.id), copied_bytes=count)
                )

        return note

    def _note_copied(
        self, submission: str, transfer: Transfer, sent: SentFile, md5: str | None
    ) -> None:
        copied = replace(transfer, md5=md5).arrived(sent.size, sent.md5)
        self.submissions.put_transfer(submission, copied)

    def _differs(self, found: Submission, file: File, sent: SentFile, ours: str | None) -> None:
        """Our own hash tells who is wrong: the checksum that was declared, or the copy."""
        blame = {"field": f"files.{file.id}", "path": file.path}
        if ours == sent.md5 and sent.size == file.size:
            raise NeedsAttention("declared_md5_wrong", **blame)
        tried = self._one_more(found.id, file, NeedsAttention("copy_differs", **blame))
        self.repository.drop(str(found.draft), file.path)
        self.submissions.put_transfer(found.id, tried)
        raise NotNow("copy_differs", path=file.path)

    def _one_more(self, submission: str, file: File, otherwise: NeedsAttention) -> Transfer:
        """Counted as tried once more, as often as that is done."""
        transfer = self.submissions.get(submission).transfer(file.id)
        if transfer.tries + 1 >= MOST_TRIES:
            raise otherwise
        return replace(transfer, tries=transfer.tries + 1, copied_bytes=0)


def _same(entry: SentFile, file: File, md5: str | None) -> bool:
    return md5 is not None and entry.size == file.size and entry.md5 == md5
