"""Executions on the embedded cloud whose steps answer as a script in the table says."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from infra.local.demo import Demo
from tests.waiting import wait_for

__all__ = ["ENDS", "F2", "Execution", "blank_page", "started"]

PATIENCE = 60
F1, F2 = ({"file": file, "way": "function"} for file in ("f1", "f2"))
READY = {"outcome": "ready", "files": [F1, F2]}
Script = Mapping[str, Sequence[Any]]
ENDS: dict[str, Sequence[Any]] = {
    "prepare": [READY],
    "send f1": [{"outcome": "sent"}],
    "send f2": [{"outcome": "sent"}],
    "reconcile": [{"outcome": "equal"}],
    "hand_over": [{"outcome": "handed_over"}],
    "cancel": [{"outcome": "cancelled"}],
    "give_up": [{"outcome": "needs_attention"}],
    "stop": [{"outcome": "needs_attention"}],
}


def blank_page(_profile: Path, directory: Path, staging_origin: str) -> None:
    directory.mkdir()
    (directory / "index.html").write_text(staging_origin)


@dataclass
class Execution:
    demo: Demo
    submission: str
    arn: str

    def ended(self) -> str:
        """How, once it has."""
        return wait_for(self._end, seconds=PATIENCE, pause=0.05)

    def _end(self) -> str | None:
        executions = self.demo.clients.executions
        status = executions.describe_execution(executionArn=self.arn)["status"]
        return None if status == "RUNNING" else status

    def calls(self) -> list[str]:
        rows = self.demo.clients.dynamodb.query(
            TableName=self.demo.stack.table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": f"calls#{self.submission}"}},
        )
        return [row["name"]["S"] for row in rows["Items"]]

    def steps(self) -> list[str]:
        """Without the last, by which the place is passed on."""
        *steps, last = self.calls()
        assert last == "next_in_line"
        return steps

    def called(self, name: str) -> None:
        """Waits for this call."""
        wait_for(lambda: name in self.calls(), seconds=PATIENCE, pause=0.05)


def started(demo: Demo, script: Script = MappingProxyType({}), job: str = "forward") -> Execution:
    """An execution whose steps answer as the script says, and as usual where it is silent."""
    submission = str(uuid.uuid4())
    for step, given in (ENDS | dict(script)).items():
        item = {"pk": {"S": f"script#{submission}"}, "sk": {"S": step}}
        demo.clients.dynamodb.put_item(
            TableName=demo.stack.table, Item=item | {"answers": {"S": json.dumps(given)}}
        )
    order = {"submission": submission, "attempt": 1, "job": job}
    arn = demo.clients.executions.start_execution(
        stateMachineArn=demo.stack.state_machine, name=f"{submission}.1", input=json.dumps(order)
    )["executionArn"]
    return Execution(demo, submission, arn)
