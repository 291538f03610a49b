"""Signing in at the repository: begun by this page, ended once, by the browser that began it.

The way is OAuth 2's authorisation code. Of a sign-in under way only hashes are kept; it knows no
HTTP and holds no token.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from zenferry.access import hashed, new_secret, same_secret
from zenferry.accounts.threshold import Threshold
from zenferry.errors import Absent, Conflict, NotNow, Refused
from zenferry.profile import Profile, RepositorySettings

__all__ = ["LeftToSignIn", "SignIn", "SignInRows", "SignIns", "answered_at"]

# As long as it takes to find one's password.
LASTS = timedelta(minutes=10)
# Who asks again within this time may have lost the answer to asking first.
UNDER_WAY = timedelta(seconds=60)


@dataclass(frozen=True)
class SignIn:
    """One that is under way. `state` and `secret` are hashes; `used`: when its answer came."""

    state: str
    secret: str
    submission: str
    repository: str
    ends: datetime
    used: datetime | None = None


class SignInRows(Protocol):
    """Keeps sign-ins while they are under way. NotNow when it does not answer."""

    def add(self, sign_in: SignIn) -> None:
        """Keep a new one."""
        ...

    def get(self, state: str) -> SignIn:
        """By the hash of its state. Absent when there is none."""
        ...

    def use(self, state: str, at: datetime) -> None:
        """Use it up. Conflict when it was used before, or is not there any more."""
        ...


@dataclass(frozen=True)
class LeftToSignIn:
    """Where the person signs in, and what the browser keeps to prove that it was the one."""

    url: str
    secret: str


@dataclass(frozen=True, kw_only=True)
class SignIns:
    """Begins sign-ins and judges their answers. `page` is the page's address, with a slash.

    `asking_at`: where a repository asks people, by it, where they come back to, and the state.
    """

    rows: SignInRows
    threshold: Threshold
    profile: Profile
    page: str
    asking_at: Callable[[RepositorySettings, str, str], str]
    now: Callable[[], datetime]
    new_secret: Callable[[], str] = new_secret

    def begin(self, submission: str, repository: str, source: str) -> LeftToSignIn:
        """Where to sign in for this deposit, at one of the profile's repositories."""
        place = self._place(repository)
        self.threshold.to_begin(source)
        state, secret = self.new_secret(), self.new_secret()
        ends = self.now() + LASTS
        self.rows.add(SignIn(hashed(state), hashed(secret), submission, repository, ends))
        # Never where anybody asks for: whoever chose it would get the answer.
        return LeftToSignIn(self.asking_at(place, answered_at(self.page), state), secret)

    def _place(self, repository: str) -> RepositorySettings:
        known = {each.key: each for each in self.profile.repositories if each.client_id}
        if not self.profile.own_account.sign_in or repository not in known:
            raise Refused("no_sign_in")
        return known[repository]

    def end(self, state: str, secret: str, *, submission: str, repository: str) -> None:
        """Use it up, if it is this browser's, for this deposit, at this repository."""
        found = self._found(state)
        ours = same_secret(secret, found.secret)
        meant = (found.submission, found.repository) == (submission, repository)
        # What is wrong is told to nobody: whoever tries would learn from it.
        if not (ours and meant and found.ends > self.now()):
            raise Refused("sign_in")
        if found.used:
            raise self._used(found.used)
        try:
            self.rows.use(found.state, self.now())
        except Conflict as twice:
            raise NotNow("busy", retry_after=1) from twice

    def _found(self, state: str) -> SignIn:
        try:
            return self.rows.get(hashed(state))
        except Absent as error:
            raise Refused("sign_in") from error

    def _used(self, at: datetime) -> NotNow | Refused:
        """The same call may be on its way still: then its end is waited for."""
        if at + UNDER_WAY > self.now():
            return NotNow("busy", retry_after=1)
        return Refused("sign_in")


def answered_at(page: str) -> str:
    """Where the repository sends people back to. Registered there letter by letter."""
    return f"{page}signed-in/"
