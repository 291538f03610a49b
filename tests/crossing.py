"""A whole deposit in process: the house of house.py with one depositor in it."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cached_property
from typing import TypeVar

from tests.boundary import Boundary
from tests.clock import START
from tests.house import EXAMPLE, SHORT_WAY_ONLY, House
from tests.machine import Killed
from tests.written import ID, VALUES
from zenferry.forwarding.route import TimeLimits
from zenferry.profile import HandOver, Profile
from zenferry.repository import Repository
from zenferry.state import State
from zenferry.submission import Submission
from zenferry.uploads.staging import Part, composite
from zenferry.uploads.upload import NewFile, WantedPart
from zenferry.wiring import Parts
from zenferry.wiring.steps import step

INVITATION = "an-invitation-for-tests"
NONCE = "a-nonce-that-is-long-enough"
Done = TypeVar("Done")

FILES = {"core 1.csv": b"a,b\n1,2\n" * 400, "deep/core 2.csv": b"c,d\n" * 700, "x.txt": b"x"}


class Crossing(House):
    """One deposit, by the acts of a depositor rather than over HTTP."""

    def __init__(
        self,
        *,
        hand_over: HandOver = HandOver.REVIEW,
        boundary: Boundary | None = None,
        repository: Repository | None = None,
        community: str = "tidal-flats",
        files: Mapping[str, bytes] = FILES,
        values: Mapping[str, object] = VALUES,
        time_limits: TimeLimits = SHORT_WAY_ONLY,
    ) -> None:
        super().__init__(boundary=boundary, repository=repository, time_limits=time_limits)
        self.files, self.values = files, values
        self._hand_over, self._community = hand_over, community
        expires = START + timedelta(days=1)
        self.invite(INVITATION, expires=expires, deposits=1, files=10, bytes=10**6)

    @cached_property
    def profile(self) -> Profile:
        profile = super().profile
        return profile.everywhere(hand_over=self._hand_over, community=self._community)

    @property
    def found(self) -> Submission:
        return self.submissions.get(ID)

    def state(self) -> State:
        return self.found.state

    def insist(self, act: Callable[[], Done]) -> Done:
        """What a browser does with a lost answer: it asks again."""
        for _ in range(3):
            try:
                return act()
            except Killed:
                continue
        raise AssertionError("killed more than once")

    def upload(self, path: str, content: bytes) -> str:
        uploads = self.parts.uploads
        new = NewFile(path, len(content), "text/csv")
        file = self.insist(lambda: uploads.register(ID, [new]))[0]
        part = Part(1, len(content), base64.b64encode(hashlib.sha256(content).digest()).decode())
        wanted = [WantedPart(file.id, part)]
        ticket = self.insist(lambda: uploads.tickets(self.found, wanted))[0]
        assert self.staging.send(ticket, content)
        md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
        done = [(file.id, composite([part]), md5)]
        self.insist(lambda: uploads.complete(self.found, done))
        return file.id

    def fill(self) -> None:
        """Open it, write the words, bring the files."""
        self.insist(self.open)
        revision = self.found.revision
        self.insist(lambda: self._saved(revision))
        for path, content in self.files.items():
            self.upload(path, content)

    def open(self) -> None:
        """By the invitation."""
        self.parts.deposits.open(ID, INVITATION, NONCE, "en")

    def _saved(self, revision: int) -> None:
        if self.found.revision == revision:
            self.parts.deposits.save(ID, self.values, revision)

    def submit(self) -> None:
        self.insist(lambda: self.parts.deposits.submit(ID))
        self.run()

    def step(self, name: str, attempt: int = 1, *, by: Parts | None = None) -> dict[str, object]:
        """One step of the state machine alone."""
        order = {"step": name, "submission": ID, "attempt": attempt}
        return step(by or self.parts, order)

    def tend(self, **later: float) -> None:
        """The schedule's tick after some time; again, should it be killed."""
        self.clock.advance(**later)
        self.insist(self.parts.tending.tend)
        self.run()

    def staged(self) -> dict[str, bytes]:
        return {
            file.path: content
            for file in self.found.files
            for key, content in self.staging.objects.items()
            if key.endswith(file.id)
        }

    def arrived(self) -> dict[str, bytes | None]:
        record = self.fake.records[str(self.found.draft)]
        return {name: entry.content for name, entry in record.entries.items() if entry.complete}


def handed_over(hand_over: HandOver = HandOver.REVIEW) -> Crossing:
    crossing = Crossing(hand_over=hand_over)
    crossing.fill()
    crossing.submit()
    return crossing


def codes(crossing: Crossing) -> list[str]:
    return [event.code for event in crossing.found.timeline]


def stopped_for(crossing: Crossing) -> tuple[str, str]:
    assert crossing.state() is State.NEEDS_ATTENTION
    problem = crossing.found.problems[0]
    return problem.code, problem.field


__all__ = [
    "EXAMPLE",
    "FILES",
    "ID",
    "VALUES",
    "Boundary",
    "Crossing",
    "State",
    "codes",
    "handed_over",
    "stopped_for",
]
