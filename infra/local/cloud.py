"""The embedded cloud: ministack in an environment of its own, on loopback, gone without a trace.

It knows how to start, reach and stop it; what is deployed there is not its concern.
"""

from __future__ import annotations

import fcntl
import hashlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from infra.local.leash import Leashed, leashed
from infra.local.package import ROOT

REGION = "us-east-1"
LOOPBACK = "127.0.0.1"
_VENV = ROOT / ".cloud-venv"
_LOCK = ROOT / "infra" / "local" / "ministack.lock"
_PATIENCE = 20.0
NOTHING_MORE: Mapping[str, str] = {}

# All of ministack's environment reaches the functions, so it gets this and nothing else.
_PASSED_ON = (
    "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy",
    "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "LANG", "LC_ALL", "TZ",
)  # fmt: skip


class CloudFailure(Exception):
    """The embedded cloud can't be set up or does not answer."""


@dataclass(frozen=True)
class Cloud:
    """A running embedded cloud. Its keys open everything in it, and nothing elsewhere.

    What is written below `scratch` is gone with it, whatever ends it.
    """

    port: int
    scratch: Path

    @property
    def endpoint(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def temporary(self) -> Path:
        """Where functions keep temporary files, and what marks their processes."""
        return self.scratch / "tmp"

    def environment(self) -> dict[str, str]:
        """What a program needs to take this for AWS."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "NO_PROXY": f"localhost,{LOOPBACK}",
        }

    def workers(self, function: str) -> list[int]:
        """The processes that run this function now or are kept warm for it."""
        mark = str(self.temporary / f"ministack-lambda-{function}-")
        return [pid for pid, command in _processes() if mark in command]

    def kill_workers(self, function: str) -> int:
        """As a power cut would; answers how many died."""
        pids = self.workers(function)
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        return len(pids)


@contextmanager
def started(
    *, log: Path, wait_scale: float = 1.0, more: Mapping[str, str] = NOTHING_MORE
) -> Iterator[Cloud]:
    """A fresh, empty cloud; with `wait_scale` the state machine's waits are that much of theirs.

    `more` goes into its environment, and so into that of the functions.
    """
    python = prepared()
    scratch = Path(tempfile.mkdtemp(prefix="zenferry-cloud-")).resolve()
    cloud = Cloud(free_port(), scratch)
    cloud.temporary.mkdir()
    command = [str(python), "-m", "ministack.app"]
    environment = {**_environment(cloud, wait_scale), **more}
    with leashed(command, environment=environment, log=log, remove=[scratch]) as process:
        _await_health(cloud, process)
        yield cloud


def prepared() -> Path:
    """The Python of ministack's own environment, made on first use."""
    python = _VENV / "bin" / "python"
    made = _VENV / "made-from"
    wanted = hashlib.sha256(_LOCK.read_bytes() + sys.version.encode()).hexdigest()
    with _one_at_a_time():
        if not made.exists() or made.read_text() != wanted:
            venv.create(_VENV, clear=True, with_pip=True)
            _install(python)
            made.write_text(wanted)
    return python


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def _install(python: Path) -> None:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(
        [*command, "--require-hashes", "--requirement", str(_LOCK)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CloudFailure("ministack can't be installed:\n" + done.stderr[-2000:])


def _environment(cloud: Cloud, wait_scale: float) -> Mapping[str, str]:
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return passed_on | {
        "PATH": f"{_VENV / 'bin'}:/usr/bin:/bin",
        "HOME": str(cloud.temporary),
        "TMPDIR": str(cloud.temporary),
        "AUTH": "true",
        "BIND_HOST": LOOPBACK,
        "GATEWAY_PORT": str(cloud.port),
        "MINISTACK_REGION": REGION,
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "NO_PROXY": f"localhost,{LOOPBACK}",
        "no_proxy": f"localhost,{LOOPBACK}",
        "SFN_WAIT_SCALE": str(wait_scale),
        "PYTHONUNBUFFERED": "1",
    }


def _await_health(cloud: Cloud, process: Leashed) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.alive():
        if _is_healthy(cloud.port):
            return
        time.sleep(0.05)
    raise CloudFailure("The embedded cloud did not come up.")


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=2)
    try:
        connection.request("GET", "/_ministack/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def _processes() -> list[tuple[int, str]]:
    listing = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=", "-o", "args="], capture_output=True, text=True, check=True
    )
    rows = (line.split(None, 1) for line in listing.stdout.splitlines())
    return [(int(row[0]), row[1]) for row in rows if len(row) == 2]


@contextmanager
def _one_at_a_time() -> Iterator[IO[str]]:
    """Two demos started together must not make the same environment at once."""
    (ROOT / ".build").mkdir(exist_ok=True)
    with (ROOT / ".build" / "cloud-venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
