"""What comes after: the review followed to its end, expiry noticed, queues mended, tidying up.

Staged files go only when the record is published and was compared once more, or when the
submission has ended without one.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zenferry.accounts.tokens import OWN_TOKEN_REFUSED, OwnTokens
from zenferry.curation.waiting import kept_for_curators
from zenferry.deposit import LONGEST_IN_LINE
from zenferry.errors import Absent, NeedsAttention, Problem, ZenferryError
from zenferry.forwarding.attention import BETWEEN_LOOKS, Attention, with_time_to_mend
from zenferry.forwarding.draft import is_public
from zenferry.forwarding.ending import Ending
from zenferry.forwarding.forward import Forward
from zenferry.forwarding.queue import Queue
from zenferry.forwarding.reviewed import Reviewed
from zenferry.mails.address import Addresses, erased_at, untold
from zenferry.profile import Profile
from zenferry.repository import Draft, Repository
from zenferry.state import EDITABLE, ENDED, State
from zenferry.submission import Submission
from zenferry.submissions import Job, Submissions, Workflow
from zenferry.update import update
from zenferry.uploads.completing import completing, recognised
from zenferry.uploads.keeping import Keeping
from zenferry.uploads.staging import Staging, staging_key

__all__ = ["Tending"]

_log = logging.getLogger(__name__)

# Curators take hours to weeks: the first look comes soon, the later ones an hour apart at most.
SHORTEST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = BETWEEN_LOOKS
# How long what failed is left alone.
AGAIN = timedelta(minutes=5)
AT_ONCE = 50
# A public record that does not hold what was sent keeps its staged files; looked at daily.
UNSAFE_WAIT = timedelta(days=1)
# A tick has 300 s; what it does not come to, the next one does.
LONGEST_TICK = timedelta(seconds=200)
# All tries of a withdrawal take less.
LONGEST_CANCEL = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class Tending:
    """What the schedule does: whatever is due. `at` finds it for where a deposit goes."""

    at: Callable[[Submission], "Tending"]
    forward: Forward
    ending: Ending
    reviewed: Reviewed
    attention: Attention
    submissions: Submissions
    repository: Repository
    staging: Staging
    workflow: Workflow
    queue: Queue
    own_tokens: OwnTokens
    profile: Profile
    keeping: Keeping
    addresses: Addresses
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
                    self._later(found, self.now() + AGAIN)
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
            self._erase_address(found)
            self.clean_up(found)
        elif found.state in EDITABLE and found.expires <= self.now():
            self.ending.expire(found)
        elif found.cancelling:
            self._cancel_anew(found)
        elif found.state is State.AWAITING_APPROVAL:
            self._wait_for_curators(found)
        else:
            self.follow(found)

    def _wait_on(self, found: Submission) -> None:
        """It has waited for long: is its queue still one that somebody looks after?"""
        queue, due = self.profile.repository.key, self.now() + LONGEST_IN_LINE

        def kept_waiting(old: Submission) -> Submission:
            return replace(old, queue=queue, due=due) if old.waiting else old

        update(self.submissions, found.id, kept_waiting)

    def _wait_for_curators(self, found: Submission) -> None:
        """Its depositor has done their part: time goes on only when nothing can be kept longer."""

        def given_time(old: Submission) -> Submission:
            same = (old.state, old.attempt) == (found.state, found.attempt)
            return kept_for_curators(old, self.now()) if same else old

        kept = update(self.submissions, found.id, given_time)
        if kept.state is State.AWAITING_APPROVAL and kept.expires <= self.now():
            self.ending.expire(kept)
        elif kept.state is State.AWAITING_APPROVAL:
            self._noted_public(kept, self._draft(kept))

    def _cancel_anew(self, found: Submission) -> None:
        """A new attempt: the name of the last one is used up, and its late steps are to stop."""
        due = self.now() + LONGEST_CANCEL
        anew = update(
            self.submissions,
            found.id,
            lambda old: replace(old, attempt=old.attempt + 1, due=due),
        )
        self.workflow.start(anew.id, anew.attempt, Job.CANCEL)

    def _later(self, found: Submission, due: datetime) -> None:
        def later(old: Submission) -> Submission:
            # Sent on since it was read? A forward that is looked at early would be given up.
            same = (old.state, old.attempt) == (found.state, found.attempt)
            return replace(old, due=due) if same else old

        update(self.submissions, found.id, later)

    def follow(self, found: Submission) -> None:
        """See what became of a review, or of a draft that was left to somebody."""
        if found.state in EDITABLE:
            told = self._reminded(found)
            if told.editable:
                self._follow_stopped(told)
            return
        draft = self._draft(found)
        if draft is None:
            self._stop(found, "draft_gone")
        elif is_public(found, draft):
            if found.review:
                # Some words may have come with the consent.
                self.reviewed.listen(found)
            self.forward.handing.publish_noted(found.id, draft)
        elif found.state is State.DRAFT_READY or not found.review:
            self._later(found, self.now() + _wait(found, self.now()))
        else:
            told = self.reviewed.look(found)
            if told.state is found.state:
                # Accepted perhaps, but not public yet: it does both at once, give or take a moment.
                self._later(told, self.now() + _wait(told, self.now()))

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
        soon = self.now() + _wait(found, self.now())
        look = self.keeping.next_look(found, self.now())
        self._later(found, min(soon, look) if draft or any(completing(found)) else look)

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
            given_time = with_time_to_mend(old, self.now())
            told = replace(given_time, problems=(Problem("", problem),))
            return told.move(State.NEEDS_ATTENTION, self.now())

        update(self.submissions, found.id, stopped)

    def _erase_address(self, found: Submission) -> None:
        """The table forgets addresses by itself, but some days late at times."""
        until = erased_at(found, self.profile)
        if found.told and until and until <= self.now():
            self.addresses.erase(found.id)
            update(self.submissions, found.id, untold)

    def clean_up(self, found: Submission) -> None:
        """Empty the staging area, when that is safe."""
        if found.cleaned:
            update(self.submissions, found.id, self._cleaned)
            return
        if found.state is State.PUBLISHED and not self.forward.holds_all(found):
            self._keep_staged(found)
            return
        if found.state is State.PUBLISHED:
            # Once more: what could not be written down on the day it became public.
            self.forward.register(found)
        # A draft that the repository was slow to make may have come after the last look for it.
        self._swept(found)
        # By prefix, not by list: a ticket given while its file was removed is on no list.
        self.staging.clear(staging_key(found.id, ""))
        if found.state is not State.PUBLISHED:
            for file in found.transfers:
                self.submissions.drop_transfer(found.id, file)
        if found.account:
            self.own_tokens.forget(found.id, found.place)
        update(self.submissions, found.id, self._cleaned)

    def _swept(self, found: Submission) -> None:
        try:
            self.forward.drafts.sweep(found)
        except NeedsAttention as stop:
            # In an account that is not open to us any more: what is left there is its owner's.
            if stop.code != OWN_TOKEN_REFUSED:
                raise

    def _keep_staged(self, found: Submission) -> None:
        def told(old: Submission) -> Submission:
            later = replace(old, due=self.now() + UNSAFE_WAIT)
            known = any(event.code == "not_as_sent" for event in old.timeline)
            return later if known else later.note(self.now(), "not_as_sent")

        update(self.submissions, found.id, told)

    def _cleaned(self, old: Submission) -> Submission:
        # What is left to be done then is its address.
        due = erased_at(old, self.profile) if old.told else None
        if old.cleaned:
            return replace(old, due=due)
        cleaned = replace(old, cleaned=True, due=due)
        public = old.state is State.PUBLISHED
        return cleaned.note(self.now(), "staging_cleaned") if public else cleaned


def _wait(found: Submission, now: datetime) -> timedelta:
    """The longer nothing happened, the longer until the next look."""
    age = now - found.timeline[-1].at
    return min(max(age / 10, SHORTEST_WAIT), LONGEST_WAIT)
