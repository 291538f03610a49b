"""Asking to publish a new version of a record, or to correct one: anybody may, some times a day.

Nothing is looked up for whoever asks. Whether the record is one of ours, the deposit finds out
that a curator's consent opens; it is bound to that one record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from zenferry.errors import Conflict
from zenferry.profile import Profile
from zenferry.tally import Daily, unless_undone
from zenferry.versions.basis import BasisKind
from zenferry.versions.record_link import located
from zenferry.versions.wishes import Wish, Wishes

__all__ = ["KEPT", "LONGEST_WISH", "MOST_A_DAY", "MOST_IN_ALL", "Asking", "Wanted"]

# Characters.
LONGEST_WISH = 500
# From one place, and by all strangers together: curators have to read each.
MOST_A_DAY = 5
MOST_IN_ALL = 50
# Nobody answered: it is forgotten, with the address.
KEPT = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody says who asks. `record`: its address or DOI, as it was typed."""

    id: str
    record: str
    kind: BasisKind
    words: str
    email: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What anybody may do."""

    wishes: Wishes
    daily: Daily
    profile: Profile
    now: Callable[[], datetime]

    def ask(self, wanted: Wanted, source: str) -> None:
        """Leave a wish for curators. Conflict: there were too many today."""
        basis = located(self.profile, wanted.kind, wanted.record)
        # Of whoever asks first: nobody alone uses up the day of all others.
        ours = self.daily.counted("wishes", MOST_A_DAY, source)
        if not (ours and self.daily.counted("wishes", MOST_IN_ALL)):
            raise Conflict("wished_enough")
        now = self.now()
        wish = Wish(wanted.id, basis, wanted.words, wanted.language, now, now + KEPT, wanted.email)
        with unless_undone(lambda: self._give_back(source)):
            self.wishes.add(wish)

    def _give_back(self, source: str) -> None:
        self.daily.give_back("wishes", source)
        self.daily.give_back("wishes")
