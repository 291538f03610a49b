"""The stand-in as tests and the demo hold it: started, looked into, made to fail, stopped."""

import secrets
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.local.repository import review, shapes
from infra.local.repository.faults import Fault, Faults
from infra.local.repository.oauth import OAuth
from infra.local.repository.pace import Pace
from infra.local.repository.pages import curator_of
from infra.local.repository.refusal import Json
from infra.local.repository.server import Server
from infra.local.repository.state import Community, Limits, Request, State, User

MADE_UP_COMMUNITY = "tidal-flats"
_ACCOUNTS = ("depositor", "other", "curator")
_UNHURRIED = 1_000_000


@dataclass(frozen=True)
class Standin:
    """A running repository; `url` ends in /api as the real one's does."""

    state: State
    faults: Faults
    server: Server

    @property
    def url(self) -> str:
        """The address of the API."""
        return f"{self.server.base}/api"

    @property
    def page(self) -> str:
        """The address of the page a person looks at."""
        return f"{self.server.base}/"

    @property
    def elsewhere(self) -> str:
        """The address below which it answers as others do: ror, orcid, ..."""
        return f"{self.server.base}/elsewhere"

    @property
    def tokens(self) -> dict[str, str]:
        """The tokens of depositor, other and curator."""
        return {user.name: user.token for user in self.state.users}

    @property
    def oauth(self) -> OAuth:
        """Its authorisation server: applications are registered there, tokens end there."""
        return self.state.oauth

    @property
    def communities(self) -> dict[str, str]:
        """The ids of the communities by their slugs."""
        return {community.slug: community.id for community in self.state.communities}

    def add_community(
        self,
        slug: str,
        *,
        review_policy: str = "closed",
        submission_policy: str = "open",
        roles: dict[str, str] | None = None,
    ) -> str:
        """Another community, owned by the curator; `roles` are of accounts by name."""
        with self.state.lock:
            community = _community(self.state, slug, review_policy)
            community.submission_policy = submission_policy
            for name, role in (roles or {}).items():
                community.members[self._user(name).id] = role
        return community.id

    def set_role(self, slug: str, account: str, role: str | None) -> None:
        """Make an account a member of a community with this role, or none."""
        members = self.state.community(slug).members
        with self.state.lock:
            members.pop(self._user(account).id, None)
            if role:
                members[self._user(account).id] = role

    def fault(self, kind: str, **when: str | float) -> None:
        """Fail the next requests that match: method, path (a pattern), times, skip, ..."""
        self.faults.add(Fault(kind, **when))  # type: ignore[arg-type]

    def clear_faults(self) -> None:
        """Nothing fails any more."""
        self.faults.clear()

    def accept(self, request_id: str, words: str = "") -> None:
        """Decide as a curator of the community would: the record is published."""
        self._decide(request_id, "accept", words)

    def decline(self, request_id: str, words: str = "") -> None:
        """Decide as a curator of the community would: the draft stays."""
        self._decide(request_id, "decline", words)

    def say(self, request_id: str, words: str) -> None:
        """Comment as a curator of the community would; words are HTML."""
        with self.state.lock:
            curator = curator_of(self.state, self.state.request(request_id))
            review.say(self.state, curator, request_id, review.worded(words))

    def expire(self, request_id: str) -> None:
        """Let a review run out."""
        with self.state.lock:
            self.state.request(request_id).status = "expired"

    def records(self) -> list[Json]:
        """All drafts and records of everybody, the one changed last first."""
        with self.state.lock:
            return [shapes.record_json(self.state, record) for record in self.state.newest()]

    def requests(self) -> list[Request]:
        """All reviews, the oldest first."""
        return list(self.state.requests.values())

    def content(self, record_id: str, key: str) -> bytes:
        """The bytes stored for one file."""
        with self.state.lock:
            content = self.state.records[record_id].entries[key].content
            return content.path.read_bytes() if content else b""

    def _decide(self, request_id: str, action: str, words: str) -> None:
        with self.state.lock:
            curator = curator_of(self.state, self.state.request(request_id))
            wanted = review.worded(words)
            review.decide(self.state, curator, request_id, action, wanted=wanted)

    def _user(self, name: str) -> User:
        return next(user for user in self.state.users if user.name == name)


def _community(state: State, slug: str, review_policy: str) -> Community:
    curator = next(user for user in state.users if user.name == "curator")
    community = Community(
        slug=slug,
        title=slug.replace("-", " ").title(),
        review_policy=review_policy,
        members={curator.id: "owner"},
    )
    state.communities.append(community)
    return community


def make(
    directory: Path,
    *,
    faults: bool,
    port: int = 0,
    community: str = MADE_UP_COMMUNITY,
    limits: Limits | None = None,
    rate: int = _UNHURRIED,
) -> Standin:
    """A stand-in that listens but does not answer yet; its files go below `directory`."""
    directory.mkdir(parents=True, exist_ok=True)
    own = Path(tempfile.mkdtemp(prefix="files-", dir=directory))
    state = State(own, limits or Limits())
    state.users += _users()
    for slug, policy in {community: "closed", "lab-reviewed": "closed", "lab-open": "open"}.items():
        _community(state, slug, policy)
    failing = Faults()
    return Standin(state, failing, Server(state, failing if faults else None, Pace(rate), port))


def _users() -> Iterable[User]:
    for number, name in enumerate(_ACCOUNTS, start=1):
        yield User(id=str(number), name=name, token=secrets.token_urlsafe(30))


@contextmanager
def running(
    directory: Path,
    *,
    faults: bool = True,
    port: int = 0,
    community: str = MADE_UP_COMMUNITY,
    limits: Limits | None = None,
    rate: int = _UNHURRIED,
) -> Iterator[Standin]:
    """A stand-in in this process, answering until the block ends."""
    standin = make(
        directory, faults=faults, port=port, community=community, limits=limits, rate=rate
    )
    thread = threading.Thread(target=standin.server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield standin
    finally:
        standin.server.shutdown()
        standin.server.server_close()
        thread.join()
