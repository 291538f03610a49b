"""The port to what others publish: registries of people, institutions and DOIs, the repository.

They are asked by name, never by address: whoever calls can't choose where a request goes.
"""

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from zenferry.errors import NotNow

__all__ = ["Allowance", "Elsewhere", "Fetcher", "PacedFetcher", "allowances"]


class Elsewhere(StrEnum):
    """Who can be asked, by the names people know them by; where they are is a setting."""

    REPOSITORY = "the repository"
    ROR = "ROR"
    ORCID = "ORCID"
    DATACITE = "DataCite"
    CROSSREF = "Crossref"


class Fetcher(Protocol):
    """Public GET requests, without a token, answered in JSON."""

    def json(
        self,
        of: Elsewhere,
        path: Sequence[str],
        params: Mapping[str, str] | None = None,
        *,
        seconds: float = 2.0,
    ) -> Any:
        """What is at the path below the service's address; each of its steps is quoted.

        Absent: there is no such thing. NotNow: no answer in this time, or none that can be read.
        """
        ...


@dataclass(frozen=True)
class Allowance:
    """At most so many requests in so many seconds."""

    requests: int
    seconds: float


def allowances(*, ror_knows_us: bool) -> dict[Elsewhere, Allowance]:
    """What the services allow, less a little: others may ask from the same address.

    ROR: https://ror.readme.io/docs/client-id. Zenodo: 60 a minute for guests.
    """
    return {
        Elsewhere.ROR: Allowance(1800 if ror_knows_us else 45, 300),
        Elsewhere.REPOSITORY: Allowance(50, 60),
        Elsewhere.ORCID: Allowance(300, 60),
        Elsewhere.DATACITE: Allowance(300, 300),
        Elsewhere.CROSSREF: Allowance(300, 60),
    }


class PacedFetcher:
    """Asks nobody more often than allowed: a service that counts would shut out everybody here.

    It counts for one running function; several at once are allowed as much each.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        allowances: Mapping[Elsewhere, Allowance],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetcher = fetcher
        self._allowances = allowances
        self._clock = clock
        self._asked: dict[Elsewhere, deque[float]] = {}

    def json(
        self,
        of: Elsewhere,
        path: Sequence[str],
        params: Mapping[str, str] | None = None,
        *,
        seconds: float = 2.0,
    ) -> Any:
        """See the port; NotNow also when it was asked as often as allowed."""
        if of in self._allowances:
            self._count(of, self._allowances[of])
        return self._fetcher.json(of, path, params, seconds=seconds)

    def _count(self, of: Elsewhere, allowance: Allowance) -> None:
        now = self._clock()
        asked = self._asked.setdefault(of, deque())
        while asked and asked[0] <= now - allowance.seconds:
            asked.popleft()
        if len(asked) >= allowance.requests:
            raise NotNow("service_down", service=of.value)
        asked.append(now)
