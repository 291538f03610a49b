"""The file beside the data, kept among a submission's files: made, staged and listed by us.

Made anew for each attempt, and another file as soon as it holds something else: its id is formed
of its content. Whatever is sent, compared and cleaned up is so for it as for every other file.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from zenferry.beside import CRATE_NAME
from zenferry.beside.crate import CRATE_TYPE, CratedFile, crate
from zenferry.errors import NeedsAttention
from zenferry.metadata import Metadata
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.transfer import OURS, File, Transfer, TransferState
from zenferry.update import update
from zenferry.uploads.staging import Staging, part_size, staging_key

__all__ = ["Companion"]


@dataclass(frozen=True)
class Companion:
    """Makes it, over the table and the staging area."""

    submissions: Submissions
    staging: Staging

    def renewed(self, found: Submission, record: Metadata, *, wanted: bool) -> Submission:
        """The submission with the file as its words are now; without it, if it is not wanted."""
        wanted = wanted and not _taken(found)
        if not wanted and not any(file.ours for file in found.files):
            return found
        if not wanted:
            return update(self.submissions, found.id, _with(found, None))
        content = _made(record, found)
        md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
        size = len(content)
        file = File(f"{OURS}{md5[:16]}", CRATE_NAME, size, CRATE_TYPE, part_size(size))
        # First the bytes, then that they are there, then the file: killed in between, the next
        # run does the rest of it.
        self.staging.put(staging_key(found.id, file.id), content)
        if file.id not in found.transfers:
            staged = Transfer(file.id, TransferState.STAGED, md5=md5)
            self.submissions.put_transfer(found.id, staged)
        return update(self.submissions, found.id, _with(found, file))


def _made(record: Metadata, found: Submission) -> bytes:
    try:
        return crate(record, _listed(found), found.doi)
    except ValueError as error:
        # Tried again it would fail again: its library can't hold something that was said.
        raise NeedsAttention("beside_failed") from error


def _listed(found: Submission) -> tuple[CratedFile, ...]:
    return tuple(
        CratedFile(file.path, file.size, file.media_type, found.transfer(file.id).md5)
        for file in found.files
        if not file.ours
    )


def _taken(found: Submission) -> bool:
    """Added by the depositor before the consortium wanted one of ours: theirs stays."""
    return any(file.path == CRATE_NAME and not file.ours for file in found.files)


def _with(found: Submission, file: File | None) -> Callable[[Submission], Submission]:
    def renewed(old: Submission) -> Submission:
        # Another attempt has begun, with other words perhaps: it makes its own.
        if old.attempt != found.attempt:
            return old
        files = (*(each for each in old.files if not each.ours), *([file] if file else []))
        if files == old.files:
            return old
        # Its name may have been announced: one that is not wanted any more goes over there too.
        gone = () if file else tuple(each for each in old.files if each.ours)
        return replace(old, files=files, dropped=(*old.dropped, *gone))

    return renewed
