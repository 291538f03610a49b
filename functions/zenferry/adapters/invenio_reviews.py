"""Requests of an InvenioRDM and what is said to them, read. Pure; it asks nobody.

https://inveniordm.docs.cern.ch/reference/rest_api_requests/
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from zenferry.adapters.foreign_json import objects, said
from zenferry.errors import Absent
from zenferry.repository import Comment, Review, ReviewState
from zenferry.said import plain_words

__all__ = ["comments_of", "review_of"]

_STATES = {
    "submitted": ReviewState.OPEN,
    "accepted": ReviewState.ACCEPTED,
    "declined": ReviewState.DECLINED,
    "cancelled": ReviewState.CANCELLED,
    "expired": ReviewState.EXPIRED,
}
# As many as one answer brings, and their answers.
MOST_COMMENTS = 50
# What is written with a decision is kept in the same moment, after it.
_AT_ONCE = timedelta(seconds=10)

Json = dict[str, Any]


def review_of(body: Json) -> Review:
    """A request. Absent when it was never submitted."""
    if body["status"] not in _STATES:
        raise Absent("review_absent")
    url = body.get("links", {}).get("self_html", "")
    return Review(body["id"], _STATES[body["status"]], url, said(body, "created_by", "user"))


def comments_of(timeline: Json, review: Review) -> Sequence[Comment]:
    """What others than the one who asked wrote, oldest first."""
    events = sorted(_events(timeline), key=lambda event: said(event, "created"))
    found = []
    for before, event in zip([{}, *events], events, strict=False):
        by = said(event, "created_by", "user")
        if said(event, "type") == "C" and by != review.asked_by and (comment := _comment(event)):
            decides = _decision(before) and _together(before, event)
            found.append(Comment(said(event, "id"), comment, decides=decides))
    return found[-MOST_COMMENTS:]


def _events(timeline: Json) -> Iterator[Json]:
    for event in objects(timeline, "hits", "hits"):
        yield dict(event)
        # Newer ones let people answer a comment.
        yield from (dict(answer) for answer in objects(event, "children"))


def _comment(event: Json) -> str:
    payload = event.get("payload")
    content = payload.get("content") if isinstance(payload, dict) else None
    return plain_words(content) if isinstance(content, str) and said(event, "id") else ""


def _decision(event: Json) -> bool:
    return said(event, "type") == "L" and said(event, "payload", "event") in _STATES


def _together(decision: Json, comment: Json) -> bool:
    same = said(decision, "created_by", "user") == said(comment, "created_by", "user")
    try:
        first, then = (datetime.fromisoformat(said(e, "created")) for e in (decision, comment))
        return same and then - first <= _AT_ONCE
    except (ValueError, TypeError):
        return False
