"""What comes after, or instead: the review followed to its end, withdrawal, expiry, tidying up.

Staged files go only when the record is published and was compared once more, or when the
submission has ended without one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zenferry.attention import Attention, Outcome
from zenferry.errors import Absent, Problem
from zenferry.forward import Forward
from zenferry.repository import Draft, DraftStatus, Repository, ReviewState
from zenferry.staging import Staging
from zenferry.submission import ENDED, Job, State, Submission, Submissions, Workflow, update
from zenferry.upload import staging_key

__all__ = ["Ending", "Tending"]

# Curators take hours to weeks: the first look comes soon, the later ones an hour apart at most.
SHORTEST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
# How long a start that may have been lost is given before it is made again.
AGAIN = timedelta(minutes=5)
AT_ONCE = 50
# A public record that does not hold what was sent keeps its staged files; looked at daily.
UNSAFE_WAIT = timedelta(days=1)


@dataclass(frozen=True)
class Ending:
    """Ends a submission: withdraws what is at the repository."""

    forward: Forward
    submissions: Submissions
    repository: Repository
    now: Callable[[], datetime]

    def cancel(self, submission: str) -> Outcome:
        """Withdraw the review, delete the draft. What is public already stays, and is said so."""
        found = self.submissions.get(submission)
        if found.state in ENDED:
            return {"outcome": "cancelled"}
        if self.withdrawn(found):
            update(self.submissions, submission, self._ended(State.CANCELLED))
        return {"outcome": "cancelled"}

    def withdrawn(self, found: Submission) -> bool:
        """Whether nothing is left at the repository. False: it was published meanwhile."""
        self.forward.drafts.sweep(found)
        if not found.draft:
            return True
        try:
            draft = self.repository.read(found.draft)
        except Absent:
            return True
        if draft.status is DraftStatus.PUBLISHED:
            self.forward.publish_noted(found.id, draft)
            return False
        if draft.status is DraftStatus.IN_REVIEW:
            self.repository.withdraw(self.repository.review(draft.id).id)
        self.repository.discard(draft.id)
        return True

    def _ended(self, state: State) -> Callable[[Submission], Submission]:
        def ended(old: Submission) -> Submission:
            now = self.now()
            return replace(old.move(state, now), cancelling=False, draft=None, due=now)

        return ended

    def expire(self, found: Submission) -> None:
        """The retention date that was shown has passed."""
        if self.withdrawn(found):
            update(self.submissions, found.id, self._ended(State.EXPIRED))


@dataclass(frozen=True)
class Tending:
    """What the schedule does: whatever is due."""

    ending: Ending
    attention: Attention
    submissions: Submissions
    repository: Repository
    staging: Staging
    workflow: Workflow
    now: Callable[[], datetime]

    def tend(self) -> int:
        """Look at what is due; how many were looked at. One that fails does not stop the others."""
        due = list(self.submissions.due(self.now(), AT_ONCE))
        failures = [error for error in map(self._tended, due) if error]
        if failures:
            raise failures[0]
        return len(due)

    def _tended(self, submission: str) -> Exception | None:
        try:
            self.look(self.submissions.get(submission))
        except Exception as error:
            return error
        return None

    def look(self, found: Submission) -> None:
        """Do what one submission's state calls for now."""
        if found.cancelling:
            self._start(found, Job.CANCEL)
        elif found.state is State.SUBMITTED:
            self._start(found, Job.FORWARD)
        elif found.state is State.FORWARDING:
            self.attention.give_up(found.id, found.attempt)
        elif found.state in ENDED:
            self.clean_up(found)
        elif found.state in {State.IN_REVIEW, State.DRAFT_READY}:
            self.follow(found)
        elif found.expires <= self.now():
            self.ending.expire(found)
        else:
            self._later(found.id, found.expires)

    def _start(self, found: Submission, job: Job) -> None:
        self.workflow.start(found.id, found.attempt, job)
        self._later(found.id, self.now() + AGAIN)

    def _later(self, submission: str, due: datetime | None) -> None:
        update(self.submissions, submission, lambda old: replace(old, due=due))

    def follow(self, found: Submission) -> None:
        """See what became of a review, or of a draft that was left to somebody."""
        draft = self._draft(found)
        if draft is None:
            self._move(found, State.NEEDS_ATTENTION, Problem("", "draft_gone"))
        elif draft.status is DraftStatus.PUBLISHED:
            self.ending.forward.publish_noted(found.id, draft)
        elif found.state is State.DRAFT_READY or not found.review:
            self._later(found.id, self.now() + _wait(found, self.now()))
        else:
            self._reviewed(found, self.repository.follow(found.review).state)

    def _draft(self, found: Submission) -> Draft | None:
        try:
            return self.repository.read(found.draft or "")
        except Absent:
            return None

    def _reviewed(self, found: Submission, review: ReviewState) -> None:
        if review is ReviewState.DECLINED:
            self._move(found, State.DECLINED)
        elif review in {ReviewState.CANCELLED, ReviewState.EXPIRED}:
            self._move(found, State.NEEDS_ATTENTION, Problem("", "review_ended"))
        else:
            # Accepted, but not public yet: InvenioRDM does both at once, give or take a moment.
            self._later(found.id, self.now() + _wait(found, self.now()))

    def _move(self, found: Submission, state: State, *problems: Problem) -> None:
        def moved(old: Submission) -> Submission:
            if old.state is not found.state:
                return old
            return replace(old, problems=problems, due=old.expires).move(state, self.now())

        update(self.submissions, found.id, moved)

    def clean_up(self, found: Submission) -> None:
        """Empty the staging area, when that is safe."""
        if found.state is State.PUBLISHED and not self._all_there(found):
            self._later(found.id, self.now() + UNSAFE_WAIT)
            return
        # A ticket given while its file was being removed leaves a transfer that no list names.
        listed = {file.id for file in (*found.files, *found.dropped)}
        for file in sorted(listed | found.transfers.keys()):
            key = staging_key(found.id, file)
            if upload := found.transfer(file).upload:
                self.staging.abort(key, upload)
            self.staging.delete(key)
        update(self.submissions, found.id, self._cleaned)

    def _all_there(self, found: Submission) -> bool:
        """Whether the published record, listed anew, holds exactly what was sent."""
        entries = {e.name: (e.size, e.md5) for e in self.repository.files(found.draft or "")}
        return entries == {f.path: (f.size, found.transfer(f.id).md5) for f in found.files}

    def _cleaned(self, old: Submission) -> Submission:
        if old.cleaned:
            return replace(old, due=None)
        cleaned = replace(old, cleaned=True, due=None)
        public = old.state is State.PUBLISHED
        return cleaned.note(self.now(), "staging_cleaned") if public else cleaned


def _wait(found: Submission, now: datetime) -> timedelta:
    """The longer nothing happened, the longer until the next look."""
    age = now - found.timeline[-1].at
    return min(max(age / 10, SHORTEST_WAIT), LONGEST_WAIT)
