"""Who may deposit: invitations and secret keys, random, hashed, expiring, counted, revocable."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from zenferry.curation.log import LogEntry
from zenferry.errors import Refused
from zenferry.pages import Page
from zenferry.versions.basis import Basis

__all__ = [
    "Invitation",
    "InvitationKind",
    "Invitations",
    "Spend",
    "hashed",
    "id_of",
    "new_secret",
    "refusal",
    "same_secret",
]


def new_secret() -> str:
    """192 random bits, safe in a URL fragment."""
    return secrets.token_urlsafe(24)


def hashed(secret: str) -> str:
    """What is stored of a secret. It is random and long: a plain hash can't be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same_secret(given: str, stored: str) -> bool:
    """Whether a secret is the one whose hash was stored, in constant time."""
    return hmac.compare_digest(hashed(given), stored)


def id_of(hash_: str) -> str:
    """What an invitation is called among curators: it opens nothing."""
    return hash_[:16]


class InvitationKind(StrEnum):
    """How somebody came by it."""

    INVITATION = "invitation"
    OPEN = "open"
    ACCOUNT = "account"
    VERSION = "version"


@dataclass(frozen=True)
class Invitation:
    """A row: caps and what was used of them. The secret itself is shown once and never stored.

    `by` whom it was made, as the log names them; without `created` it is in no list. `to`: the
    address it was sent to, if it was; with the `note` it is erased at `private_until`. `basis`: the
    only record that it is good for.
    """

    hash: str
    note: str
    expires: datetime
    deposits: int
    files: int
    bytes: int
    used_deposits: int = 0
    used_files: int = 0
    used_bytes: int = 0
    kind: InvitationKind = InvitationKind.INVITATION
    created: datetime | None = None
    by: str = ""
    revoked: datetime | None = None
    to: str = ""
    private_until: datetime | None = None
    basis: Basis | None = None

    @property
    def id(self) -> str:
        """What it is called among curators."""
        return id_of(self.hash)

    def good(self, at: datetime) -> bool:
        """Whether anything may be taken from it: it has not ended and was not revoked."""
        return self.revoked is None and at < self.expires

    def opens(self, at: datetime) -> bool:
        """Whether its link opens deposits; what only counts an account has none."""
        return self.kind is not InvitationKind.ACCOUNT and self.good(at)


@dataclass(frozen=True)
class Spend:
    """What a change takes from an invitation at a time; less than nothing is given back."""

    invitation: str
    at: datetime
    deposits: int = 0
    files: int = 0
    bytes: int = 0

    @property
    def takes(self) -> bool:
        """What only gives back is welcome at any time."""
        return max(self.deposits, self.files, self.bytes) > 0


def refusal(row: Invitation, spend: Spend) -> Refused | None:
    """Why an invitation does not give this; None where it does."""
    if spend.deposits > 0 and not row.good(spend.at):
        return Refused("invitation")
    # Its end is for new deposits: who has begun one may go on with it. Revoked, it gives nothing.
    if spend.takes and row.revoked is not None:
        return Refused("invitation_ended")
    own = row.kind is InvitationKind.ACCOUNT
    if row.used_files + spend.files > row.files:
        return Refused("account_files" if own else "invitation_files")
    if row.used_bytes + spend.bytes > row.bytes:
        return Refused("account_bytes" if own else "invitation_bytes", bytes=spend.bytes)
    if row.used_deposits + spend.deposits > row.deposits:
        return Refused("account_used_up" if own else "invitation_used_up")
    return None


class Invitations(Protocol):
    """Keeps invitations. They are counted together with the change that spends them."""

    def add(self, invitation: Invitation, entry: LogEntry | None = None) -> None:
        """Keep a new one, with its line in the log. Conflict: there is one of this hash."""
        ...

    def get(self, hash_: str) -> Invitation:
        """By the hash of its secret. Absent when there is none."""
        ...

    def known(self, id_: str) -> Invitation:
        """By what curators call it. Absent when there is none."""
        ...

    def revoke(self, id_: str, at: datetime, entry: LogEntry | None = None) -> Invitation:
        """From now on it gives nothing; the first time counts, and is what the log tells of.

        Absent when there is none.
        """
        ...

    def listed(self, most: int, before: str = "") -> Page[Invitation]:
        """The newest, or those that follow a page. Malformed: nothing follows that."""
        ...
