"""How often a deposit calls the repository, counted there: a busy one lets everybody call less;
and how often the client calls the service for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from infra.local.bench.figure import Figure
from infra.local.bench.fresh import BenchFailure
from infra.local.repository import Standin, running
from tests.client_line import Desk
from tests.clock import START
from tests.crossing import INVITATION, Crossing
from tests.house import house
from zenferry.access import Invitation, hashed
from zenferry.adapters.invenio import Invenio
from zenferry.adapters.invenio_http import Session
from zenferry.state import State

FILES = (1, 10, 100)
# The least that InvenioRDM's records API lets anybody do it with. Per file: content, commit; their
# entries come in one call for all. Once: draft, words, DOI, the list to compare with, community,
# its review, to submit, and a link for a preview, which is a call to make it and one to learn its
# address. Whether something is there already from an earlier try, the least never asks.
LEAST_WITHOUT_FILES = 10
LEAST_A_FILE = 2
# To open it, for the words, for all files their entries, signatures and completion, to send it.
LEAST_FROM_CLIENT = 6


def _counting(standin: Standin) -> list[str]:
    calls: list[str] = []

    def log_request(exchange: object, code: object = "-", size: object = "-") -> None:
        del code, size
        calls.append(f"{vars(exchange)['command']} {vars(exchange)['path']}")

    plain: Any = standin.server.RequestHandlerClass
    standin.server.RequestHandlerClass = type("Counted", (plain,), {"log_request": log_request})
    return calls


def _generous() -> Invitation:
    expires = START + timedelta(days=1)
    return Invitation(
        hashed(INVITATION), "bench", expires, deposits=1, files=max(FILES), bytes=10**6
    )


def _deposit(standin: Standin, count: int) -> None:
    session = Session(standin.url, standin.tokens["depositor"], contact="bench@example.org")
    files = {f"core {number}.csv": b"a,b\n" * number for number in range(1, count + 1)}
    crossing = Crossing(repository=Invenio(session), files=files)
    crossing.invitations.rows[hashed(INVITATION)] = _generous()
    crossing.fill()
    crossing.submit()
    if crossing.state() is not State.IN_REVIEW:
        raise BenchFailure(f"The deposit to count the calls of ended as {crossing.state()}.")


def calls_of_a_deposit(scratch: Path, count: int) -> list[str]:
    """Method and path of each, for so many files."""
    with running(scratch / f"repository-{count}") as standin:
        calls = _counting(standin)
        _deposit(standin, count)
        return calls


def calls_of_the_client(scratch: Path, count: int) -> list[str]:
    """The same to the service, for so many files of 1 KB; without those to the storage."""
    desk = Desk(house(), scratch / f"desk-{count}")
    desk.folder.mkdir()
    desk.write(**{f"core {number}__csv": b"a,b\n" * 250 for number in range(count)})
    desk.run()
    stored = desk.line.parts
    return [f"{call.method} {call.path}" for call in desk.line.calls if call not in stored]


def figures(scratch: Path) -> Iterator[Figure]:
    """How they grow with the files."""
    for count in FILES:
        calls = len(calls_of_a_deposit(scratch, count))
        least = LEAST_WITHOUT_FILES + LEAST_A_FILE * count
        yield Figure(f"forward-calls-{count}-files", calls, least, "calls", "-")
    for count in FILES:
        calls = len(calls_of_the_client(scratch, count))
        yield Figure(f"api-calls-{count}-files", calls, LEAST_FROM_CLIENT, "calls", "-")
