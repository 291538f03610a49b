"""A time as a text that sorts as the times do. Pure."""

from datetime import UTC, datetime

__all__ = ["sortable"]


def sortable(at: datetime) -> str:
    """All of it, in UTC: 2026-11-21T10:00:00.000000+00:00."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
