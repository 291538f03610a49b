"""Routes of signing in and out. Opening a link does nothing; sending what stands in it does."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from zenferry.api.body import loaded
from zenferry.api.curation.door import curator, desk
from zenferry.api.curation.schemas import LinkUsed, LinkWanted
from zenferry.api.service import bearer
from zenferry.api.views import time_json

__all__ = ["blueprint"]

blueprint = Blueprint("sessions", __name__, url_prefix="/api/curation")


@blueprint.post("/links")
def link_asked() -> ResponseReturnValue:
    """Send a link, if the address is a curator's; whether it is, the answer does not tell."""
    desk().doorbell.ask(loaded(LinkWanted())["email"])
    return "", 202


@blueprint.post("/sessions")
def entered() -> ResponseReturnValue:
    """Use a link up."""
    opened = desk().entrance.enter(loaded(LinkUsed())["secret"])
    who = {"key": opened.curator.key, "name": opened.curator.name}
    return jsonify({"session": opened.secret, "curator": who, "ends": time_json(opened.ends)}), 201


@blueprint.get("/sessions")
def shown() -> ResponseReturnValue:
    """Who the session is of."""
    who = curator()
    return jsonify({"curator": {"key": who.key, "name": who.name}})


@blueprint.delete("/sessions")
def left() -> ResponseReturnValue:
    """End the session."""
    desk().entrance.leave(bearer())
    return "", 204
