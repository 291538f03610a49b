"""The entry of a deposit of ours, from what was typed: kept when it is published.

The repository's search says the same within the hour, and better; only which deposit it was, and
the checksums of files that are not public, are known here alone. In an account of their own people
publish what they like: that is on the pages once the search of the community knows it, too.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from zenferry.moment import sortable
from zenferry.profile import Profile, RepositorySettings
from zenferry.records.places import listed_as
from zenferry.records.registry import Entry, EntryFile, Grant, Registry, Who
from zenferry.records.words import address, doi_of, each, line, orcid_of, record_of
from zenferry.submission import Submission

__all__ = ["Registering", "entry_of"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Registering:
    """Puts what was published on the list. It never stands in the way of the deposit."""

    registry: Registry
    profile: Profile
    now: Callable[[], datetime]

    def note(self, found: Submission) -> None:
        """Once more changes nothing."""
        try:
            if not record_of(found.draft):
                raise ValueError("no id of a record")
            place = listed_as(self.profile, self.profile.repository)
            practice = self.profile.repository.practice
            self.registry.keep(entry_of(found, place, self.now(), practice=practice))
        except Exception as error:
            # The search brings it within the hour.
            _log.warning("registering %s failed: %s", found.id, type(error).__name__)


def entry_of(
    found: Submission, place: RepositorySettings, now: datetime, *, practice: bool = False
) -> Entry:
    """What is known of a published deposit without asking anybody."""
    values = found.values
    record = record_of(found.draft)
    return Entry(
        repository=place.key,
        record=record,
        title=line(values, "title") or record,
        url=address(found.record_url),
        doi=doi_of(found.doi),
        date=line(values, "publication_date") or _published(found, now).date().isoformat(),
        published=sortable(_published(found, now)),
        type=line(values, "resource_type"),
        version=line(values, "version"),
        publisher=line(values, "publisher") or place.publisher,
        people=tuple(_people(values)),
        grants=tuple(_grants(values)),
        files=tuple(_files(found)),
        submission=found.id,
        practice=practice or place.practice,
        own=bool(found.account),
    )


def _published(found: Submission, now: datetime) -> datetime:
    return next((event.at for event in found.timeline if event.code == "published"), now)


def _people(values: object) -> Iterator[Who]:
    for row in each(values, "creators"):
        group = row.get("type") == "organisation"
        family = line(row, "name" if group else "family_name")
        if family:
            given = "" if group else line(row, "given_name")
            yield Who(family, given, "" if group else orcid_of(row, "orcid"), group)


def _grants(values: object) -> Iterator[Grant]:
    for row in each(values, "funding"):
        if funder := line(row, "funder"):
            number, title = line(row, "award_number"), line(row, "award")
            yield Grant(funder, number, title, address(row, "award_url"))


def _files(found: Submission) -> Iterator[EntryFile]:
    for file in found.files:
        yield EntryFile(file.path, file.size, found.transfer(file.id).md5 or "")
