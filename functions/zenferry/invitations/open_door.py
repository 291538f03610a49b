"""Invitations for whoever has an address of the consortium's: asked for on the page, by mail.

That the address is theirs, people show by opening the mail. What is counted holds no address: only
what a random word of the day makes of it, which is forgotten with the day.
"""

import hashlib
import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from zenferry.access import InvitationKind, new_secret
from zenferry.curation.log import SERVICE
from zenferry.errors import Conflict, Invalid, NotNow, Problem
from zenferry.invitations.inviting import Inviting, Wish
from zenferry.mails.spelling import domain_of, letter_box
from zenferry.profile import Profile
from zenferry.tally import Tallies, midnight

__all__ = ["MOST_AN_ADDRESS", "MOST_IN_ALL", "Admission"]

# In a day. The one keeps people from being bothered, the other bounds what strangers can cause.
MOST_AN_ADDRESS = 3
MOST_IN_ALL = 200

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Admission:
    """What a stranger may ask for. The answer tells nothing about an address but its domain."""

    inviting: Inviting
    tallies: Tallies
    profile: Profile
    now: Callable[[], datetime]
    new_salt: Callable[[], str] = new_secret

    def ask(self, address: str, language: str) -> None:
        """Send an invitation there, unless it got some today. Conflict: nobody gets one today."""
        self._admit(address)
        now = self.now()
        tomorrow = midnight(now)
        # For all first: else, on a day with many, the answer would tell who asked before.
        if not self._counted(f"open:{now.date()}", MOST_IN_ALL, tomorrow):
            raise Conflict("open_enough")
        name = f"open:{now.date()}:{self._disguised(address, now, tomorrow)}"
        if self._counted(name, MOST_AN_ADDRESS, tomorrow):
            self._send(address, language)

    def _admit(self, address: str) -> None:
        domains = self.profile.open.domains
        if not domains:
            raise Conflict("open_off")
        if domain_of(address) not in domains:
            raise Invalid([Problem("email", "open_domain", {"domains": ", ".join(domains)})])

    def _counted(self, name: str, most: int, midnight: datetime) -> bool:
        return self.tallies.count(name, most, midnight + timedelta(hours=1))

    def _disguised(self, address: str, now: datetime, midnight: datetime) -> str:
        forgotten = midnight + timedelta(hours=1)
        salt = self.tallies.salt(f"salt:{now.date()}", self.new_salt(), forgotten)
        return hmac.new(salt.encode(), letter_box(address).encode(), hashlib.sha256).hexdigest()

    def _send(self, address: str, language: str) -> None:
        caps = self.profile.open
        wish = Wish(
            to=address,
            language=language,
            days=caps.days,
            deposits=caps.deposits,
            files=caps.files,
            bytes=caps.bytes,
            kind=InvitationKind.OPEN,
        )
        made = self.inviting.invite(wish, SERVICE, send=True)
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
