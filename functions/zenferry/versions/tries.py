"""When a draft was tried to be begun: one whose answer was lost is known by when it was made.

That alone is no proof: somebody else may have begun theirs in the same minutes.
"""

from datetime import datetime, timedelta

__all__ = ["not_tried", "tried_again", "was_tried"]

# Clocks differ by so much, and a call takes less.
_BEFORE = timedelta(minutes=1)
_AFTER = timedelta(minutes=15)
# The next try looks for the draft of the one before, and goes on with it.
_MOST = 20


def tried_again(tried: str, now: datetime) -> str:
    """The last tries with this one: ISO times, with slashes between."""
    return "/".join([*filter(None, tried.split("/")), now.isoformat()][-_MOST:])


def not_tried(tried: str, then: datetime) -> str:
    """The tries without this one: it was refused, and nothing was made."""
    return "/".join(each for each in tried.split("/") if each != then.isoformat())


def was_tried(tried: str, at: datetime | None) -> bool:
    """Whether what was made then may have been made by one of the tries."""
    if not tried or at is None:
        return False
    tries = map(datetime.fromisoformat, tried.split("/"))
    return any(each - _BEFORE <= at <= each + _AFTER for each in tries)
