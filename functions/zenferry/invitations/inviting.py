"""Invitations made, sent, listed and revoked by those who look after the deposits.

It does not know who they are, nor how they ask: on the desk, or by a command.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from zenferry.access import Invitation, InvitationKind, Invitations, hashed, new_secret
from zenferry.curation.log import Log, LogEntry
from zenferry.errors import Conflict, NotNow
from zenferry.mails.letters import Letter, Letters, Mailer
from zenferry.pages import Page
from zenferry.profile import MailSettings
from zenferry.versions.basis import Basis

__all__ = ["Inviting", "Made", "Offer"]


@dataclass(frozen=True)
class Offer:
    """What an invitation is to be good for, and for whom."""

    note: str = ""
    to: str = ""
    language: str = ""
    days: int = 30
    deposits: int = 1
    files: int = 100
    bytes: int = 50 * 10**9
    kind: InvitationKind = InvitationKind.INVITATION
    basis: Basis | None = None


@dataclass(frozen=True)
class Made:
    """A new invitation and its link, told once. `unsent`: a code, why no mail went out."""

    invitation: Invitation
    link: str
    sent: bool = False
    unsent: str = ""


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
    log: Log | None = None
    new_key: Callable[[], str] = new_secret

    def invite(self, offer: Offer, by: str, *, send: bool = False) -> Made:
        """One more. It is kept first: a mail never brings a link that opens nothing."""
        secret = self.new_key()
        row = self._row(offer, by, hashed(secret))
        self.invitations.add(row)
        self._note(by, "invited", row.id, deposits=row.deposits, days=offer.days)
        if not self.letters:
            return Made(row, f"{self.page}#{urlencode({'invitation': secret})}")
        link = self.letters.invitation_link(offer.language, secret, former=bool(offer.basis))
        made = Made(row, link)
        return self._sent(made, self._letter(self.letters, made, offer, secret)) if send else made

    def _row(self, offer: Offer, by: str, hash_: str) -> Invitation:
        created = self.now()
        expires = created + timedelta(days=offer.days)
        mail = self.letters.profile.mail if self.letters else MailSettings()
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
            to_until=expires + timedelta(days=mail.erased_after) if offer.to else None,
        )

    def invite_all(self, offers: Iterable[Offer], by: str, *, send: bool = False) -> Iterator[Made]:
        """One for each. When nobody carries mails any more, the rest is made all the same."""
        stuck = ""
        for offer in offers:
            made = self.invite(offer, by, send=send and not stuck)
            if made.unsent not in {"", "mail_refused"}:
                stuck = made.unsent
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
        except (Conflict, NotNow) as error:
            return replace(made, unsent=error.code)
        return replace(made, sent=True)

    def revoke(self, id_: str, by: str) -> Invitation:
        """It gives nothing from now on; what was sent in by it stays."""
        row = self.invitations.revoke(id_, self.now())
        self._note(by, "revoked", row.id)
        return self.seen(row)

    def _note(self, by: str, act: str, id_: str, **detail: int) -> None:
        if self.log:
            self.log.note(LogEntry(self.now(), by, act, id_, detail))

    def listed(self, most: int, before: str = "") -> Page[Invitation]:
        """The newest, or what follows a page."""
        page = self.invitations.listed(most, before)
        return Page(tuple(self.seen(each) for each in page.items), page.next)

    def seen(self, row: Invitation) -> Invitation:
        """Without an address that is to be erased by now: the table may take some days for it."""
        erased = row.to_until is not None and row.to_until <= self.now()
        return replace(row, to="") if erased else row
