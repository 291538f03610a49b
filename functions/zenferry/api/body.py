"""Request bodies: JSON objects, as a schema wants them or not at all."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from flask import request
from marshmallow import Schema, ValidationError

from zenferry.errors import Invalid, Malformed, Problem

__all__ = ["json_object", "loaded"]


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


def json_object(*, most: int | None = None) -> dict[str, Any]:
    """The body as an object; Malformed when it is none, or larger than `most` bytes."""
    if not request.is_json:
        raise Malformed("not_json")
    raw = request.get_data()
    if most is not None and len(raw) > most:
        raise Malformed("too_large", limit=f"{most // 1000} KB")
    try:
        body = json.loads(raw, parse_constant=_no_number)
        # A lone surrogate is JSON, but no text: it could be neither stored nor sent.
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Malformed("unreadable", reason="it is not JSON.") from error
    if not isinstance(body, dict):
        raise Malformed("unreadable", reason="it is not a JSON object.")
    return body


def loaded(schema: Schema) -> dict[str, Any]:
    """The body as the schema reads it; Invalid with all that it finds."""
    try:
        read: dict[str, Any] = schema.load(json_object())
    except ValidationError as error:
        raise Invalid(_problems(error.messages)) from error
    return read


def _problems(messages: object, path: str = "") -> Iterator[Problem]:
    if isinstance(messages, dict):
        for step, inner in messages.items():
            yield from _problems(inner, f"{path}.{step}".lstrip("."))
    elif isinstance(messages, list):
        yield from (Problem(path, "request", {"words": str(words)}) for words in messages)
