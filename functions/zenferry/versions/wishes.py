"""Wishes to publish a new version of a record, or to correct one, and what keeps them.

It does not know who asks, nor who answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from zenferry.access import Invitation
from zenferry.curation.log import LogEntry
from zenferry.pages import Page
from zenferry.versions.basis import Basis

__all__ = ["Answer", "Wish", "Wishes"]


class Answer(StrEnum):
    """What curators said."""

    NONE = "asked"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True)
class Wish:
    """One wish. `email` is where the answer goes, if anywhere; it is erased when it has gone there.

    `by` answered it, as the log names people; `invitation`: the id of what a consent brought, until
    it is known to have reached whoever asked. `listed`: something is still to be done about it.
    """

    id: str
    basis: Basis
    words: str
    language: str
    at: datetime
    until: datetime
    email: str = ""
    answer: Answer = Answer.NONE
    by: str = ""
    invitation: str = ""
    listed: bool = True


class Wishes(Protocol):
    """Keeps wishes until they end. NotNow when it does not answer."""

    def add(self, wish: Wish) -> None:
        """Keep a new one."""
        ...

    def get(self, wish: str) -> Wish:
        """Absent when there is none, or none any more."""
        ...

    def change(
        self,
        old: Wish,
        new: Wish,
        entries: Sequence[LogEntry] = (),
        invitation: Invitation | None = None,
    ) -> None:
        """All at once or nothing: the wish as it is now, its lines in the log, and an invitation.

        With a new invitation the one before is revoked. Conflict: it was answered since it was
        read, or that one was used.
        """
        ...

    def listed(self, most: int, before: str = "") -> Page[Wish]:
        """Those that something is to be done about, the newest first, without addresses."""
        ...
