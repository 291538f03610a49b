"""What curators see in lists: a line of each deposit, read a page at a time and never the whole.

It does not know how a line is kept, nor who may read it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from zenferry.pages import Page
from zenferry.state import State
from zenferry.submission import Submission

__all__ = ["LONGEST_TITLE", "URGENT_FIRST", "Line", "Shelf", "line_of"]

# In a list a title is to be recognised, not to be read.
LONGEST_TITLE = 100
# What a curator has to do something about comes first.
URGENT_FIRST = (
    State.AWAITING_APPROVAL,
    State.NEEDS_ATTENTION,
    State.RETURNED,
    State.DECLINED,
    State.IN_REVIEW,
    State.DRAFT_READY,
    State.SUBMITTED,
    State.FORWARDING,
    State.DRAFT,
    State.PUBLISHED,
    State.CANCELLED,
    State.EXPIRED,
)


@dataclass(frozen=True)
class Line:
    """One deposit in a list. `changed`: what its timeline ends with. `problem`: a code.

    `invitation` is the short id that curators see. `account`: whose records they will be; empty:
    the consortium's. `position`: a page that begins here begins with the next one.
    """

    id: str
    state: State
    created: datetime
    changed: datetime
    expires: datetime
    title: str
    files: int
    bytes: int
    problem: str = ""
    place: str = ""
    account: str = ""
    invitation: str = ""
    doi: str = ""
    cancelling: bool = False
    approved: bool = False
    position: str = ""


class Shelf(Protocol):
    """Reads lists. It may lag behind by a moment. NotNow when it does not answer."""

    def page(self, states: Sequence[State], most: int, after: str = "") -> Page[Line]:
        """At most so many, of these states in this order, of each the newest first.

        Malformed when `after` is nothing that a page ended with.
        """
        ...


def line_of(found: Submission) -> Line:
    """A deposit's line."""
    title = found.values.get("title")
    place, _ = found.destination
    own = [file for file in found.files if not file.ours]
    return Line(
        id=found.id,
        state=found.state,
        created=found.created,
        changed=found.timeline[-1].at if found.timeline else found.created,
        expires=found.expires,
        title=_short(title) if isinstance(title, str) else "",
        files=len(own),
        bytes=sum(file.size for file in own),
        problem=found.problems[0].code if found.problems else "",
        place=place[:60],
        account=found.account[:60],
        invitation=found.invitation[:16],
        doi=found.doi or "",
        cancelling=found.cancelling,
        approved=found.approved,
    )


def _short(title: str) -> str:
    line = " ".join(title[: 2 * LONGEST_TITLE].split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"
