"""How often something was done of late, so that nobody does it too often.

Whoever counts chooses names that hold the day or the hour: a new one begins at nothing.
"""

from datetime import datetime, time, timedelta
from typing import Protocol

__all__ = ["Tallies", "midnight"]


def midnight(now: datetime) -> datetime:
    """When what is counted by the day begins anew."""
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)


class Tallies(Protocol):
    """Counts by name, each forgotten by itself at the time that is given."""

    def count(self, name: str, most: int, until: datetime) -> bool:
        """One more of it, in truth; false where there are `most` already, and nothing changed."""
        ...

    def salt(self, name: str, fresh: str, until: datetime) -> str:
        """The random word that is kept under this name; `fresh` where there is none yet."""
        ...
