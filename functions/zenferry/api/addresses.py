"""Routes of a deposit's address for mails: left, taken away. No answer ever holds one."""

from uuid import UUID

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from zenferry.api.body import loaded
from zenferry.api.language import spoken_language
from zenferry.api.schemas import NewAddress
from zenferry.api.service import asker, authorised, holder, service

__all__ = ["blueprint"]

blueprint = Blueprint("addresses", __name__, url_prefix="/api/submissions")


@blueprint.get("/<uuid:submission>/address")
def kept(submission: UUID) -> ResponseReturnValue:
    """Whether somebody is told how it goes, and whether the invitation came by e-mail."""
    found = authorised(submission)
    invited = service().addressing.is_invited(found)
    return jsonify({"told": found.told, "invited": invited})


@blueprint.put("/<uuid:submission>/address")
def left(submission: UUID) -> ResponseReturnValue:
    """Tell this address how it goes, in the language that this is asked in."""
    found = authorised(submission)
    given = loaded(NewAddress())
    addressing, language = service().addressing, spoken_language()
    if given.get("invited"):
        addressing.leave_invited(found, language, asker())
    else:
        addressing.leave(found, given["email"], language, asker())
    return "", 204


@blueprint.delete("/<uuid:submission>/address")
def taken_away(submission: UUID) -> ResponseReturnValue:
    """Erase it, and tell nobody any more."""
    service().addressing.take_away(authorised(submission).id, holder())
    return "", 204
