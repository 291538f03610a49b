"""The route by which somebody asks to publish a new version of a record, or to correct it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from zenferry.api.body import loaded
from zenferry.api.schemas import AskedVersion
from zenferry.api.service import service
from zenferry.api.source import source
from zenferry.versions.asking import Wanted
from zenferry.versions.basis import BasisKind

__all__ = ["blueprint"]

blueprint = Blueprint("versions", __name__, url_prefix="/api/versions")


@blueprint.post("")
def asked() -> ResponseReturnValue:
    """Leave it to the curators. Nothing is looked up, and nothing told about the record."""
    given = loaded(AskedVersion())
    wanted = Wanted(
        id=str(given["id"]),
        record=given["record"],
        kind=BasisKind(given["kind"]),
        words=given["words"].replace("\r\n", "\n").strip(),
        email=given["email"] or "",
        language=given["language"],
    )
    service().asking.ask(wanted, source())
    return "", 202
