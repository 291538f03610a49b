"""The installed `zenferry deposit` as a process of its own, with nothing of ours around it."""

import os
import subprocess
import sys
from pathlib import Path

from infra.local.package import ROOT

__all__ = ["started"]


def started(folder: Path, link: str, *words: str, **environment: str) -> subprocess.Popen[str]:
    """Under way in a folder, with the link where no other can see it."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [Path(sys.executable).with_name("zenferry"), "deposit", *words],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT / "functions"),
            "XDG_STATE_HOME": str(folder / "state"),
            "ZENFERRY_LINK": link,
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
