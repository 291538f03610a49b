"""Routes of exports: everything, in answers of a bounded size that name what comes next."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from zenferry.access import Invitation
from zenferry.api.curation.door import desk, exporting
from zenferry.api.curation.invitations import invitation_json
from zenferry.api.curation.lists import asked_states, entry_json
from zenferry.api.curation.tables import csv_answer, fitting, followed_by
from zenferry.api.curation.versions import wish_json
from zenferry.api.curation.views import kept_json, line_json
from zenferry.curation.log import LogEntry, pages
from zenferry.curation.overview import Line
from zenferry.errors import Absent
from zenferry.pages import MOST_A_PAGE, Page
from zenferry.versions.wishes import Wish

__all__ = ["blueprint"]

blueprint = Blueprint("exports", __name__, url_prefix="/api/curation")

# A function answers 6 MB at most, and one line takes less than a kilobyte.
PAGES_AT_ONCE = 10
# Of a wish as much as six: whoever asks has 500 letters, and JSON writes some of them long.
PAGES_OF_WISHES = 2
# Of whole deposits so many are looked for, and as many told as fit; one alone is below 1 MB.
MOST_WHOLE = 100

_LINE = (
    "id", "title", "state", "created", "changed", "expires", "files", "bytes", "problem", "place",
    "account", "invitation", "doi", "cancelling", "approved",
)  # fmt: skip
_INVITATION = (
    "id", "kind", "note", "to", "by", "created", "expires", "revoked", "deposits", "deposits_used",
    "files", "files_used", "bytes", "bytes_used",
)  # fmt: skip
_WISH = ("id", "kind", "record", "doi", "words", "language", "asked", "until", "answer")
_ENTRY = ("at", "who", "act", "subject", "detail")

T = TypeVar("T")


def _together(
    page: Callable[[str], Page[T]], at_once: int = PAGES_AT_ONCE
) -> tuple[Sequence[T], str | None]:
    """Several pages in one answer, and where to read on."""
    found: list[T] = []
    further = request.args.get("before", "")
    for _ in range(at_once):
        some = page(further)
        found += some.items
        further = some.next
        if not further:
            break
    return found, further or None


def _lines() -> tuple[Sequence[Line], str | None]:
    return _together(lambda before: desk().shelf.page(asked_states(), MOST_A_PAGE, before))


def _entries() -> tuple[Sequence[LogEntry], str | None]:
    return _together(lambda before: pages(desk().log, desk().now(), MOST_A_PAGE, before))


@blueprint.get("/submissions.csv")
def deposits_as_table() -> ResponseReturnValue:
    """A line for each deposit."""
    exporting("deposits.csv")
    lines, further = _lines()
    return csv_answer(_LINE, (line_json(line) for line in lines), "deposits.csv", further)


@blueprint.get("/submissions.json")
def deposits_whole() -> ResponseReturnValue:
    """Deposits whole: their words, files and timelines."""
    exporting("deposits.json")
    page = desk().shelf.page(asked_states(), MOST_WHOLE, request.args.get("before", ""))
    found, more = fitting(_whole(page.items), lambda pair: pair[1])
    further = found[-1][0].position if more else page.next or None
    told = {"submissions": [whole for _, whole in found], "next": further}
    return followed_by(jsonify(told), "deposits.json", further)


def _whole(lines: Sequence[Line]) -> Iterator[tuple[Line, dict[str, object]]]:
    for line in lines:
        try:
            yield line, kept_json(desk().submissions.get(line.id))
        except Absent:
            # Forgotten since it was listed.
            continue


@blueprint.get("/log.csv")
def log_as_table() -> ResponseReturnValue:
    """Who did what, the newest first."""
    exporting("log.csv")
    entries, further = _entries()
    rows = (_flat(entry) for entry in entries)
    return csv_answer(_ENTRY, rows, "log.csv", further)


def _flat(entry: LogEntry) -> dict[str, object]:
    detail = " ".join(f"{name}={value}" for name, value in entry.detail.items())
    return {**entry_json(entry), "detail": detail}


@blueprint.get("/log.json")
def log_whole() -> ResponseReturnValue:
    """The same for programs."""
    exporting("log.json")
    entries, further = _entries()
    told = [entry_json(entry) for entry in entries]
    return followed_by(jsonify({"entries": told, "next": further}), "log.json", further)


def _invitations() -> tuple[Sequence[Invitation], str | None]:
    return _together(lambda before: desk().inviting.listed(MOST_A_PAGE, before))


@blueprint.get("/invitations.csv")
def invitations_as_table() -> ResponseReturnValue:
    """Who may deposit, and what was used of it; no link, which nobody knows."""
    exporting("invitations.csv")
    rows, further = _invitations()
    return csv_answer(_INVITATION, map(_counted, rows), "invitations.csv", further)


def _counted(row: Invitation) -> dict[str, object]:
    told = invitation_json(row)
    caps = {name: told[name] for name in ("deposits", "files", "bytes")}
    used = {f"{name}_used": cap["used"] for name, cap in caps.items()}
    return {**told, **used, **{name: cap["most"] for name, cap in caps.items()}}


@blueprint.get("/invitations.json")
def invitations_whole() -> ResponseReturnValue:
    """The same for programs."""
    exporting("invitations.json")
    rows, further = _invitations()
    told = {"invitations": [invitation_json(row) for row in rows], "next": further}
    return followed_by(jsonify(told), "invitations.json", further)


def _wishes() -> tuple[Sequence[Wish], str | None]:
    return _together(lambda before: desk().answering.listed(MOST_A_PAGE, before), PAGES_OF_WISHES)


@blueprint.get("/versions.csv")
def wishes_as_table() -> ResponseReturnValue:
    """New versions and corrections that are asked for; by whom is not told, as in the list."""
    exporting("versions.csv")
    rows, further = _wishes()
    return csv_answer(_WISH, map(wish_json, rows), "versions.csv", further)


@blueprint.get("/versions.json")
def wishes_whole() -> ResponseReturnValue:
    """The same for programs."""
    exporting("versions.json")
    rows, further = _wishes()
    told = {"versions": [wish_json(row) for row in rows], "next": further}
    return followed_by(jsonify(told), "versions.json", further)
