"""The port to what others publish: registries of people, institutions and DOIs, the repository.

They are asked by name, never by address: whoever calls can't choose where a request goes.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Protocol

__all__ = ["Elsewhere", "Fetcher"]


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
