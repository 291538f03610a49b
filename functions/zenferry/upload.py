"""Files on their way into staging: registered, given tickets, completed, removed.

What may be taken is decided in upload_rules.py; here it is done, so that it can be done again.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from zenferry import rules
from zenferry.access import Spend
from zenferry.errors import Absent, Conflict, Invalid
from zenferry.profile import Profile
from zenferry.staging import Part, Staging, Ticket
from zenferry.submission import File, Submission, Submissions, Transfer, TransferState
from zenferry.update import update
from zenferry.upload_rules import (
    NewFile,
    WantedPart,
    all_parts,
    checksum_problems,
    missing_parts,
    new_files,
    part_problems,
)

__all__ = ["Completion", "NewFile", "Uploads", "WantedPart", "staging_key"]

Given = TypeVar("Given")
Done = TypeVar("Done")
# They all stand in one row, which has its limit.
MOST_DROPPED = 100
# Calls to the store made side by side for one batch.
ABREAST = 8


@dataclass(frozen=True)
class Completion:
    """What became of a file whose parts were said to be there; `missing` has to be sent again."""

    file: str
    state: TransferState
    missing: tuple[int, ...] = ()


def staging_key(submission: str, file: str) -> str:
    """One prefix a submission, chosen by us: no name a person typed ever becomes a key."""
    return f"staging/{submission}/{file}"


def _editable(submission: Submission) -> Submission:
    if not submission.editable:
        raise Conflict("not_editable", state=submission.state)
    return submission


@dataclass(frozen=True)
class Uploads:
    """The files of submissions, over what keeps the rows and what keeps the bytes."""

    submissions: Submissions
    staging: Staging
    profile: Profile

    def register(self, submission: str, wanted: Sequence[NewFile]) -> tuple[File, ...]:
        """Take all of these files or none; those that are known already are answered again."""

        def registered(old: Submission) -> Submission:
            fresh = new_files(_editable(old), wanted, self.profile)
            return replace(old, files=(*old.files, *fresh)) if fresh else old

        kept = update(self.submissions, submission, registered, spend=_spent)
        known = {file.path: file for file in kept.files}
        return tuple(known[rules.file_path(new.path)] for new in wanted)

    def tickets(self, submission: Submission, wanted: Sequence[WantedPart]) -> tuple[Ticket, ...]:
        """Leave to send these parts; an upload is begun for each file that has none."""
        _editable(submission)
        problems = tuple(part_problems(submission, wanted))
        if problems:
            raise Invalid(problems)
        files = dict.fromkeys(want.file for want in wanted)
        begun = _abreast(lambda file: (file, self._begun(submission, file)), files)
        uploads = dict(begun)
        return tuple(
            self.staging.ticket(staging_key(submission.id, w.file), uploads[w.file], w.part)
            for w in wanted
        )

    def _begun(self, submission: Submission, file: str) -> str:
        transfer = submission.transfer(file)
        if transfer.upload:
            return transfer.upload
        key = staging_key(submission.id, file)
        upload = self.staging.begin(key)
        try:
            begun = replace(transfer, upload=upload, state=TransferState.UPLOADING)
            self.submissions.put_transfer(submission.id, begun)
        except Conflict:
            winner = self.submissions.get(submission.id).transfer(file).upload
            if winner != upload:
                self.staging.abort(key, upload)
            if not winner:
                raise
            return winner
        return upload

    def parts(self, submission: Submission, file: str) -> tuple[Part, ...]:
        """What is there already of a file; nothing when its upload has ended."""
        submission.file(file)
        upload = submission.transfer(file).upload
        try:
            return self.staging.parts(staging_key(submission.id, file), upload) if upload else ()
        except Absent:
            return ()

    def complete(
        self, submission: Submission, checksums: Sequence[tuple[str, str, str | None]]
    ) -> tuple[Completion, ...]:
        """End the uploads of (file, checksum, md5 or None); each may be said again."""
        _editable(submission)
        problems = tuple(checksum_problems(submission, checksums))
        if problems:
            raise Invalid(problems)
        return _abreast(lambda given: self._completed(submission, *given), checksums)

    def _completed(
        self, submission: Submission, file: str, checksum: str, md5: str | None
    ) -> Completion:
        try:
            return self._completed_once(submission, file, checksum, md5)
        except Conflict:
            # Said twice at once: whoever was faster has done it, or will have in a moment.
            transfer = self.submissions.get(submission.id).transfer(file)
            if transfer.checksum != checksum:
                raise
            return Completion(file, transfer.state)

    def _completed_once(
        self, submission: Submission, file: str, checksum: str, md5: str | None
    ) -> Completion:
        transfer = submission.transfer(file)
        if transfer.staged and transfer.checksum == checksum:
            return Completion(file, TransferState.STAGED)
        found = submission.file(file)
        key = staging_key(submission.id, file)
        try:
            stored = self.staging.parts(key, transfer.upload or "")
        except Absent:
            return self._ended_upload(submission, transfer, checksum)
        missing = missing_parts(found, stored, checksum)
        if missing:
            return Completion(file, TransferState.UPLOADING, missing)
        # Noted first: should the line break after the store is done, the next call finds no
        # upload, and knows from this note why.
        noted = self._noted(submission, transfer, checksum, md5)
        try:
            self.staging.complete(key, noted.upload or "", stored, found.size)
        except Absent:
            return self._ended_upload(submission, noted, checksum)
        self.submissions.put_transfer(submission.id, replace(noted, state=TransferState.STAGED))
        return Completion(file, TransferState.STAGED)

    def _noted(
        self, submission: Submission, transfer: Transfer, checksum: str, md5: str | None
    ) -> Transfer:
        noted = replace(transfer, state=TransferState.COMPLETING, checksum=checksum, md5=md5)
        return self.submissions.put_transfer(submission.id, noted)

    def _ended_upload(
        self, submission: Submission, transfer: Transfer, checksum: str
    ) -> Completion:
        file = submission.file(transfer.file)
        if transfer.state is TransferState.COMPLETING and transfer.checksum == checksum:
            done = replace(transfer, state=TransferState.STAGED)
            self.submissions.put_transfer(submission.id, done)
            return Completion(file.id, TransferState.STAGED)
        begin_again = replace(transfer, upload=None, state=TransferState.REGISTERED)
        self.submissions.put_transfer(submission.id, begin_again)
        return Completion(file.id, TransferState.UPLOADING, all_parts(file))

    def remove(self, submission: str, file: str) -> None:
        """Forget a file; nothing happens when there is none.

        Its room is given back last, when its bytes are gone: else it could be used twice.
        """

        def removed(old: Submission) -> Submission:
            gone = tuple(f for f in old.files if f.id == file)
            if not gone:
                return old
            if gone[0].ours:
                raise Conflict("file_is_ours")
            kept = tuple(f for f in _editable(old).files if f.id != file)
            _check_room_to_remember(old)
            return replace(old, files=kept, owed=(*old.owed, *gone))

        found = update(self.submissions, submission, removed)
        if any(owed.id == file for owed in found.owed):
            self._cleared(submission, file, self.submissions.get(submission).transfer(file))
            update(self.submissions, submission, _given_back(file), spend=_spent)

    def _cleared(self, submission: str, file: str, transfer: Transfer) -> None:
        key = staging_key(submission, file)
        if transfer.upload:
            self.staging.abort(key, transfer.upload)
            self.staging.delete(key)
        self.submissions.drop_transfer(submission, file)


def _check_room_to_remember(old: Submission) -> None:
    if len(old.dropped) + len(old.owed) >= MOST_DROPPED:
        raise Conflict("too_many_removed", most=MOST_DROPPED)


def _given_back(file: str) -> Callable[[Submission], Submission]:
    def given_back(old: Submission) -> Submission:
        gone = tuple(replace(f, media_type="") for f in old.owed if f.id == file)
        if not gone:
            return old
        # Only a name that may have been announced has to be remembered.
        remembered = gone if old.attempt else ()
        owed = tuple(f for f in old.owed if f.id != file)
        return replace(old, owed=owed, dropped=(*old.dropped, *remembered))

    return given_back


def _spent(old: Submission, new: Submission) -> Spend | None:
    before, after = (*old.files, *old.owed), (*new.files, *new.owed)
    files = len(after) - len(before)
    size = sum(f.size for f in after) - sum(f.size for f in before)
    return Spend(new.invitation, files=files, bytes=size) if files else None


def _abreast(act: Callable[[Given], Done], given: Iterable[Given]) -> tuple[Done, ...]:
    all_ = tuple(given)
    if len(all_) == 1:
        return (act(all_[0]),)
    with ThreadPoolExecutor(ABREAST) as pool:
        return tuple(pool.map(act, all_))
