"""A deposit whose depositor is told of it, and what was mailed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any

from tests.crossing import ID, Crossing
from zenferry.mails.bounds import Asker
from zenferry.mails.letters import Letter
from zenferry.profile import Curation, Curator, Profile
from zenferry.state import State
from zenferry.submission import Submission
from zenferry.update import update

__all__ = ["ADDRESS", "CURATORS", "Told", "key_in", "kind"]

ADDRESS = "ada@example.org"
CURATORS = tuple(Curator(key, key.upper(), f"{key}@example.org") for key in ("mb", "cd"))


class Told(Crossing):
    """A deposit whose depositor left an address before it was sent."""

    def __init__(self, *, curators: tuple[Curator, ...] = (), **given: Any) -> None:
        self._curators = curators
        super().__init__(**given)

    @cached_property
    def profile(self) -> Profile:
        return replace(super().profile, curation=Curation(curators=self._curators))

    def fill(self) -> None:
        super().fill()
        self.insist(lambda: self.leave(ADDRESS))

    def leave(self, address: str) -> None:
        self.parts.addressing.leave(self.found, address, "en", self.asker)

    @property
    def asker(self) -> Asker:
        """By the page's own key."""
        return Asker(self.found.keys[0], "192.0.2.1")

    def tell(self) -> int:
        return self.insist(self.parts.telling.tell)

    def change(self, change: Callable[[Submission], Submission]) -> None:
        update(self.submissions, ID, change)

    def move(self, state: State, **params: str) -> None:
        self.change(lambda old: replace(old, state=_BEFORE[state]))
        self.change(lambda old: old.move(state, self.clock.now(), **params))

    @property
    def letters(self) -> list[str]:
        """Of which news, in the order in which they were sent."""
        return [kind(letter) for letter in self.mailer.sent]


# From where it is reached.
_BEFORE = {
    State.AWAITING_APPROVAL: State.RETURNED,
    State.RETURNED: State.AWAITING_APPROVAL,
    State.DECLINED: State.IN_REVIEW,
    State.IN_REVIEW: State.FORWARDING,
    State.NEEDS_ATTENTION: State.FORWARDING,
    State.PUBLISHED: State.IN_REVIEW,
}
_SUBJECTS = {
    "has arrived": "received",
    "in review": "in_review",
    "is published": "published",
    "please change": "returned",
    "declined": "declined",
    "needs you": "needs_attention",
    "ends on": "ends_soon",
    "has ended": "expired",
    "withdrawn": "cancelled",
    "is ready": "draft_ready",
    "waits for a curator": "waiting",
    "a curator wrote": "curator_said",
}


def kind(letter: Letter) -> str:
    return next(kind for words, kind in _SUBJECTS.items() if words in letter.subject)


def key_in(letter: Letter) -> str:
    return letter.text.partition("&key=")[2].split()[0]
