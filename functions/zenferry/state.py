"""The states of a submission, and what may follow what. Pure."""

from collections.abc import Mapping
from enum import StrEnum

__all__ = ["ARRIVED", "EDITABLE", "ENDED", "MOVING", "SENT", "STOPPED", "State", "follows"]


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


# Sent, and back with its depositor.
STOPPED = frozenset({State.RETURNED, State.NEEDS_ATTENTION, State.DECLINED})
EDITABLE = STOPPED | {State.DRAFT}
MOVING = frozenset({State.SUBMITTED, State.FORWARDING})
ENDED = frozenset({State.PUBLISHED, State.CANCELLED, State.EXPIRED})

# Where it goes when it is sent: to the consortium's own curators first, if they want a look.
SENT = frozenset({State.SUBMITTED, State.AWAITING_APPROVAL})
# Sent, and nobody's turn to change it.
ARRIVED = MOVING | SENT

_END = ENDED | {State.NEEDS_ATTENTION}
# Published may follow everything that has a draft at the repository: it is a fact over there.
_MAY_FOLLOW: Mapping[State, frozenset[State]] = {
    State.DRAFT: SENT | _END,
    State.AWAITING_APPROVAL: _END | {State.SUBMITTED, State.RETURNED},
    State.RETURNED: SENT | _END,
    State.SUBMITTED: _END | {State.FORWARDING},
    State.FORWARDING: _END | {State.IN_REVIEW, State.DRAFT_READY},
    State.IN_REVIEW: _END | {State.DECLINED},
    State.DRAFT_READY: _END,
    State.NEEDS_ATTENTION: SENT | _END | {State.RETURNED},
    State.DECLINED: SENT | _END,
    State.PUBLISHED: frozenset(),
    State.CANCELLED: frozenset(),
    State.EXPIRED: frozenset(),
}


def follows(state: State, before: State) -> bool:
    """Whether the one may come right after the other."""
    return state in _MAY_FOLLOW[before]
