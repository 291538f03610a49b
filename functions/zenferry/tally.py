"""How often something was done of late, so that nobody does it too often.

Whoever counts chooses names that hold the day or the hour: a new one begins at nothing. No name
holds an address, of mail or of the net.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from zenferry.errors import NotNow, Unanswered

__all__ = ["Daily", "Tallies", "midnight", "unless_undone"]


def midnight(now: datetime) -> datetime:
    """When what is counted by the day begins anew."""
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)


class Tallies(Protocol):
    """Counts by name, each forgotten by itself at the time that is given."""

    def count(self, name: str, most: int, until: datetime, by: int = 1) -> bool:
        """One more of it, in truth; false where there are `most` already, and nothing changed.

        `by` nothing: whether one more would be counted.
        """
        ...

    def give_back(self, name: str) -> None:
        """One less of it, and never less than none."""
        ...

    def salt(self, name: str, fresh: str, until: datetime) -> str:
        """The random word that is kept under this name; `fresh` where there is none yet."""
        ...


@contextmanager
def unless_undone(give_back: Callable[[], None]) -> Iterator[None]:
    """What was counted for this is given back where it is sure that it was not done."""
    try:
        yield
    except Unanswered:
        raise
    except NotNow:
        give_back()
        raise


def _secret() -> str:
    return secrets.token_urlsafe(24)


@dataclass(frozen=True, kw_only=True)
class Daily:
    """What is counted by the day, or by the minute: of all together, or of each one.

    Of whom it is, is kept only as what a random word of the day makes of it, which is forgotten
    with the day.
    """

    tallies: Tallies
    now: Callable[[], datetime]
    new_salt: Callable[[], str] = _secret

    def counted(self, what: str, most: int, whose: str = "") -> bool:
        """One more today, in truth; false where there were `most`. `whose`: of this one alone."""
        now = self.now()
        return self._counted(f"{what}:{now.date()}", most, whose, now)

    def has_room(self, what: str, most: int, whose: str = "") -> bool:
        """Whether one more would be counted today."""
        now = self.now()
        return self._counted(f"{what}:{now.date()}", most, whose, now, by=0)

    def give_back(self, what: str, whose: str = "") -> None:
        """One less today: nothing came of it."""
        now = self.now()
        self.tallies.give_back(self._name(f"{what}:{now.date()}", whose, now))

    def in_a_minute(self, what: str, most: int, whose: str = "") -> bool:
        """The same for this minute."""
        now = self.now()
        return self._counted(f"{what}:{now:%Y-%m-%dT%H:%M}", most, whose, now)

    def _counted(self, name: str, most: int, whose: str, now: datetime, by: int = 1) -> bool:
        return self.tallies.count(self._name(name, whose, now), most, _forgotten(now), by)

    def _name(self, name: str, whose: str, now: datetime) -> str:
        return f"{name}:{self._disguised(whose, now)}" if whose else name

    def _disguised(self, whose: str, now: datetime) -> str:
        salt = self.tallies.salt(f"salt:{now.date()}", self.new_salt(), _forgotten(now))
        return hmac.new(salt.encode(), whose.encode(), hashlib.sha256).hexdigest()


def _forgotten(now: datetime) -> datetime:
    return midnight(now) + timedelta(hours=1)
