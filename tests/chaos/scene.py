"""The service of house.py on a stage: its functions, executions and schedule are actors.

Everything outside is struck as the trouble says; who deposits is another one's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.boundary import Boundary
from tests.chaos.boundaries import Troubled
from tests.chaos.line import COMMUNITY, Line
from tests.chaos.plan import Plan
from tests.chaos.stage import Actor, Over, Stage
from tests.chaos.trouble import Outage, Strike, Trouble
from tests.chaos.watch import Store, Table, Watch
from tests.fake_line import FakeLine
from tests.fakes import FakeWorkflow
from tests.house import EXAMPLE, House
from tests.machine import ExecutionFailed, Function, Killed, Machine, definition
from zenferry.api import create_app
from zenferry.api.service import serve
from zenferry.profile import HandOver, Profile, read_profile
from zenferry.staging import Ticket
from zenferry.submission import Job, Submission

__all__ = ["Cut", "Died", "Scene"]

INVOKING = ("never begun", "answer lost", "runs on", "runs on", "execution dies")
ASKING = ("request lost", "answer lost", "answer lost", "500", "doubled", "late")
PUTTING = ("cut", "answer lost", "403", "500", "corrupted", "stall", "stall after")
CALLED_SECONDS, TICK_SECONDS, STALL_SECONDS = 900, 60, 60


class Cut(Exception):
    """No answer came."""


class Died(BaseException):
    """An execution ends without a word."""


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
        self.line = FakeLine(self.submissions)
        self.staging = Store()
        self.workflow = _Executions(self)
        self.boundary = Troubled(self.stage, self.trouble, self._path)
        self.invite(**plan.caps)
        title = str(plan.values["title"])
        self.watch = Watch(self.wire.standin, self.invitations, plan.disk, title, self.wrong)
        self.submissions.watch = self.staging.watch = self.watch
        self.running: list[Actor] = []

    def table(self) -> Table:
        """What keeps submissions."""
        return Table(self.invitations)

    def since(self) -> float:
        """Seconds since it began."""
        return self.stage.now - self._begun

    def wrong(self, what: str) -> None:
        """A rule was broken: the play ends with the next pause."""
        self.stage.failure = self.stage.failure or AssertionError(what)

    def _called(self, site: str, kind: str) -> None:
        self.watch.called(site, kind)

    def _path(self, file: str) -> str:
        found = self.watch.found
        known = (*found.files, *found.dropped, *found.owed) if found else ()
        return next((each.path for each in known if each.id == file), "")

    @cached_property
    def profile(self) -> Profile:
        return _profile(self.plan.hand_over)

    def reached(self, _: Boundary, /) -> dict[str, Any]:
        return {"repository": self.wire.repository(), "hands": _Hands(self)}

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
            self.begin(f"late {site}", perform, after=self._any(site, 90))
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
        self.stage.sleep(self._any(site, 5))
        if kind.startswith("stall"):
            self.stage.sleep(STALL_SECONDS)
        if kind == "corrupted":
            assert not self.staging.send(ticket, bytes([content[0] ^ 1]) + content[1:])
        if kind in {"cut", "403", "500", "corrupted", "stall"}:
            return False
        return self.staging.send(ticket, content) and not kind

    def _any(self, what: str, most: float) -> float:
        return self.trouble.chance("long", what, self.stage.now) * most

    def start_schedule(self) -> None:
        """The tick, from now on."""
        self.stage.begin("schedule", self._schedule)

    def _schedule(self) -> None:
        while True:
            self.stage.sleep(self._until_due())
            kind = self.trouble.at("tick", ("missing", "twice"), down="missing")
            if kind == "missing":
                self.stage.sleep(self._any("tick", 3 * 3600))
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

    def execute(self, name: str, order: dict[str, Any]) -> None:
        """One execution of the state machine, from its start to its end, or its death."""
        execution = _Execution(self)
        try:
            _Machine(definition(), execution.functions(), self.clock_of_actors, self).run(order)
        except (ExecutionFailed, Died):
            execution.dead = True
            self._rescued(name, order)

    def _rescued(self, name: str, order: dict[str, Any]) -> None:
        """The rule on dead executions: calls its function up to three times, or never."""
        if self.trouble.at("rule", ("never",)):
            return
        for _ in range(3):
            self.stage.sleep(self._any(name, 90))
            with suppress(Killed, Exception):
                self.parts.attention.give_up(order["submission"], order["attempt"])
                return

    @property
    def clock_of_actors(self) -> Any:
        """The clock of whoever acts: to sleep is to let others act."""
        return _ActorsClock(self)


class _ActorsClock:
    def __init__(self, scene: Scene) -> None:
        self.now, self.sleep = scene.clock.now, scene.stage.sleep


class _Hands:
    """Several calls of one function: actors, where somebody may stop waiting for them."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def abreast(self, act: Callable[[Any], Any], given: Iterable[Any], /) -> tuple[Any, ...]:
        return tuple(map(act, given))

    def within(
        self, seconds: float, act: Callable[[Any], Any], given: Iterable[Any], /
    ) -> tuple[Any, ...]:
        calls = [_Call(act, each) for each in given]
        self._scene.stage.join([self._scene.begin("a hand", call.made) for call in calls], seconds)
        return tuple(call.result() for call in calls)


