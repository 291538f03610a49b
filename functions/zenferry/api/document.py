"""The API's own description, made from the schemas that check the requests."""

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
# Route, method, what it does, its body's schema, what it answers. "Metadata" is the form's own.
_CALLS: tuple[tuple[str, str, str, str | None, int | tuple[int, ...]], ...] = (
    ("/api/submissions", "post", "Open a deposit by invitation.", "OpenSubmission", _OPENED),
    (_ONE, "get", "The whole deposit as it is now.", None, 200),
    (f"{_ONE}/metadata", "put", "Keep what was typed, right or wrong.", "Metadata", 200),
    (f"{_ONE}/doi", "post", "Reserve the DOI now.", None, 200),
    (f"{_ONE}/files", "post", "Register files: all or none.", "NewFiles", 201),
    (f"{_ONE}/parts", "post", "A URL for each part to be sent now.", "DescribedParts", 200),
    (f"{_ONE}/files/{{file}}/parts", "get", "The parts that are there already.", None, 200),
    (f"{_ONE}/complete", "post", "End the uploads of files.", "CompleteFiles", 200),
    (f"{_ONE}/files/{{file}}", "delete", "Forget a file.", None, 204),
    (f"{_ONE}/submit", "post", "Send it, once.", None, 202),
    (f"{_ONE}/retry", "post", "Go on from where it stopped.", None, 202),
    (f"{_ONE}/cancel", "post", "Withdraw it.", None, 202),
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

    spec = APISpec("Zenferry", __version__, "3.1.0", plugins=[MarshmallowPlugin()])
    spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
    spec.components.schema("Problem", _PROBLEM)
    for name in ("OpenSubmission", "NewFiles", "DescribedParts", "CompleteFiles"):
        spec.components.schema(name, schema=getattr(schemas, name))
    spec.components.schema("Metadata", schema=service().deposits.form.schema)
    for path, method, summary, schema, answers in _CALLS:
        statuses = answers if isinstance(answers, tuple) else (answers,)
        spec.path(path, operations={method: _operation(path, summary, schema, statuses)})
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


def _operation(
    path: str, summary: str, schema: str | None, statuses: tuple[int, ...]
) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    operation: dict[str, Any] = {
        "summary": summary,
        "parameters": _parameters(path),
        "responses": {str(code): {"description": "", "content": problem} for code in _PROBLEMS},
        "security": [{"key": []}] if "{submission}" in path else [],
    }
    operation["responses"] |= {str(status): {"description": summary} for status in statuses}
    if schema:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation
