"""What stands outside the curators' desk, in memory: links, sessions, lists, orders to itself."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.fake_log import FakeLog
from tests.fakes import FakeSubmissions
from zenferry.curation.entrance import Pass, PassKind
from zenferry.curation.log import LogEntry
from zenferry.curation.overview import Line, line_of
from zenferry.errors import Absent, Malformed, NotNow
from zenferry.pages import Page
from zenferry.state import State


class FakePasses:
    """By hash; one of two who take the same gets it."""

    def __init__(self, log: FakeLog) -> None:
        self.rows: dict[str, Pass] = {}
        self.busy = False
        self._log = log
        self._used: set[str] = set()
        self._taking = threading.Lock()

    def add(self, new: Pass) -> None:
        self.rows[new.hash] = new

    def get(self, hash_: str) -> Pass:
        if hash_ not in self.rows:
            raise Absent("unknown_pass")
        return self.rows[hash_]

    def use(self, hash_: str, session: Pass, entry: LogEntry) -> None:
        if self.busy:
            raise NotNow("storage_unavailable")
        with self._taking:
            if self.get(hash_).kind is not PassKind.LINK or hash_ in self._used:
                raise Absent("unknown_pass")
            self._used.add(hash_)
            self.rows[session.hash] = session
            self._log.note(entry)

    def end(self, hash_: str) -> Pass:
        with self._taking:
            if self.get(hash_).kind is not PassKind.SESSION:
                raise Absent("unknown_pass")
            return self.rows.pop(hash_)


class FakeShelf:
    """Lines of all deposits there are, never late. Items read are counted."""

    def __init__(self, submissions: FakeSubmissions) -> None:
        self._submissions = submissions
        self.read = 0

    def page(self, states: Sequence[State], most: int, after: str = "") -> Page[Line]:
        every = sorted(
            (line_of(each) for each in self._submissions.all() if each.state in states),
            key=lambda line: (states.index(line.state), -line.created.timestamp(), line.id),
        )
        lines = [_placed(line) for line in every]
        start = _index(lines, after)
        some = lines[start : start + most]
        self.read += len(some)
        more = start + most < len(lines)
        return Page(tuple(some), some[-1].position if more else "")


def _placed(line: Line) -> Line:
    return replace(line, position=f"after.{line.id}")


def _index(lines: Sequence[Line], after: str) -> int:
    if not after:
        return 0
    if not after.startswith("after."):
        raise Malformed("cursor")
    return next((n + 1 for n, line in enumerate(lines) if line.position == after), len(lines))


class PromptOrders:
    """Does at once what it was told to."""

    def __init__(self, act: Callable[[str], None]) -> None:
        self.ordered: list[str] = []
        self._act = act

    def link_for(self, curator: str) -> None:
        self.ordered.append(curator)
        self._act(curator)
