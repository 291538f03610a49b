"""Whatever is written to people: invitations, ways back, and how it goes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from zenferry.wiring.accounts import AccountParts

if TYPE_CHECKING:
    from zenferry.invitations.inviting import Inviting
    from zenferry.invitations.open_door import Admission
    from zenferry.mails.address import Addressing
    from zenferry.mails.bounds import Bounds
    from zenferry.mails.letters import Letters
    from zenferry.mails.return_link import ReturnLinks
    from zenferry.mails.telling import Telling

__all__ = ["MailingParts"]


class MailingParts(AccountParts):
    """The letters, and who sends them."""

    @cached_property
    def letters(self) -> Letters:
        """Whatever is mailed, written out."""
        from zenferry.mails.letters import Letters

        return Letters(profile=self.profile, page=self.settings.page, rendering=self.rendering)

    @cached_property
    def return_links(self) -> ReturnLinks:
        """The way back to a deposit, by e-mail."""
        from zenferry.mails.return_link import ReturnLinks

        return ReturnLinks(
            submissions=self.submissions,
            mailer=self.mailer,
            letters=self.letters,
            bounds=self.bounds,
        )

    @cached_property
    def bounds(self) -> Bounds:
        """How many mails may be asked for."""
        from zenferry.mails.bounds import Bounds

        return Bounds(self.daily)

    @cached_property
    def inviting(self) -> Inviting:
        """Invitations, for those who look after the deposits."""
        from zenferry.invitations.inviting import Inviting

        return Inviting(
            invitations=self.invitations,
            mailer=self.mailer,
            letters=self.letters,
            page=self.settings.page,
            now=self.now,
        )

    @cached_property
    def admission(self) -> Admission:
        """Invitations, for whoever has an address of the consortium's."""
        from zenferry.invitations.open_door import Admission

        return Admission(
            inviting=self.inviting, daily=self.daily, profile=self.profile, sleep=self.sleep
        )

    @cached_property
    def addressing(self) -> Addressing:
        """What a depositor says about mails."""
        from zenferry.mails.address import Addressing

        return Addressing(
            submissions=self.submissions,
            invitations=self.invitations,
            addresses=self.addresses,
            bounds=self.bounds,
            profile=self.profile,
            is_on=bool(self.settings.mail_sender),
            now=self.now,
        )

    @cached_property
    def telling(self) -> Telling:
        """Sends the messages that are owed."""
        from zenferry.mails.telling import Telling

        return Telling(
            submissions=self.submissions,
            addresses=self.addresses,
            mailer=self.mailer,
            letters=self.letters,
            keeping=self.keeping,
            daily=self.daily,
            now=self.now,
        )
