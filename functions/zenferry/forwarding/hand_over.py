"""The end of the way: the curators are asked, the record is published, or its draft is left.

It gives away what was compared, and never looks at files itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zenferry.errors import Absent, NeedsAttention
from zenferry.forwarding.draft import draft_of
from zenferry.profile import HandOver, Profile
from zenferry.repository import (
    Draft,
    DraftStatus,
    Repository,
    Review,
    ReviewState,
    check_that_curators_decide,
)
from zenferry.state import State
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.update import update
from zenferry.versions.basis import Basis

__all__ = ["HandingOver"]

FIRST_LOOK = timedelta(minutes=1)
# Also where a deposit is on its way, or with its curators, beyond the day on which it would end.
SHORTEST_SHARE = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class HandingOver:
    """Gives a record to its end, over the table and the repository.

    `register` is told of what has become public; it never fails.
    """

    submissions: Submissions
    repository: Repository
    profile: Profile
    now: Callable[[], datetime]
    register: Callable[[Submission], None]

    def give(self, found: Submission, draft: Draft) -> None:
        """To the curators, the public, or whoever finishes the draft: as the profile says."""
        if found.basis:
            self._change(found, found.basis, draft)
        else:
            self._ends()[self.profile.repository.hand_over](found, draft)

    def _change(self, found: Submission, basis: Basis, draft: Draft) -> None:
        """A new version, or a correction, of a published record.

        Who owns a record publishes these without anybody's review: an InvenioRDM reviews what
        comes into a community, and not what becomes of it there. So a curator of the consortium
        consents before, and has a look at what is sent, whatever the profile says of others.
        """
        if not found.approved:
            raise NeedsAttention("not_approved")
        left = self.profile.repository.hand_over is HandOver.DRAFT
        if left and not basis.corrects:
            self._leave(found, draft)
        elif draft.review_wanted or draft.status is DraftStatus.IN_REVIEW:
            self._ask_curators(found, draft)
        else:
            self.publish_noted(found.id, self.repository.publish(draft.id))

    def _ends(self) -> Mapping[HandOver, Callable[[Submission, Draft], None]]:
        return {
            HandOver.DRAFT: self._leave,
            HandOver.REVIEW: self._ask_curators,
            HandOver.PUBLISH: lambda found, draft: self.publish_noted(
                found.id, self.repository.publish(draft.id)
            ),
        }

    def share(self, found: Submission) -> None:
        """A link for looking at the draft, made once; the one of whoever had it before ends."""
        if found.preview_url:
            return
        draft, until = draft_of(found), max(found.expires, self.now() + SHORTEST_SHARE)
        if found.former_preview:
            self.repository.unshare(draft, found.former_preview)
        link = self.repository.share(draft, until.date().isoformat())
        update(
            self.submissions,
            found.id,
            lambda old: replace(old, preview_url=link, former_preview=None),
        )

    def _leave(self, found: Submission, draft: Draft) -> None:
        def ready(old: Submission) -> Submission:
            if old.cancelling or old.attempt != found.attempt:
                return old
            now = self.now()
            moved = old.move(State.DRAFT_READY, now, repository=self.profile.repository.name)
            return replace(moved, record_url=draft.url, due=now + FIRST_LOOK)

        update(self.submissions, found.id, ready)

    def _ask_curators(self, found: Submission, draft: Draft) -> None:
        review = self._open_review(draft) or self._submitted(found, draft)
        if review.state is ReviewState.ACCEPTED:
            self.publish_noted(found.id, self.repository.read(draft.id))
            return
        community = self.profile.repository.community

        def handed(old: Submission) -> Submission:
            if old.cancelling or old.attempt != found.attempt:
                return old
            now = self.now()
            moved = old.move(State.IN_REVIEW, now, community=community)
            return replace(
                moved,
                review=review.id,
                review_url=review.url,
                record_url=draft.url,
                due=now + FIRST_LOOK,
            )

        update(self.submissions, found.id, handed)

    def _open_review(self, draft: Draft) -> Review | None:
        """The request of an earlier run of this step, whose answer was lost."""
        return self.repository.review(draft.id) if draft.status is DraftStatus.IN_REVIEW else None

    def _submitted(self, found: Submission, draft: Draft) -> Review:
        slug = self.profile.repository.community
        try:
            community = self.repository.community(slug)
        except Absent as error:
            raise NeedsAttention("community_unknown", community=slug) from error
        check_that_curators_decide(community, own=bool(found.account))
        return self.repository.submit(draft.id, community)

    def publish_noted(
        self, submission: str, draft: Draft, verdict: ReviewState | None = None
    ) -> None:
        """Write down that the record is public; that it was accepted, only where it was.

        Whoever owns a draft can take the request back and publish it without anybody's consent.
        """
        grace = timedelta(days=self.profile.limits.grace_days)

        def public(old: Submission) -> Submission:
            now = self.now()
            if old.state is State.IN_REVIEW and verdict:
                accepted = verdict is ReviewState.ACCEPTED
                old = old.note(now, "accepted" if accepted else "published_unreviewed")
            moved = old if old.state is State.PUBLISHED else old.move(State.PUBLISHED, now)
            public = replace(moved, doi=draft.doi or old.doi, record_url=draft.url)
            return replace(public, cancelling=False, due=now + grace)

        self.register(update(self.submissions, submission, public))
