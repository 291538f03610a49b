"""What only a person can mend is written down here, with the field and the words.

It needs the table and nothing else, so that it works when everything else does not.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from zenferry.errors import NeedsAttention, Problem
from zenferry.submission import ENDED, MOVING, State, Submission, Submissions, update

__all__ = ["CANCEL", "NEEDS_ATTENTION", "STOPPED", "Attention", "Outcome"]

# What a step answers to the state machine.
Outcome = dict[str, object]
CANCEL: Outcome = {"outcome": "cancel"}
NEEDS_ATTENTION: Outcome = {"outcome": "needs_attention"}
# A late run of something that has ended meanwhile: it must not move anything.
STOPPED: Outcome = {"outcome": "stopped"}


@dataclass(frozen=True)
class Attention:
    """Stops submissions, over the table."""

    submissions: Submissions
    now: Callable[[], datetime]

    def stop(self, submission: str, stop: NeedsAttention) -> Outcome:
        """A step found something to mend. Who withdraws need not mend anything."""
        if self.submissions.get(submission).cancelling:
            return CANCEL
        return self._needed(submission, stop)

    def give_up(self, submission: str, attempt: int) -> Outcome:
        """An execution died or ran out of tries: a person decides, nothing is lost."""
        found = self.submissions.get(submission)
        hanging = found.state in MOVING or found.cancelling
        if found.attempt != attempt or found.state in ENDED or not hanging:
            return STOPPED
        return self._needed(submission, NeedsAttention("gave_up"))

    def _needed(self, submission: str, stop: NeedsAttention) -> Outcome:
        problem = Problem(stop.field or "", stop.code, stop.params)

        def stopped(old: Submission) -> Submission:
            noted = replace(old, problems=(problem,), due=old.expires, cancelling=False)
            if old.state is State.NEEDS_ATTENTION:
                return noted
            return noted.move(State.NEEDS_ATTENTION, self.now())

        update(self.submissions, submission, stopped)
        return NEEDS_ATTENTION
