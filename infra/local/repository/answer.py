"""What goes back to a caller: a status, headers and a body that is JSON, text or a file on disk."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.local.repository.refusal import Refusal

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """Exactly one of `content` and `file` is sent."""

    status: int = 200
    content: bytes = b""
    type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    file: Path | None = None


def json_answer(status: int, value: Any, *, base: str = "", etag: int | None = None) -> Answer:
    """JSON, whose links get the server's address."""
    content = json.dumps(_addressed(value, base)).encode()
    headers = {} if etag is None else {"ETag": f'"{etag}"'}
    return Answer(status, content, "application/json", headers)


def _addressed(value: Any, base: str, name: str = "") -> Any:
    if isinstance(value, dict):
        inside = "links" if name == "links" else ""
        return {k: _addressed(v, base, inside or k) for k, v in value.items()}
    if isinstance(value, list):
        return [_addressed(item, base) for item in value]
    return f"{base}{value}" if name == "links" and str(value).startswith("/") else value


def refusal_answer(refusal: Refusal) -> Answer:
    """An error of InvenioRDM's shape."""
    return json_answer(refusal.status, refusal.body())


def html_answer(status: int, title: str) -> Answer:
    """What a proxy in front of a repository says when it has nothing better."""
    page = f"<html><head><title>{status} {title}</title></head>"
    page += f"<body><center><h1>{status} {title}</h1></center><hr></body></html>\n"
    return Answer(status, page.encode(), "text/html")


def refusing(work: Callable[[], Answer]) -> Answer:
    """Do the work; a refusal becomes its answer."""
    try:
        return work()
    except Refusal as refusal:
        return refusal_answer(refusal)
