"""The communities of a fake repository, and what their curators do and say."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from tests.fake_records import FakeRecords
from zenferry.errors import Absent, NeedsAttention
from zenferry.repository import Comment, Community, DraftStatus, Review, ReviewState
from zenferry.said import plain_words


class FakeReviews(FakeRecords):
    """Records that are put before curators."""

    def __init__(self) -> None:
        super().__init__()
        self.reviews: dict[str, Review] = {}
        self.said: dict[str, list[Comment]] = {}
        self.communities = {
            "tidal-flats": Community("c1", "tidal-flats", "Tidal Flats", True, False)
        }

    def community(self, slug: str) -> Community:
        if slug not in self.communities:
            raise Absent("repository_absent")
        return self.communities[slug]

    def submit(self, draft: str, community: Community) -> Review:
        record = self.open(draft)
        if record.status is DraftStatus.IN_REVIEW:
            raise NeedsAttention("repository_forbids", words="An open review exists.")
        state = ReviewState.OPEN
        record.status = DraftStatus.IN_REVIEW
        if community.may_skip_review:
            state, record.status = ReviewState.ACCEPTED, DraftStatus.PUBLISHED
        review = Review(uuid.uuid4().hex, state, "https://repository.example/request")
        self.reviews[review.id] = review
        record.reviews.append(review.id)
        return review

    def review(self, draft: str) -> Review:
        record = self.record(draft)
        if not record.reviews:
            raise Absent("review_absent")
        return self.reviews[record.reviews[-1]]

    def follow(self, review: str) -> Review:
        return self.reviews[review]

    def comments(self, review: Review) -> Sequence[Comment]:
        return list(self.said.get(review.id, []))

    def say(self, review: str, markup: str, *, decides: bool = False, ours: bool = False) -> None:
        """What a curator writes, over there; what our own account writes is none of it."""
        if ours:
            return
        words = Comment(uuid.uuid4().hex, plain_words(markup), decides=decides)
        self.said.setdefault(review, []).append(words)

    def withdraw(self, review: str) -> None:
        if self.reviews[review].state is ReviewState.OPEN:
            self.decide(review, ReviewState.CANCELLED)

    def decide(self, review: str, state: ReviewState, markup: str = "") -> None:
        """What a curator does, over there, and what is written with it."""
        self.reviews[review] = replace(self.reviews[review], state=state)
        statuses = {
            ReviewState.ACCEPTED: DraftStatus.PUBLISHED,
            ReviewState.DECLINED: DraftStatus.DECLINED,
            ReviewState.EXPIRED: DraftStatus.EXPIRED,
        }
        for record in self.records.values():
            if review in record.reviews:
                record.status = statuses.get(state, DraftStatus.DRAFT)
        if markup:
            self.say(review, markup, decides=True)
