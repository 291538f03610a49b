"""How often a deposit may have the repository asked at once: its calls are few, and for all.

It does not know what is asked, nor who asks.
"""

from dataclasses import dataclass

from zenferry.errors import NotNow
from zenferry.tally import Daily

__all__ = ["MOST_A_MINUTE", "AtOnce"]

# Each costs up to five calls of the sixty that all deposits have in a minute.
MOST_A_MINUTE = 3


@dataclass(frozen=True)
class AtOnce:
    """What one deposit has used up is not taken from the others."""

    daily: Daily

    def to_ask(self, what: str, submission: str) -> None:
        """Before it is asked for. NotNow: too often; whoever waits until the next minute may."""
        if not self.daily.in_a_minute(f"at-once:{what}", MOST_A_MINUTE, submission):
            raise NotNow("asked_enough", retry_after=60 - self.daily.now().second)
