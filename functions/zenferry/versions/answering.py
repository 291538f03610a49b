"""Answering those who ask to go on with a published record: an invitation for it, or why not.

An answer is kept with all that follows from it. Where its mail does not get out, whoever gave it
gives it again: with a fresh link, and the first opens nothing any more. Where nobody said whether
it got out, it is taken for sent, and whoever agreed has the link, too.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from zenferry.access import InvitationKind
from zenferry.curation.log import LogEntry
from zenferry.errors import Absent, Conflict, NotNow
from zenferry.invitations.inviting import Inviting, Made, Offer
from zenferry.mails.letters import Letters, Mailer
from zenferry.pages import Page
from zenferry.profile import Profile
from zenferry.versions.wishes import Answer, Wish, Wishes

__all__ = ["Answering"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Answering:
    """What curators do about wishes. `by`: as the log names people."""

    wishes: Wishes
    inviting: Inviting
    mailer: Mailer
    letters: Letters
    profile: Profile
    now: Callable[[], datetime]

    def listed(self, most: int, before: str = "") -> Page[Wish]:
        """Those that something is to be done about; the table forgets some days late at times."""
        page = self.wishes.listed(most, before)
        return Page(tuple(each for each in page.items if each.until > self.now()), page.next)

    def asked(self, id_: str) -> Wish:
        """One, with the address of whoever asked."""
        wish = self.wishes.get(id_)
        if wish.until <= self.now():
            raise Absent("unknown_wish")
        return wish

    def agree(self, id_: str, by: str, *, restricted: bool = False) -> Made:
        """An invitation for this one record: mailed to whoever asked, else its link is told.

        `restricted`: also if the record shows not everything to everybody.
        """
        wish = self._to_answer(id_, Answer.AGREED, by)
        offer = self._offer(wish, restricted=restricted)
        row, secret = self.inviting.new(offer, by)
        agreed = replace(
            wish, answer=Answer.AGREED, by=by, invitation=row.id, listed=bool(wish.email)
        )
        self.wishes.change(wish, agreed, self._lines(wish, agreed), row)
        made = self.inviting.told(row, secret, offer, send=bool(wish.email))
        self._settle(agreed, reached=made.sent or made.unheard)
        return made

    def _offer(self, wish: Wish, *, restricted: bool) -> Offer:
        limits = self.profile.limits
        return Offer(
            note=f"{wish.basis.kind}: {wish.basis.doi or wish.basis.record}",
            to=wish.email,
            language=wish.language,
            deposits=1,
            files=limits.files,
            bytes=limits.bytes,
            kind=InvitationKind.VERSION,
            basis=replace(wish.basis, restricted=restricted),
        )

    def _lines(self, old: Wish, new: Wish) -> Sequence[LogEntry]:
        now = self.now()
        lines = [LogEntry(now, new.by, f"version_{new.answer}", new.id, {"kind": new.basis.kind})]
        if new.invitation:
            detail = {"deposits": 1, "days": Offer.days}
            lines.append(LogEntry(now, new.by, "invited", new.invitation, detail))
        if old.invitation:
            lines.append(LogEntry(now, new.by, "revoked", old.invitation))
        return lines

    def refuse(self, id_: str, by: str, words: str) -> bool:
        """Say no; whether whoever asked was told so by mail."""
        wish = self._to_answer(id_, Answer.REFUSED, by)
        refused = replace(wish, answer=Answer.REFUSED, by=by, listed=bool(wish.email))
        self.wishes.change(wish, refused, self._lines(wish, refused))
        if not wish.email:
            return False
        record = wish.basis.doi or wish.basis.url
        letter = self.letters.version_refused(
            wish.email, record, words=words, language=wish.language
        )
        try:
            self.mailer.send(letter)
        except (Conflict, NotNow):
            self._settle(refused, reached=False)
            return False
        self._settle(refused, reached=True)
        return True

    def _to_answer(self, id_: str, answer: Answer, by: str) -> Wish:
        """Open, or answered so by the same person, and it may not have reached anybody."""
        wish = self.asked(id_)
        reached = not (wish.email or wish.invitation)
        again = (wish.answer, wish.by) == (answer, by) and not reached
        if wish.answer is not Answer.NONE and not again:
            raise Conflict("wish_answered")
        return wish

    def _settle(self, wish: Wish, *, reached: bool) -> None:
        """Nothing is left to be done. Whoever answered knows how far it got."""
        done = replace(wish, listed=False)
        if reached:
            done = replace(done, email="", invitation="")
        try:
            self.wishes.change(wish, done)
        except (Conflict, NotNow) as error:
            _log.warning("the answer to a wish is not noted as sent: %s", error.code)
