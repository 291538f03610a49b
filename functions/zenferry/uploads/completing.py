"""The end of an upload: its parts become one object, however long the store takes over it.

What is to be done is noted first, so that it can be found done later: by who asks again, by the
next look at the deposit, when it is sent, or by the schedule.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zenferry.errors import Absent, Conflict, NotNow
from zenferry.forwarding.abreast import Hands
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.transfer import Transfer, TransferState
from zenferry.update import update
from zenferry.uploads.rules import all_parts, missing_parts
from zenferry.uploads.staging import Staging, staging_key

__all__ = ["PATIENCE", "Completing", "Completion", "completing", "recognised"]

# An answer is due within 29 s.
PATIENCE = 18.0
# When the schedule looks whether the store is done, if nobody has asked before.
FIRST_LOOK = timedelta(minutes=2)


@dataclass(frozen=True)
class Completion:
    """What became of a file whose parts were said to be there; `missing` has to be sent again.

    While it is completing, nothing has to be done but to ask again.
    """

    file: str
    state: TransferState
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Completing:
    """Ends uploads, over the table and the store, and waits `patience` seconds for it."""

    submissions: Submissions
    staging: Staging
    now: Callable[[], datetime]
    hands: Hands
    patience: float = PATIENCE

    def complete(
        self, submission: Submission, checksums: Sequence[tuple[str, str, str | None]]
    ) -> tuple[Completion, ...]:
        """End the uploads of (file, checksum, md5 or None); each may be said again."""
        done = self.hands.within(
            self.patience, lambda given: self._completed(submission, *given), checksums
        )
        if None in done:
            self._look_soon(submission.id)
        return tuple(
            ended or Completion(file, TransferState.COMPLETING)
            for ended, (file, _, _) in zip(done, checksums, strict=True)
        )

    def finished(self, submission: Submission) -> Submission:
        """The submission, with what was begun to be ended asked for once more."""
        told = [(t.file, t.checksum or "", t.md5) for t in completing(submission)]
        if not told:
            return submission
        self.complete(submission, told)
        return self.submissions.get(submission.id)

    def seen(self, submission: Submission) -> Submission:
        """The submission, with what has been ended meanwhile. Nothing new is asked for."""
        waiting = list(completing(submission))
        ended = self.hands.within(self.patience, lambda each: self._seen(submission, each), waiting)
        return self.submissions.get(submission.id) if any(ended) else submission

    def _seen(self, submission: Submission, transfer: Transfer) -> bool:
        key = staging_key(submission.id, transfer.file)
        # A look is no reason to fail: the next one sees more.
        with suppress(NotNow, Conflict):
            try:
                self.staging.parts(key, transfer.upload or "")
            except Absent:
                self._ended(submission, transfer)
                return True
        return False

    def _look_soon(self, submission: str) -> None:
        soon = self.now() + FIRST_LOOK

        def sooner(old: Submission) -> Submission:
            # Sent meanwhile? A forward that is looked at early would be given up.
            late = old.editable and (old.due is None or old.due > soon)
            return replace(old, due=soon) if late else old

        update(self.submissions, submission, sooner)

    def _completed(
        self, submission: Submission, file: str, checksum: str, md5: str | None
    ) -> Completion:
        try:
            return self._completed_once(submission, file, checksum, md5)
        except Conflict:
            # Said twice at once: whoever was faster has done it, or will have in a moment.
            now = self.submissions.get(submission.id)
            if all(each.id != file for each in now.files):
                # Removed, perhaps before the store was done: nobody else would find its bytes.
                self.staging.delete(staging_key(submission.id, file))
            transfer = now.transfer(file)
            if transfer.checksum != checksum:
                raise
            return Completion(file, transfer.state)

    def _completed_once(
        self, submission: Submission, file: str, checksum: str, md5: str | None
    ) -> Completion:
        transfer = submission.transfer(file)
        if transfer.staged and transfer.checksum == checksum:
            return Completion(file, TransferState.STAGED)
        if transfer.state is TransferState.COMPLETING and transfer.checksum != checksum:
            return self._noted_first(submission, transfer)
        found = submission.file(file)
        key = staging_key(submission.id, file)
        try:
            stored = self.staging.parts(key, transfer.upload or "")
        except Absent:
            return self._ended(submission, transfer)
        missing = missing_parts(found, stored, checksum)
        if missing:
            return self._incomplete(submission, transfer, missing)
        # Noted first: should the line break after the store is done, the next call finds no
        # upload, and knows from this note why.
        noted = self._noted(submission, transfer, checksum, md5)
        try:
            self.staging.complete(key, noted.upload or "", stored, found.size)
        except Absent:
            return self._ended(submission, noted)
        self.submissions.put_transfer(submission.id, replace(noted, state=TransferState.STAGED))
        return Completion(file, TransferState.STAGED)

    def _noted_first(self, submission: Submission, noted: Transfer) -> Completion:
        """What the store may be done with already is not thrown away for another's word."""
        ended = self._completed_once(submission, noted.file, noted.checksum or "", noted.md5)
        # Who asks again is told that it is another file's.
        return replace(ended, state=TransferState.COMPLETING) if not ended.missing else ended

    def _incomplete(
        self, submission: Submission, transfer: Transfer, missing: tuple[int, ...]
    ) -> Completion:
        if transfer.state is TransferState.COMPLETING:
            again = replace(transfer, state=TransferState.UPLOADING)
            self.submissions.put_transfer(submission.id, again)
        return Completion(transfer.file, TransferState.UPLOADING, missing)

    def _noted(
        self, submission: Submission, transfer: Transfer, checksum: str, md5: str | None
    ) -> Transfer:
        noted = replace(transfer, state=TransferState.COMPLETING, checksum=checksum, md5=md5)
        return self.submissions.put_transfer(submission.id, noted)

    def _ended(self, submission: Submission, transfer: Transfer) -> Completion:
        file = submission.file(transfer.file)
        if transfer.state is TransferState.COMPLETING:
            done = replace(transfer, state=TransferState.STAGED)
            self.submissions.put_transfer(submission.id, done)
            return Completion(file.id, TransferState.STAGED)
        # Read anew: whoever made an object of it meanwhile has noted so before.
        if self.submissions.get(submission.id).transfer(file.id) != transfer:
            raise Conflict("busy")
        # Parts that were asked for again, and put together late: no other file's bytes.
        self.staging.delete(staging_key(submission.id, file.id))
        begin_again = replace(transfer, upload=None, state=TransferState.REGISTERED)
        self.submissions.put_transfer(submission.id, begin_again)
        return Completion(file.id, TransferState.UPLOADING, all_parts(file))


def recognised(submissions: Submissions, staging: Staging, found: Submission) -> Submission:
    """The submission, with the objects that were made while nobody waited: each of its full size.

    For who may look at the store and not change it.
    """
    made = [t for t in completing(found) if _is_there(staging, found, t)]
    for transfer in made:
        with suppress(Conflict):
            submissions.put_transfer(found.id, replace(transfer, state=TransferState.STAGED))
    return submissions.get(found.id) if made else found


def _is_there(staging: Staging, found: Submission, transfer: Transfer) -> bool:
    size = staging.stored(staging_key(found.id, transfer.file))
    return size == found.file(transfer.file).size


def completing(submission: Submission) -> Iterable[Transfer]:
    """The files that are being put together, or were to be."""
    transfers = (submission.transfer(file.id) for file in submission.files)
    return (t for t in transfers if t.state is TransferState.COMPLETING)
