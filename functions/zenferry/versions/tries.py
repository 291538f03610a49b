"""When a draft was tried to be begun: one whose answer was lost is known by when it was made."""

from datetime import datetime, timedelta

__all__ = ["tried_again", "was_tried"]

# Clocks differ by so much, and a call takes less.
_BEFORE = timedelta(minutes=1)
_AFTER = timedelta(minutes=15)


def tried_again(tried: str, now: datetime) -> str:
    """From the first try to this one, as an ISO 8601 interval."""
    first = tried.partition("/")[0] or now.isoformat()
    return f"{first}/{now.isoformat()}"


def was_tried(tried: str, at: datetime | None) -> bool:
    """Whether what was made then may have been made by one of the tries."""
    if not tried or at is None:
        return False
    first, last = (datetime.fromisoformat(each) for each in tried.split("/"))
    return first - _BEFORE <= at <= last + _AFTER
