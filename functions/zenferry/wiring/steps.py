"""The steps of the state machine, by the names in its events, for functions and tasks alike."""

from collections.abc import Callable
from typing import Any

from zenferry.adapters.door_steps import DOOR_STEPS, answered
from zenferry.errors import NeedsAttention
from zenferry.forwarding.attention import Attention
from zenferry.forwarding.errand import Errand
from zenferry.forwarding.route import Way
from zenferry.submission import Submission
from zenferry.wiring.parts import Parts

__all__ = ["launched", "sent", "step"]

Event = dict[str, Any]


def step(parts: Parts, event: Event) -> dict[str, object]:
    """The step of the forward that an event names; none of them moves bytes."""
    if event["step"] in DOOR_STEPS:
        # Before there is a deposit.
        return answered(parts.at_the_door, event)
    found = parts.submissions.get(event["submission"])
    try:
        return _done(parts.at(found), event, found)
    except NeedsAttention as stop:
        return _stopped(parts.attention, event, stop)


def _stopped(attention: Attention, event: Event, stop: NeedsAttention) -> dict[str, object]:
    if event["step"] in {"reserve_doi", "take_over"}:
        # For the API, which has it done at once: nothing is under way that could stop.
        return {"outcome": "refused", "code": stop.code, "params": dict(stop.params)}
    tell = attention.not_cancelled if event["step"] == "cancel" else attention.stop
    return tell(event["submission"], event["attempt"], stop)


def _done(  # noqa: PLR0911 - one a step
    parts: Parts, event: Event, found: Submission
) -> dict[str, object]:
    submission = found.id
    match event["step"]:
        case "take_over":
            return parts.formers.take_over(submission)
        case "reserve_doi":
            return parts.forwarding.reserve_doi(submission)
        case "cancel":
            return parts.ending.cancel(submission, event["attempt"])
        case "stop":
            return parts.attention.stop_noted(submission, event["attempt"])
        case "give_up":
            return parts.attention.give_up(submission, event["attempt"])
        case "next_in_line":
            parts.queue.ended(found, event["attempt"])
            return {"outcome": "next"}
        case name:
            return parts.forwarding.step(name, found, event["attempt"])


def sent(
    parts: Parts,
    event: Event,
    *,
    way: Way = Way.FUNCTION,
    time_left: Callable[[], float],
) -> dict[str, object]:
    """The step that moves bytes."""
    submission, file, attempt = event["submission"], event["file"], event["attempt"]
    there = parts.at(parts.submissions.get(submission))
    try:
        return there.sending.send(submission, file, attempt, way=way, time_left=time_left)
    except NeedsAttention as stop:
        return parts.attention.note(submission, attempt, stop)


def launched(parts: Parts, event: Event) -> dict[str, object]:
    """The step that starts a task."""
    parts.launcher.launch(
        Errand(event["submission"], event["file"], event["attempt"], event["token"])
    )
    return {"outcome": "launched"}
