"""How a change of a submission is kept, whoever else is at it. It does not know what changes."""

from collections.abc import Callable

from zenferry.access import Spend
from zenferry.curation.log import DEPOSITOR, SERVICE, LogEntry
from zenferry.errors import Conflict, Denied, NotNow
from zenferry.state import SENT
from zenferry.submission import Submission
from zenferry.submissions import Submissions

__all__ = ["held", "update"]

# Every loser of a race sees the winner's row at its next turn: a handful of turns is plenty.
_TURNS = 8
CANCEL_ASKED = "cancel_asked"


def update(
    submissions: Submissions,
    submission: str,
    change: Callable[[Submission], Submission],
    *,
    spend: Callable[[Submission, Submission], Spend | None] = lambda *_: None,
    entry: LogEntry | None = None,
) -> Submission:
    """Read, change and keep; again from the start when somebody else was faster.

    Each move is logged with it, by `entry` where a curator acts. What changes nothing is not.
    """
    for _ in range(_TURNS):
        old = submissions.get(submission)
        new = change(old)
        if new is old:
            return old
        try:
            return submissions.replace(new, spend(old, new), entry or _moved(old, new))
        except Conflict as lost:
            if lost.code != "busy":
                raise
    raise NotNow("busy", retry_after=1)


def held(
    holder: str, change: Callable[[Submission], Submission]
) -> Callable[[Submission], Submission]:
    """The same change, for who holds the key of this hash: Denied where it was ended meanwhile."""

    def checked(old: Submission) -> Submission:
        if holder not in old.keys:
            raise Denied
        return change(old)

    return checked


def _moved(old: Submission, new: Submission) -> LogEntry | None:
    """What the log says of a change by whoever is no curator: where it went, and by whom."""
    if new.timeline == old.timeline:
        return None
    last = new.timeline[-1]
    if last.code == CANCEL_ASKED:
        return LogEntry(last.at, DEPOSITOR, CANCEL_ASKED, new.id)
    if new.state is old.state:
        return None
    # Only its depositor sends it; what a curator lets go, a curator is named for.
    who = DEPOSITOR if new.state in SENT else SERVICE
    detail = {"problem": new.problems[0].code} if new.problems else {}
    return LogEntry(last.at, who, str(new.state), new.id, detail)
