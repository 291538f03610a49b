"""How many mails people may have sent to addresses of their choosing, in the consortium's name.

Whoever has a key may name anybody's address. It does not know what is mailed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from zenferry.errors import Conflict
from zenferry.mails.spelling import letter_box
from zenferry.tally import Daily, unless_undone

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

    @contextmanager
    def asked(self, wanted: Wanted, address: str, source: str) -> Iterator[None]:
        """One more, given back if it surely was not sent; of a source it is a try all the same.

        Conflict: no more today; of the three, which it is the answer does not tell.
        """
        to, name = letter_box(address), f"mails-to:{wanted}"
        may = (
            self.daily.counted("mails-by", MOST_BY_ONE, source)
            and self.daily.counted(name, MOST_TO_ONE[wanted], to)
            and self.daily.counted("mails", MOST_IN_ALL)
        )
        if not may:
            raise Conflict("mails_enough")
        with unless_undone(lambda: self._give_back(name, to)):
            yield

    def _give_back(self, name: str, to: str) -> None:
        self.daily.give_back(name, to)
        self.daily.give_back("mails")
