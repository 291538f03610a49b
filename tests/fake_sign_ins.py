"""Sign-ins under way, who uses an account's tokens, and a server that gives them: with memory."""

import secrets
from dataclasses import replace
from datetime import datetime

from zenferry.accounts.seal import Secret, SecretKind
from zenferry.accounts.shared_tokens import Granted
from zenferry.accounts.sign_in import SignIn
from zenferry.errors import Absent, Conflict, NotNow, Refused

__all__ = ["FakeAuthority", "FakeSignIns", "FakeUsers"]


class FakeSignIns:
    """By the hash of their state."""

    def __init__(self) -> None:
        self.rows: dict[str, SignIn] = {}

    def add(self, sign_in: SignIn) -> None:
        self.rows[sign_in.state] = sign_in

    def get(self, state: str) -> SignIn:
        if state not in self.rows:
            raise Absent("unknown_sign_in")
        return self.rows[state]

    def use(self, state: str, at: datetime) -> None:
        found = self.rows.get(state)
        if found is None or found.used:
            raise Conflict("busy")
        self.rows[state] = replace(found, used=at)


class FakeUsers:
    """Sets of deposits, by account, and who refreshes."""

    def __init__(self) -> None:
        self.of: dict[str, set[str]] = {}
        self._claims: dict[str, datetime] = {}

    def join(self, account: str, submission: str, until: datetime) -> None:  # noqa: ARG002
        self.of.setdefault(account, set()).add(submission)

    def leave(self, account: str, submission: str) -> bool:
        users = self.of.get(account, set())
        users.discard(submission)
        return not users

    def claim(self, account: str, now: datetime, until: datetime) -> None:
        if account in self._claims and self._claims[account] >= now:
            raise Conflict("busy")
        self._claims[account] = until

    def release(self, account: str) -> None:
        self._claims.pop(account, None)


class FakeAuthority:
    """Gives one pair of tokens an account, as InvenioRDM does; what it `loses`, nobody hears."""

    def __init__(self, takes: dict[str, str] | None = None) -> None:
        # What the records API takes, and of whom: it hears of each change.
        self._takes = takes if takes is not None else {}
        self.codes: dict[str, tuple[str, str]] = {}
        self.tokens: dict[str, Secret] = {}
        self.loses = False

    def code(self, account: str, redirect: str) -> str:
        """As after the person said yes."""
        made = secrets.token_urlsafe(12)
        self.codes[made] = (account, redirect)
        return made

    def takes(self, access: str) -> bool:
        """Whether the repository takes it."""
        return any(token.access == access for token in self.tokens.values())

    def expire(self) -> None:
        """Two months have passed."""
        self._takes.clear()

    def withdraw(self) -> None:
        """The person took back what they allowed."""
        self._takes.clear()
        self.tokens.clear()

    def exchanged(self, code: str, redirect: str) -> Granted:
        account, meant = self.codes.pop(code, ("", ""))
        if not account or redirect != meant:
            raise Refused("sign_in")
        return self._given(account)

    def refreshed(self, secret: Secret) -> Granted:
        for account, token in self.tokens.items():
            if token.refresh == secret.refresh:
                return self._given(account)
        raise Refused("sign_in")

    def _given(self, account: str) -> Granted:
        pair = secrets.token_urlsafe(12), secrets.token_urlsafe(12)
        if before := self.tokens.get(account):
            self._takes.pop(before.access, None)
        self.tokens[account] = Secret(SecretKind.SIGN_IN, *pair)
        self._takes[pair[0]] = account
        if self.loses:
            raise NotNow("repository_unreachable")
        return Granted(self.tokens[account], account)
