"""Runs the tasks of the long way on this machine, in place of ECS, whose own needs containers.

It answers RunTask where AWS_ENDPOINT_URL_ECS, boto3's own setting, sends the functions. What it
runs is the template's task definition: its command, its environment, its role. It knows no file.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.cloud import LOOPBACK, Cloud, prepared
from infra.local.leash import leashed
from infra.local.stack import Clients

_LOOK_SECONDS = 0.1
Environment = dict[str, str]
# All that the launcher says: see functions/zenferry/long.py.
_TOLD = {"SUBMISSION", "FILE", "ATTEMPT", "TASK_TOKEN"}


@dataclass(frozen=True)
class _Order:
    """What RunTask asked for: the definition's ARN, and what the task is told."""

    definition: str
    told: Environment


class Tasks:
    """Those that run; each on a leash, and gone with the demo."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._clients: Clients | None = None
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []
        self._holders: set[int] = set()
        self._server = ThreadingHTTPServer((LOOPBACK, 0), _handler(self))
        self.started = 0

    @property
    def environment(self) -> Environment:
        """By this the functions find it."""
        return {"AWS_ENDPOINT_URL_ECS": f"http://{LOOPBACK}:{self._server.server_port}"}

    def in_cloud(self, cloud: Cloud) -> None:
        """Where definitions and roles are looked up, and whom the tasks speak with."""
        self._clients = Clients(cloud)

    def pids(self) -> list[int]:
        """The processes that carry files now."""
        listing = ["ps", "-A", "-o", "pid=,ppid="]
        done = subprocess.run(listing, capture_output=True, text=True, check=True)
        rows = [line.split() for line in done.stdout.splitlines()]
        return [int(pid) for pid, parent in rows if int(parent) in self._holders]

    def kill(self) -> int:
        """Ends them, as a power cut would; answers how many died."""
        pids = self.pids()
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return len(pids)

    def start(self, request: Mapping[str, Any]) -> None:
        """What RunTask asks for, in a process of its own."""
        [override] = request["overrides"]["containerOverrides"]
        told = {each["name"]: each["value"] for each in override["environment"]}
        if not told.keys() <= _TOLD:
            # Anybody on this machine may ask: what Python loads is not theirs to say.
            raise PermissionError(f"Not to be set: {sorted(told.keys() - _TOLD)}")
        order = _Order(request["taskDefinition"], told)
        thread = threading.Thread(target=self._run, args=(order,), daemon=True)
        self._threads.append(thread)
        self.started += 1
        thread.start()

    def _run(self, order: _Order) -> None:
        if (clients := self._clients) is None:
            return
        definition = clients.make("ecs").describe_task_definition(taskDefinition=order.definition)
        [container] = definition["taskDefinition"]["containerDefinitions"]
        # The image's Python; here it is the one that functions have.
        command = [str(prepared()), *container["entryPoint"][1:], *container["command"]]
        own = {each["name"]: str(each["value"]) for each in container["environment"]}
        keys = _keys_of(clients, definition["taskDefinition"]["taskRoleArn"])
        environment = _bare(clients.cloud) | keys | own | order.told
        with leashed(command, environment=environment, log=self._log) as held:
            self._holders.add(held.pid)
            while held.alive() and not self._ended.wait(_LOOK_SECONDS):
                continue
            self._holders.discard(held.pid)
        # The embedded cloud minds no heartbeats, so it is told when one would be missed.
        with suppress(ClientError, BotoCoreError):
            clients.executions.send_task_failure(
                taskToken=order.told["TASK_TOKEN"], error="States.HeartbeatTimeout"
            )

    def serve(self) -> None:
        self._server.serve_forever(poll_interval=_LOOK_SECONDS)

    def stop(self) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()
        for thread in self._threads:
            thread.join()


def _keys_of(clients: Clients, role: str) -> Environment:
    """Keys that open what the task's own role may, and nothing else."""
    keys = clients.make("sts").assume_role(RoleArn=role, RoleSessionName="task")["Credentials"]
    return {
        "AWS_ACCESS_KEY_ID": keys["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": keys["SecretAccessKey"],
        "AWS_SESSION_TOKEN": keys["SessionToken"],
    }


def _bare(cloud: Cloud) -> Environment:
    return cloud.environment() | {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(cloud.temporary),
        "TMPDIR": str(cloud.temporary),
        "no_proxy": f"localhost,{LOOPBACK}",
        "PYTHONUNBUFFERED": "1",
    }


def _handler(tasks: Tasks) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known = self.headers["X-Amz-Target"].endswith(".RunTask")
            if known:
                tasks.start(request)
            arn = f"arn:aws:ecs:us-east-1:000000000000:task/{uuid.uuid4()}"
            answer = {"tasks": [{"taskArn": arn}], "failures": []} if known else {}
            body = json.dumps(answer).encode()
            self.send_response(200 if known else 400)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - its name there
            """The tasks' own log says enough."""

    return Handler


@contextmanager
def running(log: Path) -> Iterator[Tasks]:
    """Ready for orders; what they began ends with the block."""
    tasks = Tasks(log)
    serving = threading.Thread(target=tasks.serve, daemon=True)
    serving.start()
    try:
        yield tasks
    finally:
        tasks.stop()
        serving.join()
