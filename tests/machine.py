"""Runs a Step Functions definition in process: a clock of one's own, callables for functions.

Knows only what infra/forward.asl.json uses, refuses every other field, and nothing of deposits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from tests.callbacks import Callbacks
from tests.expressions import ExecutionFailed, filled

__all__ = ["Callbacks", "Clock", "ExecutionFailed", "Killed", "Machine", "definition"]

DEFINITION = Path(__file__).parent.parent / "infra" / "forward.asl.json"

# What AWS keeps of a state at most, and how many events an execution may have.
# https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
STATE_BYTES = 256 * 1024
TRANSITIONS = 25_000

# https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
_BEYOND_ALL = {"States.DataLimitExceeded", "States.Runtime"}
_FIELDS = {
    "Task": {
        "Resource",
        "Arguments",
        "Retry",
        "Catch",
        "TimeoutSeconds",
        "HeartbeatSeconds",
    },
    "Map": {"Items", "MaxConcurrency", "ItemProcessor", "Retry", "Catch"},
    "Choice": {"Choices", "Default"},
    "Wait": {"Seconds"},
    "Fail": {"Error", "Cause"},
    "Pass": set(),
    "Succeed": set(),
}
_COMMON = {"Type", "Comment", "Next", "End", "Assign", "Output"}

Function = Callable[[dict[str, Any]], dict[str, Any]]


_WAITS = ".waitForTaskToken"


class Clock(Protocol):
    def now(self) -> datetime: ...

    def sleep(self, seconds: float) -> None: ...


class Killed(BaseException):
    """A function raises it to die as a process dies: no handler of its own may stop it."""


def definition(**substitutions: object) -> dict[str, Any]:
    """The definition with its ${Name}s filled in, as CloudFormation does before reading it."""
    given = {
        "Partition": "aws",
        "ForwardFunctionArn": "forward",
        "SendFunctionArn": "send",
        "LaunchFunctionArn": "launch",
        "LongSeconds": 43200,
        "RetrySeconds": 30,
        "RetryAttempts": 10,
        "MapConcurrency": 4,
        "Rounds": 4,
    } | substitutions
    text = re.sub(r"\$\{(\w+)\}", lambda match: str(given[match[1]]), DEFINITION.read_text())
    found: dict[str, Any] = json.loads(text)
    return found


class Machine:
    """One state machine; `run` is one execution. `functions` are found by FunctionName."""

    def __init__(
        self,
        definition: Mapping[str, Any],
        functions: Mapping[str, Function],
        clock: Clock,
        *,
        callbacks: Callbacks | None = None,
        parallel: bool = False,
    ) -> None:
        self._definition, self._functions, self._clock = definition, functions, clock
        self._callbacks = callbacks or Callbacks(clock)
        self._parallel = parallel
        # From which state to which it went.
        self.turns: set[tuple[str, str]] = set()
        _check(definition["States"])

    def run(self, execution_input: object) -> Any:
        return self._walk(self._definition, execution_input, {})

    def _walk(self, part: Mapping[str, Any], data: Any, variables: dict[str, Any]) -> Any:
        name: str | None = part["StartAt"]
        for _ in range(TRANSITIONS):
            if name is None:
                return data
            data, following = self._enter(part["States"][name], _carried(data), variables)
            if following:
                self.turns.add((name, following))
            name = following
        raise ExecutionFailed("States.Runtime", "the execution has too many events")

    def _enter(
        self, state: Mapping[str, Any], data: Any, variables: dict[str, Any]
    ) -> tuple[Any, str | None]:
        tried: dict[int, int] = {}
        while True:
            try:
                return self._act(state, data, variables)
            except ExecutionFailed as failure:
                wait = _next_wait(state, failure, tried)
                if wait is None:
                    return _caught(state, failure, data, variables)
                self._clock.sleep(wait)

    def _act(
        self, state: Mapping[str, Any], data: Any, variables: dict[str, Any]
    ) -> tuple[Any, str | None]:
        following = state
        result = data
        match state["Type"]:
            case "Task" if state["Resource"].endswith(_WAITS):
                result = self._waited(state, data, variables)
            case "Task":
                result = self._invoke(filled(state["Arguments"], data, variables))
            case "Map":
                result = self._map(state, data, variables)
            case "Choice":
                following = _chosen(state, data, variables)
            case "Wait":
                self._clock.sleep(filled(state["Seconds"], data, variables))
            case "Fail":
                raise ExecutionFailed(state["Error"], state["Cause"])
        return _left(following, data, variables, result=result)

    def _invoke(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """As lambda:invoke: whatever the function raises is one kind of failure."""
        function = self._functions[arguments["FunctionName"]]
        try:
            answer = function(_carried(arguments["Payload"]))
        except Killed as death:
            raise ExecutionFailed("Runtime.ExitError", str(death)) from death
        except Exception as error:
            raise ExecutionFailed("Runtime.HandlerError", repr(error)) from error
        return {"Payload": _carried(answer)}

    def _waited(self, state: Mapping[str, Any], data: Any, variables: dict[str, Any]) -> Any:
        """What the token was answered with; whatever works for it works while it is launched."""
        token = self._callbacks.issued(state["TimeoutSeconds"], state["HeartbeatSeconds"])
        context = {"Task": {"Token": token}}
        self._invoke(filled(state["Arguments"], data, variables, context=context))
        return _carried(self._callbacks.answer(token))

    def _map(self, state: Mapping[str, Any], data: Any, variables: dict[str, Any]) -> list[Any]:
        items = filled(state["Items"], data, variables)
        if not isinstance(items, list):
            raise ExecutionFailed("States.QueryEvaluationError", "Items is not an array")
        limit = (state["MaxConcurrency"] or len(items) or 1) if self._parallel else 1

        def iterate(item: object) -> Any:
            return self._walk(state["ItemProcessor"], item, dict(variables))

        return self.abreast(iterate, items, limit)

    def abreast(self, iterate: Callable[[Any], Any], items: list[Any], limit: int) -> list[Any]:
        """What a Map does with its items, at most `limit` at a time."""
        if limit == 1:
            return [iterate(item) for item in items]
        with ThreadPoolExecutor(limit) as pool:
            return list(pool.map(iterate, items))


def _check(states: Mapping[str, Mapping[str, Any]]) -> None:
    """A field this interpreter would pass over in silence would make tests of no worth."""
    for name, state in states.items():
        unknown = set(state) - _COMMON - _FIELDS[state["Type"]]
        if unknown:
            raise ValueError(f"{name}: cannot interpret {sorted(unknown)}")
        if "ItemProcessor" in state:
            _check(state["ItemProcessor"]["States"])


def _matches(rule: Mapping[str, Any], failure: ExecutionFailed) -> bool:
    names = rule["ErrorEquals"]
    return failure.error in names or ("States.ALL" in names and failure.error not in _BEYOND_ALL)


def _next_wait(
    state: Mapping[str, Any], failure: ExecutionFailed, tried: dict[int, int]
) -> float | None:
    for index, retrier in enumerate(state.get("Retry", [])):
        if _matches(retrier, failure):
            count = tried.get(index, 0)
            if count >= retrier.get("MaxAttempts", 3):
                return None
            tried[index] = count + 1
            wait = retrier.get("IntervalSeconds", 1) * retrier.get("BackoffRate", 2.0) ** count
            return float(min(wait, retrier.get("MaxDelaySeconds", wait)))
    return None


def _caught(
    state: Mapping[str, Any], failure: ExecutionFailed, data: Any, variables: dict[str, Any]
) -> tuple[Any, str | None]:
    error = {"Error": failure.error, "Cause": failure.cause}
    for catcher in state.get("Catch", []):
        if _matches(catcher, failure):
            return _left(catcher, data, variables, result=error, named="errorOutput")
    raise failure


def _chosen(state: Mapping[str, Any], data: Any, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    for rule in state["Choices"]:
        if filled(rule["Condition"], data, variables) is True:
            return dict(rule)
    return {"Next": state["Default"]}


def _left(
    state: Mapping[str, Any],
    data: Any,
    variables: dict[str, Any],
    *,
    result: Any,
    named: str = "result",
) -> tuple[Any, str | None]:
    """What goes on from a state, and to which; both see the variables as they were before."""
    extra = {named: result}
    output = filled(state["Output"], data, variables, **extra) if "Output" in state else result
    variables.update(filled(state.get("Assign", {}), data, variables, **extra))
    return output, state.get("Next")


def _carried(data: Any) -> Any:
    """What is left of a value on its way between states: JSON of a limited size."""
    text = json.dumps(data)
    if len(text.encode()) > STATE_BYTES:
        raise ExecutionFailed("States.DataLimitExceeded", f"{len(text)} bytes are too many")
    return json.loads(text)
