"""Whose turn it is: a fair queue for each repository, and as many at work as it has places.

The queue is what the table says of those who wait; nothing waits in an execution. Whatever is done
here may be done twice, by several at once, or not at all: the schedule makes up for it.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from zenferry.errors import Absent, Conflict, NotNow
from zenferry.state import MOVING, State
from zenferry.submission import Submission
from zenferry.submissions import Job, Submissions, Workflow

__all__ = ["FAR", "USUAL_PLACES", "Places", "Queue", "QueueRows", "Running", "Waiting"]

_log = logging.getLogger(__name__)

USUAL_PLACES = 4
# Who has others on the way already waits as if each further one came so much later. Nobody waits
# for ever: seven days after it was sent, everything goes before whatever is sent then.
A_TURN = timedelta(days=1)
MOST_TURNS = 7
# Whoever sends has so many of those who wait read, at most; whoever looks, so many.
MOST_READ = 1000
FAR = 100
# The index lags: some of those it names have gone, and do not hide the others.
SPARE = 16
# An execution that has not begun by then never will.
LONGEST_START = timedelta(hours=1)
# Every loser of a race sees the winner's row at its next turn.
_TURNS = 8


@dataclass(frozen=True)
class Waiting:
    """One that waits. The order is that of `turn`."""

    submission: str
    invitation: str
    turn: datetime


@dataclass(frozen=True)
class Running:
    """One that has a place: its execution was started, or is about to be."""

    submission: str
    attempt: int
    invitation: str
    since: datetime


@dataclass(frozen=True)
class Places:
    """Who has the places of a queue. `version` guards the row."""

    running: tuple[Running, ...] = ()
    version: int = 0


class QueueRows(Protocol):
    """Keeps the queues. NotNow when it does not answer."""

    def waiting(self, queue: str, most: int, before: datetime | None = None) -> Sequence[Waiting]:
        """The first of those who wait, in order; it may lag behind by a moment."""
        ...

    def places(self, queue: str) -> Places:
        """Who has a place now."""
        ...

    def keep(self, queue: str, new: Places) -> None:
        """Keep the next version of the places, or Conflict if it is not the next."""
        ...


@dataclass(frozen=True, kw_only=True)
class Queue:
    """Starts those whose turn it is, over the table and the workflow; `most_at_work` of a queue."""

    submissions: Submissions
    rows: QueueRows
    workflow: Workflow
    most_at_work: int
    now: Callable[[], datetime]

    @property
    def _share(self) -> int:
        """So many places one person may have: long files of one are not to hold up all others."""
        return max(1, self.most_at_work - 1)

    def turn(self, queue: str, invitation: str) -> datetime:
        """Where one that is sent now stands: a person's second comes after everybody's first."""
        waiting = [w for w in self.rows.waiting(queue, MOST_READ) if w.invitation == invitation]
        running = self.rows.places(queue).running
        others = {each.submission for each in waiting}
        others |= {each.submission for each in running if each.invitation == invitation}
        now = self.now() + A_TURN * min(len(others), MOST_TURNS)
        last = max((each.turn for each in waiting), default=now)
        return max(now, last + timedelta(microseconds=1)) if others else now

    def ahead(self, found: Submission) -> int | None:
        """How many come before it, counted up to FAR; None when it does not wait.

        It reads the row of the places, and of the index FAR rows and as many as there are places.
        """
        if not found.waiting or not found.turn:
            return None
        # Of all that is told about a deposit this can be done without best.
        with suppress(NotNow):
            return self._ahead(found, found.turn)
        return None

    def _ahead(self, found: Submission, turn: datetime) -> int | None:
        running = {each.submission for each in self.rows.places(found.queue).running}
        if found.id in running:
            return None
        before = self.rows.waiting(found.queue, FAR + len(running), turn)
        return min(FAR, sum(each.submission not in running for each in before))

    def sent(self, found: Submission) -> None:
        """One more waits. That it could not be started now is no reason to send it again."""
        with suppress(NotNow):
            self._dispatch(found.queue, lambda each: _earlier(each, found), fresh=found)

    def ended(self, found: Submission, attempt: int) -> None:
        """An execution is over: its place goes to the next in line."""
        over = (found.id, attempt)
        self._dispatch(found.queue, lambda each: (each.submission, each.attempt) == over)

    def mend(self, queue: str) -> list[Running]:
        """Free the places of the dead, start what was not; those that never began."""
        gone, late = set(), []
        for each in self.rows.places(queue).running:
            found = self._at_work(each)
            if found is None:
                gone.add(each)
            elif found.state is not State.SUBMITTED:
                continue
            elif self.now() - each.since > LONGEST_START:
                late.append(each)
            else:
                self._start(each)
        self._dispatch(queue, gone.__contains__)
        return late

    def _at_work(self, each: Running) -> Submission | None:
        try:
            found = self.submissions.get(each.submission)
        except Absent:
            return None
        return found if found.attempt == each.attempt and found.state in MOVING else None

    def _dispatch(
        self, queue: str, over: Callable[[Running], bool], fresh: Submission | None = None
    ) -> None:
        for _ in range(_TURNS):
            old = self.rows.places(queue)
            left = tuple(each for each in old.running if not over(each))
            chosen = tuple(self._next(queue, left, fresh))
            if chosen or left != old.running:
                try:
                    self.rows.keep(queue, replace(old, running=(*left, *chosen)))
                except Conflict:
                    continue
            for each in (*chosen, *_asked_again(left, fresh)):
                self._start(each)
            return
        # Others are at it, and they see the same; if not, the schedule does.

    def _next(
        self, queue: str, left: Sequence[Running], fresh: Submission | None
    ) -> Iterator[Running]:
        free = self.most_at_work - len(left)
        if free <= 0:
            return
        running = {each.submission for each in left}
        held = Counter(each.invitation for each in left)
        # Behind many of one person there may be somebody else.
        crowded = free + max(held.values(), default=0) > self._share
        waiting = self.rows.waiting(queue, MOST_READ if crowded else free + len(left) + SPARE)
        for each in _with(fresh, waiting):
            if each.submission in running or held[each.invitation] >= self._share:
                continue
            found = fresh if fresh and each.submission == fresh.id else self._waits(each, queue)
            if not found:
                continue
            held[found.invitation] += 1
            yield Running(found.id, found.attempt, found.invitation, self.now())
            free -= 1
            if not free:
                return

    def _waits(self, each: Waiting, queue: str) -> Submission | None:
        """As it is now: the index may not have heard that it was withdrawn, or begun."""
        try:
            found = self.submissions.get(each.submission)
        except Absent:
            return None
        return found if found.waiting and found.queue == queue else None

    def _start(self, each: Running) -> None:
        """Once, however often: executions are named for the attempt."""
        try:
            self.workflow.start(each.submission, each.attempt, Job.FORWARD)
        except NotNow as error:
            # It has its place; the schedule starts it.
            _log.warning("start of %s.%s: %s", each.submission, each.attempt, error.code)


def _earlier(each: Running, fresh: Submission) -> bool:
    """An attempt before this one, of which nobody said that it is over."""
    return each.submission == fresh.id and each.attempt < fresh.attempt


def _asked_again(left: Iterable[Running], fresh: Submission | None) -> Iterator[Running]:
    """It has a place, and was sent again: its start may have been lost."""
    for each in left:
        if fresh and (each.submission, each.attempt) == (fresh.id, fresh.attempt):
            yield each


def _with(fresh: Submission | None, waiting: Sequence[Waiting]) -> list[Waiting]:
    """Those who wait, with the one the index may not know yet, in order."""
    known = {each.submission: each for each in waiting}
    if fresh and fresh.turn:
        known[fresh.id] = Waiting(fresh.id, fresh.invitation, fresh.turn)
    return sorted(known.values(), key=lambda each: (each.turn, each.submission))
