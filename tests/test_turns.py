"""The forward definition takes every turn that is written in it, each for its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import pytest

from tests.machine import ExecutionFailed, definition
from tests.steps import FORWARD, SILENCE, Answer, Steps, by

DOWN = RuntimeError("down")
LONG: list[Answer] = [{"outcome": "ready", "files": by("task", "f1")}]


@dataclass(frozen=True)
class Run:
    """What one execution meets, and in which state it ends."""

    end: str
    answers: Mapping[str, list[Answer]] = field(default_factory=dict)
    job: str = "forward"

    def done(self) -> Steps:
        steps = Steps(**self.answers)
        try:
            steps.run(FORWARD | {"job": self.job}, RetryAttempts=1, Rounds=2)
        except ExecutionFailed:
            steps.turns.add(("Dead", ""))
        return steps


def step(name: str, *answers: Answer | str, end: str, **before: list[Answer]) -> Run:
    """A run in which this step answers so, each outcome by its name."""
    given: list[Answer] = [{"outcome": a} if isinstance(a, str) else a for a in answers]
    return Run(end, {**before, name: given}, "cancel" if name == "cancel" else "forward")


def _at_each_step() -> Iterator[tuple[str, Run]]:
    for name in ("prepare", "send", "reconcile", "hand_over"):
        yield f"{name} finds that it was stopped", step(name, "stopped", end="Ended")
        yield f"{name} needs somebody", step(name, "needs_attention", end="NeedsAttention")
        yield f"{name} is to cancel", step(name, "cancel", end="Cancelled")
        # A file that cannot be sent now does not hold up the others; it is reconciled.
        given_up = "HandedOver" if name == "send" else "GiveUp"
        yield f"{name} never succeeds", step(name, DOWN, end=given_up)
        yield f"{name} answers what nobody knows", step(name, "maybe", end=given_up)


def _while_it_stops() -> Iterator[tuple[str, Run]]:
    wrong: list[Answer] = [{"outcome": "needs_attention"}]
    yield "stop is to cancel", step("stop", "cancel", end="Cancelled", send=wrong)
    yield "stop never succeeds", step("stop", DOWN, end="GiveUp", send=wrong)
    maybe = step("stop", "maybe", end="NeedsAttention", send=wrong)
    yield "stop answers what nobody knows", maybe


def _while_it_cancels() -> Iterator[tuple[str, Run]]:
    yield "a job to cancel only cancels", step("cancel", "cancelled", end="Cancelled")
    yield "cancel needs somebody", step("cancel", "needs_attention", end="NeedsAttention")
    yield "cancel never succeeds", step("cancel", DOWN, end="GiveUp")
    yield "cancel answers what nobody knows", step("cancel", "maybe", end="GiveUp")


def _by_the_long_way() -> Iterator[tuple[str, Run]]:
    yield "a file by a task", step("launch", "sent", end="HandedOver", prepare=LONG)
    yield "a file that takes too long", step("send", "too_long", end="HandedOver")
    yield "a task that is never heard of", step("launch", SILENCE, end="HandedOver", prepare=LONG)
    sought = step("launch", "needs_attention", end="NeedsAttention", prepare=LONG)
    yield "a task that needs somebody", sought


def _else() -> Iterator[tuple[str, Run]]:
    yield "all goes well", Run("HandedOver")
    yield "a job nobody knows", Run("GiveUp", job="dance")
    yield "no list of files", step("prepare", "ready", end="GiveUp")
    again: Answer = {"outcome": "again", "files": by("function", "f2")}
    yield "files differ once", step("reconcile", again, "equal", end="HandedOver")
    yield "files never agree", step("reconcile", again, end="GiveUp")
    yield "nobody is next", step("next_in_line", DOWN, end="HandedOver")
    yield "even to give up fails", step("give_up", DOWN, end="Dead", prepare=[DOWN])


RUNS = dict(
    chain(_at_each_step(), _while_it_stops(), _while_it_cancels(), _by_the_long_way(), _else())
)


def ended(steps: Steps) -> str:
    """The one state before a place is passed on; or that before it, where it was given up."""
    if ("GiveUp", "NeedsAttention") in steps.turns:
        return "GiveUp"
    if ("Dead", "") in steps.turns:
        return "Dead"
    [end] = [state for state, following in steps.turns if following == "NextInLine"]
    return end


@pytest.mark.parametrize("name", RUNS)
def test_whatever_a_step_answers_leads_to_the_end_it_must_lead_to(name: str) -> None:
    assert ended(RUNS[name].done()) == RUNS[name].end


@pytest.mark.parametrize("name", [name for name, run in RUNS.items() if run.end != "Dead"])
def test_however_it_ends_its_place_goes_to_the_next_in_line(name: str) -> None:
    steps = RUNS[name].done()
    assert steps.passed_on == (3 if name == "nobody is next" else 1)


def test_a_job_to_cancel_takes_no_other_step() -> None:
    assert RUNS["a job to cancel only cancels"].done().taken == ["cancel"]


def test_only_when_no_file_is_being_sent_any_more_is_it_stopped() -> None:
    assert RUNS["send needs somebody"].done().taken == ["prepare", "send f1", "send f2", "stop"]


def declared(states: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Every turn that is written in the definition."""
    for name, state in states.items():
        rules = [state, *state.get("Choices", []), *state.get("Catch", [])]
        yield from ((name, rule["Next"]) for rule in rules if "Next" in rule)
        if "Default" in state:
            yield name, state["Default"]
        yield from declared(state.get("ItemProcessor", {}).get("States", {}))


def test_no_turn_is_written_that_none_of_these_runs_takes() -> None:
    taken = set().union(*(run.done().turns for run in RUNS.values()))
    assert set(declared(definition()["States"])) - taken == set()
