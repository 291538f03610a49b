"""The state machine: every way leads somewhere, every failure is caught, only ids travel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.machine import definition
from tests.template import DEFINITION, template


def _levels(states: dict[str, Any], start: str) -> Iterator[tuple[dict[str, Any], str]]:
    yield states, start
    for state in states.values():
        if "ItemProcessor" in state:
            inner = state["ItemProcessor"]
            yield from _levels(inner["States"], inner["StartAt"])


def _all_levels() -> list[tuple[dict[str, Any], str]]:
    machine = definition()
    return list(_levels(machine["States"], machine["StartAt"]))


def _targets(state: dict[str, Any]) -> set[str]:
    choices = [rule["Next"] for rule in state.get("Choices", [])]
    catches = [catcher["Next"] for catcher in state.get("Catch", [])]
    named = [state[key] for key in ("Next", "Default") if key in state]
    return set(choices + catches + named)


def test_every_substitution_is_given_and_none_is_superfluous() -> None:
    machine = template()["Resources"]["StateMachine"]["Properties"]
    wanted = set(re.findall(r"\$\{(\w+)\}", DEFINITION.read_text()))
    assert set(machine["DefinitionSubstitutions"]) == wanted


def test_every_task_is_tried_again_and_caught() -> None:
    for states, _ in _all_levels():
        for name, state in states.items():
            if state["Type"] == "Task":
                assert [rule["ErrorEquals"] for rule in state["Retry"]] == [["States.ALL"]], name
            if state["Type"] in {"Task", "Map"}:
                assert [rule["ErrorEquals"] for rule in state["Catch"]] == [["States.ALL"]], name


def test_every_way_leads_somewhere_and_every_state_is_reached() -> None:
    for states, start in _all_levels():
        targets = {start}.union(*(_targets(state) for state in states.values()))
        assert targets == set(states)


def test_every_choice_has_an_answer_to_the_unknown() -> None:
    for states, _ in _all_levels():
        for name, state in states.items():
            assert state["Type"] != "Choice" or state["Default"], name


def test_waits_are_such_as_the_service_accepts() -> None:
    most = template()["Parameters"]["RetrySeconds"]["MaxValue"]
    for states, _ in _all_levels():
        for rule in (rule for state in states.values() for rule in state.get("Retry", [])):
            assert rule["MaxDelaySeconds"] > most
            assert rule["IntervalSeconds"] >= 1


def test_only_ids_travel() -> None:
    payloads = [
        set(state["Arguments"]["Payload"])
        for states, _ in _all_levels()
        for state in states.values()
        if state["Type"] == "Task"
    ]
    assert set().union(*payloads) == {"step", "submission", "attempt", "file", "token"}
