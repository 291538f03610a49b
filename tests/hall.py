"""A queue and those who wait in it, all in memory. Knows nothing of how a deposit is forwarded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from tests.clock import START, Clock
from tests.fake_invitations import FakeInvitations
from tests.fake_queue import FakeQueueRows
from tests.fakes import FakeSubmissions, FakeWorkflow
from tests.table_places import fresh
from zenferry.access import Invitation, Spend
from zenferry.errors import NotNow
from zenferry.forwarding.queue import (
    Places,
    Queue,
    Running,
)
from zenferry.state import State
from zenferry.submission import Submission
from zenferry.submissions import Job

__all__ = ["Hall", "full"]


class Weak(FakeWorkflow):
    """Does not answer, while it is down."""

    down = False

    def start(self, submission: str, attempt: int, job: Job) -> None:
        if self.down:
            raise NotNow("storage_unavailable")
        super().start(submission, attempt, job)


@dataclass
class Hall:
    """A queue and those who wait in it."""

    places: int = 4
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.invitations = FakeInvitations()
        self.submissions = FakeSubmissions(self.invitations)
        self.queue_rows = FakeQueueRows(self.submissions)
        self.workflow = Weak(lambda _: {})
        self.queue = self.another()

    def another(self) -> Queue:
        return Queue(
            submissions=self.submissions,
            rows=self.queue_rows,
            workflow=self.workflow,
            most_at_work=self.places,
            now=self.clock.now,
        )

    def enters(self, person: str, *, heard: bool = True) -> Submission:
        """Somebody sends one."""
        self.clock.advance(microseconds=1)
        if person not in self.invitations.rows:
            room: dict[str, Any] = {"deposits": 10**6, "files": 1, "bytes": 1}
            self.invitations.add(Invitation(person, "", START + timedelta(days=999), **room))
        new = fresh(
            person,
            state=State.SUBMITTED,
            attempt=1,
            queue="zenodo",
            turn=self.queue.turn("zenodo", person),
        )
        self.submissions.add(new, Spend(person, START, deposits=1))
        kept = self.submissions.get(new.id)
        if heard:
            self.queue.sent(kept)
        return kept

    def moved(self, submission: str, **changes: Any) -> Submission:
        return self.submissions.replace(replace(self.submissions.get(submission), **changes))

    def ends(self, submission: str, state: State = State.IN_REVIEW) -> None:
        """Its execution ends, and says so."""
        found = self.moved(submission, state=state)
        self.queue.ended(found, found.attempt)

    @property
    def at_work(self) -> list[str]:
        return [each.submission for each in self.queue_rows.places("zenodo").running]

    @property
    def started(self) -> list[str]:
        return [submission for submission, _, _ in self.workflow.started.values()]


def full(places: int, version: int = 0) -> Places:
    return Places(tuple(Running(f"o{n}", 1, "o", START) for n in range(places)), version)
