"""Depositors' own accounts at the repository."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from zenferry.wiring.depositing import DepositingParts

if TYPE_CHECKING:
    from zenferry.accounts.door import OwnAccounts
    from zenferry.accounts.exchange import AtTheDoor
    from zenferry.accounts.shared_tokens import SignedIn
    from zenferry.accounts.sign_in import SignIns
    from zenferry.accounts.threshold import Threshold
    from zenferry.accounts.tokens import OwnTokens

__all__ = ["AccountParts"]


class AccountParts(DepositingParts):
    """Signing in, and the tokens that come of it."""

    @cached_property
    def sign_ins(self) -> SignIns:
        """Signing in at the repository."""
        from zenferry.accounts.sign_in import SignIns
        from zenferry.adapters.invenio_sign_in import asking_at

        return SignIns(
            rows=self.sign_in_rows,
            threshold=self.threshold,
            profile=self.profile,
            page=self.settings.page,
            asking_at=asking_at,
            now=self.now,
        )

    @cached_property
    def threshold(self) -> Threshold:
        """How often strangers try it."""
        from zenferry.accounts.threshold import Threshold

        return Threshold(self.daily)

    def signed_in(self, repository: str) -> SignedIn:
        """The tokens of who signed in at a repository, by its key."""
        from zenferry.accounts.shared_tokens import SignedIn

        place = self.profile.at(repository).repository
        return SignedIn(
            place=place.key,
            seal=self.seal,
            seals=self.seals,
            users=self.account_users,
            authority=lambda: self.authority(place),
            now=self.now,
        )

    @cached_property
    def own_tokens(self) -> OwnTokens:
        """The tokens of deposits that go to accounts of depositors' own."""
        from zenferry.accounts.tokens import OwnTokens

        return OwnTokens(
            seals=self.seals,
            seal=self.seal,
            signed_in=self.signed_in,
            # Who is not told where people sign in has no business there.
            refreshes=bool(self.settings.page),
            now=self.now,
        )

    @cached_property
    def own_accounts(self) -> OwnAccounts:
        """The door for who has an account at the repository."""
        from zenferry.accounts.door import OwnAccounts
        from zenferry.adapters.door_steps import OrderedSteps

        return OwnAccounts(
            deposits=self.deposits,
            submissions=self.submissions,
            invitations=self.invitations,
            seal=self.seal,
            seals=self.seals,
            sign_ins=self.sign_ins,
            threshold=self.threshold,
            steps=OrderedSteps(self.workflow),
            profile=self.profile,
            on=bool(self.settings.seal_key),
            now=self.now,
        )

    @cached_property
    def at_the_door(self) -> AtTheDoor:
        """The door's steps, where they are done."""
        from zenferry.accounts.exchange import AtTheDoor
        from zenferry.accounts.sign_in import answered_at

        return AtTheDoor(
            signed_in=self.signed_in,
            seal=self.seal,
            connect=self.connect_door,
            profile=self.profile,
            redirect=answered_at(self.settings.page),
        )
