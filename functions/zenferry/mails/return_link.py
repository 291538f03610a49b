"""Mails to a depositor who asks for one: the way back to a deposit, with a fresh key in each.

An address is used for the one mail and kept nowhere. It does not know who carries a mail.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from zenferry.access import hashed, new_secret
from zenferry.errors import Conflict, NotNow, Unanswered
from zenferry.mails.bounds import Asker, Bounds, Wanted
from zenferry.mails.letters import Letters, Mailer
from zenferry.state import ENDED
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.update import held, update

__all__ = ["MOST_MAILS", "ReturnLinks"]

# Enough for every device of one person; too few to bother a stranger with.
MOST_MAILS = 5


@dataclass(frozen=True, kw_only=True)
class ReturnLinks:
    """Sends the way back."""

    submissions: Submissions
    mailer: Mailer
    letters: Letters
    bounds: Bounds
    new_key: Callable[[], str] = new_secret

    def send(self, found: Submission, address: str, by: Asker) -> None:
        """One mail with a key of its own: what it opens is the same as the page's own link."""
        if not self.letters.profile.mail.return_links:
            raise Conflict("mail_off")
        _check(found)
        with self.bounds.asked(Wanted.LINK, address, by.source):
            self._send(found, address, by)

    def _send(self, found: Submission, address: str, by: Asker) -> None:
        key = self.new_key()
        # Kept first: a link that opens nothing would be worse than a key that nobody was told.
        kept = update(
            self.submissions, found.id, held(by.holder, lambda old: _with_key(old, hashed(key)))
        )
        try:
            self.mailer.send(self.letters.return_link(kept, address, key))
        except Unanswered:
            # It may have gone out: then its link is to open something.
            raise
        except NotNow:
            update(self.submissions, found.id, lambda old: _without_key(old, hashed(key)))
            raise


def _check(old: Submission) -> None:
    if old.state in ENDED:
        raise Conflict("not_editable", state=old.state)
    if old.mailed >= MOST_MAILS:
        raise Conflict("mailed_enough", most=MOST_MAILS)


def _with_key(old: Submission, key: str) -> Submission:
    _check(old)
    return replace(old, keys=(*old.keys, key), mailed=old.mailed + 1)


def _without_key(old: Submission, key: str) -> Submission:
    """The mail was never sent: neither its key nor its count is kept."""
    if key not in old.keys:
        # Handed over meanwhile: what is counted now is another person's.
        return old
    return replace(old, keys=tuple(k for k in old.keys if k != key), mailed=old.mailed - 1)
