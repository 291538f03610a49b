"""The budgets of calls, in memory. They fail the way the table does."""

import threading
from dataclasses import replace

from zenferry.forwarding.pacing import Bucket


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
