"""Who did what, for the record: it is only ever added to, and holds nothing that anybody typed.

An act that changes a deposit and its line here are kept together, or neither is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from zenferry.errors import Param
from zenferry.pages import Page, cursor_of, position_of

__all__ = ["DEPOSITOR", "OPERATOR", "SERVICE", "Log", "LogEntry", "curator", "pages"]

DEPOSITOR, SERVICE, OPERATOR = "depositor", "service", "operator"

# Secrets have capitals, addresses an @, words blanks: none of them fits in here by mistake.
_WHO = re.compile(r"depositor|service|operator|curator:[a-z0-9][a-z0-9-]*")
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_SUBJECT = re.compile(r"([a-z0-9][a-z0-9._:/-]{0,79})?")

# Nobody did anything here before there was a log.
_FIRST = "2026-11"
_MONTH = "%Y-%m"
_MONTHS_AT_ONCE = 24
# A month, or a line of it.
_POSITION = re.compile(r"20\d\d-(0[1-9]|1[0-2])(-\d\d[0-9T:.+]{1,30}#[0-9a-f]{8})?", re.ASCII)


def curator(key: str) -> str:
    """How a curator stands in the log."""
    return f"curator:{key}"


@dataclass(frozen=True)
class LogEntry:
    """One line: who did it, a code for what, the id it was done to; counts, codes and days.

    ValueError where something else was put in.
    """

    at: datetime
    who: str
    act: str
    subject: str = ""
    detail: Mapping[str, Param] = field(default_factory=dict)

    def __post_init__(self) -> None:
        codes = [self.act, *self.detail, *(v for v in self.detail.values() if isinstance(v, str))]
        fits = all(_CODE.fullmatch(code) for code in codes)
        if not (fits and _WHO.fullmatch(self.who) and _SUBJECT.fullmatch(self.subject)):
            # What was put in is not repeated: it may be a secret.
            raise ValueError("The log takes ids, codes and counts.")


class Log(Protocol):
    """Keeps what was done. NotNow when it does not answer."""

    def note(self, entry: LogEntry) -> None:
        """One more line."""
        ...

    def page(self, month: str, most: int, before: str = "") -> Page[LogEntry]:
        """At most so many lines of a month (2026-11), before the one where a page ended."""
        ...


def pages(log: Log, now: datetime, most: int, before: str = "") -> Page[LogEntry]:
    """The same over all months, back to the first that there can be.

    Malformed when `before` is nothing that a page ended with.
    """
    start = position_of(before, _POSITION)[0] if before else ""
    month, inside = start[:7] or now.strftime(_MONTH), start if len(start) > 7 else ""
    entries: list[LogEntry] = []
    for _ in range(_MONTHS_AT_ONCE):
        page = log.page(month, most - len(entries), inside)
        entries += page.items
        if page.next:
            return Page(tuple(entries), cursor_of(page.next))
        month, inside = _before(month), ""
        if month < _FIRST:
            return Page(tuple(entries))
        if len(entries) >= most:
            break
    return Page(tuple(entries), cursor_of(month))


def _before(month: str) -> str:
    first = datetime.strptime(month, _MONTH).replace(tzinfo=UTC)
    return (first - timedelta(days=1)).strftime(_MONTH)
