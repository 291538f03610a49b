"""How curators come in: by a link that is used up once, to a session that ends the same day.

Only hashes are kept. It does not know HTTP, nor who carries mails.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from zenferry.access import hashed, new_secret
from zenferry.curation import log
from zenferry.curation.log import Log, LogEntry
from zenferry.errors import Absent, Denied
from zenferry.mails.letters import Letters, Mailer
from zenferry.profile import Curator
from zenferry.tally import Daily, unless_undone

__all__ = [
    "BETWEEN_LINKS",
    "LINK_LIVES",
    "MOST_LINKS",
    "Asked",
    "Doorbell",
    "Entrance",
    "Pass",
    "PassKind",
    "Passes",
    "Session",
    "printed_link",
]

LINK_LIVES = timedelta(minutes=15)
SESSION_LIVES = timedelta(hours=8)
# Mailed to one curator in so long: whoever knows the address could otherwise fill a mailbox. As a
# link lives longer than that, nobody keeps a curator out: one that opens has just been mailed.
MOST_LINKS = 2
BETWEEN_LINKS = timedelta(minutes=10)


class PassKind(StrEnum):
    """What a secret is good for."""

    LINK = "link"
    SESSION = "session"


@dataclass(frozen=True)
class Pass:
    """A link or a session as it is kept. `curator` is their key in the profile."""

    hash: str
    kind: PassKind
    curator: str
    ends: datetime


class Passes(Protocol):
    """Keeps links and sessions. NotNow when it does not answer."""

    def add(self, new: Pass) -> None:
        """Keep a new one."""
        ...

    def get(self, hash_: str) -> Pass:
        """By the hash of its secret. Absent when there is none."""
        ...

    def use(self, hash_: str, session: Pass, entry: LogEntry) -> None:
        """Use a link up for one session, kept and logged with it. Absent for all others."""
        ...

    def end(self, hash_: str) -> Pass:
        """Remove a session and answer what it was, to one caller only. Absent for all others."""
        ...


class Asked(Protocol):
    """Has links sent in a moment, by somebody else. NotNow when nobody takes the order."""

    def link_for(self, curator: str) -> None:
        """The key of a curator; or nothing, for an address that is nobody's."""
        ...


@dataclass(frozen=True)
class Session:
    """A session and its secret, which is told once."""

    secret: str
    curator: Curator
    ends: datetime


def new_link(passes: Passes, curator: str, now: datetime) -> str:
    """The secret of a new link; only its hash is kept."""
    secret = new_secret()
    passes.add(Pass(hashed(secret), PassKind.LINK, curator, now + LINK_LIVES))
    return secret


def printed_link(passes: Passes, log_: Log, curator: str, now: datetime) -> str:
    """The same for the operator, who passes it on."""
    log_.note(LogEntry(now, log.OPERATOR, "link_printed", curator))
    return new_link(passes, curator, now)


@dataclass(frozen=True, kw_only=True)
class Doorbell:
    """Who wants in is mailed a link, if they are known here."""

    passes: Passes
    asked: Asked
    mailer: Mailer
    letters: Letters
    log: Log
    daily: Daily
    curators: Sequence[Curator]
    now: Callable[[], datetime]

    def ask(self, address: str) -> None:
        """Whoever's address it is: the same is done, and nothing can be learned from it.

        Nor is it counted by source: strangers behind a curator's would use up the curator's own.
        """
        found = [c.key for c in self.curators if c.address.casefold() == address.casefold()]
        self.asked.link_for(found[0] if found else "")

    def mail_link(self, key: str) -> None:
        """A new link by mail, unless there were many already; nothing for nobody."""
        curator = next((each for each in self.curators if each.key == key), None)
        if curator is None:
            return
        now, tallies = self.now(), self.daily.tallies
        begun = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % BETWEEN_LINKS
        name = f"links:{key}:{begun.isoformat()}"
        if tallies.count(name, MOST_LINKS, begun + 2 * BETWEEN_LINKS):
            with unless_undone(lambda: tallies.give_back(name)):
                self._mail_link(curator)

    def _mail_link(self, curator: Curator) -> None:
        secret = new_link(self.passes, curator.key, self.now())
        self.log.note(LogEntry(self.now(), log.SERVICE, "link_mailed", curator.key))
        self.mailer.send(self.letters.sign_in(curator, secret, minutes=LINK_LIVES.seconds // 60))


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """Who has a link comes in, and stays for a session."""

    passes: Passes
    log: Log
    curators: Sequence[Curator]
    now: Callable[[], datetime]

    def enter(self, secret: str) -> Session:
        """Use a link up. Denied when it is none, was used, has ended, or is no curator's any more.

        A link whose answer was lost on its way is used up all the same; one that failed is not.
        """
        key, now = new_secret(), self.now()
        try:
            link = self.passes.get(hashed(secret))
            curator = self._who(link)
            session = Pass(hashed(key), PassKind.SESSION, curator.key, now + SESSION_LIVES)
            entry = LogEntry(now, log.curator(curator.key), "signed_in")
            self.passes.use(link.hash, session, entry)
        except Absent as error:
            raise Denied from error
        return Session(key, curator, session.ends)

    def curator(self, secret: str) -> Curator:
        """Whose session it is. Denied when it is none, or has ended."""
        try:
            found = self.passes.get(hashed(secret))
        except Absent as error:
            raise Denied from error
        if found.kind is not PassKind.SESSION:
            raise Denied
        return self._who(found)

    def _who(self, found: Pass) -> Curator:
        """Whoever was taken out of the profile is out at once."""
        for curator in self.curators:
            if curator.key == found.curator and self.now() < found.ends:
                return curator
        raise Denied

    def leave(self, secret: str) -> None:
        """End a session, however often it is said."""
        try:
            found = self.passes.end(hashed(secret))
        except Absent:
            return
        self.log.note(LogEntry(self.now(), log.curator(found.curator), "signed_out"))
