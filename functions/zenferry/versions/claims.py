"""Who changes a published record: one deposit at a time, until it has ended.

A repository has one draft of a record's next version, and gives it to whoever asks. It is never
shared by two deposits, whatever becomes of the steps that begin it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from zenferry.errors import Absent
from zenferry.state import ENDED
from zenferry.submissions import Submissions
from zenferry.versions.basis import Basis

__all__ = ["Changes", "Claims"]

# Longer than any deposit lives.
REMEMBERED = timedelta(days=300)
# Others may be taking over from one that ended, at the same moment.
_TURNS = 5


class Claims(Protocol):
    """Which deposit changes a record. NotNow when it does not answer."""

    def claim(self, record: str, submission: str, until: datetime, instead_of: str = "") -> str:
        """The deposit that changes the record from now on.

        This one, if none does, or if `instead_of` does; else whoever does. Forgotten at `until`.
        """
        ...


@dataclass(frozen=True)
class Changes:
    """Gives a record to the next one, once the one before has ended."""

    submissions: Submissions
    claims: Claims
    now: Callable[[], datetime]

    def claim(self, basis: Basis, submission: str) -> bool:
        """Have this deposit be the one that changes the record. False: another one is."""
        record, until = f"{basis.repository}:{basis.record}", self.now() + REMEMBERED
        ended = ""
        for _ in range(_TURNS):
            holder = self.claims.claim(record, submission, until, ended)
            if holder == submission:
                return True
            if not self._has_ended(holder):
                return False
            ended = holder
        return False

    def _has_ended(self, submission: str) -> bool:
        try:
            return self.submissions.get(submission).state in ENDED
        except Absent:
            return True
