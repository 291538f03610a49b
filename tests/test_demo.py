"""The demo as a person starts it: where it is, one beside another, and gone when told to go."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from infra.local.cloud import free_port
from infra.local.package import ROOT

pytestmark = pytest.mark.cloud

NAMES = ["Page", "Invitation", "Repository", "Mail", "Curation", "Records", "Logs"]


@dataclass
class Started:
    process: subprocess.Popen[str]
    temporary: Path
    places: dict[str, str]

    def told_to_go(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def left_behind(self) -> list[str]:
        """Files in its temporary directory, and processes that were told of it."""
        listing = subprocess.run(
            ["ps", "-A", "-ww", "-o", "args="],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        )
        files = [str(path) for path in self.temporary.iterdir()]
        return files + [line for line in listing.stdout.splitlines() if str(self.temporary) in line]


def _heeding_the_terminal() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@contextmanager
def started(temporary: Path, port: int) -> Iterator[Started]:
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "infra.local"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PORT": str(port), "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        text=True,
        # Whoever runs the tests may have been told to outlive its terminal; the demo is not.
        preexec_fn=_heeding_the_terminal,  # noqa: PLW1509 - no threads here
    )
    assert process.stdout is not None
    with process.stdout:
        places: dict[str, str] = {}
        while len(places) < len(NAMES):
            line = process.stdout.readline()
            assert line, "it ended before it was ready"
            name, _, place = line.strip().partition(": ")
            places |= {name: place} if name in NAMES else {}
        try:
            yield Started(process, temporary, places)
        finally:
            process.kill()
            process.wait()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_says_where_it_is_and_goes_when_told(tmp_path: Path, how: signal.Signals) -> None:
    with started(tmp_path / "tmp", port := free_port()) as demo:
        assert list(demo.places) == NAMES
        assert demo.places["Page"] == f"http://127.0.0.1:{port}/"
        assert demo.places["Invitation"].startswith(demo.places["Page"] + "#invitation=")
        page = requests.get(demo.places["Page"], timeout=10)
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        described = requests.get(f"{demo.places['Page']}api/openapi.json", timeout=30)
        assert described.json()["openapi"].startswith("3.")
        assert requests.get(demo.places["Repository"], timeout=10).status_code == 200
        mails = requests.get(demo.places["Mail"], timeout=10)
        assert "default-src 'none'" in mails.headers["content-security-policy"]
        assert Path(demo.places["Logs"], "page.log").exists()
        assert demo.told_to_go(how) == 0
        assert demo.left_behind() == []


def test_two_run_side_by_side(tmp_path: Path) -> None:
    with started(tmp_path / "a", free_port()) as one, started(tmp_path / "b", free_port()) as two:
        for demo in (one, two):
            assert requests.get(f"{demo.places['Page']}api/openapi.json", timeout=30).ok
        assert not set(one.places.values()) & set(two.places.values())
        assert one.told_to_go(signal.SIGTERM) == 0
        assert requests.get(two.places["Page"], timeout=10).ok


def test_a_port_that_is_taken_is_one_line_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "infra.local"],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PORT": str(port)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"Port {port} is taken. Choose another one: PORT={port + 1} make demo"
    ]
