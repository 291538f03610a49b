"""The way of each file of a submission, by what was measured at its repository.

It decides; who carries the files is the state machine's concern.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from zenferry.errors import NeedsAttention, NotNow
from zenferry.forwarding.route import TimeLimits, Way, doubtful, route, too_long
from zenferry.forwarding.throughput import Throughputs
from zenferry.submission import Submission
from zenferry.transfer import File

__all__ = ["Ways"]


@dataclass(frozen=True, kw_only=True)
class Ways:
    """To one repository: `repository_key` names it."""

    throughputs: Throughputs
    repository_key: str
    time_limits: TimeLimits
    now: Callable[[], datetime]

    def of(self, found: Submission, files: Sequence[File]) -> list[dict[str, str]]:
        """Each file's id and way. NeedsAttention names the first that can't finish on any."""
        measured, now = self.throughputs.measured(self.repository_key), self.now()
        ways = []
        for file in files:
            chosen = route(file.size, measured, self.time_limits, now)
            # What is there already is only looked at.
            if chosen.way is None and not found.transfer(file.id).equal:
                raise too_long(file, chosen.rate, self.time_limits)
            ways.append({"file": file.id, "way": chosen.way or Way.FUNCTION})
        return ways

    def refused(self, files: Sequence[File]) -> dict[str, NeedsAttention]:
        """By path, what can't finish on any way. Nobody is refused for what can't be read now."""
        large = [file for file in files if doubtful(file.size, self.time_limits)]
        if not large:
            return {}
        with suppress(NotNow):
            measured, now = self.throughputs.measured(self.repository_key), self.now()
            routes = {file: route(file.size, measured, self.time_limits, now) for file in large}
            return {
                file.path: too_long(file, chosen.rate, self.time_limits)
                for file, chosen in routes.items()
                if chosen.way is None
            }
        return {}
