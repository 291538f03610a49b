"""A depositor's own account at the repository, seen from where calls to it are made: the token
unsealed as late as can be, and whose it is.

It knows ports only. What it hears of a token it tells nobody but in codes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from zenferry.errors import Absent, NeedsAttention, NotNow
from zenferry.profile.settings import Profile, RepositorySettings
from zenferry.repository import Repository
from zenferry.seal import Seal, SealedSecrets

__all__ = ["OWN_TOKEN_REFUSED", "Own", "OwnToken", "Verifying"]

# The code by which all know that a depositor's own token is not taken (any more).
OWN_TOKEN_REFUSED = "own_token_refused"  # noqa: S105 - a code
# How the repository is reached with somebody's own token, which is read when it is needed.
Own = Callable[[RepositorySettings, Callable[[], str]], Repository]


@dataclass(frozen=True)
class OwnToken:
    """The token of one deposit."""

    submission: str
    seals: SealedSecrets
    seal: Seal

    def read(self) -> str:
        """As it is kept now. NeedsAttention when there is none that opens."""
        try:
            return self.seal.unsealed(self.submission, self.seals.get(self.submission)).access
        except Absent as error:
            raise NeedsAttention(OWN_TOKEN_REFUSED) from error


@dataclass(frozen=True, kw_only=True)
class Verifying:
    """Whether a token is taken, and whose it is: asked where it may be unsealed."""

    seal: Seal
    connect: Own
    profile: Profile

    def verify(self, submission: str, repository: str, sealed: bytes) -> dict[str, object]:
        """The account's id; or what is wrong, as a code."""
        place = self.profile.at(repository).repository
        try:
            secret = self.seal.unsealed(submission, sealed)
            return {
                "outcome": "verified",
                "account": self.connect(place, lambda: secret.access).account(),
            }
        except (Absent, NeedsAttention):
            return {"outcome": "refused"}
        except NotNow:
            # Strangers may make this happen: no failure of ours, and no alarm.
            return {"outcome": "later"}
