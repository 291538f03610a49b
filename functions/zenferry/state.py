"""The states of a submission, and what may follow what. Pure."""

from collections.abc import Mapping
from enum import StrEnum

__all__ = ["EDITABLE", "ENDED", "MOVING", "State", "follows"]


class State(StrEnum):
    """Where a submission is on its way."""

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    FORWARDING = "forwarding"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    DRAFT_READY = "draft_ready"
    NEEDS_ATTENTION = "needs_attention"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


EDITABLE = frozenset({State.DRAFT, State.RETURNED, State.NEEDS_ATTENTION, State.DECLINED})
MOVING = frozenset({State.SUBMITTED, State.FORWARDING})
ENDED = frozenset({State.PUBLISHED, State.CANCELLED, State.EXPIRED})

# Where it goes when it is sent: to the consortium's own curators first, if they want a look.
_SENT = {State.SUBMITTED, State.AWAITING_APPROVAL}
_END = {State.CANCELLED, State.EXPIRED, State.PUBLISHED, State.NEEDS_ATTENTION}
# Published may follow everything that has a draft at the repository: it is a fact over there.
_MAY_FOLLOW: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset(_SENT | _END),
    State.AWAITING_APPROVAL: frozenset({State.SUBMITTED, State.RETURNED} | _END),
    State.RETURNED: frozenset(_SENT | _END),
    State.SUBMITTED: frozenset({State.FORWARDING} | _END),
    State.FORWARDING: frozenset({State.IN_REVIEW, State.DRAFT_READY} | _END),
    State.IN_REVIEW: frozenset({State.DECLINED} | _END),
    State.DRAFT_READY: frozenset(_END),
    State.NEEDS_ATTENTION: frozenset(_SENT | {State.RETURNED} | _END),
    State.DECLINED: frozenset(_SENT | _END),
    State.PUBLISHED: frozenset(),
    State.CANCELLED: frozenset(),
    State.EXPIRED: frozenset(),
}


def follows(state: State, before: State) -> bool:
    """Whether the one may come right after the other."""
    return state in _MAY_FOLLOW[before]
