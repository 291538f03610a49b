"""A record's metadata as the domain knows it. It knows neither the form nor any repository."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Access", "AccessKind", "Affiliation", "Creator", "Metadata", "Organisation", "Person"]


@dataclass(frozen=True)
class Affiliation:
    """Where a creator works, as it is to be printed."""

    name: str


@dataclass(frozen=True)
class Person:
    """A human creator. `orcid` is bare and checked: 0000-0002-1825-0097."""

    family_name: str
    given_name: str = ""
    orcid: str | None = None
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True)
class Organisation:
    """A group, institute or project as creator. `ror` is bare: 05a28rw58."""

    name: str
    ror: str | None = None
    affiliations: tuple[Affiliation, ...] = ()


Creator = Person | Organisation


class AccessKind(StrEnum):
    """Who may download the files. The metadata is always public."""

    OPEN = "open"
    EMBARGOED = "embargoed"
    RESTRICTED = "restricted"


@dataclass(frozen=True)
class Access:
    """`until` is an ISO date and there only for an embargo."""

    kind: AccessKind = AccessKind.OPEN
    until: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Metadata:
    """Complete and valid; vocabulary ids are InvenioRDM's, dates EDTF level 0."""

    title: str
    resource_type: str
    creators: tuple[Creator, ...]
    description_html: str
    publication_date: str
    licence: str
    publisher: str
    keywords: tuple[str, ...] = ()
    access: Access = Access()
    version: str = ""
    language: str = ""
