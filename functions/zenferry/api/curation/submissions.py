"""Routes of one deposit at the desk: seen whole, and what a curator does with it."""

from uuid import UUID

from flask import Blueprint, g, jsonify
from flask.typing import ResponseReturnValue

from zenferry.api.body import loaded
from zenferry.api.curation.door import curator, desk
from zenferry.api.curation.schemas import Approved, Extended, Returned, Transferred
from zenferry.api.curation.views import whole_json
from zenferry.curation.acts import NewKey
from zenferry.errors import Conflict, NotNow
from zenferry.submission import Submission

__all__ = ["blueprint"]

blueprint = Blueprint("curated", __name__, url_prefix="/api/curation/submissions")


def _whole(found: Submission) -> ResponseReturnValue:
    g.profile = desk().profile.at(*found.destination)
    return jsonify(whole_json(found))


def _now(submission: UUID) -> Submission:
    """With how far its files are, which no change brings along."""
    return desk().submissions.get(str(submission))


@blueprint.get("/<uuid:submission>")
def shown(submission: UUID) -> ResponseReturnValue:
    """One deposit whole."""
    curator()
    return _whole(_now(submission))


@blueprint.post("/<uuid:submission>/approve")
def approved(submission: UUID) -> ResponseReturnValue:
    """Let it go on to the repository."""
    who = curator()
    desk().curating.approve(who, str(submission), loaded(Approved())["stamp"])
    return _whole(_now(submission))


@blueprint.post("/<uuid:submission>/return")
def returned(submission: UUID) -> ResponseReturnValue:
    """Ask its depositor for changes."""
    who = curator()
    words = loaded(Returned())["words"].replace("\r\n", "\n").strip()
    desk().curating.hand_back(who, str(submission), words)
    return _whole(_now(submission))


@blueprint.post("/<uuid:submission>/retry")
def retried(submission: UUID) -> ResponseReturnValue:
    """Go on from where it stopped."""
    desk().curating.retry(curator(), str(submission))
    return _whole(_now(submission))


@blueprint.post("/<uuid:submission>/cancel")
def cancelled(submission: UUID) -> ResponseReturnValue:
    """Withdraw it."""
    desk().curating.cancel(curator(), str(submission))
    return _whole(_now(submission))


@blueprint.post("/<uuid:submission>/extend")
def extended(submission: UUID) -> ResponseReturnValue:
    """Keep it for longer."""
    who = curator()
    desk().curating.extend(who, str(submission), loaded(Extended())["days"])
    return _whole(_now(submission))


@blueprint.post("/<uuid:submission>/transfer")
def transferred(submission: UUID) -> ResponseReturnValue:
    """Give it to another person: a link for them, by mail or in the answer."""
    who = curator()
    address = loaded(Transferred())["email"]
    made = desk().curating.transfer(who, str(submission))
    mailed = bool(address) and _mailed(made, address)
    link = None if mailed else desk().letters.way_back(made.submission, made.key)
    return jsonify({"link": link, "mailed": mailed})


def _mailed(made: NewKey, address: str) -> bool:
    """Whether the mail was taken. Where it was not, the curator passes the link on."""
    try:
        desk().mailer.send(desk().letters.transferred(made.submission, address, made.key))
    except (Conflict, NotNow):
        return False
    return True
