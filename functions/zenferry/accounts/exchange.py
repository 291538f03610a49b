"""The door's steps, done where the page's own secret may be read and tokens be unsealed.

It knows ports only.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from zenferry.accounts.door_steps import Came
from zenferry.accounts.seal import Seal, SecretKind
from zenferry.accounts.shared_tokens import SignedIn
from zenferry.accounts.tokens import Own
from zenferry.errors import Absent, Conflict, NeedsAttention, NotNow, Refused
from zenferry.profile.settings import Profile

__all__ = ["AtTheDoor"]


@dataclass(frozen=True, kw_only=True)
class AtTheDoor:
    """At the repositories, by their keys. `redirect` is where people come back to."""

    signed_in: Callable[[str], SignedIn]
    seal: Seal
    connect: Own
    profile: Profile
    redirect: str

    def verify(self, submission: str, repository: str, sealed: bytes) -> str:
        """See the port."""
        place = self.profile.at(repository).repository
        try:
            secret = self.seal.unsealed(submission, sealed)
            return self.connect(place, lambda: secret.access).account()
        except (Absent, NeedsAttention) as error:
            raise Refused("own_token_not_taken") from error

    def sign_in(self, submission: str, repository: str, code: str) -> Came:
        """See the port."""
        there = self.signed_in(repository)
        try:
            granted = there.authority().exchanged(code, self.redirect)
        except NeedsAttention as error:
            raise Conflict("sign_in_unset") from error
        except NotNow as error:
            # The code is used up all the same, perhaps.
            raise Conflict("sign_in_later") from error
        name = there.keep(submission, granted)
        return Came(granted.account, self.seal.seal(submission, name))

    def sign_out(self, submission: str, repository: str, sealed: bytes) -> None:
        """See the port."""
        with suppress(Absent):
            name = self.seal.unsealed(submission, sealed)
            if name.kind is SecretKind.SIGN_IN:
                self.signed_in(repository).leave(submission, name)
