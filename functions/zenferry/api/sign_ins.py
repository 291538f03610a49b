"""Signing in at the repository: where it begins. It ends where the deposit is opened."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from zenferry.api.body import loaded
from zenferry.api.schemas import NewSignIn
from zenferry.api.service import service
from zenferry.api.source import source

__all__ = ["blueprint"]

blueprint = Blueprint("sign_ins", __name__, url_prefix="/api/sign-ins")


@blueprint.post("")
def begun() -> ResponseReturnValue:
    """Where to sign in for a deposit, and what proves later that it was begun here."""
    given = loaded(NewSignIn())
    left = service().sign_ins.begin(str(given["submission"]), given["repository"], source())
    return jsonify({"url": left.url, "secret": left.secret}), 201
