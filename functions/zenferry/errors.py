"""Everything that can go wrong, as one tree. What to say about it stands in messages/.

ZenferryError
├── Invalid         what was given breaks rules: one Problem a field, all at once
├── Malformed       the request can't be read at all
├── Unreadable      a file that was to fill in the form can't be read
├── Denied          no key or a wrong one (the same for an unknown submission)
├── Refused         the key is good, the thing is not allowed: an invitation used up
├── Absent          there is no such thing
├── Conflict        not in this state
├── Stale           somebody saved in between
├── NotNow          try again: nothing is wrong with what was asked
│   └── Unanswered  the same, where it may be done all the same: nobody said
└── NeedsAttention  a person must mend it; the forward stops there, nothing is lost
    └── Doubtful    so it was said; it may be over the next time, and a few more tries tell
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field

__all__ = [
    "Absent",
    "Conflict",
    "Denied",
    "Doubtful",
    "Invalid",
    "Malformed",
    "NeedsAttention",
    "NotNow",
    "Param",
    "Problem",
    "Refused",
    "Stale",
    "Unanswered",
    "Unreadable",
    "ZenferryError",
]

Param = str | int


@dataclass(frozen=True)
class Problem:
    """One thing to mend: a dotted field path ("creators.0.orcid"), a code, and its parameters."""

    field: str
    code: str
    params: Mapping[str, Param] = dataclass_field(default_factory=dict)


class ZenferryError(Exception):
    """Carries a code and parameters; messages.sentence makes words of them."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, Param] = params


class Invalid(ZenferryError):
    """What was given breaks rules."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("invalid")
        self.problems = tuple(problems)


class Malformed(ZenferryError):
    """The request can't be read."""


class Unreadable(ZenferryError):
    """What was given to fill in the form is in no format that is known, or broken."""


class Denied(ZenferryError):
    """No key, a wrong key, or no such submission: told apart by nobody."""

    def __init__(self) -> None:
        super().__init__("denied")


class Refused(ZenferryError):
    """Known, but not allowed."""


class Absent(ZenferryError):
    """There is no such thing."""


class Conflict(ZenferryError):
    """What was asked does not fit the present state."""


class Stale(ZenferryError):
    """Another tab or person saved first; `revision` is theirs."""

    def __init__(self, revision: int) -> None:
        super().__init__("stale", revision=revision)
        self.revision = revision


class NotNow(ZenferryError):
    """Busy, unreachable or rate-limited. `retry_after`: seconds, where somebody told.

    `field` where it is about one.
    """

    def __init__(
        self,
        code: str,
        *,
        retry_after: int | None = None,
        field: str | None = None,
        **params: Param,
    ) -> None:
        super().__init__(code, **params)
        self.retry_after = retry_after
        self.field = field


class Unanswered(NotNow):
    """Asked, and no answer came: it was done, or it was not."""


class NeedsAttention(ZenferryError):
    """Trying again would not help; a person can mend it. `field` where one is to blame."""

    def __init__(self, code: str, *, field: str | None = None, **params: Param) -> None:
        super().__init__(code, **params)
        self.field = field


class Doubtful(NeedsAttention):
    """Said once, and not believed yet: what can be tried again is, a few times."""
