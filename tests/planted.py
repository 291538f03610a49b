"""A secret is planted, then searched for wherever something is kept, said, sent or logged.

`traces(secret, places)` names the places where it was found: as it is, quoted for an address, in
base64 wherever it begins, in hex. What a place is made of does not matter: bytes, text, rows,
dataclasses, folders of files. `house_places` and `cloud_places` are all that a house of house.py,
or a deployment on the embedded cloud, leaves behind.
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

if TYPE_CHECKING:
    from infra.local.demo import Demo
    from tests.house import House

__all__ = ["Overhearing", "cloud_places", "house_places", "traces"]


def traces(secret: str, places: Mapping[str, object]) -> list[str]:
    """The names of the places where the secret is, in whatever disguise."""
    looks = list(disguises(secret))
    return [
        name
        for name, place in places.items()
        if any(look in piece for piece in spread(place) for look in looks)
    ]


def disguises(secret: str) -> Iterator[bytes]:
    """What a secret may look like."""
    raw = secret.encode()
    yield raw
    yield quote(secret, safe="").encode()
    yield raw.hex().encode()
    for shift in range(3):
        # Only the letters that are made of the secret alone.
        text = base64.b64encode(bytes(shift) + raw).rstrip(b"=")
        whole = text[-(-shift * 8 // 6) : (shift + len(raw)) * 8 // 6]
        yield whole
        yield whole.translate(bytes.maketrans(b"+/", b"-_"))


def spread(place: object) -> Iterator[bytes]:
    """All that a place holds, in pieces."""
    for kind, pieces in _KINDS:
        if isinstance(place, kind):
            yield from pieces(place)
            return
    if dataclasses.is_dataclass(place):
        yield from spread([getattr(place, each.name) for each in dataclasses.fields(place)])
    else:
        yield bytes(place) if hasattr(place, "__bytes__") else repr(place).encode()


def _each(places: Iterable[object]) -> Iterator[bytes]:
    for each in places:
        yield from spread(each)


def _files(path: Path) -> Iterator[bytes]:
    for each in [path, *path.rglob("*")]:
        yield str(each).encode()
        if each.is_file():
            yield each.read_bytes()


_KINDS: tuple[tuple[Any, Callable[[Any], Iterable[bytes]]], ...] = (
    (bytes, lambda found: [found]),
    (str, lambda found: [found.encode(errors="replace")]),
    (Path, _files),
    (Mapping, lambda found: _each([*found.keys(), *found.values()])),
    ((list, tuple, set, frozenset), _each),
)


class Overhearing:
    """A client of the API that remembers every answer, with its headers."""

    def __init__(self, http: FlaskClient) -> None:
        self._http = http
        self.heard: list[tuple[str, list[tuple[str, str]], bytes]] = []

    def open(self, address: str, **given: Any) -> TestResponse:
        answer = self._http.open(address, **given)
        self.heard.append((answer.status, answer.headers.to_wsgi_list(), answer.get_data()))
        return answer

    def post(self, address: str, **given: Any) -> TestResponse:
        return self.open(address, method="POST", **given)


def house_places(place: House) -> dict[str, object]:
    """All that is kept and sent; what seals, and the repository, may know it."""
    return {
        "submissions": place.kept_submissions(),
        "invitations": place.invitations.rows,
        "sealed rows": place.seals.rows,
        "staged files": place.staging.objects,
        "uploads": [vars(each) for each in place.staging.uploads.values()],
        "executions": place.workflow.started,
        "queues": vars(place.queue_rows),
        "mails": place.mailer.sent,
        "addresses": vars(place.addresses),
        "records": [vars(each) for each in place.fake.records.values()],
    }


def cloud_places(demo: Demo) -> dict[str, object]:
    """The table, all buckets, what executions carried, and all that was logged and mailed."""
    clients = demo.clients
    rows = clients.dynamodb.get_paginator("scan").paginate(TableName=demo.stack.table)
    return {
        "table": [row for page in rows for row in page["Items"]],
        "buckets": dict(_objects(clients.s3)),
        "executions": list(_executions(clients.executions, demo.stack.state_machine)),
        "logs and mails": demo.logs,
    }


def _objects(s3: Any) -> Iterator[tuple[str, bytes]]:
    for bucket in s3.list_buckets()["Buckets"]:
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket["Name"]):
            for each in page.get("Contents", []):
                found = s3.get_object(Bucket=bucket["Name"], Key=each["Key"])
                yield each["Key"], found["Body"].read()


def _executions(states: Any, machine: str) -> Iterable[object]:
    for each in states.list_executions(stateMachineArn=machine)["executions"]:
        yield states.get_execution_history(executionArn=each["executionArn"])["events"]
