"""Answers to the state machine that waits for a task, by the token it gave."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from zenferry.adapters.aws_errors import code_of, translated
from zenferry.forwarding.errand import NobodyWaits

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

__all__ = ["StepFunctionsCallbacks"]

_WORTH_NOTHING = frozenset({"TaskDoesNotExist", "TaskTimedOut", "InvalidToken"})


class StepFunctionsCallbacks:
    """https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html"""

    def __init__(self, sfn: "SFNClient") -> None:
        self._sfn = sfn

    def beat(self, token: str) -> None:
        with _answered():
            self._sfn.send_task_heartbeat(taskToken=token)

    def succeed(self, token: str, outcome: Mapping[str, object]) -> None:
        with _answered():
            self._sfn.send_task_success(taskToken=token, output=json.dumps(outcome))

    def fail(self, token: str, code: str) -> None:
        with _answered():
            self._sfn.send_task_failure(taskToken=token, error="TryAgain", cause=code)


@contextmanager
def _answered() -> Iterator[None]:
    with translated():
        try:
            yield
        except ClientError as error:
            if code_of(error) in _WORTH_NOTHING:
                raise NobodyWaits from error
            raise
