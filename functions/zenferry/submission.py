"""A submission: its states, what may follow what, and the ports that keep and move it.

All changes are pure functions from one Submission to the next; nothing here talks to anybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from zenferry.access import Spend
from zenferry.curation.log import Entry
from zenferry.errors import Absent, Conflict, Param, Problem
from zenferry.form import Values
from zenferry.mails.news import Message, News, followed, of_event, of_move
from zenferry.transfer import KEPT, OURS, File, Transfer, TransferState
from zenferry.versions.basis import Basis, BasisKind

__all__ = [
    "KEPT",
    "OURS",
    "Agreed",
    "Basis",
    "BasisKind",
    "Event",
    "File",
    "Job",
    "State",
    "Submission",
    "Submissions",
    "Transfer",
    "TransferState",
    "Workflow",
]


class State(StrEnum):
    """Where a submission is on its way."""

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    FORWARDING = "forwarding"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    DRAFT_READY = "draft_ready"
    NEEDS_ATTENTION = "needs_attention"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


EDITABLE = frozenset({State.DRAFT, State.RETURNED, State.NEEDS_ATTENTION, State.DECLINED})
MOVING = frozenset({State.SUBMITTED, State.FORWARDING})
ENDED = frozenset({State.PUBLISHED, State.CANCELLED, State.EXPIRED})

# Where it goes when it is sent: to the consortium's own curators first, if they want a look.
_SENT = {State.SUBMITTED, State.AWAITING_APPROVAL}
_END = {State.CANCELLED, State.EXPIRED, State.PUBLISHED, State.NEEDS_ATTENTION}
# Published may follow everything that has a draft at the repository: it is a fact over there.
_MAY_FOLLOW: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset(_SENT | _END),
    State.AWAITING_APPROVAL: frozenset({State.SUBMITTED, State.RETURNED} | _END),
    State.RETURNED: frozenset(_SENT | _END),
    State.SUBMITTED: frozenset({State.FORWARDING} | _END),
    State.FORWARDING: frozenset({State.IN_REVIEW, State.DRAFT_READY} | _END),
    State.IN_REVIEW: frozenset({State.DECLINED} | _END),
    State.DRAFT_READY: frozenset(_END),
    State.NEEDS_ATTENTION: frozenset(_SENT | {State.RETURNED} | _END),
    State.DECLINED: frozenset(_SENT | _END),
    State.PUBLISHED: frozenset(),
    State.CANCELLED: frozenset(),
    State.EXPIRED: frozenset(),
}


class Job(StrEnum):
    """What an execution of the workflow is to do."""

    FORWARD = "forward"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Event:
    """A line of the timeline: a message code and its parameters."""

    at: datetime
    code: str
    params: Mapping[str, Param]


@dataclass(frozen=True)
class Agreed:
    """What was agreed to, when, in which wording."""

    at: datetime
    version: str
    points: tuple[str, ...]


# What another token of the depositor's own mends.
OWN_TOKEN = frozenset({"own_token_refused", "own_token_forbids"})
# A timeline longer than this has lost its use, and a row must stay under 400 KB.
MOST_EVENTS = 200
# Bytes of what people said, in all of it: the longest words (4000 characters) always fit.
MOST_WORDS = 20_000


@dataclass(frozen=True)
class Submission:
    """One deposit. `keys` are hashes; `values` is what was typed; `revision` counts its saves.

    `place` is the key of the repository it goes to, settled when its draft is begun there.
    `queue` is the one it waits in, a repository's key, and `turn` where in it: see queue.py.
    `due`: when somebody has to look at it next. `drafts_tried` counts the drafts begun at the
    repository, of which `draft` is the one. `dropped` are files that were removed: their
    names may be announced at the repository; of those `owed` the bytes may be staged still, and
    their room is not given back yet. `attempt` counts executions, `mailed` mails. `problems` is
    what needs attention. `version` guards the row.

    `approved`: a curator of the consortium let it go, and nothing was changed since. `account`:
    the id, at the repository, of the account that the record will be of; empty: the consortium's.
    `token_refused`: its own token was not taken when it was used last. `basis`: the published
    record it goes on from. `told`: an address for mails is kept, `addressed` counts how often one
    was left; `news`: the messages that are owed, `news_due`: when they are to be sent;
    `news_sent` counts such mails, and `news_keys` are those of `keys` that they brought.
    `heard`: the comments of curators, by id, that stand in the timeline.
    """

    id: str
    invitation: str
    nonce: str
    keys: tuple[str, ...]
    created: datetime
    expires: datetime
    language: str = "en"
    state: State = State.DRAFT
    cancelling: bool = False
    values: Values = field(default_factory=dict)
    place: str = ""
    approved: bool = False
    account: str = ""
    token_refused: bool = False
    basis: Basis | None = None
    told: bool = False
    addressed: int = 0
    news: tuple[Message, ...] = ()
    news_due: datetime | None = None
    news_keys: tuple[str, ...] = ()
    news_sent: int = 0
    queue: str = ""
    turn: datetime | None = None
    revision: int = 0
    files: tuple[File, ...] = ()
    transfers: Mapping[str, Transfer] = field(default_factory=dict)
    dropped: tuple[File, ...] = ()
    owed: tuple[File, ...] = ()
    agreed: Agreed | None = None
    attempt: int = 0
    mailed: int = 0
    draft: str | None = None
    drafts_tried: int = 0
    doi: str | None = None
    record_url: str | None = None
    preview_url: str | None = None
    review: str | None = None
    review_url: str | None = None
    heard: tuple[str, ...] = ()
    reconciled: int = 0
    cleaned: bool = False
    problems: tuple[Problem, ...] = ()
    timeline: tuple[Event, ...] = ()
    due: datetime | None = None
    version: int = 0

    @property
    def editable(self) -> bool:
        """Whether words and files may change now."""
        return self.state in EDITABLE and not self.cancelling

    @property
    def waiting(self) -> bool:
        """Whether it waits for its turn, or has it and was not heard of yet."""
        return self.state is State.SUBMITTED and not self.cancelling

    @property
    def curator_words(self) -> str | None:
        """What was last said to the depositor, while it is theirs to do something about it."""
        if self.state not in EDITABLE:
            return None
        said = (e.params["words"] for e in reversed(self.timeline) if e.params.get("words"))
        return str(next(said, "")) or None

    @property
    def token_wanted(self) -> bool:
        """Whether it needs another token of its own to go on."""
        stopped = self.state is State.NEEDS_ATTENTION and bool(self.problems)
        mended_by_one = stopped and self.problems[0].code in OWN_TOKEN
        return self.state not in ENDED and (self.token_refused or mended_by_one)

    @property
    def destination(self) -> tuple[str, str]:
        """The repository's key and the community, as settled or as chosen so far; maybe empty."""
        chosen, community = (self.values.get(name) for name in ("repository", "community"))
        return self.place or str(chosen or ""), str(community or "")

    def file(self, file_id: str) -> File:
        """The registered file. Absent when there is none."""
        for found in self.files:
            if found.id == file_id:
                return found
        raise Absent("unknown_file")

    def transfer(self, file_id: str) -> Transfer:
        """A file's progress, also before there is any."""
        return self.transfers.get(file_id) or Transfer(file_id)

    def move(self, state: State, at: datetime, code: str = "", **params: Param) -> "Submission":
        """The submission in another state, with a line in its timeline."""
        if state not in _MAY_FOLLOW[self.state]:
            raise Conflict("wrong_state", state=self.state)
        kept = () if state is not State.NEEDS_ATTENTION else self.problems
        moved = replace(self, state=state, problems=kept).note(at, code or state, **params)
        return moved.owing(of_move(self.state, state), at)

    def note(self, at: datetime, code: str, **params: Param) -> "Submission":
        """One more line in the timeline."""
        lines = (*self.timeline, Event(at, code, params))[-MOST_EVENTS:]
        kept = _within_words(lines) if "words" in params else lines
        return replace(self, timeline=kept).owing(of_event(code), at)

    def owing(self, news: Iterable[News], at: datetime) -> "Submission":
        """The same with messages owed, to whoever is to be told of this."""
        owed = followed(self.news, news, at, told=self.told)
        if owed == self.news:
            return self
        return replace(self, news=owed, news_due=self.news_due or at)


