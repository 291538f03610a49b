"""What became of a review, told to the depositor together with the curators' own words.

It hears of curators by the repository's requests alone, and publishes nothing.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from zenferry.errors import Problem, ZenferryError
from zenferry.forwarding.attention import needing, with_time_to_mend
from zenferry.repository import Comment, Repository, Review, ReviewState
from zenferry.state import State
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.update import update

__all__ = ["Reviewed"]

_log = logging.getLogger(__name__)

# How many comments are remembered as told: more than one answer of the repository brings.
MOST_HEARD = 100
# Ended without a verdict: the line of the timeline, and what the depositor can do about it.
_WITHOUT_VERDICT = {
    ReviewState.CANCELLED: ("review_cancelled", "review_withdrawn"),
    ReviewState.EXPIRED: ("review_expired", "review_ran_out"),
}


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """Follows a review, over the table and the repository."""

    submissions: Submissions
    repository: Repository
    now: Callable[[], datetime]

    def look(self, found: Submission) -> Submission:
        """The submission as its review has become, with what curators said since."""
        review = self.repository.follow(str(found.review))
        comments = self._comments(found, review)

        def followed(old: Submission) -> Submission:
            if not _same(old, found):
                return old
            return self._ended(old, review, comments) or _told(old, comments, self.now())

        return update(self.submissions, found.id, followed)

    def listen(self, found: Submission) -> ReviewState | None:
        """Tell what curators said since, and how they decided.

        That they can't be heard keeps nobody from anything.
        """
        try:
            review = self.repository.follow(str(found.review))
            comments = self._comments(found, review)
        except ZenferryError as error:
            _log.warning("the review of %s: %s", found.id, error.code)
            return None

        def told(old: Submission) -> Submission:
            return _told(old, comments, self.now()) if _same(old, found) else old

        update(self.submissions, found.id, told)
        return review.state

    def _comments(self, found: Submission, review: Review) -> Sequence[Comment]:
        """What is new; that it can't be read is no reason not to follow the review."""
        try:
            return [c for c in self.repository.comments(review) if c.id not in found.heard]
        except ZenferryError as error:
            _log.warning("comments on %s: %s", found.id, error.code)
            return []

    def _ended(
        self, old: Submission, review: Review, comments: Sequence[Comment]
    ) -> Submission | None:
        now = self.now()
        if review.state is ReviewState.DECLINED:
            told = _told(old, [c for c in comments if not c.decides], now)
            with_it = [c for c in comments if c.decides]
            words = {"words": "\n".join(c.words for c in with_it)} if with_it else {}
            given_time = with_time_to_mend(_heard(told, with_it), now)
            return given_time.move(State.DECLINED, now, **words)
        if review.state in _WITHOUT_VERDICT:
            line, problem = _WITHOUT_VERDICT[review.state]
            return needing(_told(old, comments, now), now, Problem("", problem), line)
        return None


def _same(old: Submission, found: Submission) -> bool:
    """Whether it is still the review that was looked at: sent again, it has another one."""
    return (old.state, old.review) == (found.state, found.review)


def _told(old: Submission, comments: Sequence[Comment], now: datetime) -> Submission:
    for comment in comments:
        if comment.id not in old.heard:
            old = _heard(old, [comment]).note(now, "curator_said", words=comment.words)
    return old


def _heard(old: Submission, comments: Sequence[Comment]) -> Submission:
    ids = tuple(comment.id for comment in comments)
    return replace(old, heard=(*old.heard, *ids)[-MOST_HEARD:]) if ids else old
