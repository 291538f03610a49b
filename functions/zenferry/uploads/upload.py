"""Files on their way into staging: registered, given tickets, completed, removed.

What may be taken is decided in rules.py; here it is done, so that it can be done again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from zenferry import rules
from zenferry.access import Spend
from zenferry.errors import Absent, Conflict, Invalid, Problem
from zenferry.forwarding.abreast import Hands
from zenferry.forwarding.ways import Ways
from zenferry.profile import Profile
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.transfer import File, Transfer, TransferState
from zenferry.update import update
from zenferry.uploads.completing import Completing, Completion
from zenferry.uploads.keeping import Keeping
from zenferry.uploads.rules import (
    NewFile,
    WantedPart,
    checksum_problems,
    new_files,
    part_problems,
)
from zenferry.uploads.staging import Part, Staging, Ticket, staging_key

__all__ = ["Completion", "NewFile", "Uploads", "WantedPart"]

# They all stand in one row, which has its limit.
MOST_DROPPED = 100


def _editable(submission: Submission) -> Submission:
    if not submission.editable:
        raise Conflict("not_editable", state=submission.state)
    return submission


def _check(submission: Submission, wanted: Sequence[WantedPart]) -> None:
    _editable(submission)
    if problems := tuple(part_problems(submission, wanted)):
        raise Invalid(problems)


@dataclass(frozen=True, kw_only=True)
class Uploads:
    """The files of submissions, over what keeps the rows and what keeps the bytes.

    `ways` finds where a deposit's files will go on to.
    """

    submissions: Submissions
    staging: Staging
    completing: Completing
    hands: Hands
    profile: Profile
    keeping: Keeping
    now: Callable[[], datetime]
    ways: Callable[[Submission], Ways]

    def register(self, submission: str, wanted: Sequence[NewFile]) -> tuple[File, ...]:
        """Take all of these files or none; those that are known already are answered again."""

        def registered(old: Submission) -> Submission:
            _check_that_files_may_change(_editable(old))
            fresh = new_files(old, wanted, self.profile)
            self._check_that_they_arrive(old, fresh, wanted)
            kept = self.keeping.worked_on(old, self.now())
            more = replace(kept, files=(*_others(old, fresh), *fresh), approved=False)
            return more if fresh else kept

        kept = update(self.submissions, submission, registered, spend=self._spent)
        known = {file.path: file for file in kept.files}
        return tuple(known[rules.file_path(new.path)] for new in wanted)

    def _check_that_they_arrive(
        self, old: Submission, fresh: Sequence[File], wanted: Sequence[NewFile]
    ) -> None:
        """Refused before it is uploaded: what could not go on from here in time."""
        refused = self.ways(old).refused(fresh) if fresh else {}
        if refused:
            paths = [rules.file_path(new.path) for new in wanted]
            raise Invalid(
                Problem(f"files.{index}.size", refused[path].code, refused[path].params)
                for index, path in enumerate(paths)
                if path in refused
            )

    def tickets(self, submission: Submission, wanted: Sequence[WantedPart]) -> tuple[Ticket, ...]:
        """Leave to send these parts; an upload is begun for each file that has none."""
        _check(submission, wanted)
        self._work_noted(submission)
        files = dict.fromkeys(want.file for want in wanted)
        begun = self.hands.abreast(lambda file: (file, self._begun(submission, file)), files)
        uploads = dict(begun)
        if any(not submission.transfer(file).upload for file in files):
            self._end_unwanted(submission.id, wanted)
        return tuple(
            self.staging.ticket(staging_key(submission.id, w.file), uploads[w.file], w.part)
            for w in wanted
        )

    def _end_unwanted(self, submission: str, wanted: Sequence[WantedPart]) -> None:
        """Of what was removed or withdrawn at this moment: whoever did so saw no upload to end."""
        found = self.submissions.get(submission)
        known = {file.id for file in found.files} if found.editable else set()
        for file in {want.file for want in wanted} - known:
            transfer = found.transfer(file)
            if transfer.state is TransferState.UPLOADING:
                self._cleared(submission, file, transfer)
        _check(found, wanted)

    def _work_noted(self, submission: Submission) -> None:
        """Who sends parts for days is at work as well."""
        if self.keeping.worked_on(submission, self.now()) is not submission:
            update(
                self.submissions,
                submission.id,
                lambda old: self.keeping.worked_on(old, self.now()),
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
        return self.completing.complete(submission, checksums)

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
            _check_that_files_may_change(old)
            kept = tuple(f for f in _editable(old).files if f.id != file)
            _check_room_to_remember(old)
            return replace(old, files=kept, owed=(*old.owed, *gone), approved=False)

        found = update(self.submissions, submission, removed)
        if any(owed.id == file for owed in found.owed):
            self._cleared(submission, file, self.submissions.get(submission).transfer(file))
            update(self.submissions, submission, _given_back(file), spend=self._spent)

    def _spent(self, old: Submission, new: Submission) -> Spend | None:
        before, after = _taking_room(old), _taking_room(new)
        files = len(after) - len(before)
        size = sum(f.size for f in after) - sum(f.size for f in before)
        return Spend(new.invitation, self.now(), files=files, bytes=size) if files else None

    def _cleared(self, submission: str, file: str, transfer: Transfer) -> None:
        key = staging_key(submission, file)
        if transfer.upload:
            self.staging.abort(key, transfer.upload)
        # Whatever the row says: an earlier upload may have been put together late.
        self.staging.delete(key)
        self.submissions.drop_transfer(submission, file)


def _check_that_files_may_change(old: Submission) -> None:
    """Those of a published record stay as they are; other ones need a new version."""
    if old.corrects:
        raise Conflict("files_stay")


def _others(old: Submission, fresh: Sequence[File]) -> tuple[File, ...]:
    """Without those of the record that are replaced: they have their names from it."""
    names = {file.path for file in fresh}
    return tuple(file for file in old.files if not (file.kept and file.path in names))


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


def _taking_room(submission: Submission) -> list[File]:
    """What takes room of ours: not what the repository has already."""
    return [file for file in (*submission.files, *submission.owed) if not file.kept]
