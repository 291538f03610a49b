"""The doors for who has an account at the repository: opened with a token of it, or by signing in.

The token comes in here once, in clear, and is sealed before anybody is asked about it. It knows
neither HTTP nor the repository; whether a token is good, a function says that may unseal it, and
that one, too, takes what comes of signing in.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from zenferry.access import Invitation, InvitationKind, Invitations, hashed
from zenferry.accounts.door_steps import Came, DoorSteps
from zenferry.accounts.seal import Seal, SealedSecrets, Secret, SecretKind
from zenferry.accounts.sign_in import SignIns
from zenferry.accounts.threshold import Threshold
from zenferry.curation.log import DEPOSITOR
from zenferry.deposit import Admitted, Deposits, Opened
from zenferry.errors import Absent, Conflict, Invalid, NotNow, Problem, Refused
from zenferry.profile import Profile
from zenferry.state import ENDED, MOVING, State
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.update import update
from zenferry.uploads.keeping import kept_until

__all__ = ["OwnAccounts", "SignInAnswer", "account_hash"]

# The row that counts an account's deposits is no invitation that ends.
_ALWAYS = timedelta(days=36_500)


def account_hash(repository: str, account: str) -> str:
    """The name of the row that counts what an account deposits.

    It is the hash of no secret: who guesses how it is made gets in by no invitation.
    """
    return f"{hashed(f'account:{repository}:{account}')[:48]}-account"


@dataclass(frozen=True)
class SignInAnswer:
    """What came back from signing in, and the browser's secret. Printed, it shows nothing of it."""

    state: str = field(repr=False)
    code: str = field(repr=False)
    secret: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class OwnAccounts:
    """Opens deposits into accounts of depositors' own, and takes a new token for one.

    `on`: there is something to seal tokens with.
    """

    deposits: Deposits
    submissions: Submissions
    invitations: Invitations
    seal: Seal
    seals: SealedSecrets
    sign_ins: SignIns
    threshold: Threshold
    steps: DoorSteps
    profile: Profile
    on: bool
    now: Callable[[], datetime]

    def knock(self, source: str) -> None:
        """Before any of the rest that strangers can cause. Conflict: too many did."""
        if self.on:
            self.threshold.to_try(source)

    def open(
        self, submission: str, repository: str, token: str, *, nonce: str, language: str
    ) -> Opened:
        """A new deposit of the account that the token is of."""
        if not (self.on and self.profile.own_account.token):
            raise Refused("own_token_off")
        if repository not in {each.key for each in self.profile.repositories}:
            raise Invalid([Problem("repository", "own_repository_unknown")])
        sealed = self.seal.seal(submission, Secret(SecretKind.TOKEN, token))
        account = self._account(submission, repository, sealed)
        return self.enter(submission, repository, account, sealed, nonce=nonce, language=language)

    def open_signed_in(
        self, submission: str, repository: str, answer: SignInAnswer, *, nonce: str, language: str
    ) -> Opened:
        """A new deposit of the account that somebody signed in to."""
        if not (self.on and self.profile.own_account.sign_in):
            raise Refused("no_sign_in")
        if again := self._known(submission, nonce, language):
            return again
        came = self._signed_in(submission, repository, answer)
        try:
            return self.enter(
                submission, repository, came.account, came.sealed, nonce=nonce, language=language
            )
        except (Refused, Conflict):
            self._sign_out(submission, repository, came.sealed)
            raise
        except NotNow:
            # The code is used up: no second try brings what was sealed for a deposit that is not.
            if not self._is_there(submission):
                self._sign_out(submission, repository, came.sealed)
            raise

    def _is_there(self, submission: str) -> bool:
        try:
            self.submissions.get(submission)
        except Absent:
            return False
        except NotNow:
            # Perhaps: then its tokens stay.
            return True
        return True

    def _known(self, submission: str, nonce: str, language: str) -> Opened | None:
        """Opened before, and the answer lost: nobody signs in for it twice."""
        found = self._found(submission)
        if not found:
            return None
        by = Admitted(found.invitation, found.place, found.account)
        return self.deposits.admit(by, submission, nonce, language)

    def _found(self, submission: str) -> Submission | None:
        try:
            return self.submissions.get(submission)
        except Absent:
            return None

    def _signed_in(self, submission: str, repository: str, answer: SignInAnswer) -> Came:
        """The account, and what was sealed for the deposit."""
        self.sign_ins.end(answer.state, answer.secret, submission=submission, repository=repository)
        return self.steps.sign_in(submission, repository, answer.code)

    def _sign_out(self, submission: str, repository: str, sealed: bytes) -> None:
        with suppress(NotNow):
            self.steps.sign_out(submission, repository, sealed)

    def enter(
        self,
        submission: str,
        repository: str,
        account: str,
        sealed: bytes,
        *,
        nonce: str,
        language: str,
    ) -> Opened:
        """The deposit of a known account, with what was sealed for it."""
        counted = self._counted(repository, account)
        # Asked again for an answer that was lost, it is no new one.
        if not self._found(submission):
            self.threshold.to_open(counted.hash)
        by = Admitted(counted.hash, repository, account)
        made = self.deposits.admit(by, submission, nonce, language)
        if made.fresh:
            self.threshold.opened(counted.hash)
        # Only now: before, the deposit of this id might have been somebody else's.
        self._keep(made.submission, sealed)
        return made

    def _keep(self, found: Submission, sealed: bytes) -> bytes | None:
        """What was kept for it before."""
        return self.seals.keep(found.id, sealed, kept_until(found, self.now()))

    def _account(self, submission: str, repository: str, sealed: bytes) -> str:
        try:
            return self.steps.verify(submission, repository, sealed)
        except NotNow as error:
            raise NotNow("own_token_unchecked", field="token", retry_after=5) from error
        except Refused as error:
            raise Invalid([Problem("token", error.code)]) from error

    def _counted(self, repository: str, account: str) -> Invitation:
        """The row that counts what this account deposits; made when it comes first."""
        hash_ = account_hash(repository, account)
        with suppress(Absent):
            return self.invitations.get(hash_)
        caps = self.profile.own_account
        with suppress(Conflict, NotNow):
            # Somebody may be as fast; what counts is that there is one.
            self.invitations.add(
                Invitation(
                    hash=hash_,
                    note="",
                    expires=self.now() + _ALWAYS,
                    deposits=caps.deposits,
                    files=caps.files,
                    bytes=caps.bytes,
                    kind=InvitationKind.ACCOUNT,
                    # In the curators' list, too: they may end what an account deposits here.
                    created=self.now(),
                    by=DEPOSITOR,
                )
            )
        return self.invitations.get(hash_)

    def renew(self, found: Submission, token: str) -> Submission:
        """Another token for a deposit, of the same account."""
        if not found.account or found.state in ENDED:
            raise Conflict("own_token_not_wanted", state=found.state)
        sealed = self.seal.seal(found.id, Secret(SecretKind.TOKEN, token))
        if self._account(found.id, found.place, sealed) != found.account:
            raise Invalid([Problem("token", "own_token_other")])
        before = self._keep(found, sealed)
        if before and before != sealed:
            # It was signed in, perhaps: those tokens are not needed for it any more.
            self._sign_out(found.id, found.place, before)
        return self._kept_anew(found)

    def renew_signed_in(self, found: Submission, answer: SignInAnswer) -> Submission:
        """Signed in anew for a deposit, to the same account."""
        if not found.account or found.state in ENDED:
            raise Conflict("own_token_not_wanted", state=found.state)
        came = self._signed_in(found.id, found.place, answer)
        if came.account != found.account:
            self._sign_out(found.id, found.place, came.sealed)
            raise Conflict("sign_in_other")
        self._keep(found, came.sealed)
        return self._kept_anew(found)

    def _kept_anew(self, found: Submission) -> Submission:
        kept = update(self.submissions, found.id, self._renewed)
        if kept.state in {State.CANCELLED, State.EXPIRED} or kept.cleaned:
            # It ended while the repository was being asked, and was tidied up, perhaps.
            self.seals.drop(found.id)
        return kept

    def _renewed(self, old: Submission) -> Submission:
        if not old.token_wanted:
            return old
        now = self.now()
        # What was held up by it is looked at soon; a forward that is looked at would be given up.
        due = old.due if old.state in MOVING else now
        return replace(old, token_refused=False, due=due).note(now, "own_token_renewed")
