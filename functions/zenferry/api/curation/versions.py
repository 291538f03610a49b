"""Routes of wishes at the desk: listed, one with who asks, agreed to, refused."""

from uuid import UUID

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from zenferry.api.body import loaded
from zenferry.api.curation.door import curator, desk
from zenferry.api.curation.invitations import end_json
from zenferry.api.curation.lists import asked_most, page_answer
from zenferry.api.curation.schemas import Consented, Returned
from zenferry.api.views import time_json
from zenferry.curation.log import curator as named
from zenferry.versions.wishes import Wish

__all__ = ["blueprint", "wish_json"]

blueprint = Blueprint("wishes", __name__, url_prefix="/api/curation/versions")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    """A page of those that wait for an answer, the newest first."""
    curator()
    page = desk().answering.listed(asked_most(), request.args.get("before", ""))
    return page_answer("versions", page, wish_json)


@blueprint.get("/<uuid:wish>")
def shown(wish: UUID) -> ResponseReturnValue:
    """One, with the address of whoever asks: a consent is given to somebody."""
    curator()
    found = desk().answering.asked(str(wish))
    return jsonify({**wish_json(found), "email": found.email or None})


@blueprint.post("/<uuid:wish>/consent")
def agreed(wish: UUID) -> ResponseReturnValue:
    """An invitation for the record: mailed to whoever asked, else its link is answered, once."""
    who = curator()
    restricted = loaded(Consented())["restricted"]
    made = desk().answering.agree(str(wish), named(who.key), restricted=restricted)
    return jsonify(end_json(made)), 201


@blueprint.post("/<uuid:wish>/refuse")
def refused(wish: UUID) -> ResponseReturnValue:
    """Say no, with the reason, which is mailed if there is an address."""
    who = curator()
    words = loaded(Returned())["words"].replace("\r\n", "\n").strip()
    return jsonify({"mailed": desk().answering.refuse(str(wish), named(who.key), words)})


def wish_json(wish: Wish) -> dict[str, object]:
    """One, without who asks."""
    return {
        "id": wish.id,
        "kind": wish.basis.kind,
        "record": wish.basis.url,
        "doi": wish.basis.doi or None,
        "words": wish.words,
        "language": wish.language,
        "asked": time_json(wish.at),
        "until": time_json(wish.until),
        "answer": wish.answer,
    }
