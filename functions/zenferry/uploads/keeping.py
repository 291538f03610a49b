"""How long a deposit that is not sent is kept, and what is kept beside one. Pure.

Whoever works on it in its last days is given more of them; where nobody does, it ends as was said.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zenferry.state import EDITABLE
from zenferry.submission import Submission

__all__ = ["KEPT_AFTER", "Keeping", "kept_until"]

# Given from the last work on it, and told of when half of that is over: two weeks, and one.
MORE = timedelta(days=14)
# Not for ever: profiles allow 180 days at most, and the bucket's own net begins at 300.
MOST_MORE = timedelta(days=90)
# No row is written for less than this.
WORTH_A_WRITE = timedelta(hours=12)
ENDS_SOON = "ends_soon"
# Beyond the day on which a deposit ends, as far as is known: reviews take their time.
KEPT_AFTER = timedelta(days=180)


def kept_until(found: Submission, now: datetime) -> datetime:
    """When the address or the token of a deposit goes at the latest; before, with its end."""
    return max(found.expires, now) + KEPT_AFTER


@dataclass(frozen=True)
class Keeping:
    """The rule, for so many days from the opening."""

    days: int

    @property
    def _kept(self) -> timedelta:
        return timedelta(days=self.days)

    @property
    def _more(self) -> timedelta:
        return min(MORE, self._kept / 2)

    def begun(self, fresh: Submission) -> Submission:
        """One that was just opened."""
        expires = fresh.created + self._kept
        return self._looked_at(replace(fresh, expires=expires))

    def worked_on(self, old: Submission, now: datetime) -> Submission:
        """The same, kept for longer if its end was near."""
        until = min(now + self._more, old.created + self._kept + MOST_MORE)
        if until - old.expires < min(WORTH_A_WRITE, self._more / 2):
            return old
        return self._looked_at(replace(old, expires=until))

    def _looked_at(self, old: Submission) -> Submission:
        told = self.told_at(old)
        return replace(old, due=min(old.due, told) if old.due else told)

    def told_at(self, found: Submission) -> datetime:
        """When it is to be told that it ends."""
        return found.expires - self._more / 2

    def ends_soon(self, found: Submission, now: datetime) -> bool:
        """Whether it will end in the next days, if nobody does anything."""
        waits = found.state in EDITABLE and not found.cancelling
        return waits and self.told_at(found) <= now

    def warned(self, old: Submission, now: datetime) -> Submission:
        """The same, with its end in the timeline when that is near; told once for each end."""
        if not self.ends_soon(old, now):
            return old
        date = old.expires.date().isoformat()
        known = any(e.code == ENDS_SOON and e.params["date"] == date for e in old.timeline)
        return old if known else old.note(now, ENDS_SOON, date=date)

    def next_look(self, found: Submission, now: datetime) -> datetime:
        """When one that waits for its depositor has to be looked at next."""
        told = self.told_at(found)
        return told if told > now else found.expires
