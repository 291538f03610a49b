"""What only a person can mend is written down here, with the field and the words.

It needs the table and nothing else, so that it works when everything else does not.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zenferry.errors import NeedsAttention, Problem
from zenferry.state import ENDED, MOVING, State
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.update import update

__all__ = [
    "BETWEEN_LOOKS",
    "CANCEL",
    "NEEDS_ATTENTION",
    "STOPPED",
    "Attention",
    "Outcome",
    "needing",
    "with_time_to_mend",
]

# What a step answers to the state machine.
Outcome = dict[str, object]
CANCEL: Outcome = {"outcome": "cancel"}
NEEDS_ATTENTION: Outcome = {"outcome": "needs_attention"}
# A late run of something that has ended meanwhile: it must not move anything.
STOPPED: Outcome = {"outcome": "stopped"}
TIME_TO_MEND = timedelta(days=14)
# However often it stops: below the 300 days after which the bucket itself forgets. But for what was
# handed over, which may wait for its curators for longer: all of it is in its draft over there, so
# that nothing that is staged is needed any more.
LONGEST_LIFE = timedelta(days=280)
_HANDED_OVER = frozenset({State.IN_REVIEW, State.DRAFT_READY})
BETWEEN_LOOKS = timedelta(hours=1)


@dataclass(frozen=True)
class Attention:
    """Stops submissions, over the table."""

    submissions: Submissions
    now: Callable[[], datetime]

    def note(self, submission: str, attempt: int, stop: NeedsAttention) -> Outcome:
        """Write down what was found, and nothing else: others of its kind are still at work.

        Were the state moved now, the depositor could send again while they write.
        """
        problem = _problem(stop)

        def noted(old: Submission) -> Submission:
            return replace(old, problems=(problem,)) if old.attempt == attempt else old

        update(self.submissions, submission, noted)
        return NEEDS_ATTENTION

    def stop_noted(self, submission: str, attempt: int) -> Outcome:
        """All are done: what was written down now stops it."""
        found = self.submissions.get(submission)
        if not found.problems:
            return self.stop(submission, attempt, NeedsAttention("gave_up"))
        return self._needed(submission, attempt, found.problems[0], unless_cancelling=True)

    def stop(self, submission: str, attempt: int, stop: NeedsAttention) -> Outcome:
        """A step found something to mend. Who withdraws need not mend anything."""
        return self._needed(submission, attempt, _problem(stop), unless_cancelling=True)

    def not_cancelled(self, submission: str, attempt: int, stop: NeedsAttention) -> Outcome:
        """Withdrawing itself found something to mend."""
        return self._needed(submission, attempt, _problem(stop), unless_cancelling=False)

    def give_up(self, submission: str, attempt: int) -> Outcome:
        """An execution died or ran out of tries: a person decides, nothing is lost."""
        found = self.submissions.get(submission)
        hanging = found.state in MOVING or found.cancelling
        if found.attempt != attempt or found.state in ENDED or not hanging:
            return STOPPED
        gave_up = _problem(NeedsAttention("gave_up"))
        return self._needed(submission, attempt, gave_up, unless_cancelling=False)

    def _needed(
        self, submission: str, attempt: int, problem: Problem, *, unless_cancelling: bool
    ) -> Outcome:
        def stopped(old: Submission) -> Submission:
            # What a late step found is no news of the attempt after it.
            if old.attempt != attempt or (old.cancelling and unless_cancelling):
                return old
            return replace(needing(old, self.now(), problem), cancelling=False)

        kept = update(self.submissions, submission, stopped)
        if kept.attempt != attempt:
            return STOPPED
        return CANCEL if kept.cancelling else NEEDS_ATTENTION


def _problem(stop: NeedsAttention) -> Problem:
    return Problem(stop.field or "", stop.code, stop.params)


def needing(old: Submission, now: datetime, problem: Problem, code: str = "") -> Submission:
    """It stops for this problem, and its depositor is given the time to mend it.

    `code`: how the timeline says it, if in words of its own.
    """
    noted = replace(with_time_to_mend(old, now), problems=(problem,))
    if old.state is State.NEEDS_ATTENTION:
        return noted
    return noted.move(State.NEEDS_ATTENTION, now, code)


def with_time_to_mend(old: Submission, now: datetime) -> Submission:
    """Who is asked to mend something is given the time, also late in a submission's life."""
    until = now + TIME_TO_MEND
    if old.state not in _HANDED_OVER:
        until = min(until, old.created + LONGEST_LIFE)
    expires = max(old.expires, until)
    # With a draft over there, somebody may still publish it; and that it ends is told in time.
    return replace(old, expires=expires, due=now + BETWEEN_LOOKS)
