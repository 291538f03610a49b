"""Invitations made, sent, listed and revoked by those who look after the deposits.

It does not know who they are, nor how they ask: on the desk, or by a command.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zenferry.access import Invitation, InvitationKind, Invitations, hashed, new_secret
from zenferry.curation.log import LogEntry
from zenferry.errors import Conflict, NotNow, Unanswered
from zenferry.invitations.caps import CAPS, GIGABYTE
from zenferry.links import to_form
from zenferry.mails.letters import Letter, Letters, Mailer
from zenferry.pages import Page
from zenferry.profile import MailSettings
from zenferry.versions.basis import Basis

__all__ = ["Inviting", "Made", "Offer"]

_UNHEARD = "mail_unheard"


@dataclass(frozen=True)
class Offer:
    """What an invitation is to be good for, and for whom."""

    note: str = ""
    to: str = ""
    language: str = ""
    days: int = CAPS["days"].usual
    deposits: int = CAPS["deposits"].usual
    files: int = CAPS["files"].usual
    bytes: int = CAPS["gigabytes"].usual * GIGABYTE
    kind: InvitationKind = InvitationKind.INVITATION
    basis: Basis | None = None


@dataclass(frozen=True)
class Made:
    """A new invitation and its link, told once. `unsent`: a code, why no mail went out."""

    invitation: Invitation
    link: str
    sent: bool = False
    unsent: str = ""

    @property
    def unheard(self) -> bool:
        """No answer came: somebody may have its link."""
        return self.unsent == _UNHEARD


@dataclass(frozen=True, kw_only=True)
class Inviting:
    """The acts, over what keeps invitations and writes and carries letters.

    Without `letters` links are made, in the page's own language, and nothing is sent. `by`: as
    the log names people.
    """

    invitations: Invitations
    mailer: Mailer
    letters: Letters | None
    page: str
    now: Callable[[], datetime]
    new_key: Callable[[], str] = new_secret

    def invite(self, offer: Offer, by: str, *, send: bool = False) -> Made:
        """One more. It is kept first: a mail never brings a link that opens nothing."""
        row, secret = self.new(offer, by)
        entry = self._entry(by, "invited", row.id, deposits=row.deposits, days=offer.days)
        with suppress(Conflict):
            # Its key is random: what is there already is this very one, whose answer was lost.
            self.invitations.add(row, entry)
        return self.told(row, secret, offer, send=send)

    def new(self, offer: Offer, by: str) -> tuple[Invitation, str]:
        """One that is still to be kept, and its secret."""
        secret = self.new_key()
        return self._row(offer, by, hashed(secret)), secret

    def told(self, row: Invitation, secret: str, offer: Offer, *, send: bool = False) -> Made:
        """The link of one that is kept: in the answer, and by mail where it is to be sent."""
        if not self.letters:
            return Made(row, to_form(self.page, secret))
        link = self.letters.invitation_link(offer.language, secret, former=bool(offer.basis))
        made = Made(row, link)
        return self._sent(made, self._letter(self.letters, made, offer, secret)) if send else made

    def _row(self, offer: Offer, by: str, hash_: str) -> Invitation:
        created = self.now()
        expires = created + timedelta(days=offer.days)
        mail = self.letters.profile.mail if self.letters else MailSettings()
        erased = expires + timedelta(days=mail.erased_after)
        return Invitation(
            hash=hash_,
            note=offer.note,
            expires=expires,
            deposits=offer.deposits,
            files=offer.files,
            bytes=offer.bytes,
            kind=offer.kind,
            basis=offer.basis,
            created=created,
            by=by,
            to=offer.to,
            private_until=erased if offer.to or offer.note else None,
        )

    def invite_all(self, offers: Iterable[Offer], by: str, *, send: bool = False) -> Iterator[Made]:
        """One for each. When nobody carries mails any more, the rest is made all the same."""
        stuck = ""
        for offer in offers:
            made = self.invite(offer, by, send=send and not stuck)
            if made.unsent not in {"", "mail_refused"}:
                # Of the rest it is known that none was sent.
                stuck = "storage_unavailable" if made.unheard else made.unsent
            yield replace(made, unsent=made.unsent or stuck)

    def _letter(self, letters: Letters, made: Made, offer: Offer, secret: str) -> Letter:
        if offer.basis:
            return letters.version_agreed(
                offer.to,
                secret,
                offer.basis.kind,
                offer.basis.doi or offer.basis.url,
                language=offer.language,
                expires=made.invitation.expires,
            )
        return letters.invitation(
            offer.to,
            secret,
            language=offer.language,
            expires=made.invitation.expires,
            asked=offer.kind is InvitationKind.OPEN,
        )

    def _sent(self, made: Made, letter: Letter) -> Made:
        """Not sent is no failure: whoever made it can bring the link another way."""
        try:
            self.mailer.send(letter)
        except Unanswered:
            return replace(made, unsent=_UNHEARD)
        except (Conflict, NotNow) as error:
            return replace(made, unsent=error.code)
        return replace(made, sent=True)

    def revoke(self, id_: str, by: str) -> Invitation:
        """It gives nothing from now on; what was sent in by it stays."""
        # What was asked for may be anything; what is logged is an id.
        known = self.invitations.known(id_).id
        entry = self._entry(by, "revoked", known)
        return self.seen(self.invitations.revoke(known, self.now(), entry))

    def _entry(self, by: str, act: str, id_: str, **detail: int) -> LogEntry:
        return LogEntry(self.now(), by, act, id_, detail)

    def listed(self, most: int, before: str = "") -> Page[Invitation]:
        """The newest, or what follows a page."""
        page = self.invitations.listed(most, before)
        return Page(tuple(self.seen(each) for each in page.items), page.next)

    def seen(self, row: Invitation) -> Invitation:
        """Without what is to be erased by now: the table may take some days for it."""
        erased = row.private_until is not None and row.private_until <= self.now()
        return replace(row, to="", note="") if erased else row
