"""Routes of invitations at the desk: listed with their use, made, sent, revoked."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from zenferry.access import Invitation
from zenferry.api.body import loaded
from zenferry.api.curation.door import curator, desk
from zenferry.api.curation.lists import asked_most, page_answer
from zenferry.api.curation.schemas import NewInvitation, NewInvitations
from zenferry.api.problems import words
from zenferry.api.views import time_json
from zenferry.curation.log import curator as named
from zenferry.errors import NotNow
from zenferry.invitations.address_list import read_list
from zenferry.invitations.inviting import Made, Offer

__all__ = ["MOST_AT_ONCE", "blueprint", "end_json", "invitation_json"]

# Each is kept and mailed before the answer, which has half a minute.
MOST_AT_ONCE = 100

blueprint = Blueprint("invitations", __name__, url_prefix="/api/curation/invitations")


@blueprint.get("")
def listed() -> ResponseReturnValue:
    """A page of invitations, the newest first."""
    curator()
    page = desk().inviting.listed(asked_most(), request.args.get("before", ""))
    return page_answer("invitations", page, invitation_json)


@blueprint.post("")
def made() -> ResponseReturnValue:
    """One more: mailed to its address, else its link is answered, once."""
    who = curator()
    given = loaded(NewInvitation())
    email = given.pop("email")
    offer = Offer(**given, to=email or "")
    done = desk().inviting.invite(offer, named(who.key), send=bool(email))
    return jsonify({"invitation": invitation_json(done.invitation), **end_json(done)}), 201


@blueprint.post("/csv")
def made_of_a_list() -> ResponseReturnValue:
    """One for each line, all or none; mailed, as far as that can be done."""
    who = curator()
    given = loaded(NewInvitations())
    languages = desk().profile.languages
    offers = read_list(given.pop("csv"), Offer(**given), languages, most=MOST_AT_ONCE)
    done = _as_many_as_can_be(desk().inviting.invite_all(offers, named(who.key), send=True))
    invited = [{"to": each.invitation.to, **end_json(each)} for each in done]
    left = [offer.to for offer in offers[len(done) :]]
    return jsonify({"invited": invited, "left": left}), 201


def _as_many_as_can_be(made: Iterable[Made]) -> list[Made]:
    """Where the storage stops answering halfway, the links that were made are not lost."""
    done: list[Made] = []
    try:
        done.extend(made)
    except NotNow:
        if not done:
            raise
    return done


@blueprint.post("/<string:invitation>/revoke")
def revoked(invitation: str) -> ResponseReturnValue:
    """It gives nothing more from now on; what was deposited by it stays."""
    who = curator()
    return jsonify(invitation_json(desk().inviting.revoke(invitation, named(who.key))))


def end_json(made: Made) -> dict[str, Any]:
    """What became of its link: on its way by mail, or to be passed on, and why."""
    unsent = words(made.unsent, {}) if made.unsent else None
    return {"link": None if made.sent else made.link, "unsent": unsent}


def invitation_json(row: Invitation) -> dict[str, Any]:
    """As the desk is told of it."""
    return {
        "id": row.id,
        "kind": row.kind,
        "note": row.note,
        "to": row.to,
        "by": row.by,
        "created": time_json(row.created or row.expires),
        "expires": time_json(row.expires),
        "revoked": time_json(row.revoked) if row.revoked else None,
        "deposits": {"used": row.used_deposits, "most": row.deposits},
        "files": {"used": row.used_files, "most": row.files},
        "bytes": {"used": row.used_bytes, "most": row.bytes},
    }