def _within_words(timeline: tuple[Event, ...]) -> tuple[Event, ...]:
    """The newest words of people, as many as there is room for; their lines stay."""
    room, kept = MOST_WORDS, []
    for event in reversed(timeline):
        room -= len(str(event.params.get("words", "")).encode())
        spoken = room < 0 and "words" in event.params
        kept.append(replace(event, params={**event.params, "words": ""}) if spoken else event)
    return tuple(reversed(kept))


class Submissions(Protocol):
    """Keeps submissions. NotNow when the table does not answer."""

    def add(self, submission: Submission, spend: Spend, entry: Entry | None = None) -> None:
        """Keep a new one, counted. Conflict: the id is taken. Refused: no invitation for it."""
        ...

    def get(self, submission: str) -> Submission:
        """The submission as it is now, with all transfers. Absent when there is none."""
        ...

    def replace(
        self, new: Submission, spend: Spend | None = None, entry: Entry | None = None
    ) -> Submission:
        """Keep the next version of it, without its transfers, or Conflict if not the next.

        What it spends and what is logged of it are kept with it, or nothing is.
        """
        ...

    def put_transfer(self, submission: str, new: Transfer) -> Transfer:
        """Keep the next version of one transfer, or Conflict if it is not the next."""
        ...

    def drop_transfer(self, submission: str, file: str) -> None:
        """Forget a transfer; nothing happens when there is none."""
        ...

    def due(self, before: datetime, most: int) -> Iterable[str]:
        """Ids of those that somebody has to look at, oldest first."""
        ...

    def owing(self, before: datetime, most: int) -> Iterable[str]:
        """Ids of those of which somebody is to be told by then, oldest first."""
        ...


class Workflow(Protocol):
    """Runs the forward. NotNow when it does not answer."""

    def start(self, submission: str, attempt: int, job: Job) -> None:
        """Start it, once: the same attempt again changes nothing."""
        ...

    def reserve_doi(self, submission: str) -> Mapping[str, object]:
        """Have the step reserve_doi done now; its outcome."""
        ...

    def ask(self, step: str, submission: str, **told: str) -> Mapping[str, object]:
        """Have a step done now that no execution takes; its outcome."""
        ...
