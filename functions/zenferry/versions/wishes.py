"""Wishes to publish a new version of a record, or to correct one: anybody may ask, curators answer.

Nothing is looked up for whoever asks. Whether the record is one of ours, the deposit finds out
that a curator's consent opens; it is bound to that one record.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

from zenferry.access import InvitationKind
from zenferry.curation.log import Log, LogEntry
from zenferry.errors import Conflict, Invalid, NotNow, Problem
from zenferry.invitations.inviting import Inviting, Made, Offer
from zenferry.mails.letters import Letters, Mailer
from zenferry.pages import Page
from zenferry.profile import Profile
from zenferry.tally import Tallies, midnight
from zenferry.versions.basis import Basis, BasisKind

__all__ = [
    "LONGEST_WISH",
    "MOST_A_DAY",
    "Answer",
    "Answering",
    "Asking",
    "Wish",
    "Wishes",
    "located",
]

# Characters.
LONGEST_WISH = 500
# By strangers, in all: curators have to read each.
MOST_A_DAY = 50
# Nobody answered: it is forgotten, with the address.
KEPT = timedelta(days=30)
# The usual of an invitation.
_DAYS = 30


class Answer(StrEnum):
    """What curators said."""

    NONE = "asked"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True)
class Wish:
    """One wish. `email` is where the answer goes, if anywhere; it is erased with the answer."""

    id: str
    basis: Basis
    words: str
    language: str
    at: datetime
    until: datetime
    email: str = ""
    answer: Answer = Answer.NONE


class Wishes(Protocol):
    """Keeps wishes until they end. NotNow when it does not answer."""

    def add(self, wish: Wish) -> None:
        """Keep a new one."""
        ...

    def get(self, wish: str) -> Wish:
        """Absent when there is none, or none any more."""
        ...

    def answer(self, wish: Wish, answer: Answer) -> None:
        """From now on it is answered and on no list. Conflict when it was answered before."""
        ...

    def listed(self, most: int, before: str = "") -> Page[Wish]:
        """Those that wait for an answer, the newest first, without addresses."""
        ...


_ID = re.compile(r"[0-9a-z][0-9a-z-]{0,39}", re.ASCII)
_PATH = re.compile(r"/(?:records?|uploads)/([0-9a-z-]+)(?:/.*)?", re.ASCII)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\S+)", re.ASCII | re.IGNORECASE)


def located(profile: Profile, kind: BasisKind, text: str) -> Basis:
    """The record that a link or a DOI means, at a repository of the profile. Invalid otherwise."""
    known = dict(profile.records())
    for each in profile.repositories:
        site = urlsplit(each.url)
        start = each.doi_start or known.get(site.netloc, "")
        if record := _record(text.strip(), site, start):
            url = f"{site.scheme}://{site.netloc}/records/{record}"
            return Basis(kind, record, f"{start}{record}" if start else "", url, each.key)
    names = " / ".join(dict.fromkeys(each.name for each in profile.repositories))
    raise Invalid([Problem("record", "record_link", {"repository": names})])


def _record(text: str, site: SplitResult, start: str) -> str:
    """The id in a text that may be the address of a record of this site, or its DOI."""
    doi = _DOI.fullmatch(text)
    if doi and start and doi[1].lower().startswith(start.lower()):
        found = doi[1][len(start) :].lower()
        return found if _ID.fullmatch(found) else ""
    try:
        address = urlsplit(text)
    except ValueError:
        return ""
    path = _PATH.fullmatch(address.path)
    same = address.scheme in {"http", "https"} and address.netloc == site.netloc
    return path[1] if same and path and _ID.fullmatch(path[1]) else ""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What anybody may do: ask, a few times a day in all."""

    wishes: Wishes
    tallies: Tallies
    profile: Profile
    now: Callable[[], datetime]

    def ask(
        self, id_: str, record: str, kind: BasisKind, *, words: str, email: str, language: str
    ) -> None:
        """Leave a wish for curators. NotNow: there were too many today."""
        basis = located(self.profile, kind, record)
        now = self.now()
        tomorrow = midnight(now)
        if not self.tallies.count(f"wishes:{now.date()}", MOST_A_DAY, tomorrow):
            wait = int((tomorrow - now).total_seconds()) + 1
            raise NotNow("wished_enough", retry_after=wait)
        self.wishes.add(Wish(id_, basis, words, language, now, now + KEPT, email))


@dataclass(frozen=True, kw_only=True)
class Answering:
    """What curators do about wishes. `by`: as the log names people."""

    wishes: Wishes
    inviting: Inviting
    mailer: Mailer
    letters: Letters
    log: Log
    profile: Profile
    now: Callable[[], datetime]

    def agree(self, id_: str, by: str) -> Made:
        """An invitation for this one record: mailed to whoever asked, else its link is told."""
        wish = self._open(id_)
        # First the answer: of two curators, one invites.
        self.wishes.answer(wish, Answer.AGREED)
        limits = self.profile.limits
        made = self.inviting.invite(
            Offer(
                note=f"{wish.basis.kind}: {wish.basis.doi or wish.basis.record}",
                to=wish.email,
                language=wish.language,
                days=_DAYS,
                deposits=1,
                files=limits.files,
                bytes=limits.bytes,
                kind=InvitationKind.VERSION,
                basis=wish.basis,
            ),
            by,
            send=bool(wish.email),
        )
        self._note(by, "version_agreed", wish)
        return made

    def refuse(self, id_: str, by: str, words: str) -> bool:
        """Say no; whether whoever asked was told so by mail."""
        wish = self._open(id_)
        self.wishes.answer(wish, Answer.REFUSED)
        self._note(by, "version_refused", wish)
        if not wish.email:
            return False
        record = wish.basis.doi or wish.basis.url
        letter = self.letters.version_refused(
            wish.email, record, words=words, language=wish.language
        )
        try:
            self.mailer.send(letter)
        except (Conflict, NotNow):
            return False
        return True

    def _open(self, id_: str) -> Wish:
        wish = self.wishes.get(id_)
        if wish.answer is not Answer.NONE:
            raise Conflict("wish_answered")
        return wish

    def _note(self, by: str, act: str, wish: Wish) -> None:
        detail: Mapping[str, str] = {"kind": str(wish.basis.kind)}
        self.log.note(LogEntry(self.now(), by, act, wish.id, detail))
