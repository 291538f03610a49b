"""The embedded cloud's table, with nobody's role: for what would be a long wait otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from zenferry.update import update
from zenferry.wiring import Parts, Settings

if TYPE_CHECKING:
    from infra.local.demo import Demo
    from zenferry.submissions import Submissions

__all__ = ["look_now", "submissions_of"]


def submissions_of(demo: Demo) -> Submissions:
    """What is kept there."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in demo.settings.items():
            patch.setenv(name, value)
        return Parts(Settings.from_environment()).submissions


def look_now(demo: Demo, submission: str) -> None:
    """As the schedule does, which would not be in a hurry."""
    due = datetime.now(UTC)
    update(submissions_of(demo), submission, lambda old: replace(old, due=due))
    demo.tend()
