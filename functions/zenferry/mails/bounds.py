"""How many mails people may have sent to addresses of their choosing, in the consortium's name.

Whoever has a key may name anybody's address. It does not know what is mailed.
"""

from dataclasses import dataclass
from enum import StrEnum

from zenferry.errors import Conflict
from zenferry.mails.spelling import letter_box
from zenferry.tally import Daily

__all__ = ["MOST_BY_ONE", "MOST_IN_ALL", "MOST_TO_ONE", "Asker", "Bounds", "Wanted"]


class Wanted(StrEnum):
    """What is to go to an address: the way back, or how a deposit goes."""

    LINK = "link"
    NEWS = "news"


# In a day: to one letter box; by one source, behind which a whole institute may be; of all. Whoever
# looks after an institute's data leaves the same address with each of many deposits.
MOST_TO_ONE = {Wanted.LINK: 6, Wanted.NEWS: 20}
MOST_BY_ONE = 60
MOST_IN_ALL = 500


@dataclass(frozen=True)
class Asker:
    """Who asks: by the hash of which key, and from where, as far as is known."""

    holder: str
    source: str


@dataclass(frozen=True)
class Bounds:
    """Counts what is asked for, by the day."""

    daily: Daily

    def ask(self, wanted: Wanted, address: str, source: str) -> None:
        """One more. Conflict: no more today; of the three, which it is the answer does not tell."""
        may = (
            self.daily.counted("mails-by", MOST_BY_ONE, source)
            and self.daily.counted(f"mails-to:{wanted}", MOST_TO_ONE[wanted], letter_box(address))
            and self.daily.counted("mails", MOST_IN_ALL)
        )
        if not may:
            raise Conflict("mails_enough")
