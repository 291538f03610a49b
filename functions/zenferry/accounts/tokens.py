"""A depositor's own account at the repository, seen from where calls to it are made: the token
unsealed as late as can be, refreshed in time, and forgotten at the end.

It knows ports only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from zenferry.accounts.seal import OWN_TOKEN_REFUSED, Seal, SealedSecrets, Secret, SecretKind
from zenferry.accounts.shared_tokens import SignedIn
from zenferry.errors import Absent, NeedsAttention
from zenferry.profile.settings import RepositorySettings
from zenferry.repository import Repository

__all__ = ["Own", "OwnToken", "OwnTokens"]

# How the repository is reached with somebody's own token, which is read when it is needed.
Own = Callable[[RepositorySettings, Callable[[], str]], Repository]


# One that runs out while a deposit is on its way is refreshed before; one that lives for hours
# only, in its last tenth.
SOON = timedelta(days=2)


@dataclass(frozen=True, kw_only=True)
class OwnTokens:
    """The tokens of deposits that go to accounts of depositors' own.

    `signed_in`: those of who signed in at a repository, by its key. `refreshes`: whether they may
    be refreshed here; only some functions know the page's own secret.
    """

    seals: SealedSecrets
    seal: Seal
    signed_in: Callable[[str], SignedIn]
    refreshes: bool
    now: Callable[[], datetime]

    def named(self, submission: str) -> Secret:
        """What is sealed for a deposit: a token, or the name of its account's. Absent: none is."""
        return self.seal.unsealed(submission, self.seals.get(submission))

    def forget(self, submission: str, repository: str, account: str) -> None:
        """The deposit has ended: nothing is left of its token.

        By its account: the table may have forgotten before how it was signed in.
        """
        there = self.signed_in(repository)
        there.leave(submission, there.named(account))
        self.seals.drop(submission)


@dataclass
class OwnToken:
    """The token of one deposit, for one who makes calls with it."""

    tokens: OwnTokens
    submission: str
    repository: str
    _told: str = field(default="", repr=False)

    def read(self) -> str:
        """As it is kept now. Asked again, the one that was told is not taken any more.

        NeedsAttention when there is none that opens.
        """
        try:
            name = self.tokens.named(self.submission)
            self._told = self._access(name)
        except Absent as error:
            raise NeedsAttention(OWN_TOKEN_REFUSED) from error
        return self._told

    def _access(self, name: Secret) -> str:
        if name.kind is SecretKind.TOKEN:
            return name.access
        tokens = self.tokens.signed_in(self.repository)
        secret = tokens.read(name)
        soon = _runs_out(secret, self.tokens.now())
        if self.tokens.refreshes and (soon or secret.access == self._told):
            secret = tokens.renewed(name, secret.access)
        return secret.access


def _runs_out(secret: Secret, now: datetime) -> bool:
    if secret.expires is None:
        return False
    life = secret.expires - secret.issued if secret.issued else 10 * SOON
    return secret.expires < now + min(SOON, life / 10)
