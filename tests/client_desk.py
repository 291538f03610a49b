"""Somebody's machine, on which the client is typed as a process of its own, over a line."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from infra.local.line import Line, opened
from infra.local.package import ROOT
from tests.api_client import SECRET
from tests.deposit_client import VALUES
from tests.served_house import ServedHouse, served_house

__all__ = ["CONTENT", "PARTS", "TypedDesk", "typed_desk"]

CONTENT = {"data/cores.bin": bytes(range(256)) * 10_000, "data/a.csv": b"a,b\n"}
PARTS = 3 + 1


@contextmanager
def _minding_ctrl_c() -> Iterator[None]:
    """Tests that run in the background ignore it, and what they start would inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@dataclass
class TypedDesk:
    """A person's machine, with a service at the other end of a line."""

    folder: Path
    there: ServedHouse
    line: Line

    def start(
        self, *words: str, out: int = subprocess.PIPE, **environment: str
    ) -> subprocess.Popen[str]:
        """The command, under way."""
        given = words or ("words.json", "data")
        with _minding_ctrl_c():
            return subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", "zenferry.cli", "deposit", *given],
                cwd=self.folder,
                env={
                    "PATH": os.environ["PATH"],
                    "PYTHONPATH": str(ROOT / "functions"),
                    "HOME": str(self.folder),
                    "XDG_STATE_HOME": str(self.folder / "state"),
                    "ZENFERRY_LINK": self.there.link,
                    "http_proxy": self.line.address,
                    "LANG": "en_GB.UTF-8",
                    **environment,
                },
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=subprocess.PIPE,
                text=True,
            )

    def run(self, *words: str, given: str = "", **environment: str) -> tuple[int, str, str]:
        """Exit code, stdout, stderr; no secret is among them."""
        process = self.start(*words, out=subprocess.PIPE, **environment)
        out, err = process.communicate(given, timeout=120)
        assert SECRET not in out + err
        assert "Traceback" not in err
        return process.returncode, out, err

    @property
    def journal(self) -> Path:
        found = (self.folder / "state" / "zenferry" / "deposits").glob("*.json")
        [journal] = [place for place in found if "-until-" not in place.name]
        return journal

    @property
    def key(self) -> str:
        return str(json.loads(self.journal.read_text())["key"])


@contextmanager
def typed_desk(folder: Path) -> Iterator[TypedDesk]:
    """With two files, their words, and a service at the other end."""
    for path, content in CONTENT.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / "words.json").write_text(json.dumps(VALUES))
    with pytest.MonkeyPatch.context() as patch, served_house() as there, opened() as line:
        # Parts of 1 MiB: the same code, less to hash.
        patch.setattr("zenferry.uploads.staging.LEAST_PART", 1)
        yield TypedDesk(folder, there, line)
