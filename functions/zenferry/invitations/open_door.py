"""Invitations for whoever has an address of the consortium's: asked for on the page, by mail.

That the address is theirs, people show by opening the mail. What is counted holds no address: see
tally.Daily. Neither the answer nor its time tells whether somebody has asked for one before.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from zenferry.access import InvitationKind
from zenferry.curation.log import SERVICE
from zenferry.errors import Conflict, Invalid, NotNow, Problem, Unanswered
from zenferry.invitations.inviting import Inviting, Offer
from zenferry.mails.spelling import domain_of, letter_box
from zenferry.profile import Profile
from zenferry.tally import Daily, unless_undone

__all__ = ["LASTS", "MOST_AN_ADDRESS", "MOST_A_SOURCE", "MOST_IN_ALL", "Admission"]

# In a day. The first keeps people from being bothered, the last bounds what strangers can cause,
# and that in between what one of them can take from all others: a campus may be one source.
MOST_AN_ADDRESS = 3
MOST_A_SOURCE = 40
MOST_IN_ALL = 200
# Seconds that an answer takes at least: longer than handing over a mail does.
LASTS = 1.5

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Admission:
    """What a stranger may ask for. The answer tells nothing about an address but its domain."""

    inviting: Inviting
    daily: Daily
    profile: Profile
    sleep: Callable[[float], None]

    def ask(self, address: str, language: str, source: str) -> None:
        """Send an invitation there, unless it got some today. Conflict: nobody gets one today."""
        self._admit(address)
        if not self.daily.counted("open:from", MOST_A_SOURCE, source):
            raise Conflict("open_enough")
        # For all first: else, on a day with many, the answer would tell who asked before. This one
        # tells of no address and need not last.
        if not self.daily.has_room("open", MOST_IN_ALL):
            raise Conflict("open_enough")
        with self._lasting():
            to = letter_box(address)
            if self.daily.counted("open", MOST_AN_ADDRESS, to):
                with unless_undone(lambda: self.daily.give_back("open", to)):
                    self._send_one_more(address, language)

    @contextmanager
    def _lasting(self) -> Iterator[None]:
        begun = self.daily.now()
        try:
            yield
        finally:
            took = (self.daily.now() - begun).total_seconds()
            self.sleep(max(0.0, LASTS - took))

    def _send_one_more(self, address: str, language: str) -> None:
        """Whoever asks for one address again and again takes nothing from the others."""
        if not self.daily.counted("open", MOST_IN_ALL):
            raise Conflict("open_enough")
        with unless_undone(lambda: self.daily.give_back("open")):
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
        if made.unheard:
            # It may have gone out: then its link is to open something.
            raise Unanswered("mail_unheard")
        # Nobody has its link.
        self.inviting.revoke(made.invitation.id, SERVICE)
        if made.unsent == "mail_off":
            raise Conflict("open_off")
        if made.unsent != "mail_refused":
            raise NotNow(made.unsent)
        # To whoever asked it looks the same: the answer is about no address.
        _log.warning("an invitation that was asked for was refused by the mail service")
