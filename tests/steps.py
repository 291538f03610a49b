"""What stands behind the forward definition in its tests: steps that answer what they are told to.

Knows nothing of deposits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.clock import Clock
from tests.machine import Callbacks, Machine, definition

__all__ = ["FORWARD", "SILENCE", "Answer", "Steps", "VirtualClock", "by"]

FORWARD = {"submission": "s1", "attempt": 1, "job": "forward"}
Answer = dict[str, Any] | BaseException
SILENCE: Answer = {"outcome": "silence"}


class VirtualClock(Clock):
    def __init__(self) -> None:
        super().__init__()
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self.slept.append(seconds)


def by(way: str, *files: str) -> list[dict[str, str]]:
    """What the map is given for these files."""
    return [{"file": file, "way": way} for file in files]


class Steps:
    """The functions behind the definition: each gives its answers in turn, the last for ever."""

    def __init__(self, **answers: Sequence[Answer]) -> None:
        usual: dict[str, Sequence[Answer]] = {
            "prepare": [{"outcome": "ready", "files": by("function", "f1", "f2")}],
            "send": [{"outcome": "sent"}],
            "launch": [{"outcome": "sent"}],
            "reconcile": [{"outcome": "equal"}],
            "hand_over": [{"outcome": "handed_over"}],
            "cancel": [{"outcome": "cancelled"}],
            "give_up": [{"outcome": "needs_attention"}],
            "stop": [{"outcome": "needs_attention"}],
            "next_in_line": [{"outcome": "next"}],
        }
        self.answers = {step: list(given) for step, given in (usual | answers).items()}
        self.taken: list[str] = []
        # How often the place was passed on, which is the end of all of them.
        self.passed_on = 0
        # From which state to which it went.
        self.turns: set[tuple[str, str]] = set()
        self.clock = VirtualClock()
        self.callbacks = Callbacks(self.clock)

    def forward(self, event: dict[str, Any]) -> dict[str, Any]:
        if event["step"] == "next_in_line":
            self.passed_on += 1
            return self._answered("next_in_line")
        return self._answer(event["step"], event["step"])

    def send(self, event: dict[str, Any]) -> dict[str, Any]:
        return self._answer("send", f"send {event['file']}")

    def launch(self, event: dict[str, Any]) -> dict[str, Any]:
        """The answer is that of the task; of one that is silent, or died, none comes."""
        answer = self._answer("launch", f"launch {event['file']}")
        if answer != SILENCE:
            self.callbacks.succeed(event["token"], answer)
        return {"outcome": "launched"}

    def _answer(self, step: str, name: str) -> dict[str, Any]:
        self.taken.append(name)
        return self._answered(step)

    def _answered(self, step: str) -> dict[str, Any]:
        answers = self.answers[step]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def run(self, execution: object = FORWARD, **substitutions: object) -> Any:
        functions = {"forward": self.forward, "send": self.send, "launch": self.launch}
        found = definition(**substitutions)
        machine = Machine(found, functions, self.clock, callbacks=self.callbacks)
        self.turns = machine.turns
        return machine.run(execution)
