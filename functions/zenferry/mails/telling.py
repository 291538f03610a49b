"""Sends the messages that are owed: claimed first, sent, and only then struck off.

Each is sent at least once, and twice where whoever sends dies between the mail service's answer and
the table's, or where the answer was lost. The other way round a message would be lost there, and a
depositor who is never told that a curator asks for changes waits until the deposit ends; the same
mail twice is only a nuisance. Nobody else sends meanwhile: the claim holds longer than a function
lives.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zenferry.access import hashed, new_secret
from zenferry.errors import Absent, Conflict, NotNow, Unanswered
from zenferry.mails.address import Addresses, erased_at, untold
from zenferry.mails.letters import Letter, Letters, Mailer
from zenferry.mails.news import CLAIM, OF_STATE, Message, News
from zenferry.profile import Curator
from zenferry.state import ARRIVED, ENDED, State
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.tally import Daily, midnight
from zenferry.update import update
from zenferry.uploads.keeping import Keeping, kept_until

__all__ = ["Telling"]

_log = logging.getLogger(__name__)

AT_ONCE = 50
# The mail service is busy, or we have sent as much as it lets us today.
AGAIN = timedelta(minutes=5)
LONGEST_RUN = timedelta(seconds=200)
# The links of so many mails work, the newest ones. A deposit brings four or five mails; whoever
# opens the link of one much older is told to take the newest.
MOST_KEYS = 12

# Nobody is told more often than that of one deposit, whoever's address it is.
MOST_NEWS = 40

# In a day, to a curator: whoever is told so often looks at the list by now, and is told of the rest
# on the next days. Strangers may be who sends in.
MOST_WAITING = 20

# What is told only while it is so: what came after it says it all, or nobody has to do anything.
_WHILE: Mapping[News, frozenset[State]] = {
    **{news: frozenset({state}) for state, news in OF_STATE.items()},
    News.RECEIVED: ARRIVED,
    # Words come with the consent as well, and the record is public in the same breath.
    News.CURATOR_SAID: (frozenset(State) - ENDED) | {State.PUBLISHED},
}


@dataclass(frozen=True)
class _Claim:
    """One message that is ours to send; `key` is what its link brings."""

    found: Submission
    message: Message
    key: str


class _StoppedError(Exception):
    """Nobody carries mails now, and the next one would fare no better."""

    def __init__(self, reason: NotNow) -> None:
        super().__init__()
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Tells whoever is to be told."""

    submissions: Submissions
    addresses: Addresses
    mailer: Mailer
    letters: Letters
    keeping: Keeping
    daily: Daily
    now: Callable[[], datetime]
    new_key: Callable[[], str] = new_secret

    def tell(self) -> int:
        """Send what is owed; how many mails that were. Later, where the mail service says so."""
        until = self.now() + LONGEST_RUN
        sent: list[Message] = []
        failures: list[Exception] = []
        for submission in list(self.submissions.owing(self.now(), AT_ONCE)):
            try:
                sent += self._told(submission, until)
            except _StoppedError as stopped:
                failures.append(stopped.reason)
                break
            except Exception as error:
                # What it says might quote somebody. The others are told all the same.
                _log.warning("telling of %s failed: %s", submission, type(error).__name__)
                failures.append(error)
        for failure in failures:
            raise failure
        return len(sent)

    def _told(self, submission: str, until: datetime) -> Iterator[Message]:
        """What is owed of one deposit, one after the other; what of it was sent."""
        while self.now() < until and (claim := self._claimed(submission)):
            if self._sent(claim):
                yield claim.message

    def _claimed(self, submission: str) -> _Claim | None:
        key = self.new_key()
        claimed: Message | None = None

        def claim(old: Submission) -> Submission:
            nonlocal claimed
            claimed = None
            now = self.now()
            if not old.news_due or old.news_due > now:
                # Sent meanwhile, or somebody else is at it.
                return old
            news = tuple(self._still_so(old))
            if not news:
                return replace(old, news=(), news_due=None)
            claimed = next(filter(self._has_room, news), None)
            if not claimed:
                return replace(old, news=news, news_due=midnight(now))
            kept = replace(old, news=news, news_due=now + CLAIM)
            return _with_key(kept, hashed(key)) if claimed.news.is_private else kept

        found = update(self.submissions, submission, claim)
        return _Claim(found, claimed, key) if claimed else None

    def _has_room(self, message: Message) -> bool:
        """Whether this curator was not told often enough today."""
        return message.news.is_private or self.daily.has_room(_tally(message), MOST_WAITING)

    def _still_so(self, found: Submission) -> Iterator[Message]:
        for message in found.news:
            if message.news is News.ENDS_SOON:
                so = self.keeping.ends_soon(found, self.now())
            else:
                so = found.state in _WHILE[message.news]
            if so and (found.news_sent < MOST_NEWS or not message.news.is_private):
                yield from self._to_each(message)

    def _to_each(self, message: Message) -> Iterator[Message]:
        """To each curator a message of its own, so that none of them gets one twice."""
        if message.news.is_private or message.to:
            yield message
        else:
            yield from (replace(message, to=curator.key) for curator in self._curators.values())

    @property
    def _curators(self) -> Mapping[str, Curator]:
        return {each.key: each for each in self.letters.profile.curation.curators}

    def _sent(self, claim: _Claim) -> bool:
        found = claim.found
        try:
            letter = self._letter(claim)
        except Exception:
            # Nothing was sent: it takes none of the mails that there may be, and leaves no key.
            self._release(claim, told=False)
            raise
        if letter is None:
            self._give_up(claim)
            return False
        try:
            self.mailer.send(letter)
        except NotNow as error:
            told = isinstance(error, Unanswered)
            self._release(claim, told=told)
            if told:
                self._count(claim.message)
            raise _StoppedError(error) from error
        except Conflict as refused:
            self._refused(claim, refused)
            return False
        _log.info("told of %s: %s", found.id, claim.message.news)
        update(self.submissions, found.id, lambda old: self._struck_off(old, claim.message))
        self._count(claim.message)
        return True

    def _count(self, message: Message) -> None:
        """Only what was sent, or may have been: a mail service that fails takes nothing away."""
        if not message.news.is_private:
            self.daily.counted(_tally(message), MOST_WAITING)

    def _refused(self, claim: _Claim, refused: Conflict) -> None:
        found = claim.found
        _log.info("a mail of %s was not taken: %s", found.id, refused.code)
        if claim.message.news.is_private and refused.code == "mail_refused":
            self.addresses.erase(found.id, found.address_turn)
        self._give_up(claim)

    def _letter(self, claim: _Claim) -> Letter | None:
        found, message = claim.found, claim.message
        if not message.news.is_private:
            curator = self._curators.get(message.to)
            return self.letters.waiting(found, curator) if curator else None
        try:
            to = self.addresses.get(found.id)
        except Absent:
            return None
        if to.turn != found.address_turn:
            # Another was left since, by whoever has the deposit now.
            return None
        # With the last of its mails its date is known; with each before, that it goes on.
        until = erased_at(found, self.letters.profile) or kept_until(found, self.now())
        self.addresses.end(found.id, to, until)
        return self.letters.news(found, message, to.address, to.language, claim.key)

    def _struck_off(self, old: Submission, message: Message) -> Submission:
        left = tuple(each for each in old.news if each != message)
        return replace(old, news=left, news_due=self.now() if left else None)

    def _release(self, claim: _Claim, *, told: bool) -> None:
        """The next run tries again, with a key of its own. `told`: somebody may have been."""

        def released(old: Submission) -> Submission:
            kept = old if told else _without_key(old, hashed(claim.key))
            return replace(kept, news_due=self.now() + AGAIN if old.news else None)

        update(self.submissions, claim.found.id, released)

    def _give_up(self, claim: _Claim) -> None:
        """There is no address, or none that takes mails: the page says that nobody is told."""

        def given_up(old: Submission) -> Submission:
            if not claim.message.news.is_private:
                return self._struck_off(old, claim.message)
            if old.address_turn != claim.found.address_turn:
                # There is another address by now: it is told there.
                other = _without_key(old, hashed(claim.key))
                return replace(other, news_due=self.now() if old.news else None)
            return untold(self._struck_off(old, claim.message))

        update(self.submissions, claim.found.id, given_up)


def _tally(message: Message) -> str:
    return f"waiting-{message.to}"


def _with_key(old: Submission, key: str) -> Submission:
    """One more key; the oldest that a mail brought goes, and none of the page's own."""
    too_old = old.news_keys[: max(0, len(old.news_keys) + 1 - MOST_KEYS)]
    return replace(
        old,
        keys=(*(each for each in old.keys if each not in too_old), key),
        news_keys=(*old.news_keys[len(too_old) :], key),
        news_sent=old.news_sent + 1,
        proofs=() if old.confirmed else (*old.proofs, key)[-MOST_KEYS:],
    )


def _without_key(old: Submission, key: str) -> Submission:
    """Its mail was never sent. It may be gone already: curators hand deposits over."""
    if key not in old.news_keys:
        return old
    return replace(
        old,
        keys=tuple(each for each in old.keys if each != key),
        news_keys=tuple(each for each in old.news_keys if each != key),
        proofs=tuple(each for each in old.proofs if each != key),
        news_sent=old.news_sent - 1,
    )