class _Call:
    def __init__(self, act: Callable[[Any], Any], given: Any) -> None:
        self._act, self._given = act, given
        self._answer: Any = None
        self._failure: BaseException | None = None

    def made(self) -> None:
        try:
            self._answer = self._act(self._given)
        except Over:
            raise
        except BaseException as failure:
            self._failure = failure

    def result(self) -> Any:
        if self._failure:
            raise self._failure
        return self._answer


class _Executions(FakeWorkflow):
    """Starts executions on the stage, each name once, some of them late."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene._doi_reserved)
        self._scene = scene

    def start(self, submission: str, attempt: int, job: Job) -> None:
        name = f"{submission}.{attempt}"
        fresh = name not in self.started
        super().start(submission, attempt, job)
        if fresh:
            order = {"submission": submission, "attempt": attempt, "job": job}
            scene = self._scene
            kind = scene.trouble.at(f"execution {job}", ("late",))
            after = scene._any(name, 1800) if kind else 0.1
            scene.begin(f"{job} {attempt}", lambda: scene.execute(name, order), after=after)


class _Execution:
    """The functions as one execution calls them."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.dead = False

    def functions(self) -> dict[str, Function]:
        given = self._scene.functions
        return {name: self._called(name, act) for name, act in given.items()}

    def _called(self, name: str, act: Function) -> Function:
        scene = self._scene

        def called(event: dict[str, Any]) -> dict[str, Any]:
            about = event.get("step") or scene._path(str(event.get("file")))
            site = f"function {name} {about}"
            kind = "" if self.dead else scene.trouble.at(site, INVOKING)
            if self.dead or kind == "execution dies":
                self.dead = True
                raise Died
            if kind == "never begun":
                raise Killed(site)
            if kind == "runs on":
                after = scene._any(site, CALLED_SECONDS)
                scene.begin(f"late {site}", lambda: _alone(act, event), after=after)
                raise Killed(f"{site} took too long, and runs on")
            done = act(event)
            if kind == "answer lost":
                raise Killed(f"after {site}")
            return done

        return called


def _alone(act: Function, event: dict[str, Any]) -> None:
    # Nobody hears of it.
    with suppress(Killed, Exception):
        act(event)


class _Machine(Machine):
    """Its maps are worked on by several actors."""

    def __init__(self, definition: Any, functions: Any, clock: Any, scene: Scene) -> None:
        super().__init__(definition, functions, clock, parallel=True)
        self._scene = scene

    def abreast(self, iterate: Callable[[Any], Any], items: list[Any], limit: int) -> list[Any]:
        done: dict[int, Any] = {}
        failures: list[BaseException] = []
        waiting = iter(list(enumerate(items)))

        def work() -> None:
            for index, item in waiting:
                try:
                    done[index] = iterate(item)
                except Over:
                    raise
                except BaseException as failure:
                    failures.append(failure)
                    return

        workers = min(limit, len(items))
        self._scene.stage.join([self._scene.begin("sender", work) for _ in range(workers)])
        if failures:
            raise failures[0]
        return [done[index] for index in range(len(items))]


@cache
def _app() -> Flask:
    """Made once: each play has it serve its own parts."""
    return create_app(House().parts)


@cache
def _profile(hand_over: HandOver) -> Profile:
    return read_profile(EXAMPLE).everywhere(hand_over=hand_over, community=COMMUNITY)


def _without_ids(address: str) -> str:
    parts = address.removeprefix("/api/submissions").split("/")
    return "/".join(part for part in parts if len(part) < 16) or "/"
