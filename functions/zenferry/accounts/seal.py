"""A depositor's own token, sealed for one deposit: who holds the seal can't read it, and it opens
for no other deposit.

It knows neither what seals nor what keeps, and no repository.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from zenferry.errors import Absent, Invalid, Problem

__all__ = [
    "MOST_SEALED",
    "OWN_TOKEN_FORBIDS",
    "OWN_TOKEN_REFUSED",
    "Seal",
    "SealedSecrets",
    "Secret",
    "SecretKind",
    "packed",
    "unpacked",
]

# The codes by which all know that a depositor's own token is not taken (any more), or is taken and
# may not do what it is for: another one mends both.
OWN_TOKEN_REFUSED = "own_token_refused"  # noqa: S105 - a code
OWN_TOKEN_FORBIDS = "own_token_forbids"  # noqa: S105 - a code
# KMS takes no more in one piece:
# https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html
MOST_SEALED = 4096


class SecretKind(StrEnum):
    """Where it comes from."""

    TOKEN = "token"  # noqa: S105 - a kind
    SIGN_IN = "sign_in"


@dataclass(frozen=True)
class Secret:
    """What opens an account at a repository. Printed, it shows nothing of itself.

    `refresh`, `issued` and `expires` come with signing in.
    """

    kind: SecretKind
    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    expires: datetime | None = None
    issued: datetime | None = None


class Seal(Protocol):
    """Seals and unseals. NotNow when it does not answer."""

    def seal(self, submission: str, secret: Secret) -> bytes:
        """Sealed for this deposit alone. Invalid when it is too long."""
        ...

    def unsealed(self, submission: str, sealed: bytes) -> Secret:
        """What was sealed for it. Absent when it was sealed for another one, or not here."""
        ...


class SealedSecrets(Protocol):
    """Keeps what is sealed, one for a deposit. NotNow when it does not answer."""

    def keep(
        self, submission: str, sealed: bytes, until: datetime, *, instead_of: bytes | None = None
    ) -> bytes | None:
        """Keep it, not beyond that time; what was there before.

        Conflict when `instead_of` is not what is there any more. Without it, it takes the place of
        whatever is there.
        """
        ...

    def get(self, submission: str) -> bytes:
        """As it was kept last. Absent when there is none."""
        ...

    def drop(self, submission: str, *, only: bytes | None = None) -> None:
        """Forget it, or this one `only`; nothing happens when there is none."""
        ...


def packed(secret: Secret) -> bytes:
    """As it is sealed. Invalid when that is more than can be, or no token."""
    if not all(each.isascii() and each.isprintable() for each in (secret.access, secret.refresh)):
        # In a header it would be refused with words that quote it.
        raise Invalid([Problem("token", "own_token_characters")])
    body = {
        "kind": secret.kind,
        "access": secret.access,
        "refresh": secret.refresh,
        "expires": secret.expires.isoformat() if secret.expires else None,
        "issued": secret.issued.isoformat() if secret.issued else None,
    }
    text = json.dumps(body, separators=(",", ":")).encode()
    if len(text) > MOST_SEALED:
        raise Invalid([Problem("token", "own_token_long")])
    return text


def unpacked(text: bytes) -> Secret:
    """The secret that was packed. Absent when it is none."""
    try:
        body = json.loads(text)
        return Secret(
            SecretKind(body["kind"]),
            str(body["access"]),
            str(body["refresh"]),
            _time(body["expires"]),
            _time(body.get("issued")),
        )
    # What it says would quote the secret.
    except (ValueError, KeyError, TypeError):
        raise Absent("own_token_gone") from None


def _time(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
