"""Starts tasks in ECS, on machines that are there only while one runs (Fargate)."""

import hashlib
from collections.abc import Sequence
from typing import Any

from zenferry.adapters.aws_errors import translated
from zenferry.errors import NotNow
from zenferry.forwarding.errand import Errand

__all__ = ["CONTAINER", "EcsTasks"]

# The template's task definition has one container, of this name.
CONTAINER = "long"


class EcsTasks:
    """One cluster and one task definition; what a task is asked is in its environment."""

    def __init__(
        self,
        ecs: Any,
        *,
        cluster: str,
        definition: str,
        subnets: Sequence[str],
        group: str,
    ) -> None:
        self._ecs = ecs
        self._cluster, self._definition = cluster, definition
        self._subnets, self._group = list(subnets), group

    def launch(self, errand: Errand) -> None:
        with translated():
            answer = self._ecs.run_task(
                cluster=self._cluster,
                taskDefinition=self._definition,
                launchType="FARGATE",
                count=1,
                # A call whose answer was lost is repeated by the client, and starts nothing anew.
                clientToken=hashlib.sha256(errand.token.encode()).hexdigest(),
                networkConfiguration={
                    "awsvpcConfiguration": {
                        "subnets": self._subnets,
                        "securityGroups": [self._group],
                        # Without a gateway of its own, which would cost while nobody deposits.
                        "assignPublicIp": "ENABLED",
                    }
                },
                overrides={
                    "containerOverrides": [
                        {
                            "name": CONTAINER,
                            "environment": [
                                {"name": "SUBMISSION", "value": errand.submission},
                                {"name": "FILE", "value": errand.file},
                                {"name": "ATTEMPT", "value": str(errand.attempt)},
                                {"name": "TASK_TOKEN", "value": errand.token},
                            ],
                        }
                    ]
                },
            )
        if not answer.get("tasks"):
            raise NotNow("no_room_for_task")
