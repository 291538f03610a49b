"""The budgets of calls and the queues, in memory. They fail the way the table does."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tests.fakes import FakeSubmissions
from zenferry.errors import Conflict
from zenferry.pacing import Bucket
from zenferry.queue import Places, Waiting


class FakeBuckets:
    """Buckets by name; one write at a time, as a row has it. `writes` counts the tries."""

    def __init__(self) -> None:
        self.rows: dict[str, Bucket] = {}
        self.writes = 0
        self._writing = threading.Lock()

    def pour(
        self, name: str, between: int, *, floor: int, latest: int
    ) -> tuple[bool, Bucket | None]:
        with self._writing:
            self.writes += 1
            found = self.rows.get(name)
            if found is None or found.between != between or not floor <= found.free <= latest:
                return False, found
            self.rows[name] = replace(found, free=found.free + between)
            return True, self.rows[name]

    def put(self, name: str, old: Bucket | None, new: Bucket) -> tuple[bool, Bucket | None]:
        with self._writing:
            self.writes += 1
            if self.rows.get(name) != old:
                return False, self.rows.get(name)
            self.rows[name] = new
            return True, new


class FakeLine:
    """Who waits is read from the submissions; who has a place is kept here."""

    def __init__(self, submissions: FakeSubmissions) -> None:
        self.rows: dict[str, Places] = {}
        self._submissions = submissions
        self._writing = threading.Lock()

    def waiting(self, queue: str, most: int, before: datetime | None = None) -> Sequence[Waiting]:
        found = [
            Waiting(each.id, each.invitation, each.turn)
            for each in self._submissions.all()
            if each.waiting and each.turn and each.queue == queue
        ]
        ordered = sorted(found, key=lambda each: (each.turn, each.submission))
        return [each for each in ordered if before is None or each.turn < before][:most]

    def places(self, queue: str) -> Places:
        return self.rows.get(queue, Places())

    def keep(self, queue: str, new: Places) -> None:
        with self._writing:
            if self.places(queue).version != new.version:
                raise Conflict("busy")
            self.rows[queue] = replace(new, version=new.version + 1)
