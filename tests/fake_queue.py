"""The queues, in memory. They fail the way the table does."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tests.fakes import FakeSubmissions
from zenferry.errors import Conflict
from zenferry.forwarding.queue import Places, Waiting


class FakeQueueRows:
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
