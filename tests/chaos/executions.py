"""Executions of the state machine, the functions they call and the tasks they launch, as actors.

Each may die, run on when nobody waits for it any more, or be late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tests.chaos.stage import Over
from tests.fake_tasks import FakeTasks
from tests.fakes import FakeWorkflow
from tests.machine import Callbacks, ExecutionFailed, Function, Killed, Machine, definition
from zenferry.forwarding.errand import Errand
from zenferry.long import carry
from zenferry.submissions import Job

if TYPE_CHECKING:
    from tests.chaos.scene import Scene

__all__ = ["ActingTasks", "ActorsClock", "Executions", "Hands", "TaskTokens"]

INVOKING = ("never begun", "answer lost", "runs on", "runs on", "execution dies")
CALLED_SECONDS = 900


class Died(BaseException):
    """An execution ends without a word."""


class ActorsClock:
    """The clock of whoever acts: to sleep is to let others act."""

    def __init__(self, scene: Scene) -> None:
        self.now, self.sleep = scene.clock.now, scene.stage.sleep


class ActingTasks(FakeTasks):
    """Tasks that take their time, as actors."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(lambda errand: carry(scene.parts, errand))
        self._scene = scene

    def launch(self, errand: Errand) -> None:
        name = f"task {self._scene.path(errand.file)}"
        launch = super().launch

        def ended() -> None:
            # Nobody hears how a process ended.
            with suppress(Exception):
                launch(errand)

        after = self._scene.some(name, 60)
        self._scene.begin(name, ended, after=after)


class TaskTokens(Callbacks):
    """The wait for an answer lets others act."""

    def answer(self, token: str) -> Any:
        found = self._tokens[token]
        while found.answer is None and not found.failure:
            if self._clock.now() >= min(found.ends, found.due):
                break
            self._clock.sleep(20)
        return super().answer(token)


class Hands:
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


class Executions(FakeWorkflow):
    """Starts executions on the stage, each name once, some of them late."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.at_once)
        self._scene = scene

    def start(self, submission: str, attempt: int, job: Job) -> None:
        name = f"{submission}.{attempt}"
        fresh = name not in self.started
        super().start(submission, attempt, job)
        if fresh:
            order = {"submission": submission, "attempt": attempt, "job": job}
            scene = self._scene
            kind = scene.trouble.at(f"execution {job}", ("late",))
            after = scene.some(name, 1800) if kind else 0.1
            scene.begin(f"{job} {attempt}", lambda: _Execution(scene).run(name, order), after=after)


class _Execution:
    """The functions as one execution calls them."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.dead = False

    def run(self, name: str, order: dict[str, Any]) -> None:
        """From its start to its end, or its death."""
        try:
            _Machine(self._scene, self.functions()).run(order)
        except (ExecutionFailed, Died):
            self.dead = True
            self._rescued(name, order)

    def _rescued(self, name: str, order: dict[str, Any]) -> None:
        """The rule on dead executions: calls its function up to three times, or never."""
        scene = self._scene
        if scene.trouble.at("rule", ("never",)):
            return
        for _ in range(3):
            scene.stage.sleep(scene.some(name, 90))
            with suppress(Killed, Exception):
                scene.parts.attention.give_up(order["submission"], order["attempt"])
                return

    def functions(self) -> dict[str, Function]:
        given = self._scene.functions
        return {name: self._called(name, act) for name, act in given.items()}

    def _called(self, name: str, act: Function) -> Function:
        scene = self._scene

        def called(event: dict[str, Any]) -> dict[str, Any]:
            about = event.get("step") or scene.path(str(event.get("file")))
            site = f"function {name} {about}"
            kind = "" if self.dead else scene.trouble.at(site, INVOKING)
            if self.dead or kind == "execution dies":
                self.dead = True
                raise Died
            if kind == "never begun":
                raise Killed(site)
            if kind == "runs on":
                after = scene.some(site, CALLED_SECONDS)
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

    def __init__(self, scene: Scene, functions: Mapping[str, Function]) -> None:
        clock, callbacks = scene.clock_of_actors, scene.callbacks
        super().__init__(definition(), functions, clock, callbacks=callbacks, parallel=True)
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
