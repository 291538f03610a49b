"""What came after the hand-over: a review followed to its end, a draft that was left to somebody.

Whether a submission ends is ending.py's business, and what is left behind then tidying.py's.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zenferry.curation.waiting import kept_for_curators
from zenferry.errors import Absent, NeedsAttention, Problem
from zenferry.forwarding.attention import BETWEEN_LOOKS, needing
from zenferry.forwarding.draft import is_public
from zenferry.forwarding.ending import Ending
from zenferry.forwarding.forward import Forward
from zenferry.forwarding.reviewed import Reviewed
from zenferry.repository import Draft, Repository
from zenferry.state import EDITABLE, State
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.update import update
from zenferry.uploads.completing import completing, recognised
from zenferry.uploads.keeping import Keeping
from zenferry.uploads.staging import Staging

__all__ = ["LONGEST_WAIT", "Following", "look_again"]

# Curators take hours to weeks: the first look comes soon, the later ones an hour apart at most.
SHORTEST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = BETWEEN_LOOKS


@dataclass(frozen=True, kw_only=True)
class Following:
    """Looks after what waits for somebody, over the table and the repository."""

    forward: Forward
    ending: Ending
    reviewed: Reviewed
    submissions: Submissions
    repository: Repository
    staging: Staging
    keeping: Keeping
    now: Callable[[], datetime]

    def follow(self, found: Submission) -> None:
        """See what became of a review, or of a draft that was left to somebody."""
        if found.state in EDITABLE:
            told = self._reminded(found)
            if told.editable:
                self._follow_stopped(told)
            return
        if _left_to_its_account(found) and found.expires <= self.now():
            self.ending.leave(found)
            return
        draft = self._draft(found)
        if draft is None:
            self._stop(found, "draft_gone")
        elif is_public(found, draft):
            # Some words may have come with the consent.
            verdict = self.reviewed.listen(found) if found.review else None
            self.forward.handing.publish_noted(found.id, draft, verdict)
        else:
            self._share_anew(found)
            self._follow_handed_over(found)

    def _follow_handed_over(self, found: Submission) -> None:
        if found.state is State.DRAFT_READY or not found.review:
            self._later(found, self.now() + _wait(found, self.now()))
        else:
            told = self.reviewed.look(found)
            if told.state is found.state:
                # Accepted perhaps, but not public yet: it does both at once, give or take a moment.
                self._later(told, self.now() + _wait(told, self.now()))

    def wait_for_curators(self, found: Submission) -> None:
        """Its depositor has done their part: time goes on only when nothing can be kept longer."""

        def given_time(old: Submission) -> Submission:
            same = (old.state, old.attempt) == (found.state, found.attempt)
            return kept_for_curators(old, self.now()) if same else old

        kept = update(self.submissions, found.id, given_time)
        if kept.state is State.AWAITING_APPROVAL and kept.expires <= self.now():
            self.ending.expire(kept)
        elif kept.state is State.AWAITING_APPROVAL:
            draft = self._draft(kept)
            if draft and not self._noted_public(kept, draft):
                self._share_anew(kept)

    def _reminded(self, found: Submission) -> Submission:
        """That it ends is told before anybody else is asked anything."""
        now = self.now()
        told = update(self.submissions, found.id, lambda old: self.keeping.warned(old, now))
        return recognised(self.submissions, self.staging, told)

    def _follow_stopped(self, found: Submission) -> None:
        """It was handed over, perhaps, and the answer lost: then it may have become public."""
        if found.state is State.DECLINED and found.review:
            # Curators may say more when it is declined already.
            self.reviewed.listen(found)
        draft = self._draft(found)
        if self._noted_public(found, draft):
            return
        if draft:
            self._share_anew(found)
        soon = self.now() + _wait(found, self.now())
        look = self.keeping.next_look(found, self.now())
        self._later(found, min(soon, look) if draft or any(completing(found)) else look)

    def _share_anew(self, found: Submission) -> None:
        """It is another person's now: they may see the draft, and whoever had it may not."""
        if found.former_preview:
            # That it can't be done is no reason not to follow.
            with suppress(NeedsAttention):
                self.forward.handing.share(found)

    def _noted_public(self, found: Submission, draft: Draft | None) -> bool:
        """Whether somebody published it over there: then that is how it ended."""
        if draft is None or not is_public(found, draft) or not self.forward.holds_all(found):
            return False
        self.forward.handing.publish_noted(found.id, draft)
        return True

    def _draft(self, found: Submission) -> Draft | None:
        if not found.draft:
            return None
        try:
            return self.repository.read(found.draft)
        except Absent:
            return None

    def _stop(self, found: Submission, problem: str) -> None:
        def stopped(old: Submission) -> Submission:
            if old.state is not found.state:
                return old
            return needing(old, self.now(), Problem("", problem))

        update(self.submissions, found.id, stopped)

    def _later(self, found: Submission, due: datetime) -> None:
        look_again(self.submissions, found, due)


def look_again(submissions: Submissions, found: Submission, due: datetime) -> None:
    """It is looked at again then, unless somebody moved it meanwhile."""

    def later(old: Submission) -> Submission:
        # Sent on since it was read? A forward that is looked at early would be given up.
        same = (old.state, old.attempt) == (found.state, found.attempt)
        return replace(old, due=due) if same else old

    update(submissions, found.id, later)


def _left_to_its_account(found: Submission) -> bool:
    """Whether only the owner of the account may bring it to an end, or let us see it."""
    return bool(found.account) and (found.state is State.DRAFT_READY or found.token_refused)


def _wait(found: Submission, now: datetime) -> timedelta:
    """The longer nothing happened, the longer until the next look."""
    age = now - found.timeline[-1].at
    return min(max(age / 10, SHORTEST_WAIT), LONGEST_WAIT)
