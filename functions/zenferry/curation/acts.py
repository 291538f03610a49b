"""What a curator does with a deposit: lets it go, returns, retries, withdraws, keeps, transfers it.

Each act is a change and its line in the log, kept together; said twice it is done once. It knows
who acts, and neither HTTP nor how they came in.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from zenferry.access import hashed, new_secret
from zenferry.curation.log import LogEntry, curator
from zenferry.deposit import Deposits
from zenferry.errors import Conflict
from zenferry.forwarding.attention import LONGEST_LIFE, with_time_to_mend
from zenferry.mails.address import Addresses, untold
from zenferry.profile import Curator
from zenferry.state import EDITABLE, ENDED, MOVING, STOPPED, State
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.update import update

__all__ = [
    "LONGEST_WORDS",
    "MOST_DAYS",
    "RETURNABLE",
    "Curating",
    "NewKey",
    "actions",
    "stamp_of",
]

LONGEST_WORDS = 4000
MOST_DAYS = 180
# Of these it is asked that something be changed; the others only have it said to them.
RETURNABLE = frozenset({State.AWAITING_APPROVAL, State.NEEDS_ATTENTION})
_HEARING = frozenset({State.RETURNED, State.DECLINED})
# Looked at by the schedule at any time; others are left alone until their time is over.
_FOLLOWED = STOPPED | {State.AWAITING_APPROVAL, State.IN_REVIEW, State.DRAFT_READY}
_KEPT = EDITABLE | {State.AWAITING_APPROVAL}


def actions(found: Submission) -> list[str]:
    """What a curator can do about it now."""
    if found.cancelling or found.state in ENDED:
        return []
    may = {
        "approve": found.state is State.AWAITING_APPROVAL,
        "return": found.state in RETURNABLE | _HEARING,
        "retry": found.state in {State.NEEDS_ATTENTION, State.DECLINED} and found.agreed,
        "extend": found.state in _KEPT,
        "transfer": not found.account,
        "cancel": True,
    }
    return [act for act, allowed in may.items() if allowed]


def stamp_of(found: Submission) -> str:
    """What a curator sees and lets go: another one as soon as a word or a file is another."""
    seen = [found.values, [asdict(file) for file in found.files if not file.ours]]
    text = json.dumps(seen, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class NewKey:
    """A deposit and the only key to it, which is told once."""

    submission: Submission
    key: str


@dataclass(frozen=True, kw_only=True)
class Curating:
    """The acts of curators, over those of depositors."""

    deposits: Deposits
    submissions: Submissions
    addresses: Addresses
    now: Callable[[], datetime]

    def _entry(self, who: Curator, act: str, submission: str, **detail: int) -> LogEntry:
        return LogEntry(self.now(), curator(who.key), act, submission, detail)

    def approve(self, who: Curator, submission: str, stamp: str) -> Submission:
        """Let it go on to the repository, just as it was seen."""

        def approved(old: Submission) -> Submission:
            if old.approved and old.state in MOVING and stamp_of(old) == stamp:
                return old
            if old.state is not State.AWAITING_APPROVAL or old.cancelling:
                raise Conflict("cannot_approve", state=old.state)
            if stamp_of(old) != stamp:
                raise Conflict("changed_since")
            return replace(self.deposits.in_line(old, "approved"), approved=True)

        entry = self._entry(who, "approved", submission)
        return self.deposits.on_its_way(update(self.submissions, submission, approved, entry=entry))

    def hand_back(self, who: Curator, submission: str, words: str) -> Submission:
        """Ask for changes; where it is back with its depositor already, say more."""

        def returned(old: Submission) -> Submission:
            if old.cancelling or old.state not in RETURNABLE | _HEARING:
                raise Conflict("cannot_return", state=old.state)
            if old.state in _HEARING and old.curator_words == words:
                return old
            room = with_time_to_mend(old, self.now())
            if old.state in _HEARING:
                return room.note(self.now(), "curator_said", words=words)
            moved = room.move(State.RETURNED, self.now(), words=words)
            return replace(moved, approved=False)

        entry = self._entry(who, "returned", submission, characters=len(words))
        return update(self.submissions, submission, returned, entry=entry)

    def retry(self, who: Curator, submission: str) -> Submission:
        """Go on from where it stopped. Nobody agrees to anything for a depositor."""
        found = self.submissions.get(submission)
        if not found.agreed or found.state is State.RETURNED:
            # It is its depositor's turn.
            raise Conflict("cannot_retry", state=found.state)
        return self.deposits.retry(submission, entry=self._entry(who, "retried", submission))

    def cancel(self, who: Curator, submission: str) -> Submission:
        """Withdraw it."""
        entry = self._entry(who, "cancelled", submission)
        return self.deposits.cancel(submission, "curator_cancelled", entry=entry)

    def extend(self, who: Curator, submission: str, days: int) -> Submission:
        """Keep it until so many days from now, as far as it can be kept at all."""

        def extended(old: Submission) -> Submission:
            if old.cancelling or old.state not in _KEPT:
                raise Conflict("cannot_extend", state=old.state)
            last = old.created + LONGEST_LIFE
            wanted = self.now() + timedelta(days=days)
            if wanted.date() <= old.expires.date():
                return old
            if last.date() <= old.expires.date():
                raise Conflict("extended_enough", date=last.date().isoformat())
            until = min(wanted, last)
            kept = replace(old, expires=until, due=old.due or self.now())
            return kept.note(self.now(), "extended", date=until.date().isoformat())

        entry = self._entry(who, "extended", submission, days=days)
        return update(self.submissions, submission, extended, entry=entry)

    def transfer(self, who: Curator, submission: str) -> NewKey:
        """One new key for somebody else; whoever had one before has none any more."""
        key = new_secret()

        def transferred(old: Submission) -> Submission:
            if old.cancelling or old.state in ENDED:
                raise Conflict("cannot_transfer", state=old.state)
            if old.account:
                raise Conflict("account_of_its_own")
            # Whoever opened it can't ask for the answer to that again either.
            fresh = replace(old, keys=(hashed(key),), nonce=hashed(new_secret()), mailed=0)
            return _without_mails(self._unseen(fresh)).note(self.now(), "transferred")

        entry = self._entry(who, "transferred", submission)
        kept = update(self.submissions, submission, transferred, entry=entry)
        self.addresses.erase(submission, kept.address_turn)
        return NewKey(kept, key)

    def _unseen(self, old: Submission) -> Submission:
        """Its draft is shown by another link from now on, as soon as somebody looks after it."""
        if not old.preview_url:
            return old
        due = self.now() if old.state in _FOLLOWED else old.due
        return replace(old, preview_url=None, former_preview=old.preview_url, due=due)


def _without_mails(old: Submission) -> Submission:
    """What is owed to whoever had it is told to nobody; whoever has it now begins anew."""
    return replace(
        untold(old),
        handed_over=True,
        address_turn=old.address_turn + 1,
        proofs=(),
        confirmed=False,
        addressed=0,
        news_sent=0,
        news_keys=(),
    )
