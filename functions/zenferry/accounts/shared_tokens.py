"""The tokens of those who signed in, one pair for each account, however much it deposits: the
repository gives an application one token for an account, and each new one ends the one before.

A deposit's own sealed row names the account's. It knows no HTTP, and not how a deposit goes.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from zenferry.accounts.seal import OWN_TOKEN_REFUSED, Seal, SealedSecrets, Secret, SecretKind
from zenferry.errors import Absent, Conflict, NeedsAttention, NotNow, Refused, ZenferryError

__all__ = ["Authority", "Granted", "SignedIn", "Users"]

# Unrefreshed, while a deposit may be filled in and mended (attention.py). The last one forgets
# them long before; this is for those whose answer was lost, so that no deposit came of them.
KEPT = timedelta(days=300)
# A refresh takes seconds; whoever began one and was killed holds up the others so long.
LONGEST_REFRESH = timedelta(minutes=2)


@dataclass(frozen=True)
class Granted:
    """What somebody who signed in allowed. `account` is their id at the repository."""

    secret: Secret
    account: str


class Authority(Protocol):
    """A repository's authorisation server. NotNow when trying again may help.

    Refused: this code, or this token, is not taken (any more). NeedsAttention: the page itself is
    not known there.
    """

    def exchanged(self, code: str, redirect: str) -> Granted:
        """Tokens for a code, once."""
        ...

    def refreshed(self, secret: Secret) -> Granted:
        """A fresh pair. The one before is dead then, also where the answer was lost."""
        ...


class Users(Protocol):
    """Which deposits use an account's tokens. NotNow when it does not answer."""

    def join(self, account: str, submission: str, until: datetime) -> None:
        """One more deposit, or the same again."""
        ...

    def leave(self, account: str, submission: str) -> bool:
        """One less; whether it was the last."""
        ...

    def claim(self, account: str, now: datetime, until: datetime) -> None:
        """Nobody else refreshes until then. Conflict when somebody does."""
        ...

    def release(self, account: str) -> None:
        """Others may again."""
        ...


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Keeps the tokens of one repository's accounts, for as long as a deposit needs them."""

    place: str
    seal: Seal
    seals: SealedSecrets
    users: Users
    authority: Callable[[], Authority]
    now: Callable[[], datetime]

    def keep(self, submission: str, granted: Granted) -> Secret:
        """From now on this deposit, and all others of the account, use these; what names them."""
        account = self._named(granted.account)
        until = self.now() + KEPT
        self.users.join(account, submission, until)
        self.seals.keep(account, self.seal.seal(account, granted.secret), until)
        return Secret(SecretKind.SIGN_IN, account)

    def named(self, account: str) -> Secret:
        """What names the tokens of an account, by its id at the repository."""
        return Secret(SecretKind.SIGN_IN, self._named(account))

    def _named(self, account: str) -> str:
        """No deposit is called so: their ids are UUIDs."""
        return "@" + hashlib.sha256(f"account:{self.place}:{account}".encode()).hexdigest()

    def read(self, name: Secret) -> Secret:
        """The tokens that a deposit's own row names. Absent when they are gone."""
        return self.seal.unsealed(name.access, self.seals.get(name.access))

    def renewed(self, name: Secret, refused: str) -> Secret:
        """Other tokens than the one that was refused. NeedsAttention: sign in again."""
        account = name.access
        sealed = self._sealed(account)
        secret = self.seal.unsealed(account, sealed)
        if secret.access != refused:
            # Another deposit of the account was here before.
            return secret
        now = self.now()
        try:
            self.users.claim(account, now, now + LONGEST_REFRESH)
        except Conflict as busy:
            raise NotNow("repository_busy", retry_after=5) from busy
        try:
            return self._refreshed(account, sealed, secret)
        finally:
            with suppress(ZenferryError):
                self.users.release(account)

    def _sealed(self, account: str) -> bytes:
        try:
            return self.seals.get(account)
        except Absent as error:
            raise NeedsAttention(OWN_TOKEN_REFUSED) from error

    def _refreshed(self, account: str, sealed: bytes, secret: Secret) -> Secret:
        if self.seals.get(account) != sealed:
            return self.seal.unsealed(account, self.seals.get(account))
        try:
            fresh = self.authority().refreshed(secret).secret
        except Refused as error:
            # Withdrawn by the person; or a refresh whose answer was lost has ended it.
            raise NeedsAttention(OWN_TOKEN_REFUSED) from error
        made = self.seal.seal(account, fresh)
        with suppress(Conflict):
            # Signed in anew in this very moment: those are newer, and these are dead.
            self.seals.keep(account, made, self.now() + KEPT, instead_of=sealed)
        return self.seal.unsealed(account, self.seals.get(account))

    def leave(self, submission: str, name: Secret) -> None:
        """This deposit needs them no more; the last one makes them worthless, then forgets them.

        There is no call to revoke them with. But a refresh ends the pair before, and nobody is told
        the one that comes of it.
        """
        account = name.access
        try:
            sealed = self.seals.get(account)
        except Absent:
            sealed = None
        if not self.users.leave(account, submission) or sealed is None:
            return
        with suppress(ZenferryError):
            self.authority().refreshed(self.seal.unsealed(account, sealed))
        # Signed in anew in this very moment, by another deposit: that pair stays.
        self.seals.drop(account, only=sealed)
