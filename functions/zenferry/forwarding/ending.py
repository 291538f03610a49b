"""Withdrawal and giving up: the review withdrawn, the draft deleted, the submission ended.

What is public by then stays. What was staged, tidying.py clears.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from zenferry.accounts.seal import OWN_TOKEN_REFUSED
from zenferry.errors import Absent, NeedsAttention
from zenferry.forwarding.attention import Attention, Outcome
from zenferry.forwarding.draft import is_public, may_be_dropped
from zenferry.forwarding.forward import Forward
from zenferry.repository import Repository
from zenferry.state import ENDED, State
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.update import update

__all__ = ["Ending"]


@dataclass(frozen=True, kw_only=True)
class Ending:
    """Ends a submission: withdraws what is at the repository."""

    forward: Forward
    attention: Attention
    submissions: Submissions
    repository: Repository
    now: Callable[[], datetime]

    def cancel(self, submission: str, attempt: int) -> Outcome:
        """Withdraw the review, delete the draft. What is public already stays, and is said so."""
        found = self.submissions.get(submission)
        if found.state not in ENDED and found.attempt == attempt and found.cancelling:
            try:
                self._end(found, State.CANCELLED)
            except NeedsAttention as stop:
                return self.attention.not_cancelled(submission, attempt, stop)
        return {"outcome": "cancelled"}

    def _end(self, found: Submission, state: State) -> None:
        try:
            if self.withdraw(found):
                update(self.submissions, found.id, self._ended(state))
        except NeedsAttention as stop:
            if stop.code != OWN_TOKEN_REFUSED:
                raise
            # It is the depositor's own account, and they took our way there back: what is left
            # there is theirs to delete.
            update(self.submissions, found.id, self._ended(state, left_behind=True))

    def withdraw(self, found: Submission) -> bool:
        """Leave nothing of it at the repository. False: it was published meanwhile."""
        self.forward.drafts.sweep(found)
        if not found.draft:
            return True
        try:
            draft = self.repository.read(found.draft)
        except Absent:
            return True
        if is_public(found, draft):
            self.forward.handing.publish_noted(found.id, draft)
            return False
        self.forward.drafts.close_review(draft)
        if may_be_dropped(found, draft):
            self.repository.discard(draft.id)
        else:
            update(self.submissions, found.id, self._edit_left)
        return True

    def _edit_left(self, old: Submission) -> Submission:
        told = any(event.code == "edit_left" for event in old.timeline)
        return old if told else old.note(self.now(), "edit_left")

    def _ended(
        self, state: State, *, left_behind: bool = False
    ) -> Callable[[Submission], Submission]:
        def ended(old: Submission) -> Submission:
            now = self.now()
            moved = old.move(state, now)
            told = moved.note(now, "draft_left") if left_behind and old.draft else moved
            return replace(told, cancelling=False, draft=None, due=now)

        return ended

    def leave(self, found: Submission) -> None:
        """What is in somebody's own account is theirs: it stays there, and nothing of it here."""

        def left(old: Submission) -> Submission:
            if (old.state, old.attempt) != (found.state, found.attempt) or old.cancelling:
                return old
            now = self.now()
            return replace(old.move(State.EXPIRED, now).note(now, "draft_stays"), due=now)

        update(self.submissions, found.id, left)

    def expire(self, found: Submission) -> None:
        """The retention date that was shown has passed."""

        def claimed(old: Submission) -> Submission:
            # Sent, or given more time, since it was read? Then it lives on.
            untouched = old.state is found.state and old.expires <= self.now()
            return replace(old, cancelling=True) if untouched else old

        kept = update(self.submissions, found.id, claimed)
        if kept.cancelling:
            self._end(kept, State.EXPIRED)
