"""How often a deposit calls the repository, counted there: a busy one lets everybody call less."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from infra.local.bench.figure import Figure
from infra.local.bench.fresh import BenchFailure
from infra.local.repository import Standin, running
from tests.clock import START
from tests.crossing import INVITATION, Crossing
from zenferry.access import Invitation, hashed
from zenferry.adapters.invenio import Invenio
from zenferry.adapters.invenio_http import Session
from zenferry.submission import State

FILES = 100
# The least that InvenioRDM's records API lets anybody do it with. Per file: content, commit; their
# entries come in one call for all. Once: draft, words, DOI, the list to compare with, community,
# its review, to submit, and a link for a preview, which is a call to make it and one to learn its
# address. Whether something is there already from an earlier try, the least never asks.
LEAST = 1 + 2 * FILES + 9


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
    return Invitation(hashed(INVITATION), "bench", expires, deposits=1, files=FILES, bytes=10**6)


def _deposit(standin: Standin) -> None:
    session = Session(standin.url, standin.tokens["depositor"], contact="bench@example.org")
    files = {f"core {number}.csv": b"a,b\n" * number for number in range(1, FILES + 1)}
    crossing = Crossing(repository=Invenio(session), files=files)
    crossing.invitations.add(_generous())
    crossing.fill()
    crossing.submit()
    if crossing.state() is not State.IN_REVIEW:
        raise BenchFailure(f"The deposit to count the calls of ended as {crossing.state()}.")


def calls_of_a_deposit(scratch: Path) -> list[str]:
    """Method and path of each."""
    with running(scratch / "repository") as standin:
        calls = _counting(standin)
        _deposit(standin)
        return calls


def figures(scratch: Path) -> Iterator[Figure]:
    """One count."""
    calls = calls_of_a_deposit(scratch)
    yield Figure(f"calls-per-deposit-{FILES}", len(calls), LEAST, "calls")
