"""The one draft of a submission at the repository, and those that a crash left behind.

A draft is born under a title that is our mark. Only the one that the table knows is ever given
words, files or to anybody; any other that carries the mark is deleted.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from zenferry.errors import Absent, Conflict, NeedsAttention, NotNow, Unanswered, ZenferryError
from zenferry.repository import Draft, DraftStatus, Former, Repository
from zenferry.state import MOVING
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.update import update
from zenferry.versions.basis import Basis
from zenferry.versions.claims import Changes
from zenferry.versions.tries import not_tried, tried_again, was_tried

__all__ = ["Drafts", "draft_of", "is_public", "may_be_dropped"]


def _mark(submission: str) -> str:
    return f"Deposit in progress {submission}"


@dataclass(frozen=True)
class Drafts:
    """Drafts of submissions, over the table and the repository."""

    submissions: Submissions
    repository: Repository
    place: str
    now: Callable[[], datetime]
    changes: Changes

    def ensure(self, submission: str) -> Draft:
        """The submission's draft; made, if there is none or it was deleted over there."""
        found = self.submissions.get(submission)
        if not found.draft:
            return self._made(submission)
        try:
            there = self.repository.read(found.draft)
        except Absent:
            update(self.submissions, submission, _without_draft(found.draft))
            if found.doi:
                # Its DOI may stand in a paper: a new one is for the depositor to decide.
                raise NeedsAttention("draft_deleted", doi=found.doi) from None
            return self._made(submission)
        return self._gone_on_with(found, there)

    def _gone_on_with(self, found: Submission, there: Draft) -> Draft:
        """The draft as it is, unless it, or its record, says what others wrote meanwhile."""
        basis = found.basis
        if basis is None or is_public(found, there):
            return there
        record = self._former(basis).record
        _check_that_it_says_the_same(record, basis)
        if not basis.corrects:
            return there
        if not there.edited:
            # The changes were dropped over there, and nothing of the record was.
            return self.repository.edit(there.id)
        if basis.sent and there.words not in {basis.sent, record.words}:
            raise NeedsAttention("record_changing", record=basis.url)
        return there

    def _former(self, basis: Basis) -> Former:
        try:
            return self.repository.former(basis.record)
        except Absent as error:
            raise NeedsAttention("record_unknown") from error

    def _made(self, submission: str) -> Draft:
        found = self.submissions.get(submission)
        if found.basis:
            self._check_that_nobody_changes(found, found.basis)
        # Counted first: should the answer to the next call be lost, sweep() knows to look.
        now = self.now()
        update(self.submissions, submission, lambda old: self._one_more_tried(old, now))
        made = self._begun(submission, found.basis, now)
        claimed = update(self.submissions, submission, _claimed(made.id))
        if claimed.draft == made.id:
            return made
        self.repository.discard(made.id)
        if not claimed.draft:
            raise Conflict("not_editable", state=claimed.state)
        return self.repository.read(str(claimed.draft))

    def _begun(self, submission: str, basis: Basis | None, now: datetime) -> Draft:
        if basis is None:
            return self.repository.create(_mark(submission))
        begin = self.repository.edit if basis.corrects else self.repository.new_version
        try:
            return begin(basis.record)
        except (Absent, NeedsAttention, NotNow) as error:
            if _surely_not_made(error):
                update(self.submissions, submission, lambda old: _not_tried(old, now))
            raise

    def _check_that_nobody_changes(self, found: Submission, basis: Basis) -> None:
        """Over there a record has one draft of its next version, whoever began it: never shared."""
        former = self._former(basis)
        if former.latest != basis.record and not basis.corrects:
            raise NeedsAttention("record_not_latest", record=basis.url)
        if former.changing and not self._begun_by_us(found, basis, former):
            if self.submissions.get(found.id).draft:
                # Another run of this step was faster.
                raise NotNow("busy", retry_after=1)
            raise NeedsAttention("record_changing", record=basis.url)
        _check_that_it_says_the_same(former.record, basis)
        if not self.changes.claim(basis, found.id):
            raise NeedsAttention("record_changing", record=basis.url)

    def _one_more_tried(self, old: Submission, now: datetime) -> Submission:
        if not _may_have_draft(old):
            raise Conflict("not_editable", state=old.state)
        if old.place not in {"", self.place}:
            # Another choice was settled meanwhile: the next try goes there.
            raise NotNow("busy", retry_after=1)
        basis = old.basis and replace(old.basis, tried=tried_again(old.basis.tried, now))
        return replace(old, drafts_tried=old.drafts_tried + 1, place=self.place, basis=basis)

    def remember(self, submission: str, sent: str) -> None:
        """Our words in a correction: it is told by them from another's, once it is public too."""

        def noted(old: Submission) -> Submission:
            if not old.basis or old.basis.sent == sent:
                return old
            return replace(old, basis=replace(old.basis, sent=sent))

        update(self.submissions, submission, noted)

    def reserve_doi(self, submission: str) -> str:
        """The DOI of the submission's draft."""
        found = self.submissions.get(submission)
        if found.doi:
            return found.doi
        doi = self.repository.reserve_doi(self.ensure(submission).id)

        def reserved(old: Submission) -> Submission:
            return (
                old
                if old.doi == doi
                else replace(old, doi=doi).note(self.now(), "doi_reserved", doi=doi)
            )

        update(self.submissions, submission, reserved)
        return doi

    def close_review(self, draft: Draft) -> None:
        """A draft under review is not written to: an open request left behind is withdrawn."""
        if draft.status is DraftStatus.IN_REVIEW:
            self.repository.withdraw(self.repository.review(draft.id).id)

    def sweep(self, found: Submission) -> None:
        """Delete the drafts that carry our mark but are not the one."""
        if found.drafts_tried == 0 or (found.drafts_tried == 1 and found.draft):
            return
        if found.basis:
            self._sweep_changes(found, found.basis)
            return
        for left in self.repository.titled(_mark(found.id)):
            if left.id != found.draft and left.status is DraftStatus.DRAFT:
                self.repository.discard(left.id)

    def _sweep_changes(self, found: Submission, basis: Basis) -> None:
        """There is one draft at most, which is known, unless it was never heard of."""
        if found.draft:
            return
        former = self.repository.former(basis.record)
        if former.changing and (left := self._begun_by_us(found, basis, former)):
            self.repository.discard(left.id)

    def _begun_by_us(self, found: Submission, basis: Basis, former: Former) -> Draft | None:
        """The draft of the record, if an earlier try of ours made it, and never heard so."""
        if not found.drafts_tried:
            return None
        if basis.corrects:
            # Who began it is not told: but nobody has written anything into it.
            there = self.repository.read(basis.record)
            return there if there.edited and there.words == former.record.words else None
        if not former.next_begun:
            return None
        there = self.repository.new_version(basis.record)
        # Until its id is written down, nothing of ours goes into it.
        untouched = there.carried == former.record.carried and not self.repository.files(there.id)
        return there if untouched and was_tried(basis.tried, there.created) else None


