"""What an ended submission leaves behind, removed when that is safe.

Staged files go only when the record is published and was compared once more, or when the
submission has ended without one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zenferry.accounts.seal import OWN_TOKEN_REFUSED
from zenferry.accounts.tokens import OwnTokens
from zenferry.errors import Absent, NeedsAttention
from zenferry.forwarding.forward import Forward
from zenferry.mails.address import Addresses, erased_at, untold
from zenferry.profile import Profile
from zenferry.state import State
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.update import update
from zenferry.uploads.staging import Staging, staging_key

__all__ = ["UNSAFE_WAIT", "Tidying"]

# A public record that does not hold what was sent keeps its staged files; looked at daily.
UNSAFE_WAIT = timedelta(days=1)
# Of an account of their own people change or delete records as they like, or shut us out: after
# this the staged files go all the same.
LONGEST_UNSAFE = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Tidying:
    """Removes it: from the staging area, the table, and the repository."""

    forward: Forward
    submissions: Submissions
    staging: Staging
    own_tokens: OwnTokens
    addresses: Addresses
    profile: Profile
    now: Callable[[], datetime]

    def tidy(self, found: Submission) -> None:
        """What is due of a submission that has ended."""
        self._erase_address(found)
        self._clean_up(found)

    def _erase_address(self, found: Submission) -> None:
        """The table forgets addresses by itself, but some days late at times."""
        until = erased_at(found, self.profile)
        if found.told and until and until > self.now():
            return
        # Also where nobody is told: one that was left at the very end may have stayed.
        self.addresses.erase(found.id, found.address_turn)
        update(self.submissions, found.id, untold)

    def _clean_up(self, found: Submission) -> None:
        """Empty the staging area, when that is safe."""
        if found.cleaned:
            update(self.submissions, found.id, self._cleaned)
            return
        whole = found.state is State.PUBLISHED and self._holds_all(found)
        if found.state is State.PUBLISHED and not (whole or self._kept_long_enough(found)):
            self._keep_staged(found)
            return
        if whole:
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
            self.own_tokens.forget(found.id, found.place, found.account)
        update(self.submissions, found.id, lambda old: self._cleaned(old, whole=whole))

    def _holds_all(self, found: Submission) -> bool:
        try:
            return self.forward.holds_all(found)
        except (Absent, NeedsAttention):
            if self._kept_long_enough(found):
                return False
            raise

    def _kept_long_enough(self, found: Submission) -> bool:
        published = (event.at for event in found.timeline if event.code == "published")
        return bool(found.account) and next(published, self.now()) <= self.now() - LONGEST_UNSAFE

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

    def _cleaned(self, old: Submission, *, whole: bool = True) -> Submission:
        # What is left to be done then is its address.
        due = erased_at(old, self.profile) if old.told else None
        if old.cleaned:
            return replace(old, due=due)
        cleaned = replace(old, cleaned=True, due=due)
        line = "staging_cleaned" if whole else "staging_ended"
        return cleaned.note(self.now(), line) if old.state is State.PUBLISHED else cleaned
