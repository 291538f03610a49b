"""Request bodies: JSON objects, as a schema wants them or not at all."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from flask import request
from marshmallow import Schema, ValidationError

from zenferry.errors import Invalid, Malformed, Problem

__all__ = ["json_object", "loaded"]

# The form has five levels. What is deeper than a page of code is kept by nobody in one piece.
DEEPEST = 20


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


def json_object(*, most: int | None = None) -> dict[str, Any]:
    """The body as an object; Malformed when it is none, or larger than `most` bytes."""
    if not request.is_json:
        raise Malformed("not_json")
    body, size = _read(request.get_data())
    if not isinstance(body, dict):
        raise Malformed("not_object")
    if most is not None and size > most:
        raise Malformed("too_large", limit=f"{most // 1000} KB")
    return body


def _read(raw: bytes) -> tuple[object, int]:
    """The value, and its size as it would be stored: a number may grow by being read."""
    try:
        body = json.loads(raw, parse_constant=_no_number)
        if _too_deep(body):
            raise Malformed("too_deep")
        # A lone surrogate is JSON, but no text, and 1e999 is no number that JSON can write:
        # they could be neither stored nor sent.
        stored = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return body, max(len(raw), len(stored.encode()))
    except (ValueError, RecursionError) as error:
        raise Malformed("no_json") from error


def _too_deep(body: object) -> bool:
    level = [body]
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
    return bool(level)


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


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
