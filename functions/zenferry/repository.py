"""The repository a record goes to: drafts, sent files, reviews, and the port to it.

Every method raises NotNow when trying again may help, NeedsAttention when only a person can.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from zenferry.errors import NeedsAttention
from zenferry.forwarding.stream import Body
from zenferry.metadata import Metadata

__all__ = [
    "Comment",
    "Community",
    "Draft",
    "DraftStatus",
    "Former",
    "Repository",
    "Review",
    "ReviewState",
    "SentFile",
    "check_that_curators_decide",
]


class DraftStatus(StrEnum):
    """What a record is at the repository."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    DECLINED = "declined"
    EXPIRED = "expired"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Draft:
    """A record, published or not. `title` finds drafts left behind; `url` is for people.

    `edited`: it is published, and changes of its words were begun that are not. `concept`: the DOI
    of all its versions. `review_wanted`: the repository itself wants a review of this version.
    `words` is another one as soon as its words are others; `carried` as soon as those are that a
    new version begins with: all but its date and its version.
    """

    id: str
    status: DraftStatus
    title: str
    url: str
    doi: str | None = None
    edited: bool = False
    concept: str | None = None
    review_wanted: bool = False
    words: str = ""
    carried: str = ""
    created: datetime | None = None


@dataclass(frozen=True)
class Former:
    """A published record that something is to go on from. `text`: its words, as it gives them.

    `ours`: our account may change it. `latest`: the id of its newest version. `changing`: a new
    version, or a change of its words, was begun and is not published; `next_begun`: the former.
    `restricted`: not everybody sees all of it.
    """

    record: Draft
    ours: bool
    latest: str
    changing: bool
    text: str
    restricted: bool = False
    next_begun: bool = False


@dataclass(frozen=True)
class SentFile:
    """A file entry. `size` and `md5` (hex) are known once it is complete."""

    name: str
    complete: bool
    size: int | None = None
    md5: str | None = None


class ReviewState(StrEnum):
    """What became of a request for review."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Review:
    """A request to a community's curators. `asked_by` is our own account, as it is called there."""

    id: str
    state: ReviewState
    url: str
    asked_by: str = ""


@dataclass(frozen=True)
class Comment:
    """What a curator wrote to a request, as plain text. `decides`: it came with the decision."""

    id: str
    words: str
    decides: bool = False


@dataclass(frozen=True)
class Community:
    """`reviews_all`: nobody skips review. `may_skip_review`: whether our own account could."""

    id: str
    slug: str
    title: str
    reviews_all: bool
    may_skip_review: bool


class Repository(Protocol):
    """An InvenioRDM, Zenodo for one. Absent: there is no such draft, entry or community."""

    def account(self) -> str:
        """The id of the account that we act as."""
        ...

    def create(self, title: str) -> Draft:
        """A new, empty draft under this title."""
        ...

    def titled(self, title: str) -> Iterable[Draft]:
        """Our unpublished drafts of exactly this title; a fresh one may be missing for a moment."""
        ...

    def read(self, draft: str) -> Draft:
        """The draft or the published record. Absent when it was deleted."""
        ...

    def former(self, record: str) -> Former:
        """A published record, and what may become of it. Absent when there is none."""
        ...

    def new_version(self, record: str) -> Draft:
        """The draft of a new version, without files; the same one as long as it is unpublished."""
        ...

    def import_files(self, draft: str) -> None:
        """Take over the files of the newest version into the draft of the next, which has none."""
        ...

    def edit(self, record: str) -> Draft:
        """Begin to change the words of a published record; its files stay as they are.

        Until it is published or discarded, everybody else sees what was published.
        """
        ...

    def describe(
        self, draft: str, metadata: Metadata, sayable: Collection[str] | None = None
    ) -> None:
        """Replace the metadata. NeedsAttention names the field that is not taken or not kept.

        `sayable`: names of the form's fields, and of the custom fields they go to. What the draft
        says beyond these stays, as do who may see it and a DOI from elsewhere. None: it is new.
        """
        ...

    def reserve_doi(self, draft: str) -> str:
        """The draft's DOI; the same again when asked again."""
        ...

    def share(self, draft: str, until: str) -> str:
        """A preview link for people without an account, until an ISO date."""
        ...

    def unshare(self, draft: str, link: str) -> None:
        """End a preview link; nothing happens when it has ended."""
        ...

    def files(self, draft: str) -> Sequence[SentFile]:
        """The entries of a draft or a published record."""
        ...

    def announce(self, draft: str, names: Sequence[str]) -> None:
        """Make entries, all or none. An entry that exists already is an error: list first."""
        ...

    def send(self, draft: str, name: str, body: Body) -> SentFile:
        """Send the content of an announced entry and commit it."""
        ...

    def drop(self, draft: str, name: str) -> None:
        """Delete an entry; nothing happens when there is none."""
        ...

    def community(self, slug: str) -> Community:
        """The community's policy and our account's role in it."""
        ...

    def submit(self, draft: str, community: Community) -> Review:
        """Ask the curators; a review that was declined before is set anew."""
        ...

    def review(self, draft: str) -> Review:
        """The newest request of a draft. Absent when none was made."""
        ...

    def follow(self, review: str) -> Review:
        """What became of a request, also after its draft is gone."""
        ...

    def comments(self, review: Review) -> Sequence[Comment]:
        """What others wrote to a request, oldest first: the newest of it, if it is very much."""
        ...

    def withdraw(self, review: str) -> None:
        """Cancel an open request; nothing happens when it has ended."""
        ...

    def publish(self, draft: str) -> Draft:
        """Publish; the same record again when asked again."""
        ...

    def discard(self, draft: str) -> None:
        """Delete a draft, or the changes of a published record; nothing happens without one."""
        ...


def check_that_curators_decide(community: Community, *, own: bool = False) -> None:
    """InvenioRDM accepts at once where nobody has to look: in doubt nothing is submitted.

    `own`: it would be a depositor's own account.
    """
    if not community.reviews_all:
        raise NeedsAttention("community_open", community=community.slug)
    if community.may_skip_review:
        code = "own_account_is_curator" if own else "account_is_curator"
        raise NeedsAttention(code, community=community.slug)
