"""What the stand-in remembers: users, communities, records with their files, and requests.

Plain data and look-ups; it must not know the rules of the calls nor how they are served.
"""

import secrets
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from infra.local.repository.oauth import OAuth
from infra.local.repository.refusal import Json, Refusal

# As on Zenodo: https://help.zenodo.org/docs/deposit/manage-files/
RECORD_BYTES = 50 * 10**9
RECORD_FILES = 100

CURATING = frozenset({"owner", "manager", "curator"})
_ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def now() -> str:
    """The present moment the way InvenioRDM writes it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def new_id() -> str:
    """An identifier that looks like a record's."""
    letters = "".join(secrets.choice(_ID_LETTERS) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def new_uuid() -> str:
    """An identifier of anything but a record."""
    return str(uuid.uuid4())


@dataclass(frozen=True)
class Limits:
    """What one record may hold."""

    files: int = RECORD_FILES
    bytes: int = RECORD_BYTES


@dataclass(frozen=True)
class User:
    """An account with its one personal token."""

    id: str
    name: str
    token: str


@dataclass
class Community:
    """Where drafts are reviewed; `members` maps user ids to roles."""

    slug: str
    title: str
    review_policy: str = "closed"
    submission_policy: str = "open"
    members: dict[str, str] = field(default_factory=dict)
    id: str = field(default_factory=new_uuid)
    created: str = field(default_factory=now)

    def curated_by(self, user: User | None) -> bool:
        """Whether this account may decide on what is submitted here."""
        return user is not None and self.members.get(user.id) in CURATING


@dataclass(frozen=True)
class Content:
    """The bytes of one file: on disk, never in memory."""

    path: Path
    size: int
    md5: str
    file_id: str = field(default_factory=new_uuid)
    version_id: str = field(default_factory=new_uuid)


@dataclass
class Entry:
    """One file of a record: announced, perhaps sent, perhaps committed."""

    key: str
    declared: Json
    transfer: Json
    content: Content | None = None
    committed: bool = False
    created: str = field(default_factory=now)
    updated: str = field(default_factory=now)


@dataclass
class Record:
    """A draft, and after `published` the record it became."""

    owner: str
    id: str = field(default_factory=new_id)
    parent: str = field(default_factory=new_id)
    bucket: str = field(default_factory=new_uuid)
    created: str = field(default_factory=now)
    updated: str = field(default_factory=now)
    revision: int = 4
    published: bool = False
    metadata: Json = field(default_factory=dict)
    custom_fields: Json = field(default_factory=dict)
    access: Json = field(default_factory=dict)
    doi: str | None = None
    entries: dict[str, Entry] = field(default_factory=dict)
    review: str | None = None
    communities: list[str] = field(default_factory=list)
    access_links: list[Json] = field(default_factory=list)
    index: int = 1
    # Of changes of a published record: its files stay as they are.
    locked: bool = False

    def touch(self, steps: int = 2) -> None:
        """The real one counts its revisions by twos."""
        self.revision += steps
        self.updated = now()


@dataclass
class Request:
    """The review of one draft by one community."""

    record: str
    community: str
    creator: str
    number: str
    title: str = ""
    id: str = field(default_factory=new_uuid)
    status: str = "created"
    created: str = field(default_factory=now)
    updated: str = field(default_factory=now)
    revision: int = 2
    events: list[Json] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether a curator can still decide."""
        return self.status == "submitted"

    def move(self, status: str) -> None:
        """The next station."""
        self.status = status
        self.updated = now()
        self.revision += 1

    def note(self, user: User, kind: str, payload: Json) -> Json:
        """Put something in the timeline: a decision (L) or a comment (C)."""
        by = {"user": user.id}
        event: Json = {"id": new_uuid(), "created": now(), "created_by": by, "type": kind}
        self.events.append(event | {"payload": payload})
        return self.events[-1]


@dataclass
class State:
    """Everything, and the one lock that is held while any of it changes."""

    directory: Path
    limits: Limits = field(default_factory=Limits)
    users: list[User] = field(default_factory=list)
    communities: list[Community] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    # Changes of published records that are not published, by the record's id.
    edits: dict[str, Record] = field(default_factory=dict)
    requests: dict[str, Request] = field(default_factory=dict)
    oauth: OAuth = field(default_factory=OAuth)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def user(self, token: str | None) -> User | None:
        """Whose token this is; None for a guest or a wrong token."""
        wanted = (token or "").encode()
        signed_in = self.oauth.whose(token or "")
        return next(
            (
                u
                for u in self.users
                if secrets.compare_digest(u.token.encode(), wanted) or u.id == signed_in
            ),
            None,
        )

    def community(self, slug_or_id: str) -> Community:
        """By either name; 404 when absent."""
        for community in self.communities:
            if slug_or_id in (community.id, community.slug):
                return community
        raise Refusal(404, "The persistent identifier does not exist.")

    def draft(self, record_id: str) -> Record:
        """A record that is not yet published; 404 otherwise, as if it had never been."""
        record = self.edits.get(record_id) or self.records.get(record_id)
        if record is None or record.published:
            raise Refusal(404, "The persistent identifier does not exist.")
        return record

    def versions(self, record: Record) -> list[Record]:
        """All of the same work, the newest first, with a draft of the next if there is one."""
        same = [each for each in self.records.values() if each.parent == record.parent]
        return sorted(same, key=lambda each: each.index, reverse=True)

    def published(self, record_id: str) -> Record:
        """A published record; a draft is a name that is not registered."""
        record = self.records.get(record_id)
        if record is None:
            raise Refusal(404, "The persistent identifier does not exist.")
        if not record.published:
            raise Refusal(404, "The persistent identifier is not registered.")
        return record

    def request(self, request_id: str) -> Request:
        """404 when absent."""
        request = self.requests.get(request_id)
        if request is None:
            raise Refusal(404, "The persistent identifier does not exist.")
        return request

    def review(self, record: Record) -> Request | None:
        """The request a draft is tied to, open or closed."""
        return self.requests.get(record.review) if record.review else None

    def newest(self) -> Iterator[Record]:
        """All records, the one changed last first."""
        yield from sorted(self.records.values(), key=lambda record: record.updated, reverse=True)
