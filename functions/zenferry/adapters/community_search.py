"""The records of a community as InvenioRDM's search gives them, read into entries.

https://inveniordm.docs.cern.ch/reference/rest_api_communities/: the one search that says of what is
public, and of nothing else, that it belongs to the community. It takes no token.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zenferry.adapters.fetcher import HttpFetcher
from zenferry.errors import Absent, NotNow
from zenferry.look_ups.fetching import Allowance, Elsewhere, Fetcher, PacedFetcher
from zenferry.profile import RepositorySettings
from zenferry.public_text import plain
from zenferry.records.harvest import FoundPage
from zenferry.records.registry import Entry, EntryFile, Grant, Terms, Who
from zenferry.records.words import (
    address,
    doi_of,
    each,
    inside,
    line,
    orcid_of,
    record_of,
    whole,
)

__all__ = ["PAGE", "CommunitySearch", "entry_of", "searching"]

# Zenodo gives guests 25 at once: https://blog.zenodo.org/2025/11/14/
PAGE = 25
SECONDS = 25.0
# A net below the pauses of whoever searches: never more than guests may.
_ALLOWANCE = Allowance(28, 60)
# Twenty-five records of a hundred files each, and long descriptions.
MOST_BYTES = 32 * 1024 * 1024
# Without it Zenodo answers as its older interface did.
_ACCEPT = "application/vnd.inveniordm.v1+json"
_LONGEST_TEXT = 4000
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:\+00:00|Z)")


def searching(place: RepositorySettings, contact: str) -> "CommunitySearch":
    """Over the net, without a token, no faster than guests may."""
    fetcher = HttpFetcher(
        {Elsewhere.REPOSITORY: place.url},
        contact=contact,
        headers={Elsewhere.REPOSITORY: {"Accept": _ACCEPT}},
        most_bytes=MOST_BYTES,
    )
    return CommunitySearch(PacedFetcher(fetcher, {Elsewhere.REPOSITORY: _ALLOWANCE}), place)


class CommunitySearch:
    """One repository's, asked as anybody may."""

    def __init__(self, fetcher: Fetcher, place: RepositorySettings) -> None:
        self._fetcher, self._place = fetcher, place

    def changed(self, community: str, since: str, number: int) -> FoundPage:
        """See the port."""
        # The colons of a time are the query's own, unless it stands in quotes.
        wanted = {"q": f'updated:["{since}" TO *]'} if since else {}
        told = self._asked(community, wanted, page=number, size=PAGE)
        hits = list(each(told, "hits", "hits"))
        found = [entry for hit in hits if (entry := entry_of(hit, self._place))]
        last = max((_time(hit, "updated") for hit in hits), default="")
        total = whole(told, "hits", "total")
        return FoundPage(tuple(found), last, len(hits) >= PAGE, total)

    def total(self, community: str) -> int:
        """See the port."""
        return whole(self._asked(community, {}, page=1, size=1), "hits", "total")

    def has(self, record: str) -> bool:
        """See the port."""
        try:
            self._fetcher.json(Elsewhere.REPOSITORY, ("records", record), seconds=SECONDS)
        except Absent:
            return False
        return True

    def _asked(self, community: str, wanted: Mapping[str, str], *, page: int, size: int) -> Any:
        params = {
            **wanted,
            "sort": "updated-asc",
            "allversions": "true",
            "page": str(page),
            "size": str(size),
        }
        path = ("communities", community, "records")
        told = self._fetcher.json(Elsewhere.REPOSITORY, path, params, seconds=SECONDS)
        if not isinstance(inside(told, "hits", "hits"), list):
            raise NotNow("service_unreadable", service=Elsewhere.REPOSITORY.value)
        return told


def _time(value: object, *steps: str) -> str:
    """A time as text that sorts; empty if it is none, so that nobody is led astray by it."""
    found = line(value, *steps)
    return found if _TIME.fullmatch(found) else ""


def entry_of(hit: Mapping[str, Any], place: RepositorySettings) -> Entry | None:
    """The entry; None of what is no published record."""
    record = record_of(hit, "id")
    if not record or inside(hit, "is_published") is False:
        return None
    told = inside(hit, "metadata")
    return Entry(
        repository=place.key,
        record=record,
        title=line(told, "title") or record,
        # Never as it was given: this one leads to the repository, whatever it says.
        url=f"{place.site}/records/{record}",
        doi=doi_of(hit, "pids", "doi", "identifier"),
        concept=line(hit, "parent", "id", most=64),
        concept_doi=doi_of(hit, "parent", "pids", "doi", "identifier"),
        date=line(told, "publication_date", most=40),
        published=_time(hit, "created"),
        updated=_time(hit, "updated"),
        type=line(told, "resource_type", "id", most=80),
        version=line(told, "version", most=80),
        publisher=line(told, "publisher"),
        description=_text(told, "description"),
        people=tuple(_people(told)),
        grants=tuple(_grants(told)),
        keywords=tuple(
            word for each_ in each(told, "subjects") if (word := line(each_, "subject"))
        ),
        licences=tuple(_licences(told)),
        files=tuple(_files(hit)),
        practice=place.practice,
        searched=True,
    )


def _text(value: object, *steps: str) -> str:
    """What is HTML over there, as plain text."""
    found = inside(value, *steps)
    return line(plain(found[:100_000]), most=_LONGEST_TEXT) if isinstance(found, str) else ""


def _titled(value: object, *steps: str) -> str:
    """A title in one language or in several: in English, else in any."""
    found = inside(value, *steps)
    if isinstance(found, str):
        return line(found)
    if not isinstance(found, Mapping):
        return ""
    return line(found, "en") or next(
        (told for each_ in found.values() if (told := line(each_))), ""
    )


def _people(told: object) -> Iterator[Who]:
    for row in each(told, "creators"):
        who = inside(row, "person_or_org")
        group = line(who, "type") == "organizational"
        family = line(who, "name") if group else line(who, "family_name") or line(who, "name")
        ids = [one for one in each(who, "identifiers") if line(one, "scheme") == "orcid"]
        known = next((orcid_of(one, "identifier") for one in ids), "")
        if family:
            yield Who(family, "" if group else line(who, "given_name"), known, group)


def _grants(told: object) -> Iterator[Grant]:
    for row in each(told, "funding"):
        funder = line(row, "funder", "name") or line(row, "funder", "id")
        links = (address(one, "identifier") for one in each(row, "award", "identifiers"))
        if funder:
            number, title = line(row, "award", "number"), _titled(row, "award", "title")
            yield Grant(funder, number, title, next(filter(None, links), ""))


def _licences(told: object) -> Iterator[Terms]:
    for row in each(told, "rights"):
        title = _titled(row, "title") or line(row, "id")
        url = address(row, "link") or address(row, "props", "url")
        if title or url:
            yield Terms(title, url)


def _files(hit: object) -> Iterator[EntryFile]:
    for entry in each(hit, "files", "entries"):
        if name := line(entry, "key"):
            kind, _, sum_ = line(entry, "checksum").partition(":")
            md5 = sum_ if kind == "md5" and re.fullmatch(r"[0-9a-f]{32}", sum_) else ""
            yield EntryFile(name, whole(entry, "size"), md5)
