"""The API's own description, made from the schemas that check the requests."""

import re
from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from zenferry import __version__
from zenferry.api import schemas
from zenferry.api.problems import STATUSES
from zenferry.api.service import service

if TYPE_CHECKING:
    from apispec import APISpec

    from zenferry.api.call import Call

__all__ = ["blueprint"]

blueprint = Blueprint("document", __name__, url_prefix="/api")


@blueprint.get("/openapi.json")
def described() -> ResponseReturnValue:
    """The OpenAPI document."""
    return jsonify(_spec().to_dict())


def _spec() -> "APISpec":
    # Imported late: who deposits never asks for this.
    from apispec import APISpec  # noqa: PLC0415
    from apispec.ext.marshmallow import MarshmallowPlugin  # noqa: PLC0415

    from zenferry.api import answers, reading_answers  # noqa: PLC0415
    from zenferry.api.calls import CALLS  # noqa: PLC0415
    from zenferry.api.curation import answers as desk_answers  # noqa: PLC0415
    from zenferry.api.curation import invitation_answers, record_answers  # noqa: PLC0415
    from zenferry.api.curation import schemas as curation_schemas  # noqa: PLC0415

    spec = APISpec("Zenferry", __version__, "3.1.0", plugins=[MarshmallowPlugin()])
    spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
    spec.components.schema("Problem", _PROBLEM)
    spec.components.schema("Metadata", schema=service().deposits.form.schema)
    desk = (desk_answers, invitation_answers, record_answers)
    for module in (schemas, curation_schemas, answers, reading_answers, *desk):
        for name in module.__all__:
            spec.components.schema(name, schema=getattr(module, name))
    for call in CALLS:
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


def _parameters(call: "Call") -> list[dict[str, Any]]:
    text = {"schema": {"type": "string"}}
    named: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, **text}
        for name in re.findall(r"{(\w+)}", call.path)
    ]
    named += [
        {"name": name, "in": "query", "description": what, **text}
        for name, what in call.query.items()
    ]
    return [*named, _IF_MATCH] if call.path.endswith("/metadata") else named


def _json(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _operation(call: "Call") -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    good: dict[str, Any] = {"description": call.summary}
    if call.answer:
        good["content"] = _json(call.answer)
    if call.media:
        good["content"] = {call.media: {"schema": {"type": "string"}}}
    operation: dict[str, Any] = {
        "summary": call.summary,
        "parameters": _parameters(call),
        "responses": {str(code): {"description": "", "content": problem} for code in STATUSES}
        | {str(status): good for status in call.statuses},
        "security": [{"key": []}] if call.needs_key else [],
    }
    if call.body:
        operation["requestBody"] = {"required": True, "content": _json(call.body)}
    return operation
