"""What was published: one entry a record, from our own deposits and from what repositories list.

It knows no form, no page and no table; who fills it and who shows it are others: records/.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from zenferry.curation.log import LogEntry
from zenferry.moment import sortable
from zenferry.pages import MOST_A_PAGE, Page

__all__ = [
    "CHANGES",
    "Bookmark",
    "Entry",
    "EntryFile",
    "Grant",
    "RecordLine",
    "Registry",
    "Terms",
    "Who",
    "Work",
    "merged",
    "note_change",
    "works",
]


@dataclass(frozen=True)
class Who:
    """A creator. A group has its whole name in `family`."""

    family: str
    given: str = ""
    orcid: str = ""
    group: bool = False

    @property
    def name(self) -> str:
        """As it stands in a list: Lovelace, Ada."""
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True)
class Grant:
    """Who paid, and by what. `url` is a web address, or empty."""

    funder: str
    number: str = ""
    title: str = ""
    url: str = ""

    @property
    def name(self) -> str:
        """In one line: the funder and the grant's number, or its title."""
        award = self.number or self.title
        return f"{self.funder} {award}".strip() if award else self.funder


@dataclass(frozen=True)
class EntryFile:
    """A file of the record. `md5` in hex, or empty where nobody told."""

    name: str
    size: int
    md5: str = ""


@dataclass(frozen=True)
class Terms:
    """A licence, by its title and where it can be read; both may be empty."""

    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class Entry:
    """One published record, one version of it. All of it is plain text, and none of it trusted.

    `repository` is a key of the profile's, `record` the id over there. `concept` is what all
    versions have in common, `concept_doi` its DOI. `published`: since when it is public; `updated`:
    when it was changed last, both as the repository writes times. `searched`: the repository's
    search knows it. `submission`: the deposit of ours that it came from. `withdrawn`: when the
    search was first seen not to know it any more. `own`: it is of an account of the depositor's
    own, who publishes there what they like. `hidden`: a curator took it off the pages.
    """

    repository: str
    record: str
    title: str
    url: str
    doi: str = ""
    concept: str = ""
    concept_doi: str = ""
    date: str = ""
    published: str = ""
    updated: str = ""
    type: str = ""
    version: str = ""
    publisher: str = ""
    description: str = ""
    people: tuple[Who, ...] = ()
    grants: tuple[Grant, ...] = ()
    keywords: tuple[str, ...] = ()
    licences: tuple[Terms, ...] = ()
    files: tuple[EntryFile, ...] = ()
    submission: str = ""
    practice: bool = False
    searched: bool = False
    withdrawn: str = ""
    own: bool = False
    hidden: bool = False

    @property
    def id(self) -> str:
        """Its name among all repositories, fit to name a file."""
        return f"{self.repository}-{self.record}"

    @property
    def year(self) -> str:
        """Of publication; empty where no date was told."""
        return self.date[:4]

    @property
    def is_public(self) -> bool:
        """Whether the pages show it."""
        return not (self.withdrawn or self.hidden or self.is_pending)

    @property
    def is_pending(self) -> bool:
        """Of another's account the pages show only what the community has taken in."""
        return self.own and not self.searched

    @property
    def bytes(self) -> int:
        """All files together."""
        return sum(file.size for file in self.files)


def merged(old: Entry, new: Entry) -> Entry:
    """Both are of one record. What the search says counts; what only we know is kept beside it.

    Files that are restricted no search lists: there ours are all there is.
    """
    told, other = (old, new) if old.searched and not new.searched else (new, old)
    return replace(
        told,
        submission=told.submission or other.submission,
        files=told.files or other.files,
        published=told.published or other.published,
        practice=told.practice or other.practice,
        hidden=old.hidden,
    )


@dataclass(frozen=True)
class Work:
    """A record in all its versions; `latest` is the one that counts, `older` from new to old."""

    latest: Entry
    older: tuple[Entry, ...] = ()


def works(entries: Iterable[Entry]) -> Sequence[Work]:
    """Everything that is public now, versions of one record together, the newest first."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        if entry.is_public:
            concept = entry.concept or entry.record
            groups.setdefault((entry.repository, concept), []).append(entry)
    found = []
    for group in groups.values():
        latest, *older = sorted(group, key=_age, reverse=True)
        found.append(Work(latest, tuple(older)))
    return sorted(found, key=lambda work: _shown(work.latest), reverse=True)


def _age(entry: Entry) -> tuple[str, str, str]:
    return entry.published, entry.date, entry.record


def _shown(entry: Entry) -> tuple[str, str, str]:
    """In lists it is the date that people see that counts."""
    return entry.date, entry.published, entry.id


@dataclass(frozen=True)
class Bookmark:
    """How far somebody who comes again has read. `at`: when that was, as an ISO time."""

    cursor: str = ""
    at: str = ""


# The bookmark that has another cursor whenever something was changed that the pages show.
CHANGES = "changes"


@dataclass(frozen=True)
class RecordLine:
    """An entry as curators see it in a list."""

    repository: str
    record: str
    title: str
    doi: str
    concept: str
    concept_doi: str
    date: str
    type: str
    by: str
    submission: str
    withdrawn: bool
    hidden: bool
    pending: bool


class Registry(Protocol):
    """Keeps entries. NotNow when it does not answer."""

    def keep(self, entry: Entry) -> bool:
        """Put it together with what is known of it; whether that changed anything."""
        ...

    def drop(self, entry: Entry) -> None:
        """Forget it; nothing happens when there is none."""
        ...

    def hide(self, repository: str, record: str, told: LogEntry, *, hidden: bool) -> bool:
        """Take it off the pages or put it back, with a line in the log; whether that was news.

        Absent when there is no such entry.
        """
        ...

    def entries(self, repository: str, after: str = "") -> Iterable[Entry]:
        """All of one repository, whole, withdrawn ones too; by their records, from `after` on."""
        ...

    def shelf(self, before: str = "", most: int = MOST_A_PAGE) -> Page[RecordLine]:
        """A page of all lines, the newest first. Malformed: `before` is not of a page's."""
        ...

    def bookmark(self, name: str) -> Bookmark:
        """What was marked last under this name; an empty one at first."""
        ...

    def mark(self, name: str, bookmark: Bookmark, instead_of: Bookmark | None = None) -> bool:
        """Keep it instead; false, and nothing changed, where there is another than `instead_of`."""
        ...


def note_change(registry: Registry, now: datetime) -> None:
    """Whoever writes the pages is to write them anew, if only the next time."""
    registry.mark(CHANGES, Bookmark(uuid4().hex, sortable(now)))
