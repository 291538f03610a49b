"""Runs a command that must not outlive whoever started it, however that one ends.

Run as a program it holds the command: when its own standard input closes, which the system sees
to even when the owner is killed, the command's whole process group ends and its directories go.
It knows nothing of what it runs.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_END = "--"
# For somebody who pressed Ctrl-C and waits.
_PATIENCE = 5.0


class Leashed:
    """The owner's end: `stop` by hand, or simply cease to exist."""

    def __init__(self, process: subprocess.Popen[str], remove: Sequence[Path]) -> None:
        self._process = process
        self._remove = remove

    @property
    def output(self) -> IO[str]:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        return self._process.stdout

    @property
    def pid(self) -> int:
        """The holder's; the command is its only child."""
        return self._process.pid

    def alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            # It is stuck, or busy with very many files: what it left undone is done here.
            held = _children(self._process.pid)
            self._process.kill()
            self._process.wait()
            for pid in held:
                _end_group(pid)
        self.output.close()
        for directory in self._remove:
            shutil.rmtree(directory, ignore_errors=True)


def _children(pid: int) -> list[int]:
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=", "-o", "ppid="], capture_output=True, text=True, check=True
    )
    rows = (line.split() for line in listing.stdout.splitlines())
    return [int(child) for child, parent in rows if int(parent) == pid]


def _end_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


@contextmanager
def leashed(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str],
    log: Path,
    remove: Sequence[Path] = (),
) -> Iterator[Leashed]:
    """The command's errors go to the log; its output is the owner's to read."""
    holder = [sys.executable, "-I", str(Path(__file__)), *map(str, remove), _END]
    with log.open("a") as errors:
        process = subprocess.Popen(
            [*holder, *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=dict(environment),
            text=True,
            start_new_session=True,
        )
    held = Leashed(process, remove)
    try:
        yield held
    finally:
        held.stop()


def hold(remove: Sequence[str], command: Sequence[str]) -> None:
    """Nothing it ends keeps anything that is wanted, so it ends it without asking first."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    gone = threading.RLock()

    def clean(code: int) -> None:
        with gone:
            _end_group(child.pid)
            child.wait()
            for directory in remove:
                shutil.rmtree(directory, ignore_errors=True)
            os._exit(code)

    signal.signal(signal.SIGTERM, lambda *_: clean(0))
    threading.Thread(target=lambda: clean(child.wait()), daemon=True).start()
    sys.stdin.buffer.read()
    clean(0)


if __name__ == "__main__":
    split = sys.argv.index(_END)
    hold(sys.argv[1:split], sys.argv[split + 1 :])
