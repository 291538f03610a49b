"""Routes of lists: deposits and the log, a page at a time."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from zenferry.api.curation.door import curator, desk
from zenferry.api.curation.views import line_json
from zenferry.api.views import time_json
from zenferry.curation.log import LogEntry, pages
from zenferry.curation.overview import URGENT_FIRST
from zenferry.errors import Invalid, Problem
from zenferry.pages import MOST_A_PAGE, Page
from zenferry.state import State
from zenferry.whole_number import whole_number

__all__ = ["asked_most", "asked_states", "blueprint", "entry_json", "page_answer"]

T = TypeVar("T")

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
    most = whole_number(request.args.get("most") or str(MOST_A_PAGE), MOST_A_PAGE)
    if not most:
        raise Invalid([Problem("most", "page_size", {"most": MOST_A_PAGE})])
    return most


def page_answer(name: str, page: Page[T], shown: Callable[[T], object]) -> ResponseReturnValue:
    """The rows of a page, and where to read on."""
    return jsonify({name: [shown(each) for each in page.items], "next": page.next or None})


@blueprint.get("/submissions")
def listed() -> ResponseReturnValue:
    """A page of deposits."""
    curator()
    page = desk().shelf.page(asked_states(), asked_most(), request.args.get("before", ""))
    return page_answer("submissions", page, line_json)


@blueprint.get("/log")
def logged() -> ResponseReturnValue:
    """A page of the log, the newest first."""
    curator()
    before = request.args.get("before", "")
    page = pages(desk().log, desk().now(), asked_most(), before)
    return page_answer("entries", page, entry_json)


def entry_json(entry: LogEntry) -> dict[str, object]:
    """A line of the log."""
    return {
        "at": time_json(entry.at),
        "who": entry.who,
        "act": entry.act,
        "subject": entry.subject,
        "detail": dict(entry.detail),
    }
