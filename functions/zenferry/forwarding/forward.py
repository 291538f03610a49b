"""From staging to the repository: prepare, send, reconcile, hand over. Each step may run twice.

A step first reads what is already true, at the repository and in the table, and then does only
what is missing. An exception means "try again"; what only a person can mend is a value,
{"outcome": "needs_attention"}, already written to the table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zenferry.errors import NeedsAttention, NotNow
from zenferry.form import Form
from zenferry.forwarding.attention import CANCEL, STOPPED, Attention, Outcome
from zenferry.forwarding.companion import Companion
from zenferry.forwarding.draft import Drafts, draft_of, is_public
from zenferry.forwarding.hand_over import HandingOver
from zenferry.forwarding.outgoing import outgoing, sayable
from zenferry.forwarding.ways import Ways
from zenferry.metadata import Metadata
from zenferry.profile import Profile
from zenferry.repository import Draft, DraftStatus, Repository, SentFile
from zenferry.state import MOVING, State
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.transfer import File, TransferState
from zenferry.update import update
from zenferry.versions.basis import Basis
from zenferry.versions.claims import Changes
from zenferry.versions.taking_over import TakingOver

__all__ = ["MOST_TRIES", "Forward"]

# A copy that arrived changed this often is not bad luck any more.
MOST_TRIES = 3
# The machine ends long before this; the schedule looks after whatever nobody ended.
LONGEST_FORWARD = timedelta(hours=25)


@dataclass(frozen=True, kw_only=True)
class Forward:
    """The steps, over the table and the repository. Bytes are another one's business: send.py.

    `register`: see hand_over.py.
    """

    submissions: Submissions
    repository: Repository
    companion: Companion
    form: Form
    profile: Profile
    now: Callable[[], datetime]
    ways: Ways
    changes: Changes
    register: Callable[[Submission], None]

    @property
    def attention(self) -> Attention:
        """Where a step says what it needs a person for."""
        return Attention(self.submissions, self.now)

    def step(self, name: str, found: Submission, attempt: int) -> Outcome:
        """Do one step by its name in the state machine, for the attempt that is under way."""
        steps: Mapping[str, Callable[[Submission], Outcome]] = {
            "prepare": self.prepare,
            "reconcile": self.reconcile,
            "hand_over": self.hand_over,
        }
        if found.state not in MOVING or found.attempt != attempt:
            return STOPPED
        if found.cancelling:
            return CANCEL
        try:
            return steps[name](found)
        except NeedsAttention as stop:
            return self.attention.stop(found.id, attempt, stop)

    @property
    def drafts(self) -> Drafts:
        """The one draft of a submission."""
        place = self.profile.repository.key
        return Drafts(self.submissions, self.repository, place, self.now, self.changes)

    @property
    def handing(self) -> HandingOver:
        """What becomes of a record that has arrived."""
        return HandingOver(
            submissions=self.submissions,
            repository=self.repository,
            profile=self.profile,
            now=self.now,
            register=self.register,
        )

    def prepare(self, found: Submission) -> Outcome:
        """One draft, with the words in it, a DOI, and an entry for every file."""
        asked = found.attempt
        found = update(self.submissions, found.id, lambda old: self._forwarding(old, asked))
        if found.attempt != asked or found.state is not State.FORWARDING:
            # Withdrawn, or ended, at this very moment.
            return STOPPED
        # Before anything is made over there: what can't finish is not begun.
        self.ways.of(found, _to_send(found))
        draft = self.drafts.ensure(found.id)
        if is_public(found, draft):
            return self._already_public(found, draft)
        if draft.status is DraftStatus.IN_REVIEW and self._handed_over(found):
            return STOPPED
        self.drafts.close_review(draft)
        record = outgoing(self.form, found.values, self.profile.repository.publisher)
        self._describe(found, draft.id, record)
        self.drafts.reserve_doi(found.id)
        # Only now, with the DOI in it.
        told = self.submissions.get(found.id)
        beside = self.profile.form.beside and not found.corrects
        found = self.companion.renewed(told, record, wanted=beside)
        if not found.corrects:
            self._arrange(found, draft.id)
        self._count_tries_anew(found)
        return {"outcome": "ready", "files": self.ways.of(found, _to_send(found))}

    def _describe(self, found: Submission, draft: str, record: Metadata) -> None:
        if found.basis is None:
            self.repository.describe(draft, record)
            return
        if found.basis.corrects:
            # Cut off from here on, what stands there may be ours.
            self.drafts.remember(found.id, "")
        # What the form has no place for stays as it is.
        try:
            self.repository.describe(draft, record, sayable(self.form))
        except NeedsAttention:
            # Some of it may stand there, and is ours all the same.
            self._remember(found.id, found.basis, draft, unless=found.basis.words)
            raise
        self._remember(found.id, found.basis, draft)

    def _remember(self, submission: str, basis: Basis, draft: str, unless: str = "") -> None:
        if basis.corrects:
            words = self.repository.read(draft).words
            self.drafts.remember(submission, "" if words == unless else words)

    def _arrange(self, found: Submission, draft: str) -> None:
        if found.basis:
            TakingOver(self.repository).arrange(found, found.basis, draft)
        self._announce(found, draft)

    def _forwarding(self, old: Submission, attempt: int) -> Submission:
        if old.attempt != attempt or not old.waiting:
            return old
        now = self.now()
        return replace(
            old.move(State.FORWARDING, now, repository=self.profile.repository.name),
            due=now + LONGEST_FORWARD,
        )

    def _already_public(self, found: Submission, draft: Draft) -> Outcome:
        """Published over there. Ours, if it holds what was sent; a surprise to report, if not."""
        if not self.holds_all(found):
            raise NeedsAttention("already_public")
        self.handing.publish_noted(found.id, draft)
        return STOPPED

    def _handed_over(self, found: Submission) -> bool:
        """Whether this attempt is beyond its files: then this run of a step comes too late."""
        now = self.submissions.get(found.id)
        return now.attempt != found.attempt or now.reconciled == found.attempt

    def _announce(self, found: Submission, draft: str) -> None:
        """An entry a file, pending unless its copying has begun: what else stands there goes."""
        wanted = {file.path: found.transfer(file.id) for file in found.files}
        kept = {file.path for file in found.files if file.kept}
        dropped = {file.path for file in found.dropped}
        there = set()
        for entry in self.repository.files(draft):
            transfer = wanted.get(entry.name)
            if entry.name in kept:
                there.add(entry.name)
                continue
            begun_by_another = entry.complete and transfer and not transfer.begun
            if begun_by_another or (transfer is None and entry.name in dropped):
                self.repository.drop(draft, entry.name)
            else:
                there.add(entry.name)
        if absent := [name for name in wanted if name not in there]:
            self.repository.announce(draft, absent)

    def _count_tries_anew(self, found: Submission) -> None:
        for transfer in self.submissions.get(found.id).transfers.values():
            if transfer.tries:
                self.submissions.put_transfer(found.id, replace(transfer, tries=0))

    def reserve_doi(self, submission: str) -> Outcome:
        """Open the draft now, for its DOI."""
        return {"outcome": "reserved", "doi": self.drafts.reserve_doi(submission)}

    def reconcile(self, found: Submission) -> Outcome:
        """Compare every file: count, names, sizes, checksums. What differs goes again."""
        draft = draft_of(found)
        entries = {entry.name: entry for entry in self.repository.files(draft)}
        for name in entries.keys() - {file.path for file in found.files}:
            raise NeedsAttention("extra_file", path=name)
        again = [file for file in found.files if not self._equal(found, file.id, entries)]
        if again:
            return {"outcome": "again", "files": self.ways.of(found, again)}
        update(self.submissions, found.id, lambda old: self._reconciled(old, found.attempt))
        return {"outcome": "equal"}

    def _equal(self, found: Submission, file_id: str, entries: Mapping[str, SentFile]) -> bool:
        file, transfer = found.file(file_id), found.transfer(file_id)
        entry = entries.get(file.path, SentFile(file.path, complete=False))
        if entry.complete and entry.size == file.size and entry.md5 == transfer.md5:
            if not transfer.equal:
                self._note_equal(found.id, file_id, entry)
            return True
        if file.kept:
            # It was there when the files were arranged; there are no bytes of ours to send.
            raise NeedsAttention("kept_file_changed", path=file.path)
        if transfer.tries >= MOST_TRIES:
            code = "copy_differs" if entry.complete else "copy_failed"
            raise NeedsAttention(code, field=f"files.{file_id}", path=file.path)
        self.submissions.put_transfer(
            found.id, replace(transfer, state=TransferState.COPYING, tries=transfer.tries + 1)
        )
        return False

    def _note_equal(self, submission: str, file_id: str, entry: SentFile) -> None:
        transfer = self.submissions.get(submission).transfer(file_id)
        self.submissions.put_transfer(submission, transfer.arrived(entry.size, entry.md5))

    def _reconciled(self, old: Submission, attempt: int) -> Submission:
        if old.attempt != attempt or old.reconciled == attempt:
            return old
        checked = replace(old, reconciled=attempt)
        if len(old.files) == 1:
            return checked.note(self.now(), "reconciled_one")
        return checked.note(self.now(), "reconciled", files=len(old.files))

    def holds_all(self, found: Submission) -> bool:
        """Whether the record, listed anew, holds exactly what was sent."""
        entries = {e.name: (e.size, e.md5) for e in self.repository.files(draft_of(found))}
        return entries == {f.path: (f.size, found.transfer(f.id).md5) for f in found.files}

    def hand_over(self, found: Submission) -> Outcome:
        """Give it to its end: the curators, the public, or whoever finishes the draft."""
        if found.reconciled != found.attempt:
            raise NotNow("not_reconciled")
        draft = self.repository.read(draft_of(found))
        if is_public(found, draft):
            self.handing.publish_noted(found.id, draft)
        elif found.corrects and not draft.edited:
            # Somebody dropped the changes over there.
            raise NeedsAttention("draft_gone")
        elif found.corrects and found.basis and draft.words != found.basis.sent:
            raise NeedsAttention("record_changing", record=found.basis.url)
        else:
            self.drafts.sweep(found)
            if not found.corrects:
                self.handing.share(found)
            # The last look before anybody else gets it: a late writer of an earlier attempt
            # would show here.
            if not self.holds_all(found):
                raise NeedsAttention("changed_meanwhile")
            self.handing.give(found, draft)
        # Withdrawn while the repository was being asked: the machine goes on to withdraw.
        cancelling = self.submissions.get(found.id).cancelling
        return CANCEL if cancelling else {"outcome": "handed_over"}


def _to_send(found: Submission) -> list[File]:
    """What the repository does not have yet."""
    return [file for file in found.files if not file.kept]
