"""Routes of a submission: open, look, describe, send, try again, withdraw."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from zenferry.accounts.door import SignInAnswer
from zenferry.api.body import json_object, loaded
from zenferry.api.language import asked_language
from zenferry.api.problems import problem_json
from zenferry.api.schemas import Addressed, OpenSubmission, OwnToken
from zenferry.api.service import asker, authorised, service
from zenferry.api.source import source
from zenferry.api.views import submission_json
from zenferry.deposit import Opened
from zenferry.errors import Malformed
from zenferry.submission import Submission
from zenferry.whole_number import whole_number

__all__ = ["blueprint"]

blueprint = Blueprint("submissions", __name__, url_prefix="/api/submissions")
MOST_METADATA = 170_000


@blueprint.post("")
def opened() -> ResponseReturnValue:
    """Open a deposit, by invitation or with a token of one's own."""
    given = loaded(OpenSubmission())
    g.language_of_deposit = given["language"]
    made = _opened_by_invitation(given) if "invitation" in given else _opened_into_own(given)
    body = {"key": made.key, "submission": _json(made.submission)}
    return jsonify(body), 201 if made.fresh else 200


def _opened_by_invitation(given: Mapping[str, Any]) -> Opened:
    return service().deposits.open(
        str(given["id"]), given["invitation"], given["nonce"], given["language"]
    )


def _opened_into_own(given: Mapping[str, Any]) -> Opened:
    """Into an account of the depositor's own."""
    submission, repository = str(given["id"]), given["repository"]
    g.profile = service().profile.at(repository)
    told = {"nonce": given["nonce"], "language": given["language"]}
    door = service().own_accounts
    door.knock(source())
    if "token" in given:
        return door.open(submission, repository, given["token"], **told)
    return door.open_signed_in(submission, repository, SignInAnswer(**given["sign_in"]), **told)


def _json(found: Submission) -> dict[str, object]:
    """What takes files is told for how many there is room: the page refuses what is too much."""
    return submission_json(found, service().deposits.limits(found) if found.editable else None)


def _whole(found: Submission, status: int = 200) -> ResponseReturnValue:
    return jsonify(_json(found)), status, {"ETag": f'"{found.revision}"'}


@blueprint.get("/<uuid:submission>")
def shown(submission: UUID) -> ResponseReturnValue:
    """The whole deposit as it is now."""
    found = authorised(submission)
    return _whole(service().uploads.completing.seen(found))


def _sent(act: Callable[[str, str], Submission], submission: UUID) -> Submission:
    known = authorised(submission)
    found = service().uploads.completing.finished(known)
    return act(found.id, asked_language() or "")


def _expected_revision() -> int:
    given = request.headers.get("If-Match", "").removeprefix("W/").strip('"')
    revision = whole_number(given)
    if revision is None:
        raise Malformed("if_match")
    return revision


@blueprint.put("/<uuid:submission>/metadata")
def saved(submission: UUID) -> ResponseReturnValue:
    """Keep what was typed, right or wrong, and say what is still missing."""
    found = authorised(submission)
    revision = _expected_revision()
    values = json_object(most=MOST_METADATA)
    kept = service().deposits.save(found.id, values, revision)
    problems = service().deposits.problems(kept)
    body = {"revision": kept.revision, "problems": [problem_json(p) for p in problems]}
    return jsonify(body), 200, {"ETag": f'"{kept.revision}"'}


@blueprint.put("/<uuid:submission>/token")
def token_renewed(submission: UUID) -> ResponseReturnValue:
    """The same account opened anew, where the last token is not taken any more."""
    found, given = authorised(submission), loaded(OwnToken())
    door = service().own_accounts
    door.knock(source())
    if "token" in given:
        return _whole(door.renew(found, given["token"]))
    return _whole(door.renew_signed_in(found, SignInAnswer(**given["sign_in"])))


@blueprint.post("/<uuid:submission>/doi")
def doi_reserved(submission: UUID) -> ResponseReturnValue:
    """Reserve the DOI now."""
    found = authorised(submission)
    return jsonify({"doi": service().deposits.reserve_doi(found.id)})


@blueprint.post("/<uuid:submission>/former")
def taken_over(submission: UUID) -> ResponseReturnValue:
    """List what the published record holds that it goes on from, those that were dropped too."""
    found = authorised(submission)
    return _whole(service().deposits.take_over(found.id))


@blueprint.post("/<uuid:submission>/link")
def link_mailed(submission: UUID) -> ResponseReturnValue:
    """Send the way back by e-mail, with a key of its own."""
    found = authorised(submission)
    service().return_links.send(found, loaded(Addressed())["email"], asker())
    return "", 204


@blueprint.post("/<uuid:submission>/submit")
def submitted(submission: UUID) -> ResponseReturnValue:
    """Send it: everything is checked, all errors come at once."""
    return _whole(_sent(service().deposits.submit, submission), 202)


@blueprint.post("/<uuid:submission>/retry")
def retried(submission: UUID) -> ResponseReturnValue:
    """Go on from where it stopped."""
    return _whole(_sent(service().deposits.retry, submission), 202)


@blueprint.post("/<uuid:submission>/cancel")
def cancelled(submission: UUID) -> ResponseReturnValue:
    """Withdraw it."""
    return _whole(service().deposits.cancel(authorised(submission).id), 202)
