"""The interpreter keeps the rules of Step Functions, and the forward definition takes its turns."""

from __future__ import annotations

import pytest

from tests.machine import ExecutionFailed, Killed, Machine, definition
from tests.steps import FORWARD, SILENCE, Steps, VirtualClock, by


def test_a_submission_is_prepared_sent_reconciled_and_handed_over() -> None:
    steps = Steps()
    assert steps.run() == {"outcome": "handed_over"}
    assert steps.taken == ["prepare", "send f1", "send f2", "reconcile", "hand_over"]


@pytest.mark.parametrize("files", [[], ["only"]])
def test_no_file_and_one_file_are_lists_too(files: list[str]) -> None:
    steps = Steps(prepare=[{"outcome": "ready", "files": by("function", *files)}])
    assert steps.run() == {"outcome": "handed_over"}
    assert [name for name in steps.taken if "send" in name] == [f"send {file}" for file in files]


def test_files_that_differ_are_sent_again() -> None:
    steps = Steps(
        reconcile=[{"outcome": "again", "files": by("function", "f2")}, {"outcome": "equal"}]
    )
    steps.run()
    assert steps.taken[3:] == ["reconcile", "send f2", "reconcile", "hand_over"]


def test_files_that_never_agree_are_given_up_after_some_rounds() -> None:
    steps = Steps(reconcile=[{"outcome": "again", "files": by("function", "f2")}])
    assert steps.run(Rounds=3) == {"outcome": "needs_attention"}
    assert steps.taken.count("reconcile") == 3
    assert steps.taken[-1] == "give_up"


@pytest.mark.parametrize("step", ["prepare", "send", "reconcile", "hand_over", "cancel"])
@pytest.mark.parametrize("death", [Killed("power cut"), RuntimeError("503")])
def test_a_step_that_dies_is_taken_again_after_a_growing_wait(
    step: str, death: BaseException
) -> None:
    steps = Steps()
    steps.answers[step][:0] = [death, death]
    steps.run(FORWARD | {"job": "cancel" if step == "cancel" else "forward"}, RetrySeconds=3)
    assert steps.clock.slept == [3, 6]
    assert "give_up" not in steps.taken


def test_waits_grow_up_to_ten_minutes() -> None:
    steps = Steps(prepare=[RuntimeError("down")])
    steps.run(RetrySeconds=200, RetryAttempts=4)
    assert steps.clock.slept == [200, 400, 600, 600]


def test_a_file_that_cannot_be_sent_does_not_hold_up_the_others() -> None:
    steps = Steps(send=[RuntimeError("x"), RuntimeError("x"), {"outcome": "sent"}])
    steps.run(RetryAttempts=1)
    assert steps.taken[:5] == ["prepare", "send f1", "send f1", "send f2", "reconcile"]


def test_each_file_goes_its_way() -> None:
    files = [*by("task", "f1"), *by("function", "f2")]
    steps = Steps(prepare=[{"outcome": "ready", "files": files}])
    assert steps.run() == {"outcome": "handed_over"}
    assert steps.taken[1:3] == ["launch f1", "send f2"]


def test_a_file_that_takes_too_long_goes_the_long_way() -> None:
    steps = Steps(send=[{"outcome": "too_long"}, {"outcome": "sent"}])
    assert steps.run() == {"outcome": "handed_over"}
    assert steps.taken[1:4] == ["send f1", "launch f1", "send f2"]


@pytest.mark.parametrize(("outcome", "last"), [("cancel", "cancel"), ("needs_attention", "stop")])
def test_what_a_task_answers_counts_as_what_a_function_answers(outcome: str, last: str) -> None:
    files = by("task", "f1")
    steps = Steps(prepare=[{"outcome": "ready", "files": files}], launch=[{"outcome": outcome}])
    steps.run()
    assert steps.taken[-1] == last


def test_a_task_that_shows_no_life_is_begun_anew() -> None:
    files = by("task", "f1")
    steps = Steps(
        prepare=[{"outcome": "ready", "files": files}], launch=[SILENCE, {"outcome": "sent"}]
    )
    assert steps.run(RetrySeconds=3) == {"outcome": "handed_over"}
    assert steps.taken.count("launch f1") == 2
    assert steps.clock.slept == [900, 3]


def test_a_task_that_is_never_heard_of_does_not_hold_up_the_others() -> None:
    files = [*by("task", "f1"), *by("function", "f2")]
    steps = Steps(prepare=[{"outcome": "ready", "files": files}], launch=[SILENCE])
    assert steps.run() == {"outcome": "handed_over"}
    assert steps.taken.count("launch f1") == 6
    assert steps.taken[-3:] == ["send f2", "reconcile", "hand_over"]


def test_that_nobody_is_next_changes_nothing_of_how_it_ended() -> None:
    steps = Steps(next_in_line=[RuntimeError("down")])
    assert steps.run() == {"outcome": "handed_over"}
    assert steps.passed_on == 3


def test_an_execution_that_cannot_even_give_up_fails() -> None:
    steps = Steps(prepare=[RuntimeError("down")], give_up=[RuntimeError("down")])
    with pytest.raises(ExecutionFailed, match="NotNoted"):
        steps.run()


def test_an_execution_without_its_ids_fails() -> None:
    with pytest.raises(ExecutionFailed, match="QueryEvaluationError"):
        Steps().run({"job": "forward"})


def test_too_much_data_in_the_state_is_no_error_a_retry_mends() -> None:
    steps = Steps(prepare=[{"outcome": "ready", "files": by("function", "x" * 300_000)}])
    with pytest.raises(ExecutionFailed, match="DataLimitExceeded"):
        steps.run()


def test_iterations_may_run_in_parallel() -> None:
    steps = Steps()
    functions = {"forward": steps.forward, "send": steps.send}
    machine = Machine(definition(MapConcurrency=2), functions, steps.clock, parallel=True)
    assert machine.run(FORWARD) == {"outcome": "handed_over"}


def test_a_field_the_interpreter_does_not_know_is_refused() -> None:
    other = {"StartAt": "A", "States": {"A": {"Type": "Task", "ResultPath": "$"}}}
    with pytest.raises(ValueError, match="ResultPath"):
        Machine(other, {}, VirtualClock())
