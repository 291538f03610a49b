"""Deposits through the API: files brought in, deposits made ready, refusals looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from werkzeug.test import TestResponse

from tests.api_client import NONCE, SECRET, Client, Json, completion, described, digest
from tests.house import EXAMPLE, House, house
from tests.written import VALUES
from zenferry.uploads.staging import Ticket

__all__ = [
    "EXAMPLE",
    "NONCE",
    "SECRET",
    "VALUES",
    "Call",
    "Client",
    "House",
    "Json",
    "completion",
    "described",
    "digest",
    "fields",
    "house",
    "ready",
    "refusal",
    "sent",
    "sent_raw",
    "staged",
]

Call = Callable[[], TestResponse]


def staged(house: House, client: Client, path: str, content: bytes) -> str:
    """A file brought all the way into staging; its id."""
    file = str(client.registered(path, len(content))["id"])
    sent(house, client.tickets(described(file, content)), [content])
    answer = client.complete(completion(file, content))
    assert answer.get_json() == {"files": [{"file": file, "state": "staged"}]}
    return file


def sent(house: House, answer: TestResponse, contents: Sequence[bytes]) -> None:
    """The parts of an answer are sent, each with its content."""
    assert answer.status_code == 200, answer.text
    for part, content in zip(answer.get_json()["parts"], contents, strict=True):
        ticket = Ticket(part["method"], part["url"], part["headers"])
        assert house.staging.send(ticket, content)


def ready(house: House) -> Client:
    """A deposit that can be submitted."""
    client = house.opened()
    assert client.save(VALUES).status_code == 200
    staged(house, client, "data/cores.csv", b"depth,size\n1,2\n")
    return client


def sent_raw(
    client: Client, route: str, body: bytes, content_type: str = "application/json"
) -> TestResponse:
    """Any bytes where JSON is expected."""
    if not route:
        return client.http.post("/api/submissions", data=body, content_type=content_type)
    method = "PUT" if route == "/metadata" else "POST"
    headers = {"If-Match": '"0"'}
    return client.call(method, route, data=body, content_type=content_type, headers=headers)


def refusal(place: House, call: Call, status: int) -> dict[str, Any]:
    """The problem of an answer that changed nothing."""
    before = place.kept()
    answer = call()
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), (
        answer.text
    )
    assert place.kept() == before
    problem: dict[str, Any] = answer.get_json()
    assert {"type", "title", "status", "detail", "code", "errors"} <= problem.keys()
    assert problem["status"] == status
    assert problem["detail"]
    return problem


def fields(problem: dict[str, Any]) -> list[str]:
    """Where it is wrong."""
    return [error["field"] for error in problem["errors"]]
