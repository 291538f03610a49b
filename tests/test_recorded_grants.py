"""Each call that a function makes is granted to its role, and each grant is of use.

The functions do their work over moto, where every call is noted with the role that made it.
"""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import cache

import pytest

from tests.grants import GRANTS, ROWS
from tests.recorded_house import moto
from tests.recorded_work import SCENARIOS
from tests.recorder import Call, Recorder


@cache
def recorded(scenario: Callable[[Recorder], None]) -> frozenset[Call]:
    """What was called while it went on."""
    recorder = Recorder()
    with moto():
        scenario(recorder)
    return frozenset(recorder.calls)


def grants_of(call: Call) -> set[str]:
    """The grants that allow it: of the rows, how their keys begin; else of what."""
    if call.key:
        verb = call.action.removeprefix("dynamodb:")
        rows = ROWS.get(call.role, {}).get(verb, "").split()
        return {f"{verb} {like}" for like in rows if fnmatchcase(call.key, like)}
    given = GRANTS[call.role].items()
    fits = {name for name, actions in given if call.action in actions}
    return {f"{call.action} {name}" for name in fits if fnmatchcase(call.resource, name)}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.__name__)
def test_each_call_is_granted(scenario: Callable[[Recorder], None]) -> None:
    calls = recorded(scenario)
    assert calls
    assert [call for call in sorted(calls) if not grants_of(call)] == []


# Granted for what is not done here: how such a grant begins, and who makes use of it.
ELSEWHERE = {
    "logs:": "the runtime",
    "states:SendTask": "the task of the long way: test_tasks.py",
    "s3:GetObject arn:": "the same, which fetches its code",
    "s3:ListBucket StagingBucket": "S3, to tell what is lost from what is forbidden",
}
# What they do is AWS's part.
OTHERS = {"LaunchRole", "LongStartRole", "StateMachineRole"}


def told() -> set[tuple[str, str]]:
    """Each grant, by role."""
    rows = {
        (role, f"{verb} {like}")
        for role, verbs in ROWS.items()
        for verb, keys in verbs.items()
        for like in keys.split()
    }
    return rows | {
        (role, f"{action} {name}")
        for role, given in GRANTS.items()
        for name, actions in given.items()
        for action in actions
    }


def test_each_grant_is_of_use() -> None:
    used = {
        (call.role, grant)
        for scenario in SCENARIOS
        for call in recorded(scenario)
        for grant in grants_of(call)
    }
    ours = {(role, grant) for role, grant in told() if role not in OTHERS}
    idle = [each for each in ours - used if not each[1].startswith(tuple(ELSEWHERE))]
    assert sorted(idle) == []
