"""How often the doors for own accounts are tried: anybody may, and each try costs calls.

Counted before anything is sealed or asked for. Of where somebody comes from it keeps what Daily
keeps; it knows no HTTP and no token.
"""

from dataclasses import dataclass

from zenferry.errors import Conflict
from zenferry.tally import Daily

__all__ = ["Threshold"]

# In a minute, from one place and in all. A workshop behind one address waits a minute or two. In
# all it bounds our own cost: the pace of the door is what spares the repository, see pacing.py.
TRIES_FROM_ONE, TRIES_IN_ALL = 15, 90
# New deposits in a day, of one account and of all: whoever makes accounts makes no endless bill.
DEPOSITS_OF_ONE, DEPOSITS_A_DAY = 20, 100
# Somewhere to sign in costs a row of the table only.
SIGN_INS_FROM_ONE, SIGN_INS_IN_ALL = 20, 200


@dataclass(frozen=True)
class Threshold:
    """What one place has used up is not taken from the others."""

    daily: Daily

    def to_try(self, source: str) -> None:
        """Before a token, or an answer from signing in, is looked at. Conflict: too often."""
        self._counted("door:try", source, TRIES_FROM_ONE, TRIES_IN_ALL)

    def to_open(self, account: str) -> None:
        """Before a deposit is opened. Conflict: today there were too many."""
        has_room = self.daily.has_room
        of_one = has_room("door:open", DEPOSITS_OF_ONE, account)
        if not (of_one and has_room("door:open", DEPOSITS_A_DAY)):
            raise Conflict("own_account_today")

    def opened(self, account: str) -> None:
        """Counted only when it is there: who opens nothing takes nothing from the others."""
        self.daily.counted("door:open", DEPOSITS_OF_ONE, account)
        self.daily.counted("door:open", DEPOSITS_A_DAY)

    def to_begin(self, source: str) -> None:
        """Before a sign-in is begun. Conflict: too often."""
        self._counted("door:begin", source, SIGN_INS_FROM_ONE, SIGN_INS_IN_ALL)

    def _counted(self, what: str, source: str, from_one: int, in_all: int) -> None:
        within = self.daily.in_a_minute
        if not (within(what, from_one, source) and within(what, in_all)):
            raise Conflict("own_account_enough")
