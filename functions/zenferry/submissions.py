"""The ports that keep submissions and run what is to be done with them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from zenferry.access import Spend
from zenferry.curation.log import LogEntry
from zenferry.submission import Submission
from zenferry.transfer import Transfer

__all__ = ["Job", "Submissions", "Workflow"]


class Job(StrEnum):
    """What an execution of the workflow is to do."""

    FORWARD = "forward"
    CANCEL = "cancel"


class Submissions(Protocol):
    """Keeps submissions. NotNow when the table does not answer."""

    def add(self, submission: Submission, spend: Spend, entry: LogEntry | None = None) -> None:
        """Keep a new one, counted. Conflict: the id is taken. Refused: no invitation for it."""
        ...

    def get(self, submission: str) -> Submission:
        """The submission as it is now, with all transfers. Absent when there is none."""
        ...

    def replace(
        self, new: Submission, spend: Spend | None = None, entry: LogEntry | None = None
    ) -> Submission:
        """Keep the next version of it, without its transfers, or Conflict if not the next.

        What it spends and what is logged of it are kept with it, or nothing is.
        """
        ...

    def put_transfer(self, submission: str, new: Transfer) -> Transfer:
        """Keep the next version of one transfer, or Conflict if it is not the next."""
        ...

    def drop_transfer(self, submission: str, file: str) -> None:
        """Forget a transfer; nothing happens when there is none."""
        ...

    def due(self, before: datetime, most: int) -> Iterable[str]:
        """Ids of those that somebody has to look at, oldest first."""
        ...

    def owing(self, before: datetime, most: int) -> Iterable[str]:
        """Ids of those of which somebody is to be told by then, oldest first."""
        ...


class Workflow(Protocol):
    """Runs the forward. NotNow when it does not answer."""

    def start(self, submission: str, attempt: int, job: Job) -> None:
        """Start it, once: the same attempt again changes nothing."""
        ...

    def reserve_doi(self, submission: str) -> str:
        """Have the draft opened now; the DOI its record will have. Conflict: why it has none."""
        ...

    def take_over(self, submission: str) -> None:
        """Have the record that it goes on from listed in it now. Conflict: why it is not."""
        ...

    def ask(self, step: str, submission: str, **told: str) -> Mapping[str, object]:
        """Have a step done now that no execution takes; its outcome."""
        ...
