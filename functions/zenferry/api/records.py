"""The route that searches what was published. It is public, and tells what is public."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from zenferry.api.service import reading
from zenferry.errors import Invalid, Problem
from zenferry.records.finding import FoundRecord
from zenferry.whole_number import whole_number

__all__ = ["blueprint"]

blueprint = Blueprint("records", __name__, url_prefix="/api")

_KEPT = "public, max-age=300"
_MOST_PAGES = 10_000


@blueprint.get("/records")
def found() -> ResponseReturnValue:
    """A page of the records that fit."""
    page = _page()
    fits = reading().finder.find(request.args.get("q", ""), page)
    told = [_record_json(each) for each in fits.records]
    return jsonify({"records": told, "total": fits.total}), 200, {"Cache-Control": _KEPT}


def _page() -> int:
    page = whole_number(request.args.get("page", "1"), _MOST_PAGES)
    if not page:
        raise Invalid([Problem("page", "page_size", {"most": _MOST_PAGES})])
    return page


def _record_json(record: FoundRecord) -> dict[str, object]:
    return {
        "id": record.id,
        "title": record.title,
        "date": record.date,
        "type": record.type,
        "people": list(record.people),
        "grants": list(record.grants),
        "doi": record.doi or None,
        "version": record.version,
        "practice": record.practice,
        "page": f"records/{record.id}.html",
    }
