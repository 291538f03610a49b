"""Invitations for whoever has an address of the consortium's: asked for on the page, by mail.

That the address is theirs, people show by opening the mail. What is counted holds no address: only
what a random word of the day makes of it, which is forgotten with the day.
"""

import logging
from dataclasses import dataclass

from zenferry.access import InvitationKind
from zenferry.curation.log import SERVICE
from zenferry.errors import Conflict, Invalid, NotNow, Problem
from zenferry.invitations.inviting import Inviting, Offer
from zenferry.mails.spelling import domain_of, letter_box
from zenferry.profile import Profile
from zenferry.tally import Daily

__all__ = ["MOST_AN_ADDRESS", "MOST_IN_ALL", "Admission"]

# In a day. The one keeps people from being bothered, the other bounds what strangers can cause.
MOST_AN_ADDRESS = 3
MOST_IN_ALL = 200

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Admission:
    """What a stranger may ask for. The answer tells nothing about an address but its domain."""

    inviting: Inviting
    daily: Daily
    profile: Profile

    def ask(self, address: str, language: str) -> None:
        """Send an invitation there, unless it got some today. Conflict: nobody gets one today."""
        self._admit(address)
        # For all first: else, on a day with many, the answer would tell who asked before.
        if not self.daily.counted("open", MOST_IN_ALL):
            raise Conflict("open_enough")
        if self.daily.counted("open", MOST_AN_ADDRESS, letter_box(address)):
            self._send(address, language)

    def _admit(self, address: str) -> None:
        domains = self.profile.open.domains
        if not domains:
            raise Conflict("open_off")
        if domain_of(address) not in domains:
            raise Invalid([Problem("email", "open_domain", {"domains": ", ".join(domains)})])

    def _send(self, address: str, language: str) -> None:
        caps = self.profile.open
        offer = Offer(
            to=address,
            language=language,
            days=caps.days,
            deposits=caps.deposits,
            files=caps.files,
            bytes=caps.bytes,
            kind=InvitationKind.OPEN,
        )
        made = self.inviting.invite(offer, SERVICE, send=True)
        if made.sent:
            return
        # Nobody has its link.
        self.inviting.revoke(made.invitation.id, SERVICE)
        if made.unsent == "mail_off":
            raise Conflict("open_off")
        if made.unsent != "mail_refused":
            raise NotNow(made.unsent)
        # To whoever asked it looks the same: the answer is about no address.
        _log.warning("an invitation that was asked for was refused by the mail service")
