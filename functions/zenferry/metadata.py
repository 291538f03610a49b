"""A record's metadata as the domain knows it. It knows neither the form nor any repository."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "Access",
    "AccessKind",
    "Affiliation",
    "Award",
    "Beside",
    "Creator",
    "Date",
    "Funding",
    "Identifier",
    "Licence",
    "Location",
    "Metadata",
    "Organisation",
    "Person",
    "Reference",
    "Related",
    "Term",
    "Text",
    "Title",
]


@dataclass(frozen=True)
class Affiliation:
    """Where a creator works, as it is to be printed. `ror` is bare: 05a28rw58."""

    name: str
    ror: str | None = None


@dataclass(frozen=True)
class Person:
    """A human creator. Identifiers are bare and checked; `orcid` is 0000-0002-1825-0097."""

    family_name: str
    given_name: str = ""
    orcid: str | None = None
    affiliations: tuple[Affiliation, ...] = ()
    gnd: str | None = None
    isni: str | None = None
    role: str = ""


@dataclass(frozen=True)
class Organisation:
    """A group, institute or project as creator."""

    name: str
    ror: str | None = None
    affiliations: tuple[Affiliation, ...] = ()
    gnd: str | None = None
    isni: str | None = None
    role: str = ""


Creator = Person | Organisation


@dataclass(frozen=True)
class Title:
    """A further title. `language` is an ISO 639-3 id, or empty."""

    title: str
    type: str
    language: str = ""


@dataclass(frozen=True)
class Text:
    """A further description, as sanitised HTML."""

    html: str
    type: str
    language: str = ""


@dataclass(frozen=True)
class Date:
    """When something happened: EDTF level 0, intervals too."""

    date: str
    type: str
    description: str = ""


@dataclass(frozen=True)
class Location:
    """Where it was measured; degrees, north and east positive. Both or none are given."""

    place: str
    latitude: float | None = None
    longitude: float | None = None
    description: str = ""


@dataclass(frozen=True)
class Term:
    """An entry of a controlled list."""

    id: str
    label: str = ""


@dataclass(frozen=True)
class Licence:
    """One of the repository's licences by `id`, or one's own terms.

    Beside an id, the rest says what it is where the repository turns out not to know the id.
    """

    id: str = ""
    title: str = ""
    link: str = ""
    description: str = ""


@dataclass(frozen=True)
class Identifier:
    """An identifier in its normal form, with InvenioRDM's name of its scheme."""

    value: str
    scheme: str


@dataclass(frozen=True)
class Related:
    """Another work, and how this record stands to it."""

    identifier: Identifier
    relation: str
    resource_type: str = ""


@dataclass(frozen=True)
class Reference:
    """A work that is cited, as it would stand in a list of references."""

    text: str
    identifier: Identifier | None = None


@dataclass(frozen=True)
class Award:
    """A grant. `id` is the repository's own, where it was chosen from its list."""

    number: str = ""
    title: str = ""
    url: str = ""
    id: str = ""


@dataclass(frozen=True)
class Funding:
    """Who paid, and by which grant. `ror` is bare."""

    funder: str
    ror: str | None = None
    award: Award | None = None


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
class Beside:
    """What the repository has no place for, as the file beside the data tells it."""

    name: str
    label: str
    value: object


@dataclass(frozen=True)
class Metadata:
    """Complete and valid; vocabulary ids are InvenioRDM's, dates EDTF level 0.

    `custom` holds the repository's custom fields as they are sent: {"journal:journal": {...}}.
    `origins` tells for a part of this ("keywords.3") which field of the form it came from, where
    it is not the one of the same name.
    """

    title: str
    resource_type: str
    creators: tuple[Creator, ...]
    description_html: str
    publication_date: str
    publisher: str
    licences: tuple[Licence, ...] = ()
    copyright: str = ""
    keywords: tuple[str, ...] = ()
    subjects: tuple[Term, ...] = ()
    contributors: tuple[Creator, ...] = ()
    access: Access = Access()
    version: str = ""
    languages: tuple[Term, ...] = ()
    additional_titles: tuple[Title, ...] = ()
    additional_descriptions: tuple[Text, ...] = ()
    dates: tuple[Date, ...] = ()
    locations: tuple[Location, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    related: tuple[Related, ...] = ()
    references: tuple[Reference, ...] = ()
    funding: tuple[Funding, ...] = ()
    sizes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    custom: Mapping[str, object] = field(default_factory=dict)
    beside: tuple[Beside, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)
