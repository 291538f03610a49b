"""A task is asked for as ECS takes it, and answers as Step Functions takes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from infra.local.tasks import running
from zenferry.adapters.ecs_tasks import EcsTasks
from zenferry.adapters.task_callbacks import StepFunctionsCallbacks
from zenferry.errors import NotNow
from zenferry.forwarding.errand import Errand, NobodyWaits
from zenferry.long import errand_of

ERRAND = Errand("s1", "f1", 3, "the-token")


class _Raw:
    """A body as botocore reads it."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> list[bytes]:
        return [self._content]


class Line:
    """Answers every call of a client as it is told, and keeps what was asked."""

    def __init__(self, status: int, answer: Mapping[str, object]) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self._status, self._answer = status, answer

    def client(self, service: str) -> Any:
        made = boto3.client(
            service,  # type: ignore[call-overload]
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        made.meta.events.register("before-send", self._answered)
        return made

    def _answered(self, request: Any, **_: object) -> AWSResponse:
        target = request.headers["X-Amz-Target"].decode().rpartition(".")[2]
        self.asked.append((target, json.loads(request.body)))
        body = _Raw(json.dumps(self._answer).encode())
        return AWSResponse(request.url, self._status, HTTPHeaders(), body)


def launched(line: Line) -> None:
    tasks = EcsTasks(
        line.client("ecs"), cluster="c", definition="d:1", subnets=["s1", "s2"], group="g"
    )
    tasks.launch(ERRAND)


def test_a_task_is_asked_for_with_its_errand_and_a_way_out() -> None:
    line = Line(200, {"tasks": [{"taskArn": "t"}], "failures": []})
    launched(line)

    [(called, asked)] = line.asked
    assert (called, asked["cluster"], asked["taskDefinition"]) == ("RunTask", "c", "d:1")
    assert (asked["launchType"], asked["count"]) == ("FARGATE", 1)
    network = asked["networkConfiguration"]["awsvpcConfiguration"]
    assert (network["subnets"], network["securityGroups"]) == (["s1", "s2"], ["g"])
    [container] = asked["overrides"]["containerOverrides"]
    told = {each["name"]: each["value"] for each in container["environment"]}
    assert errand_of(told) == ERRAND


def test_the_same_token_starts_one_task_and_is_not_told_as_such() -> None:
    line = Line(200, {"tasks": [{"taskArn": "t"}], "failures": []})
    launched(line)
    launched(line)

    first, second = (asked["clientToken"] for _, asked in line.asked)
    assert first == second
    assert len(first) == 64
    assert ERRAND.token not in repr(ERRAND) + first


def test_no_room_for_a_task_is_tried_again() -> None:
    with pytest.raises(NotNow, match="no_room_for_task"):
        launched(Line(200, {"tasks": [], "failures": [{"reason": "RESOURCE:FARGATE"}]}))


@pytest.mark.parametrize(
    ("act", "called", "more"),
    [
        (lambda line: line.beat("t"), "SendTaskHeartbeat", {}),
        (lambda line: line.succeed("t", {"outcome": "sent"}), "SendTaskSuccess", "sent"),
        (lambda line: line.fail("t", "busy"), "SendTaskFailure", "busy"),
    ],
)
def test_the_state_machine_is_answered_by_the_token(
    act: Callable[[StepFunctionsCallbacks], None], called: str, more: str
) -> None:
    line = Line(200, {})
    act(StepFunctionsCallbacks(line.client("stepfunctions")))

    [(name, asked)] = line.asked
    assert (name, asked["taskToken"]) == (called, "t")
    assert not more or more in json.dumps(asked)


@pytest.mark.parametrize("code", ["TaskDoesNotExist", "TaskTimedOut", "InvalidToken"])
def test_a_token_that_is_worth_nothing_is_known(code: str) -> None:
    callbacks = StepFunctionsCallbacks(Line(400, {"__type": code}).client("stepfunctions"))
    for act in (
        callbacks.beat,
        lambda t: callbacks.succeed(t, {}),
        lambda t: callbacks.fail(t, ""),
    ):
        with pytest.raises(NobodyWaits):
            act("t")


def test_another_refusal_is_tried_again() -> None:
    callbacks = StepFunctionsCallbacks(
        Line(400, {"__type": "AccessDeniedException"}).client("stepfunctions")
    )
    with pytest.raises(NotNow):
        callbacks.beat("t")


def test_on_a_laptop_nobody_says_what_the_process_of_a_task_loads(tmp_path: Path) -> None:
    told = [{"name": "LD_PRELOAD", "value": "theirs.so"}]
    override = {"name": "long", "environment": told}
    asked = {"taskDefinition": "d:1", "overrides": {"containerOverrides": [override]}}

    with running(tmp_path / "log") as tasks:
        with pytest.raises(PermissionError, match="LD_PRELOAD"):
            tasks.start(asked)
        assert tasks.started == 0
