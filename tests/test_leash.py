"""What is on a leash ends with its owner, with all it has started, and leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from infra.local.leash import leashed
from infra.local.package import ROOT
from tests.waiting import wait_for

# Starts a process of its own, says both numbers, and then heeds no signal it can ignore.
PARENT = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(os.getpid(), child.pid, flush=True)
time.sleep(600)
"""
# Holds such a leash, passes on what the parent said, and waits to be killed.
OWNER = """
import sys, time
from pathlib import Path
from infra.local.leash import leashed
log, directory = Path(sys.argv[1]), Path(sys.argv[2])
command = [sys.executable, "-c", sys.argv[3]]
with leashed(command, environment={}, log=log, remove=[directory]) as it:
    print(it.output.readline(), end="", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    made = tmp_path / "scratch"
    made.mkdir()
    (made / "file").write_text("temporary")
    return made


def _running(pids: list[int]) -> list[int]:
    """Those that still do something; one that only waits to be collected does not."""
    states = subprocess.run(  # noqa: S603 - numbers
        ["ps", "-o", "stat=", "-p", ",".join(map(str, pids))],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return [pid for pid, state in zip(pids, states.stdout.split(), strict=False) if state[0] != "Z"]


def test_all_of_it_ends_with_the_block(tmp_path: Path, directory: Path) -> None:
    command = [sys.executable, "-c", PARENT]
    with leashed(command, environment={}, log=tmp_path / "log", remove=[directory]) as held:
        pids = [int(pid) for pid in held.output.readline().split()]
        assert held.alive()
    assert _running(pids) == []
    assert not directory.exists()


def test_all_of_it_ends_when_the_holder_is_stuck(
    tmp_path: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.local.leash._PATIENCE", 0.2)
    command = [sys.executable, "-c", PARENT]
    with leashed(command, environment={}, log=tmp_path / "log", remove=[directory]) as held:
        pids = [int(pid) for pid in held.output.readline().split()]
        os.kill(held.pid, signal.SIGSTOP)
    wait_for(lambda: not _running(pids))
    assert not directory.exists()


def test_all_of_it_ends_when_the_owner_is_killed(tmp_path: Path, directory: Path) -> None:
    owner = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-c", OWNER, str(tmp_path / "log"), str(directory), PARENT],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        text=True,
    )
    assert owner.stdout is not None
    pids = [int(pid) for pid in owner.stdout.readline().split()]
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    wait_for(lambda: not (directory.exists() or _running(pids)))


def test_a_command_that_ends_by_itself_is_noticed(tmp_path: Path, directory: Path) -> None:
    command = [sys.executable, "-c", "print('bye')"]
    with leashed(command, environment={}, log=tmp_path / "log", remove=[directory]) as held:
        assert held.output.read() == "bye\n"
    assert not held.alive()
    assert not directory.exists()