def is_public(found: Submission, draft: Draft) -> bool:
    """Whether what was sent is what everybody sees. What is corrected was public all the time."""
    if found.basis and found.basis.corrects:
        return not draft.edited and bool(draft.words) and draft.words == found.basis.sent
    return draft.status is DraftStatus.PUBLISHED


def _surely_not_made(error: ZenferryError) -> bool:
    """It was answered, and with a refusal."""
    too_busy = error.code == "repository_busy" and not isinstance(error, Unanswered)
    return too_busy or not isinstance(error, NotNow)


def _not_tried(old: Submission, then: datetime) -> Submission:
    basis = old.basis and replace(old.basis, tried=not_tried(old.basis.tried, then))
    return old if basis == old.basis else replace(old, basis=basis)


def may_be_dropped(found: Submission, draft: Draft) -> bool:
    """Whether nobody else's words would go with it.

    The changes of a record are one draft, whoever writes into it: ours are told by their words,
    and where no answer said what became of those, they stay rather than another's go.
    """
    if not found.basis or not found.basis.corrects or not draft.edited:
        return True
    return draft.words in {found.basis.sent, found.basis.words}


def _check_that_it_says_the_same(record: Draft, basis: Basis) -> None:
    """What is sent replaces all of its words: others than were taken over would be undone."""
    if record.words != basis.words:
        raise NeedsAttention("record_changed", record=basis.url)


def _claimed(draft: str) -> Callable[[Submission], Submission]:
    def claimed(old: Submission) -> Submission:
        return old if old.draft or not _may_have_draft(old) else replace(old, draft=draft)

    return claimed


def _may_have_draft(found: Submission) -> bool:
    """What is being withdrawn, or has ended, must not leave a new draft behind."""
    return (found.editable or found.state in MOVING) and not found.cancelling


def _without_draft(gone: str) -> Callable[[Submission], Submission]:
    def forgotten(old: Submission) -> Submission:
        if old.draft != gone:
            return old
        # Nothing is left over there, and no draft was begun that nobody knows of: another
        # repository may be chosen, unless it is bound to one: as it goes to somebody's own
        # account, or goes on from a record.
        bound = old.account or old.basis
        place = "" if old.drafts_tried <= 1 and not bound else old.place
        kept = replace(old, draft=None, doi=None, review=None, review_url=None)
        return replace(kept, place=place, preview_url=None, former_preview=None)

    return forgotten


def draft_of(found: Submission) -> str:
    """The draft's id; a step that comes before there is one is tried again."""
    if not found.draft:
        raise NotNow("no_draft")
    return found.draft
