"""The route by which somebody asks for an invitation, where the page is open to that."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from zenferry.api.body import loaded
from zenferry.api.schemas import AskedInvitation
from zenferry.api.service import service
from zenferry.api.source import source

__all__ = ["blueprint"]

blueprint = Blueprint("invitations", __name__, url_prefix="/api/invitations")


@blueprint.post("")
def asked() -> ResponseReturnValue:
    """Have an invitation sent. The answer is the same for every address of an open domain."""
    given = loaded(AskedInvitation())
    service().admission.ask(given["email"], given["language"], source())
    return jsonify({"days": service().profile.open.days}), 202
