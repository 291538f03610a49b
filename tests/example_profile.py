"""The example's profile, told otherwise in one thing, in a folder of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.house import EXAMPLE


def retold(folder: Path, change: Callable[[str], str]) -> Path:
    """Its file. A change that finds nothing to change would show nothing."""
    shutil.copytree(EXAMPLE.parent, folder)
    path = folder / EXAMPLE.name
    before = path.read_text("utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, "utf-8")
    return path
