"""Every error as application/problem+json (RFC 9457), in words, and without a trace of inside."""

import logging
from collections.abc import Mapping

from flask import Flask, Response, current_app, jsonify
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from zenferry.api.language import spoken_language
from zenferry.api.service import profile
from zenferry.errors import (
    Absent,
    Conflict,
    Denied,
    Invalid,
    Malformed,
    NotNow,
    Param,
    Problem,
    Refused,
    Stale,
    Unanswered,
    Unreadable,
    ZenferryError,
)
from zenferry.messages import sentence
from zenferry.unsaid import told

__all__ = ["STATUSES", "problem_json", "register", "words"]

_log = logging.getLogger(__name__)

_STATUS: Mapping[type[ZenferryError], int] = {
    Malformed: 400,
    Denied: 401,
    Refused: 403,
    Absent: 404,
    Conflict: 409,
    Stale: 412,
    Invalid: 422,
    Unreadable: 422,
    NotNow: 503,
    Unanswered: 503,
}
# Not everything that can't be read is the same to a client.
_STATUS_OF_CODE = {"not_json": 415, "too_large": 413, "if_match": 428}
STATUSES = sorted({*_STATUS.values(), *_STATUS_OF_CODE.values()})
_HTTP_CODES = {404: "not_found", 405: "method"}


def words(code: str, params: Mapping[str, Param]) -> str:
    """The sentence for a code in the reader's language, with the consortium's names filled in."""
    language = spoken_language()
    here = profile().told_in(language)
    names = {
        "contact": here.consortium.contact,
        "repository": here.repository.name,
        "community": here.repository.community,
    }
    return sentence(code, names | dict(params), language)


def problem_json(problem: Problem) -> dict[str, str]:
    """One error at its field."""
    return {"field": problem.field, "message": words(problem.code, problem.params)}


def _answer(status: int, code: str, params: Mapping[str, Param], **more: object) -> Response:
    detail = words(code, params)
    body = {"type": "about:blank", "title": detail, "status": status, "detail": detail}
    answer = jsonify({**body, "code": code, "errors": [], **more})
    answer.status_code = status
    answer.content_type = "application/problem+json"
    return answer


def _ours(error: ZenferryError) -> Response:
    status = _STATUS_OF_CODE.get(error.code) or _STATUS.get(type(error), 500)
    more: dict[str, object] = {}
    if isinstance(error, Invalid):
        more["errors"] = [problem_json(problem) for problem in error.problems]
    if isinstance(error, NotNow) and error.field:
        more["errors"] = [problem_json(Problem(error.field, error.code, error.params))]
    if isinstance(error, Stale):
        more["revision"] = error.revision
    answer = _answer(status, error.code, error.params, **more)
    if isinstance(error, NotNow):
        _log.warning("not now: %s, %s", error.code, _cause(error))
        answer.headers["Retry-After"] = str(error.retry_after or 2)
    return answer


def _cause(error: ZenferryError) -> str:
    """What kind of thing it was. Its own words may quote what was sent: they stay out."""
    told = getattr(error.__cause__, "response", None)
    named = told.get("Error", {}).get("Code", "") if isinstance(told, dict) else ""
    return f"{type(error.__cause__).__name__} {named}".strip()


def _http(error: HTTPException) -> Response:
    if isinstance(error, RequestEntityTooLarge):
        return _answer(413, "too_large", {"limit": _largest()})
    code = _HTTP_CODES.get(error.code or 500, "unreadable")
    return _answer(error.code or 500, code, {"reason": error.name})


def _largest() -> str:
    """What the app at hand takes: each of the two has a limit of its own."""
    most: int = current_app.config["MAX_CONTENT_LENGTH"]
    return f"{most // 10**6} MB" if most >= 10**6 else f"{most // 1000} KB"


def _unexpected(error: Exception) -> Response:
    _log.error("unexpected %s", told(error))
    return _answer(500, "internal", {})


def _headers(answer: Response) -> Response:
    # Only what says so itself may be kept by others.
    answer.headers.setdefault("Cache-Control", "no-store")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def register(app: Flask) -> None:
    """Answer every error here, and keep answers out of caches that do not say how long."""
    app.register_error_handler(ZenferryError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)
    app.after_request(_headers)
