"""A curator takes a record off the public pages, or puts it back.

At the repository nothing changes, and the desk goes on to list it.
"""

from datetime import datetime

from zenferry.curation.log import LogEntry, curator
from zenferry.profile import Curator
from zenferry.records.registry import Registry, note_change

__all__ = ["take_off"]


def take_off(
    registry: Registry, who: Curator, repository: str, record: str, now: datetime, *, hidden: bool
) -> None:
    """Told twice it is done once, and logged once. Absent when there is no such record."""
    act = "record_hidden" if hidden else "record_shown"
    # As it is called over there, where case is no difference.
    told = LogEntry(now, curator(who.key), act, f"{repository}/{record}".lower())
    registry.hide(repository, record, told, hidden=hidden)
    # The pages are written within the hour, also where this was all that changed.
    note_change(registry, now)
