"""Where a depositor is told how it goes: an address is left, taken away, and erased.

It is kept in a row of its own, never in the submission's: whoever reads deposits reads no address.
"""

from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from zenferry.access import Invitations
from zenferry.errors import Absent, Conflict, Denied, NotNow
from zenferry.mails.bounds import Asker, Bounds, Wanted
from zenferry.mails.news import News
from zenferry.profile import Profile
from zenferry.state import ARRIVED, ENDED
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.update import held, update
from zenferry.uploads.keeping import kept_until

__all__ = ["Address", "Addresses", "Addressing", "erased_at", "untold"]

# A person mistypes, and changes to another one; who does so more often bothers strangers.
MOST_ADDRESSES = 5


@dataclass(frozen=True)
class Address:
    """Where to, in which language, and when it is erased, whatever happens.

    `turn`: at which one it was left; of an earlier one than its deposit's, it is no longer meant.
    """

    address: str
    language: str
    until: datetime
    turn: int = 0


class Addresses(Protocol):
    """Keeps addresses by submission. NotNow when the table does not answer."""

    def put(self, submission: str, address: Address) -> None:
        """Keep it, instead of any other. Conflict when there is one of a later turn."""
        ...

    def get(self, submission: str) -> Address:
        """The one that was left. Absent when there is none."""
        ...

    def end(self, submission: str, address: Address, until: datetime) -> None:
        """Have it erased then; nothing happens when it is not this one any more."""
        ...

    def erase(self, submission: str, turn: int) -> None:
        """Forget now what was left up to this turn; nothing happens when there is none."""
        ...


@dataclass(frozen=True, kw_only=True)
class Addressing:
    """What a depositor says about mails. `is_on`: somebody carries them."""

    submissions: Submissions
    invitations: Invitations
    addresses: Addresses
    bounds: Bounds
    profile: Profile
    is_on: bool
    now: Callable[[], datetime]

    def leave(self, found: Submission, address: str, language: str, by: Asker) -> Submission:
        """Tell this address from now on, and at once that it has arrived, if it has."""
        if not (self.is_on and self.profile.mail.progress):
            raise Conflict("progress_off")
        _check(found)
        known = address == self._invited(found)
        # First the word that there is one: what was known of another address is not true of this.
        change = held(by.holder, lambda old: self._told(old, known=known))
        with nullcontext() if known else self.bounds.asked(Wanted.NEWS, address, by.source):
            told = update(self.submissions, found.id, change)
        left = Address(address, language, kept_until(found, self.now()), told.address_turn)
        with suppress(Conflict):
            # Where there is a later one, that is meant.
            self.addresses.put(found.id, left)
        return self._meant(found.id, left, by.holder)

    def _meant(self, submission: str, left: Address, holder: str) -> Submission:
        """The deposit, if there still is somebody to tell of it; else the address is erased."""
        kept = self.submissions.get(submission)
        if kept.told and holder in kept.keys:
            return kept
        self.addresses.erase(submission, left.turn)
        if holder not in kept.keys:
            raise Denied
        raise NotNow("busy", retry_after=1)

    def leave_invited(self, found: Submission, language: str, by: Asker) -> Submission:
        """The same with the address that the invitation was sent to, because the person says so."""
        if not (address := self._invited(found)):
            raise Conflict("no_invited_address")
        return self.leave(found, address, language, by)

    def is_invited(self, found: Submission) -> bool:
        """Whether the invitation was sent to an address that is still known."""
        return bool(self._invited(found))

    def _invited(self, found: Submission) -> str:
        if found.handed_over:
            # Somebody else was invited.
            return ""
        try:
            return self.invitations.get(found.invitation).to
        except Absent:
            return ""

    def _told(self, old: Submission, *, known: bool) -> Submission:
        _check(old)
        told = replace(
            old,
            told=True,
            addressed=old.addressed + 1,
            address_turn=old.address_turn + 1,
            proofs=(),
            confirmed=known,
        )
        arrived = old.state in ARRIVED and not old.told
        return told.owing([News.RECEIVED] if arrived else [], self.now())

    def take_away(self, submission: str, holder: str) -> Submission:
        """Erase it, and tell nobody any more. However often it is said, also after the end."""
        kept = update(self.submissions, submission, held(holder, untold))
        self.addresses.erase(submission, kept.address_turn)
        return kept


def _check(found: Submission) -> None:
    if found.state in ENDED:
        raise Conflict("nothing_to_tell")
    if found.addressed >= MOST_ADDRESSES:
        raise Conflict("addressed_enough", most=MOST_ADDRESSES)


def untold(old: Submission) -> Submission:
    """The same where there is no address any more; what curators are owed, they still are."""
    kept = tuple(each for each in old.news if not each.news.is_private)
    if not old.told and kept == old.news:
        return old
    return replace(old, told=False, news=kept, news_due=old.news_due if kept else None)


def erased_at(found: Submission, profile: Profile) -> datetime | None:
    """When the address of a deposit that has ended is erased; None while it goes on."""
    if found.state not in ENDED:
        return None
    ends = [event.at for event in found.timeline if event.code == found.state]
    return (ends or [found.timeline[-1].at])[-1] + timedelta(days=profile.mail.erased_after)
