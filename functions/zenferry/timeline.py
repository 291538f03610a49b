"""A submission's timeline: its lines, and how many of them there is room for. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from zenferry.errors import Param

__all__ = ["MOST_EVENTS", "MOST_WORDS", "Event", "continued"]

# A timeline longer than this has lost its use, and a row must stay under 400 KB.
MOST_EVENTS = 200
# Bytes of what people said, in all of it: the longest words (4000 characters) always fit.
MOST_WORDS = 20_000


@dataclass(frozen=True)
class Event:
    """A line of the timeline: a message code and its parameters."""

    at: datetime
    code: str
    params: Mapping[str, Param]


def continued(timeline: tuple[Event, ...], event: Event) -> tuple[Event, ...]:
    """The timeline with one more line at its end."""
    lines = (*timeline, event)[-MOST_EVENTS:]
    return _within_words(lines) if "words" in event.params else lines


def _within_words(timeline: tuple[Event, ...]) -> tuple[Event, ...]:
    """The newest words of people, as many as there is room for; their lines stay."""
    room, kept = MOST_WORDS, []
    for event in reversed(timeline):
        room -= len(str(event.params.get("words", "")).encode())
        spoken = room < 0 and "words" in event.params
        kept.append(replace(event, params={**event.params, "words": ""}) if spoken else event)
    return tuple(reversed(kept))
