"""A whole deposit in process: the service over fakes, the real state machine, a virtual clock.

`Boundary` stands around everything outside and kills the process at one chosen call.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from tests.clock import START, Clock
from tests.fake_repository import FakeRepository
from tests.fakes import (
    FakeInvitations,
    FakeStaging,
    FakeSubmissions,
    FakeWorkflow,
)
from tests.machine import ExecutionFailed, Killed, Machine, definition
from zenferry.access import Invitation, hashed
from zenferry.handlers import sent, step
from zenferry.profile import HandOver, Profile, read_profile
from zenferry.repository import Repository
from zenferry.staging import Part, composite
from zenferry.submission import State, Submission
from zenferry.upload import NewFile, WantedPart
from zenferry.wiring import Parts, Settings

EXAMPLE = Path(__file__).parent.parent / "infra" / "example" / "profile.toml"
INVITATION = "an-invitation-for-tests"
NONCE = "a-nonce-that-is-long-enough"
ID = "0b7e5f52-6a43-4c11-9b59-6f3a3a1b7c11"
Done = TypeVar("Done")

VALUES: Mapping[str, object] = {
    "title": "Sediment cores of the Jade Bay",
    "resource_type": "dataset",
    "description": "Grain sizes.\n\nOne file a core.",
    "creators": [
        {
            "type": "person",
            "given_name": "Josiah",
            "family_name": "Carberry",
            "orcid": "0000-0002-1825-0097",
            "affiliations": [{"name": "Brown University"}],
        }
    ],
    "keywords": ["sediment"],
    "publication_date": "2026-11-21",
    "access": "open",
    "licence": "cc-by-4.0",
    "agreement": True,
}
FILES = {"core 1.csv": b"a,b\n1,2\n" * 400, "deep/core 2.csv": b"c,d\n" * 700, "x.txt": b"x"}


class Boundary:
    """Counts the calls to whatever is outside, and at one of them, before or after it, dies.

    With `act` it does that instead: what somebody else does at just this moment.
    """

    def __init__(
        self, *, at: int = -1, after: bool = False, act: Callable[[], object] | None = None
    ) -> None:
        self.calls: list[str] = []
        self.act = act
        self._at, self._after = at, after

    @property
    def fired(self) -> bool:
        return 0 <= self._at < len(self.calls)

    def around(self, thing: Any) -> Any:
        boundary = self

        class Around:
            def __getattr__(self, name: str) -> Any:
                return boundary.call(getattr(thing, name), f"{type(thing).__name__}.{name}")

        return Around()

    def call(self, act: Callable[..., Any], name: str) -> Callable[..., Any]:
        def called(*args: Any, **kwargs: Any) -> Any:
            self.calls.append(name)
            mine = len(self.calls) - 1 == self._at
            if mine and not self._after:
                self._strike(f"before {name}")
            done = act(*args, **kwargs)
            if mine and self._after:
                self._strike(f"after {name}")
            return done

        return called

    def _strike(self, where: str) -> None:
        if self.act is None:
            raise Killed(where)
        self.act()


class Crossing:
    """One deposit and everything around it."""

    def __init__(
        self,
        *,
        hand_over: HandOver = HandOver.REVIEW,
        boundary: Boundary | None = None,
        repository: Repository | None = None,
        community: str = "tidal-flats",
        files: Mapping[str, bytes] = FILES,
        values: Mapping[str, object] = VALUES,
    ) -> None:
        self.clock = Clock()
        self.files, self.values = files, values
        self.boundary = boundary or Boundary()
        self.invitations = FakeInvitations()
        self.submissions = FakeSubmissions(self.invitations)
        self.staging = FakeStaging()
        self.fake = FakeRepository()
        self.repository = repository or self.fake
        self.workflow = FakeWorkflow(lambda s: step(self.parts, _event("reserve_doi", s)))
        self._hand_over, self._community = hand_over, community
        self._ran: set[str] = set()
        self.invitations.add(_invitation())

    @cached_property
    def profile(self) -> Profile:
        profile = read_profile(EXAMPLE)
        return profile.everywhere(hand_over=self._hand_over, community=self._community)

    @cached_property
    def parts(self) -> Parts:
        return self._parts(self.boundary)

    @cached_property
    def quiet(self) -> Parts:
        """The same service, for somebody else, whom no boundary disturbs."""
        return self._parts(Boundary())

    def disturb(self, boundary: Boundary) -> None:
        """From now on, this boundary."""
        self.boundary = boundary
        self.__dict__.pop("parts", None)

    def _parts(self, boundary: Boundary) -> Parts:
        return Parts(
            Settings(),
            profile=self.profile,
            now=self.clock.now,
            submissions=boundary.around(self.submissions),
            invitations=self.invitations,
            staging=boundary.around(self.staging),
            workflow=boundary.around(self.workflow),
            **self.reached(boundary),
        )

    def reached(self, boundary: Boundary, /) -> dict[str, Any]:
        """The part by which the repository, or one of several, is reached."""
        return {"repository": boundary.around(self.repository)}

    @property
    def found(self) -> Submission:
        return self.submissions.get(ID)

    def state(self) -> State:
        return self.found.state

    def client(self, act: Callable[[], Done]) -> Done:
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
        file = self.client(lambda: uploads.register(ID, [new]))[0]
        part = Part(1, len(content), base64.b64encode(hashlib.sha256(content).digest()).decode())
        wanted = [WantedPart(file.id, part)]
        ticket = self.client(lambda: uploads.tickets(self.found, wanted))[0]
        assert self.staging.send(ticket, content)
        md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
        done = [(file.id, composite([part]), md5)]
        self.client(lambda: uploads.complete(self.found, done))
        return file.id

    def fill(self) -> None:
        """Open it, write the words, bring the files."""
        deposits = self.parts.deposits
        self.client(lambda: deposits.open(ID, INVITATION, NONCE, "en"))
        revision = self.found.revision
        self.client(lambda: self._saved(revision))
        for path, content in self.files.items():
            self.upload(path, content)

    def _saved(self, revision: int) -> None:
        if self.found.revision == revision:
            self.parts.deposits.save(ID, self.values, revision)

    def submit(self) -> None:
        self.client(lambda: self.parts.deposits.submit(ID))
        self.run()

    def run(self) -> None:
        """Run every execution that was started and has not run, as the state machine would."""
        while waiting := self.workflow.started.keys() - self._ran:
            name = min(waiting)
            self._ran.add(name)
            submission, attempt, job = self.workflow.started[name]
            order = {"submission": submission, "attempt": attempt, "job": job}
            try:
                Machine(definition(), self._functions, self.clock).run(order)
            except ExecutionFailed:
                # The rule on dead executions.
                self.parts.attention.give_up(submission, attempt)

    def died(self, execution: str) -> None:
        """An execution that ended without a word."""
        self._ran.add(execution)

    @property
    def _functions(self) -> dict[str, Callable[[dict[str, Any]], dict[str, Any]]]:
        def send(event: dict[str, Any]) -> dict[str, Any]:
            return sent(self.parts, event)

        return {"forward": lambda event: step(self.parts, event), "send": send}

    def tend(self, **later: float) -> None:
        """The schedule's tick after some time; again, should it be killed."""
        self.clock.advance(**later)
        self.client(self.parts.tending.tend)
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


def _event(name: str, submission: str) -> dict[str, Any]:
    return {"step": name, "submission": submission}


def _invitation() -> Invitation:
    expires = START + timedelta(days=1)
    return Invitation(hashed(INVITATION), "tests", expires, deposits=1, files=10, bytes=10**6)


__all__ = [
    "FILES",
    "ID",
    "Boundary",
    "Crossing",
    "State",
    "codes",
    "handed_over",
    "stopped_for",
]
