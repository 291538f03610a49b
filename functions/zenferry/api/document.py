"""The API's own description, made from the schemas that check the requests."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from zenferry import __version__
from zenferry.api import schemas
from zenferry.api.service import service

if TYPE_CHECKING:
    from apispec import APISpec

__all__ = ["blueprint"]

blueprint = Blueprint("document", __name__, url_prefix="/api")

_ONE = "/api/submissions/{submission}"
# Opened just now, or before by the same client.
_OPENED = (201, 200)


@dataclass(frozen=True)
class _Call:
    """One call: its body's schema and its answer's. "Metadata" is the form's own."""

    path: str
    method: str
    summary: str
    body: str | None
    answer: str | None
    statuses: tuple[int, ...]


_CALLS = (
    _Call(
        "/api/submissions",
        "post",
        "Open a deposit by invitation.",
        "OpenSubmission",
        "Opened",
        _OPENED,
    ),
    _Call(_ONE, "get", "The whole deposit as it is now.", None, "Deposit", (200,)),
    _Call(
        f"{_ONE}/metadata",
        "put",
        "Keep what was typed, right or wrong.",
        "Metadata",
        "Saved",
        (200,),
    ),
    _Call(f"{_ONE}/doi", "post", "Reserve the DOI now.", None, "ReservedDoi", (200,)),
    _Call(
        f"{_ONE}/files",
        "post",
        "Register files: all or none.",
        "NewFiles",
        "RegisteredFiles",
        (201,),
    ),
    _Call(
        f"{_ONE}/parts",
        "post",
        "A URL for each part to be sent now.",
        "DescribedParts",
        "Tickets",
        (200,),
    ),
    _Call(
        f"{_ONE}/files/{{file}}/parts",
        "get",
        "The parts that are there already.",
        None,
        "StoredParts",
        (200,),
    ),
    _Call(
        f"{_ONE}/complete",
        "post",
        "End the uploads of files.",
        "CompleteFiles",
        "CompletedFiles",
        (200,),
    ),
    _Call(f"{_ONE}/files/{{file}}", "delete", "Forget a file.", None, None, (204,)),
    _Call(f"{_ONE}/link", "post", "Send the way back by e-mail.", "Addressed", None, (204,)),
    _Call(f"{_ONE}/submit", "post", "Send it, once.", None, "Deposit", (202,)),
    _Call(f"{_ONE}/retry", "post", "Go on from where it stopped.", None, "Deposit", (202,)),
    _Call(f"{_ONE}/cancel", "post", "Withdraw it.", None, "Deposit", (202,)),
)
_PROBLEMS = (400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503)


@blueprint.get("/openapi.json")
def described() -> ResponseReturnValue:
    """The OpenAPI document."""
    return jsonify(_spec().to_dict())


def _spec() -> "APISpec":
    # Imported late: who deposits never asks for this.
    from apispec import APISpec  # noqa: PLC0415
    from apispec.ext.marshmallow import MarshmallowPlugin  # noqa: PLC0415

    from zenferry.api import answers  # noqa: PLC0415

    spec = APISpec("Zenferry", __version__, "3.1.0", plugins=[MarshmallowPlugin()])
    spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
    spec.components.schema("Problem", _PROBLEM)
    for name in ("OpenSubmission", "Addressed", "NewFiles", "DescribedParts", "CompleteFiles"):
        spec.components.schema(name, schema=getattr(schemas, name))
    spec.components.schema("Metadata", schema=service().deposits.form.schema)
    for name in answers.__all__:
        spec.components.schema(name, schema=getattr(answers, name))
    for call in _CALLS:
        spec.path(call.path, operations={call.method: _operation(call)})
    return spec


_PROBLEM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


# What was typed is kept only over the revision it was typed over.
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": 'The revision that was read, in quotes: "3".',
    "schema": {"type": "string"},
}


def _parameters(path: str) -> list[dict[str, Any]]:
    named = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in ("submission", "file")
        if f"{{{name}}}" in path
    ]
    return [*named, _IF_MATCH] if path.endswith("/metadata") else named


def _json(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _operation(call: _Call) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    good: dict[str, Any] = {"description": call.summary}
    if call.answer:
        good["content"] = _json(call.answer)
    operation: dict[str, Any] = {
        "summary": call.summary,
        "parameters": _parameters(call.path),
        "responses": {str(code): {"description": "", "content": problem} for code in _PROBLEMS}
        | {str(status): good for status in call.statuses},
        "security": [{"key": []}] if "{submission}" in call.path else [],
    }
    if call.body:
        operation["requestBody"] = {"required": True, "content": _json(call.body)}
    return operation
