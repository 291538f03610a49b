"""The service with one of its precautions taken out, each in a world of its own.

A suite that finds nothing wrong with these would prove nothing about the real one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, ClassVar

from tests.boundary import Boundary
from tests.chaos.plan import HOUR, Plan
from tests.chaos.scene import Scene
from tests.chaos.trouble import Outage, Strike, Weather
from tests.chaos.watch import Table
from zenferry.access import Spend
from zenferry.curation.log import LogEntry
from zenferry.forwarding.attention import Attention, Outcome
from zenferry.forwarding.draft import Drafts
from zenferry.forwarding.forward import Forward
from zenferry.forwarding.send import Sending
from zenferry.repository import SentFile
from zenferry.submission import Submission
from zenferry.transfer import File
from zenferry.uploads.staging import staging_key
from zenferry.wiring import Parts

__all__ = ["MUTANTS", "LeavesDraftsBehind"]

ROUGH = Weather(rate=0.12, later=0.0, calm=3 * HOUR)


class _Mutated(Scene):
    """`instead` says which parts are of another kind. The weather is rough, that few plays do."""

    instead: ClassVar[Mapping[str, Callable[..., Any]]] = {}

    def __init__(
        self, plan: Plan, directory: Path, only: frozenset[Strike | Outage] | None = None
    ) -> None:
        super().__init__(replace(plan, weather=ROUGH), directory, only)

    def _parts(self, boundary: Boundary) -> Parts:
        parts = super()._parts(boundary)
        for name, kind in self.instead.items():
            plain = getattr(parts, name)
            given = {each.name: getattr(plain, each.name) for each in fields(plain)}
            vars(parts)[name] = kind(**given)
        return parts


class _Unchecked(Forward):
    def reconcile(self, found: Submission) -> Outcome:
        self.submissions.replace(replace(found, reconciled=found.attempt))
        return {"outcome": "equal"}

    def holds_all(self, found: Submission) -> bool:
        return bool(found)


class _Credulous(Sending):
    def _differs(self, found: Submission, file: File, sent: SentFile, ours: str | None) -> None:
        transfer = self.submissions.get(found.id).transfer(file.id)
        self._note_copied(found.id, transfer, sent, ours or transfer.md5)


class _Hasty(Sending):
    def _note_copied(self, submission: str, *given: Any) -> None:
        super()._note_copied(submission, *given)
        self.staging.delete(staging_key(submission, given[0].file))


class _Untidy(Forward):
    @property
    def drafts(self) -> Drafts:
        plain = super().drafts
        return _Leaving(**{each.name: getattr(plain, each.name) for each in fields(plain)})


class _Leaving(Drafts):
    def sweep(self, found: Submission) -> None:
        del found


class _Stubborn(Attention):
    def give_up(self, submission: str, attempt: int) -> Outcome:
        del submission, attempt
        return {"outcome": "stopped"}


class BelievesEveryCopy(_Mutated):
    """Copies are neither compared when they were sent nor before they are handed over."""

    instead: ClassVar[Mapping[str, Callable[..., Any]]] = {
        "forwarding": _Unchecked,
        "sending": _Credulous,
    }


class DeletesWhatWasCopied(_Mutated):
    """Staged files go as soon as the repository has them."""

    instead: ClassVar[Mapping[str, Callable[..., Any]]] = {"sending": _Hasty}


class LeavesDraftsBehind(_Mutated):
    """Drafts that a crash left behind are not looked for."""

    instead: ClassVar[Mapping[str, Callable[..., Any]]] = {"forwarding": _Untidy}


class NeverGivesUp(_Mutated):
    """An execution that died is not noticed."""

    instead: ClassVar[Mapping[str, Callable[..., Any]]] = {"attention": _Stubborn}


class _Generous(Table):
    def replace(
        self, new: Submission, spend: Spend | None = None, entry: LogEntry | None = None
    ) -> Submission:
        del spend
        return super().replace(new, None, entry)


class CountsNothing(Scene):
    """What was uploaded is not counted against the invitation."""

    def table(self) -> Table:
        return _Generous(self.invitations)


MUTANTS: tuple[type[Scene], ...] = (
    BelievesEveryCopy,
    DeletesWhatWasCopied,
    LeavesDraftsBehind,
    NeverGivesUp,
    CountsNothing,
)
