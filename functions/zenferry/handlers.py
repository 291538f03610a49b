"""Where Lambda comes in. Each is one call; what is expensive is made once and kept.

What only some of them need is imported by those: the API's start is somebody's waiting.
"""

from __future__ import annotations

import logging
import time
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from zenferry.unsaid import without_words
from zenferry.wiring import Parts, Settings

if TYPE_CHECKING:
    from zenferry.wiring.desk_parts import DeskParts

__all__ = [
    "api",
    "desk",
    "forward",
    "launch",
    "mail",
    "read",
    "records",
    "rescue",
    "send",
    "tend",
]

Event = dict[str, Any]

logging.getLogger().setLevel(logging.INFO)
_log = logging.getLogger(__name__)
_handler = without_words(_log)


def _logged(act: str, event: Event, outcome: dict[str, object]) -> dict[str, object]:
    """Ids and outcomes, and nothing that a person wrote."""
    _log.info(
        "%s of %s.%s: %s", act, event["submission"], event.get("attempt", "-"), outcome["outcome"]
    )
    return outcome


@cache
def _parts() -> Parts:
    return Parts(Settings.from_environment())


@cache
def _application() -> Any:
    from apig_wsgi import make_lambda_handler  # noqa: PLC0415

    from zenferry.api import create_app  # noqa: PLC0415

    return make_lambda_handler(create_app(_parts()))


@_handler
def api(event: Event, context: object) -> Any:
    """A request from the browser."""
    return _application()(_with_ascii_path(event), context)


@cache
def _reading() -> Any:
    from apig_wsgi import make_lambda_handler  # noqa: PLC0415

    from zenferry.api.reading import create_reading_app  # noqa: PLC0415

    return make_lambda_handler(create_reading_app(_parts()))


@_handler
def read(event: Event, context: object) -> Any:
    """A request from the browser that needs nothing of ours: a look-up, an import, a preview."""
    return _reading()(_with_ascii_path(event), context)


@cache
def _desk_parts() -> DeskParts:
    from zenferry.wiring.desk_parts import DeskParts  # noqa: PLC0415

    return DeskParts(Settings.from_environment())


@cache
def _desk() -> Any:
    from apig_wsgi import make_lambda_handler  # noqa: PLC0415

    from zenferry.api.curation.app import create_desk_app  # noqa: PLC0415

    return make_lambda_handler(create_desk_app(_desk_parts()))


@_handler
def desk(event: Event, context: object) -> Any:
    """A request from a curator's browser; or the order to send a link, of this very function."""
    from zenferry.adapters.desk_orders import ORDER  # noqa: PLC0415

    if ORDER in event:
        _desk_parts().doorbell.mail_link(event[ORDER])
        return {"outcome": "ordered"}
    return _desk()(_with_ascii_path(event), context)


def _with_ascii_path(event: Event) -> Event:
    """The path comes decoded; the adapter would decode it again, and fail beyond Latin-1."""
    path = event.get("rawPath", "/")
    return event if path.isascii() else event | {"rawPath": quote(path, errors="replace")}


@_handler
def forward(event: Event, _: object) -> dict[str, object]:
    """A step of the state machine, or the DOI for the API."""
    from zenferry.wiring.steps import step  # noqa: PLC0415

    return _logged(event["step"], event, step(_parts(), event))


@_handler
def send(event: Event, context: Any) -> dict[str, object]:
    """One file from staging to the repository."""
    from zenferry.wiring.steps import sent  # noqa: PLC0415

    def time_left() -> float:
        return float(context.get_remaining_time_in_millis() / 1000)

    done = sent(_parts(), event, time_left=time_left)
    return _logged(f"send {event['file']}", event, done)


@_handler
def launch(event: Event, _: object) -> dict[str, object]:
    """A task for a file that takes longer than a function may; the task itself answers."""
    from zenferry.wiring.steps import launched  # noqa: PLC0415

    return _logged(f"launch {event['file']}", event, launched(_parts(), event))


@_handler
def tend(_event: Event, _: object) -> dict[str, object]:
    """The schedule's tick: whatever is due."""
    return {"looked_at": _parts().tending.tend()}


@_handler
def mail(_event: Event, _: object) -> dict[str, object]:
    """The schedule's tick: whoever is to be told of something."""
    return {"sent": _parts().telling.tell()}


# What is left of a run for writing pages, once the repository was asked long enough.
_FOR_PAGES = 300_000


@_handler
def records(event: Event, context: Any) -> dict[str, object]:
    """The hour's tick of the registry: what is new is listed, and the pages written anew.

    With {"ask": false} nobody is asked: the site was changed, and its pages are wanted at once.
    """
    from zenferry.records.harvest import BETWEEN  # noqa: PLC0415

    asking = event.get("ask", True)
    publishing = _parts().publishing(
        wait=lambda: time.sleep(BETWEEN),
        enough=lambda: not asking or context.get_remaining_time_in_millis() < _FOR_PAGES,
    )
    return dict(publishing.run())


@_handler
def rescue(event: Event, _: object) -> dict[str, object]:
    """An execution died without a word: say so, for somebody to mend."""
    submission, _dot, attempt = event["detail"]["name"].rpartition(".")
    return _parts().attention.give_up(submission, int(attempt))
