"""JSONata in a state machine's definition: templates with {% expressions %} become values.

Knows nothing of states, only what one expression may see.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

import jsonata  # type: ignore[import-untyped]

# What was parsed keeps what it works on while it does: each thread has its own.
_parsed = threading.local()


class ExecutionFailed(Exception):
    """The execution ended badly: `error` is AWS's name for it, `cause` says more."""

    def __init__(self, error: str, cause: str) -> None:
        super().__init__(f"{error}: {cause}")
        self.error, self.cause = error, cause


def filled(template: Any, data: Any, variables: Mapping[str, Any], **extra: Any) -> Any:
    """The template with each {% expression %} in it evaluated."""
    if isinstance(template, dict):
        return {key: filled(each, data, variables, **extra) for key, each in template.items()}
    if isinstance(template, list):
        return [filled(each, data, variables, **extra) for each in template]
    if isinstance(template, str) and template.startswith("{%"):
        bindings = {**variables, "states": {"input": data, **extra}}
        return _evaluated(template.removeprefix("{%").removesuffix("%}"), bindings)
    return template


def _evaluated(expression: str, bindings: Mapping[str, Any]) -> Any:
    try:
        value = _read(expression).evaluate(None, bindings)
        defined = value is not None or _read(f"$exists({expression})").evaluate(None, bindings)
    except Exception as error:
        raise ExecutionFailed("States.QueryEvaluationError", f"{expression}: {error}") from error
    if not defined:
        raise ExecutionFailed("States.QueryEvaluationError", f"{expression} is undefined")
    return value


def _read(expression: str) -> Any:
    """Parsed once: a definition has few expressions, and a test suite very many executions."""
    known: dict[str, Any] = vars(_parsed)
    if expression not in known:
        known[expression] = jsonata.Jsonata(expression)
    return known[expression]
