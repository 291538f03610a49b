"""What the schedule does: whatever is due is looked at, and the queues are mended.

It knows who looks after a submission in which state, and nothing of how.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zenferry.accounts.seal import OWN_TOKEN_REFUSED
from zenferry.deposit import LONGEST_IN_LINE
from zenferry.errors import NeedsAttention, ZenferryError
from zenferry.forwarding.attention import Attention
from zenferry.forwarding.ending import Ending
from zenferry.forwarding.following import LONGEST_WAIT, Following, look_again
from zenferry.forwarding.queue import Queue
from zenferry.forwarding.tidying import UNSAFE_WAIT, Tidying
from zenferry.profile import Profile
from zenferry.state import EDITABLE, ENDED, State
from zenferry.submission import Submission
from zenferry.submissions import Job, Submissions, Workflow
from zenferry.update import update

__all__ = ["Tending"]

_log = logging.getLogger(__name__)

# How long what failed is left alone.
AGAIN = timedelta(minutes=5)
AT_ONCE = 50
# A tick has 300 s, and a look that has begun may wait for its calls three times as long as one
# waits for its pace. What a tick does not come to, the next one does.
LONGEST_TICK = timedelta(seconds=100)
# All tries of a withdrawal take less.
LONGEST_CANCEL = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class Tending:
    """Looks at whatever is due. `at` finds it for where a deposit goes."""

    at: Callable[[Submission], "Tending"]
    following: Following
    tidying: Tidying
    ending: Ending
    attention: Attention
    submissions: Submissions
    workflow: Workflow
    queue: Queue
    profile: Profile
    now: Callable[[], datetime]

    def tend(self) -> int:
        """Look at what is due; how many were looked at. One that fails does not stop the others."""
        due = list(self.submissions.due(self.now(), AT_ONCE))
        until = self.now() + LONGEST_TICK
        failures = [self._tended(each) for each in due if self.now() < until]
        failures += [self._mended(each.key) for each in self.profile.repositories]
        for error in filter(None, failures):
            raise error
        return len(due)

    def _tended(self, submission: str) -> Exception | None:
        found = None
        try:
            found = self.submissions.get(submission)
            # It was due when it was listed; much may have happened since.
            if found.due and found.due <= self.now():
                self.at(found).look(found)
        except Exception as error:
            _log.warning("tending %s failed: %s", submission, type(error).__name__)
            # Out of the way of the others: the oldest are looked at first.
            with suppress(ZenferryError):
                if found:
                    look_again(self.submissions, found, self.now() + AGAIN)
            return error
        return None

    def _mended(self, queue: str) -> Exception | None:
        try:
            for each in self.queue.mend(queue):
                # If it was started, its execution has died: that is no life.
                self.attention.give_up(each.submission, each.attempt)
        except ZenferryError as error:
            _log.warning("queue %s: %s", queue, error.code)
            return error
        return None

    def look(self, found: Submission) -> None:
        """Do what one submission's state calls for now."""
        try:
            self._look(found)
        except NeedsAttention as stop:
            if stop.code != OWN_TOKEN_REFUSED:
                raise
            self._without_token(found)

    def _without_token(self, found: Submission) -> None:
        """Its own token is not taken any more: it stays as it is, and asks for another."""

        def refused(old: Submission) -> Submission:
            if (old.state, old.attempt) != (found.state, found.attempt):
                return old
            now = self.now()
            wait = UNSAFE_WAIT if old.state in ENDED else LONGEST_WAIT
            later = replace(old, token_refused=True, due=now + wait)
            return later if old.token_refused else later.note(now, OWN_TOKEN_REFUSED)

        update(self.submissions, found.id, refused)

    def _look(self, found: Submission) -> None:
        if found.waiting:
            self._wait_on(found)
        elif found.state is State.FORWARDING:
            self.attention.give_up(found.id, found.attempt)
        elif found.state in ENDED:
            self.tidying.tidy(found)
        elif found.state in EDITABLE and found.expires <= self.now():
            self.ending.expire(found)
        elif found.cancelling:
            self._cancel_anew(found)
        elif found.state is State.AWAITING_APPROVAL:
            self.following.wait_for_curators(found)
        else:
            self.following.follow(found)

    def _wait_on(self, found: Submission) -> None:
        """It has waited for long: is its queue still one that somebody looks after?"""
        queue, due = self.profile.repository.key, self.now() + LONGEST_IN_LINE

        def kept_waiting(old: Submission) -> Submission:
            return replace(old, queue=queue, due=due) if old.waiting else old

        update(self.submissions, found.id, kept_waiting)

    def _cancel_anew(self, found: Submission) -> None:
        """A new attempt: the name of the last one is used up, and its late steps are to stop."""
        due = self.now() + LONGEST_CANCEL
        anew = update(
            self.submissions,
            found.id,
            lambda old: replace(old, attempt=old.attempt + 1, due=due),
        )
        self.workflow.start(anew.id, anew.attempt, Job.CANCEL)
