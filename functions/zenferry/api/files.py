"""Routes of a submission's files: register, get tickets, list parts, complete, remove."""

from uuid import UUID

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from zenferry.api.body import loaded
from zenferry.api.problems import words
from zenferry.api.schemas import CompleteFiles, DescribedParts, NewFiles
from zenferry.api.service import authorised, service
from zenferry.api.views import file_json
from zenferry.uploads.staging import Part
from zenferry.uploads.upload import Completion, NewFile, WantedPart

__all__ = ["blueprint"]

blueprint = Blueprint("files", __name__, url_prefix="/api/submissions/<uuid:submission>")


@blueprint.post("/files")
def registered(submission: UUID) -> ResponseReturnValue:
    """Register files: all or none."""
    found = authorised(submission)
    wanted = [NewFile(new["path"], new["size"], new["type"]) for new in loaded(NewFiles())["files"]]
    files = service().uploads.register(found.id, wanted)
    return jsonify({"files": [file_json(file, found.transfer(file.id)) for file in files]}), 201


@blueprint.post("/parts")
def ticketed(submission: UUID) -> ResponseReturnValue:
    """A URL for each part that is to be sent now."""
    found = authorised(submission)
    wanted = [
        WantedPart(part["file"], Part(part["part"], part["size"], part["sha256"]))
        for part in loaded(DescribedParts())["parts"]
    ]
    tickets = service().uploads.tickets(found, wanted)
    parts = [
        {
            "file": want.file,
            "part": want.part.number,
            "method": ticket.method,
            "url": ticket.url,
            "headers": ticket.headers,
        }
        for want, ticket in zip(wanted, tickets, strict=True)
    ]
    return jsonify({"parts": parts})


@blueprint.get("/files/<file>/parts")
def listed(submission: UUID, file: str) -> ResponseReturnValue:
    """The parts that are there already."""
    parts = service().uploads.parts(authorised(submission), file)
    body = [{"part": part.number, "size": part.size, "sha256": part.sha256} for part in parts]
    return jsonify({"parts": body})


@blueprint.post("/complete")
def completed(submission: UUID) -> ResponseReturnValue:
    """End the uploads of files whose parts have all been sent."""
    found = authorised(submission)
    given = [
        (file["file"], file["checksum"], file["md5"]) for file in loaded(CompleteFiles())["files"]
    ]
    done = service().uploads.complete(found, given)
    return jsonify({"files": [_completion_json(completion) for completion in done]})


def _completion_json(completion: Completion) -> dict[str, object]:
    body: dict[str, object] = {"file": completion.file, "state": completion.state}
    if completion.missing:
        body |= {"missing": completion.missing, "message": words("parts_differ", {})}
    return body


@blueprint.delete("/files/<file>")
def removed(submission: UUID, file: str) -> ResponseReturnValue:
    """Forget a file."""
    service().uploads.remove(authorised(submission).id, file)
    return "", 204
