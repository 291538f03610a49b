"""The route that suggests what could be written into a field."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from zenferry.api.problems import words
from zenferry.api.service import reading
from zenferry.look_ups.vocabularies import Item

__all__ = ["blueprint"]

blueprint = Blueprint("vocabularies", __name__, url_prefix="/api/vocabularies")

# What was found today is found tomorrow; what was not may be a source that is back in a minute.
_KEPT = "public, max-age=3600"
# Names of people are for whoever asked, and lie in no cache that others share.
_KEPT_OF = {"people": "private, max-age=3600"}


@blueprint.get("/<name>")
def suggested(name: str) -> ResponseReturnValue:
    """Suggestions for what was typed so far."""
    text = request.args.get("suggest", "")
    language = request.args.get("language", "en")
    found = reading().vocabularies.suggest(name, text, language)
    notice = words("sources_down", {"sources": ", ".join(found.down)}) if found.down else None
    body = {"items": [_item_json(item) for item in found.items], "notice": notice}
    kept = {"Cache-Control": _KEPT_OF.get(name, _KEPT)}
    return jsonify(body), 200, {} if found.down else kept


def _item_json(item: Item) -> dict[str, object]:
    return {"id": item.id, "label": item.label, "detail": item.detail, "values": dict(item.values)}
