"""The workflow in Step Functions, and the steps that the API has done at once."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ClientError

from zenferry.adapters.aws_errors import code_of, translated
from zenferry.errors import Conflict, NotNow
from zenferry.submissions import Job

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_stepfunctions import SFNClient

__all__ = ["StepFunctionsWorkflow", "agreed"]


def agreed(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """The outcome of a step, unless it was refused."""
    if answer["outcome"] == "refused":
        raise Conflict(answer["code"], **answer["params"])
    return answer


class StepFunctionsWorkflow:
    """One state machine; an execution is named for the attempt, so it starts once."""

    def __init__(
        self, sfn: "SFNClient", lambdas: "LambdaClient", *, machine: str, forward: str
    ) -> None:
        self._sfn = sfn
        self._lambdas = lambdas
        self._machine = machine
        self._forward = forward

    def start(self, submission: str, attempt: int, job: Job) -> None:
        order = {"submission": submission, "attempt": attempt, "job": job}
        with translated():
            try:
                self._sfn.start_execution(
                    stateMachineArn=self._machine,
                    name=f"{submission}.{attempt}",
                    input=json.dumps(order),
                )
            except ClientError as error:
                if code_of(error) != "ExecutionAlreadyExists":
                    raise

    def reserve_doi(self, submission: str) -> str:
        done = self._done("no_doi_now", step="reserve_doi", submission=submission)
        return str(agreed(done)["doi"])

    def take_over(self, submission: str) -> None:
        agreed(self._done("busy", step="take_over", submission=submission))

    def ask(self, step: str, submission: str, **told: str) -> Mapping[str, object]:
        return self._done("busy", step=step, submission=submission, **told)

    def _done(self, otherwise: str, **order: str) -> Mapping[str, object]:
        with translated():
            answer = self._lambdas.invoke(
                FunctionName=self._forward, Payload=json.dumps(order).encode()
            )
            payload = answer["Payload"].read()
        if answer.get("FunctionError"):
            raise NotNow(otherwise)
        return cast("dict[str, object]", json.loads(payload))
