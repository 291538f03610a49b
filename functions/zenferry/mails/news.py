"""Which message follows from what happens to a deposit. Pure; it knows no mail and no address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from zenferry.state import SENT, State

__all__ = ["CLAIM", "OF_STATE", "Message", "News", "followed", "of_event", "of_move"]

# What is owed is somebody's to send for so long: longer than the function may run.
CLAIM = timedelta(minutes=10)


class News(StrEnum):
    """What somebody is told. All but the last is for the depositor."""

    RECEIVED = "received"
    NEEDS_ATTENTION = "needs_attention"
    RETURNED = "returned"
    CURATOR_SAID = "curator_said"
    IN_REVIEW = "in_review"
    DRAFT_READY = "draft_ready"
    DECLINED = "declined"
    PUBLISHED = "published"
    ENDS_SOON = "ends_soon"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    # For the consortium's curators: something waits for their look.
    WAITING = "waiting"

    @property
    def is_private(self) -> bool:
        """Whether it is for the depositor, and so for whoever left an address."""
        return self is not News.WAITING


@dataclass(frozen=True)
class Message:
    """One message that is owed. `at`: of what happened then; `to`: a curator's key, once known."""

    news: News
    at: datetime
    to: str = ""


# By the state that is reached. What goes on by itself, such as copying, is no news.
OF_STATE: Mapping[State, News] = {
    State.AWAITING_APPROVAL: News.WAITING,
    State.RETURNED: News.RETURNED,
    State.NEEDS_ATTENTION: News.NEEDS_ATTENTION,
    State.IN_REVIEW: News.IN_REVIEW,
    State.DRAFT_READY: News.DRAFT_READY,
    State.DECLINED: News.DECLINED,
    State.PUBLISHED: News.PUBLISHED,
    State.CANCELLED: News.CANCELLED,
    State.EXPIRED: News.EXPIRED,
}
# By a line of the timeline that changes no state.
_OF_EVENT = {
    "ends_soon": News.ENDS_SOON,
    "curator_said": News.CURATOR_SAID,
    "curators_reminded": News.WAITING,
}


def of_move(before: State, after: State) -> tuple[News, ...]:
    """What follows from a move between two states. Who sends again need not be told so."""
    received = before is State.DRAFT and after in SENT
    told = (News.RECEIVED if received else None, OF_STATE.get(after))
    return tuple(each for each in told if each)


def of_event(code: str) -> tuple[News, ...]:
    """What follows from a line of the timeline."""
    return (_OF_EVENT[code],) if code in _OF_EVENT else ()


def followed(
    owed: tuple[Message, ...], news: Iterable[News], at: datetime, *, told: bool
) -> tuple[Message, ...]:
    """What is owed from now on. The same news again, not sent yet, is told once: the latest."""
    wanted = [each for each in news if told or not each.is_private]
    kept = [each for each in owed if each.news not in wanted]
    return (*kept, *(Message(each, at) for each in wanted))
