"""Who may deposit: invitations and secret keys, random, hashed, expiring, counted."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

__all__ = ["Invitation", "Invitations", "Spend", "hashed", "new_secret", "same_secret"]


def new_secret() -> str:
    """192 random bits, safe in a URL fragment."""
    return secrets.token_urlsafe(24)


def hashed(secret: str) -> str:
    """What is stored of a secret. It is random and long: a plain hash can't be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same_secret(given: str, stored: str) -> bool:
    """Whether a secret is the one whose hash was stored, in constant time."""
    return hmac.compare_digest(hashed(given), stored)


@dataclass(frozen=True)
class Invitation:
    """A row: caps and what was used of them. The secret itself is shown once and never stored."""

    hash: str
    note: str
    expires: datetime
    deposits: int
    files: int
    bytes: int
    used_deposits: int = 0
    used_files: int = 0
    used_bytes: int = 0


@dataclass(frozen=True)
class Spend:
    """What a change takes from an invitation; less than nothing is given back."""

    invitation: str
    deposits: int = 0
    files: int = 0
    bytes: int = 0


class Invitations(Protocol):
    """Keeps invitations. They are counted together with the change that spends them."""

    def add(self, invitation: Invitation) -> None:
        """Keep a new one."""
        ...

    def get(self, hash_: str) -> Invitation:
        """By the hash of its secret. Absent when there is none."""
        ...
