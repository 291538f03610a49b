"""A submission: all that is known of one deposit.

All changes are pure functions from one Submission to the next; nothing here talks to anybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from zenferry.accounts.seal import OWN_TOKEN_FORBIDS, OWN_TOKEN_REFUSED
from zenferry.errors import Absent, Conflict, Param, Problem
from zenferry.form import Values
from zenferry.mails.news import CLAIM, Message, News, followed, of_event, of_move
from zenferry.state import EDITABLE, ENDED, State, follows
from zenferry.timeline import Event, continued
from zenferry.transfer import File, Transfer
from zenferry.versions.basis import Basis

__all__ = ["Agreed", "Submission"]


@dataclass(frozen=True)
class Agreed:
    """What was agreed to, when, in which wording."""

    at: datetime
    version: str
    points: tuple[str, ...]


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

    `handed_over`: it belongs to another person than the one who was invited; `former_preview`: the
    link for looking at its draft that one was given, to be ended. `address_turn`: only
    what was left at this turn is its address. `proofs`: those of `news_keys` that went there, of
    which none was used; `confirmed`: one was, so that whoever reads the mails asked for them.
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
    address_turn: int = 0
    proofs: tuple[str, ...] = ()
    confirmed: bool = False
    handed_over: bool = False
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
    former_preview: str | None = None
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
    def actions(self) -> tuple[str, ...]:
        """What its depositor can do about it now. The files of a correction stay as they are."""
        if self.cancelling or self.state in ENDED:
            return ()
        if not self.editable:
            return ("cancel",)
        files = () if self.basis and self.basis.corrects else ("upload",)
        send = "submit" if self.state is State.DRAFT else "retry"
        return ("edit", *files, send, "cancel")

    @property
    def waiting(self) -> bool:
        """Whether it waits for its turn, or has it and was not heard of yet."""
        return self.state is State.SUBMITTED and not self.cancelling

    @property
    def corrects(self) -> bool:
        """Whether only the words of a published record change, and none of its files."""
        return self.basis is not None and self.basis.corrects

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
        by_one = (OWN_TOKEN_REFUSED, OWN_TOKEN_FORBIDS)
        mended_by_one = stopped and self.problems[0].code in by_one
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
        if not follows(state, self.state):
            raise Conflict("wrong_state", state=self.state)
        kept = () if state is not State.NEEDS_ATTENTION else self.problems
        moved = replace(self, state=state, problems=kept).note(at, code or state, **params)
        return moved.owing(of_move(self.state, state), at)

    def note(self, at: datetime, code: str, **params: Param) -> "Submission":
        """One more line in the timeline."""
        lines = continued(self.timeline, Event(at, code, params))
        return replace(self, timeline=lines).owing(of_event(code), at)

    def owing(self, news: Iterable[News], at: datetime) -> "Submission":
        """The same with messages owed, to whoever is to be told of this.

        What was put off for longer is no reason to wait; a claim holds.
        """
        owed = followed(self.news, news, at, told=self.told)
        if owed == self.news:
            return self
        return replace(self, news=owed, news_due=min(self.news_due or at, at + CLAIM))
