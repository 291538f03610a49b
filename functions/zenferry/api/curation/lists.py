"""Routes of lists: deposits and the log, a page at a time."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from zenferry.api.curation.door import curator, desk
from zenferry.api.curation.views import line_json
from zenferry.api.views import time_json
from zenferry.curation.log import LogEntry, pages
from zenferry.curation.overview import MOST_LINES, URGENT_FIRST
from zenferry.errors import Invalid, Problem
from zenferry.state import State

__all__ = ["asked_most", "asked_states", "blueprint", "entry_json"]

blueprint = Blueprint("lists", __name__, url_prefix="/api/curation")


def asked_states() -> tuple[State, ...]:
    """Those that are asked for, or all; what needs a curator comes first."""
    asked = request.args.get("state", "")
    names = {name for name in asked.split(",") if name}
    if not names <= {str(state) for state in State}:
        raise Invalid([Problem("state", "choice")])
    return tuple(state for state in URGENT_FIRST if not names or state in names)


def asked_most() -> int:
    """How long a page is to be."""
    asked = request.args.get("most", "")
    if not asked:
        return MOST_LINES
    if not (
        asked.isascii() and asked.isdigit() and len(asked) < 10 and 1 <= int(asked) <= MOST_LINES
    ):
        raise Invalid([Problem("most", "page_size", {"most": MOST_LINES})])
    return int(asked)


@blueprint.get("/submissions")
def listed() -> ResponseReturnValue:
    """A page of deposits."""
    curator()
    page = desk().shelf.page(asked_states(), asked_most(), request.args.get("before", ""))
    return jsonify({"submissions": [line_json(line) for line in page.lines], "next": page.next})


@blueprint.get("/log")
def logged() -> ResponseReturnValue:
    """A page of the log, the newest first."""
    curator()
    before = request.args.get("before", "")
    page = pages(desk().log, desk().now(), asked_most(), before)
    return jsonify({"entries": [entry_json(entry) for entry in page.entries], "next": page.next})


def entry_json(entry: LogEntry) -> dict[str, object]:
    """A line of the log."""
    return {
        "at": time_json(entry.at),
        "who": entry.who,
        "act": entry.act,
        "subject": entry.subject,
        "detail": dict(entry.detail),
    }
