"""Who changes a published record: one deposit at a time, until it has ended.

A repository has one draft of a record's next version, and gives it to whoever asks. It is never
shared by two deposits, whatever becomes of the steps that begin it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from zenferry.errors import Absent
from zenferry.state import ENDED
from zenferry.submissions import Submissions
from zenferry.tally import Tallies
from zenferry.versions.basis import Basis

__all__ = ["Changes"]

# Longer than any deposit lives.
REMEMBERED = timedelta(days=300)
# So many gave up on one record, one after the other, before somebody has to look into it.
MOST_BEFORE = 50


@dataclass(frozen=True)
class Changes:
    """Over the table, in which the first to write a name stands."""

    submissions: Submissions
    tallies: Tallies
    now: Callable[[], datetime]

    def claimed(self, basis: Basis, submission: str) -> bool:
        """Whether this deposit is the one that changes the record now."""
        until = self.now() + REMEMBERED
        for turn in range(MOST_BEFORE):
            name = f"changing:{basis.repository}:{basis.record}:{turn}"
            holder = self.tallies.salt(name, submission, until)
            if holder == submission:
                return True
            if not self._has_ended(holder):
                return False
        return False

    def _has_ended(self, submission: str) -> bool:
        try:
            return self.submissions.get(submission).state in ENDED
        except Absent:
            return True
