"""How a change of a submission is kept, whoever else is at it. It does not know what changes."""

from collections.abc import Callable

from zenferry.access import Spend
from zenferry.errors import Conflict, NotNow
from zenferry.log import Entry
from zenferry.submission import Submission, Submissions

__all__ = ["update"]

# Every loser of a race sees the winner's row at its next turn: a handful of turns is plenty.
_TURNS = 8


def update(
    submissions: Submissions,
    submission: str,
    change: Callable[[Submission], Submission],
    *,
    spend: Callable[[Submission, Submission], Spend | None] = lambda *_: None,
    entry: Entry | None = None,
) -> Submission:
    """Read, change and keep; again from the start when somebody else was faster.

    What changes nothing is not logged either.
    """
    for _ in range(_TURNS):
        old = submissions.get(submission)
        new = change(old)
        if new is old:
            return old
        try:
            return submissions.replace(new, spend(old, new), entry)
        except Conflict as lost:
            if lost.code != "busy":
                raise
    raise NotNow("busy", retry_after=1)
