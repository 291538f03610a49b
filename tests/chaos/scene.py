"""The service of house.py on a stage: its functions, executions and schedule are actors.

Everything outside is struck as the trouble says; who deposits is another one's business.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from infra.local.repository.standin import Standin
from tests.boundary import Boundary
from tests.chaos.boundaries import Troubled
from tests.chaos.executions import ActingTasks, ActorsClock, Executions, Hands, TaskTokens
from tests.chaos.line import COMMUNITY, Line
from tests.chaos.plan import Plan
from tests.chaos.stage import Actor, Stage
from tests.chaos.trouble import Outage, Strike, Trouble
from tests.chaos.watch import Store, Table, Watch
from tests.fake_buckets import FakeBuckets
from tests.fake_queue import FakeQueueRows
from tests.house import EXAMPLE, House
from tests.machine import Killed
from zenferry.api import create_app
from zenferry.api.service import serve
from zenferry.forwarding.pacing import USUAL_CALLS, SharedPace
from zenferry.forwarding.route import TimeLimits
from zenferry.profile import HandOver, Profile, read_profile
from zenferry.submission import Submission
from zenferry.uploads.staging import Ticket

__all__ = ["Cut", "Scene"]

ASKING = ("request lost", "answer lost", "answer lost", "500", "doubled", "late")
PUTTING = ("cut", "answer lost", "403", "500", "corrupted", "stall", "stall after")
# Nothing fits into a function.
LONG_WAY_ONLY = TimeLimits(function=0, task=43_200)
TICK_SECONDS, STALL_SECONDS = 60, 60


class Cut(Exception):
    """No answer came."""


class Scene(House):
    """One deposit's world, played from a seed."""

    def __init__(
        self, plan: Plan, directory: Path, only: frozenset[Strike | Outage] | None = None
    ) -> None:
        super().__init__()
        self.plan = plan
        self.stage = Stage(self.clock)
        self._begun = self.stage.now
        self.trouble = Trouble(plan.seed, plan.weather, self.since, only=only)
        self.wire = Line(self.stage, self.trouble, directory, self._called)
        self.submissions = self.table()
        self.queue_rows = FakeQueueRows(self.submissions)
        self.buckets = FakeBuckets()
        self.time_limits = LONG_WAY_ONLY if plan.long else self.time_limits
        self.callbacks = TaskTokens(self.clock_of_actors)
        self.tasks = ActingTasks(self)
        self.staging = Store()
        self.workflow = Executions(self)
        self.boundary = Troubled(self.stage, self.trouble, self.path)
        self.invite(**plan.caps)
        self.watch = Watch(self)
        self.submissions.watch = self.staging.watch = self.watch
        self.running: list[Actor] = []

    def table(self) -> Table:
        """What keeps submissions."""
        return Table(self.invitations)

    @property
    def standin(self) -> Standin:
        """The repository."""
        return self.wire.standin

    def since(self) -> float:
        """Seconds since it began."""
        return self.stage.now - self._begun

    def wrong(self, what: str) -> None:
        """A rule was broken: the play ends with the next pause."""
        self.stage.failure = self.stage.failure or AssertionError(what)

    def _called(self, site: str, kind: str) -> None:
        self.watch.called(site, kind)

    def path(self, file: str) -> str:
        """What a file is called, by its id."""
        found = self.watch.found
        known = (*found.files, *found.dropped, *found.owed) if found else ()
        return next((each.path for each in known if each.id == file), "")

    @cached_property
    def profile(self) -> Profile:
        return _profile(self.plan.hand_over, beside=self.plan.beside)

    def reached(self, _: Boundary, /) -> dict[str, Any]:
        buckets = self.boundary.around(self.buckets)
        pace = SharedPace(buckets, "stand-in", lambda: self.stage.now, USUAL_CALLS)
        return {"repository": self.wire.repository(pace), "hands": Hands(self)}

    @cached_property
    def app(self) -> Flask:
        """The API."""
        app = _app()
        serve(app, self.parts)
        return app

    @property
    def found(self) -> Submission | None:
        """The deposit as it is kept."""
        return self.watch.found

    def begin(self, name: str, act: Callable[[], object], *, after: float = 0.0) -> Actor:
        """Somebody who has to be done before the play is."""
        actor = self.stage.begin(name, act, after=after)
        self.running = [a for a in self.running if not a.done] + [actor]
        return actor

    def asked(self, method: str, address: str, **given: Any) -> TestResponse:
        """A request of a browser; Cut when no answer comes."""
        site = f"api {method} {_without_ids(address)}"
        kind = self.trouble.at(site, ASKING, down="request lost")
        self.stage.sleep(0.1)

        def perform() -> TestResponse | None:
            try:
                answer = self.app.test_client().open(address, method=method, **given)
            except Killed:
                return None
            if answer.status_code == 500:
                self.wrong(f"{site} failed as nobody thought it would: {answer.text}")
            return answer

        if kind in {"request lost", "500"}:
            raise Cut(kind)
        if kind == "late":
            # The browser gave up on it; it arrives all the same.
            self.begin(f"late {site}", perform, after=self.some(site, 90))
            self.stage.sleep(30)
            raise Cut(kind)
        if kind == "doubled":
            self.begin(f"doubled {site}", perform)
        answer = perform()
        self.stage.sleep(0.1)
        if answer is None or kind == "answer lost":
            raise Cut(kind or "killed")
        return answer

    def put(self, path: str, ticket: Ticket, content: bytes) -> bool:
        """A part on its way to the store; whether it is known to be there."""
        site = f"store put {path}"
        kind = self.trouble.at(site, PUTTING, down="500")
        self.stage.sleep(self.some(site, 5))
        if kind.startswith("stall"):
            self.stage.sleep(STALL_SECONDS)
        if kind == "corrupted":
            assert not self.staging.send(ticket, bytes([content[0] ^ 1]) + content[1:])
        if kind in {"cut", "403", "500", "corrupted", "stall"}:
            return False
        return self.staging.send(ticket, content) and not kind

    def some(self, what: str, most: float) -> float:
        """Seconds, up to so many."""
        return self.trouble.chance("long", what, self.stage.now) * most

    def start_schedule(self) -> None:
        """The tick, from now on."""
        self.stage.begin("schedule", self._schedule)

    def _schedule(self) -> None:
        while True:
            self.stage.sleep(self._until_due())
            kind = self.trouble.at("tick", ("missing", "twice"), down="missing")
            if kind == "missing":
                self.stage.sleep(self.some("tick", 3 * 3600))
                continue
            if kind == "twice":
                self.begin("tick, too", self._tick)
            self._tick()

    def _until_due(self) -> float:
        """A minute, or many in which nothing would be due."""
        due = self.found and self.found.due
        left = due.timestamp() - self.stage.now if due else 6 * 3600.0
        return min(max(left // TICK_SECONDS * TICK_SECONDS, TICK_SECONDS), 6 * 3600)

    def _tick(self) -> None:
        # The next one does what this one could not.
        with suppress(Killed, Exception):
            self.parts.tending.tend()

    def at_once(self, event: dict[str, str]) -> dict[str, object]:
        """What the function does that the API has take a step at once."""
        return self._asked(event)

    @property
    def clock_of_actors(self) -> Any:
        """The clock of whoever acts: to sleep is to let others act."""
        return ActorsClock(self)


@cache
def _app() -> Flask:
    """Made once: each play has it serve its own parts."""
    return create_app(House().parts)


@cache
def _profile(hand_over: HandOver, *, beside: bool) -> Profile:
    plain = read_profile(EXAMPLE).everywhere(hand_over=hand_over, community=COMMUNITY)
    return replace(plain, form=replace(plain.form, beside=beside))


def _without_ids(address: str) -> str:
    parts = address.removeprefix("/api/submissions").split("/")
    return "/".join(part for part in parts if len(part) < 16) or "/"
