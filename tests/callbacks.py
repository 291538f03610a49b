"""Task tokens of a state machine in process: a virtual clock, time-outs and heartbeats.

It answers as Step Functions does, behind the port of the tasks.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from tests.expressions import ExecutionFailed
from zenferry.forwarding.errand import NobodyWaits


class _Clock(Protocol):
    def now(self) -> datetime: ...

    def sleep(self, seconds: float) -> None: ...


@dataclass
class _Token:
    ends: datetime
    heartbeat: timedelta
    due: datetime
    answer: Any = None
    failure: str = ""


class Callbacks:
    """Tokens, each good until it is answered or its time is over."""

    def __init__(self, clock: _Clock) -> None:
        self._clock = clock
        self._tokens: dict[str, _Token] = {}
        self.beats = 0

    def issued(self, timeout: float, heartbeat: float) -> str:
        token, now, pause = uuid.uuid4().hex, self._clock.now(), timedelta(seconds=heartbeat)
        self._tokens[token] = _Token(now + timedelta(seconds=timeout), pause, now + pause)
        return token

    def answer(self, token: str) -> Any:
        """What came; when nothing did, the wait for it is over by now."""
        found = self._tokens[token]
        if found.answer is not None:
            return found.answer
        if found.failure:
            raise ExecutionFailed("TryAgain", found.failure)
        ends = min(found.ends, found.due)
        self._clock.sleep(max(0.0, (ends - self._clock.now()).total_seconds()))
        kind = "Timeout" if found.ends <= found.due else "HeartbeatTimeout"
        raise ExecutionFailed(f"States.{kind}", "no answer came")

    def beat(self, token: str) -> None:
        found = self._valid(token)
        found.due = self._clock.now() + found.heartbeat
        self.beats += 1

    def succeed(self, token: str, outcome: Mapping[str, object]) -> None:
        self._valid(token).answer = dict(outcome)

    def fail(self, token: str, code: str) -> None:
        self._valid(token).failure = code

    def _valid(self, token: str) -> _Token:
        found, now = self._tokens.get(token), self._clock.now()
        if found is None or found.answer is not None or found.failure:
            raise NobodyWaits
        if now > found.ends or now > found.due:
            raise NobodyWaits
        return found
