"""People as ORCID suggests them, institutions and funders as ROR does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zenferry.adapters.foreign_json import objects, said, strings
from zenferry.errors import Absent
from zenferry.look_ups.fetching import Elsewhere, Fetcher
from zenferry.look_ups.searching import words
from zenferry.look_ups.suggested import Named, funder, organisation, person
from zenferry.look_ups.vocabularies import MOST_ITEMS, Item
from zenferry.rules import BrokenRule
from zenferry.typed.identifiers import orcid, ror

__all__ = ["OrcidPeople", "RorOrganisations"]

_NAMES = ("given-names", "family-name", "credit-name", "other-names")


@dataclass(frozen=True)
class OrcidPeople:
    """ORCID's public search: https://info.orcid.org/documentation/api-tutorials/."""

    fetcher: Fetcher
    title: str = Elsewhere.ORCID.value

    def suggest(self, text: str, _language: str) -> Sequence[Item]:
        """Who has this name or iD; a word may be the beginning of one."""
        if not (query := _orcid_query(text)):
            return ()
        given = {"q": query, "start": "0", "rows": str(MOST_ITEMS)}
        try:
            found = self.fetcher.json(Elsewhere.ORCID, ("expanded-search",), given)
        except Absent:
            return ()
        people = (_person(each) for each in objects(found, "expanded-result"))
        return [person for person in people if person]


def _orcid_query(text: str) -> str:
    try:
        return f"orcid:{orcid(text)}"
    except BrokenRule:
        each = (
            "(" + " OR ".join(f"{name}:{word}*" for name in _NAMES) + ")" for word in words(text)
        )
        return " AND ".join(each)


def _person(found: Mapping[str, Any]) -> Item | None:
    try:
        bare = orcid(said(found, "orcid-id"))
    except BrokenRule:
        return None
    given, family = said(found, "given-names"), said(found, "family-names")
    credit = said(found, "credit-name")
    if not family:
        # Some have one name only, and ORCID calls it the given one.
        given, family = "", credit or given
    if not family:
        return None
    institutions = strings(found.get("institution-name"))
    return person(
        family,
        given,
        orcid=bare,
        # All that somebody ever had is listed: only one alone is surely today's.
        works_at=Named(institutions[0]) if len(institutions) == 1 else None,
        detail=", ".join(institutions[:2]),
    )


@dataclass(frozen=True)
class RorOrganisations:
    """ROR's search, version 2: https://ror.readme.io/v2/docs/rest-api. `funders` narrows it."""

    fetcher: Fetcher
    funders: bool = False
    title: str = Elsewhere.ROR.value

    def suggest(self, text: str, _language: str) -> Sequence[Item]:
        """Which organisation has this name, acronym or id."""
        try:
            found = self._found(text)
        except Absent:
            return ()
        items = (_organisation(each, funders=self.funders) for each in found)
        return [item for item in items if item]

    def _found(self, text: str) -> Sequence[Mapping[str, Any]]:
        try:
            one = self.fetcher.json(Elsewhere.ROR, ("organizations", ror(text)))
        except BrokenRule:
            query = {"query": " ".join(words(text))}
            if self.funders:
                query["filter"] = "types:funder"
            if not query["query"]:
                return ()
            many = self.fetcher.json(Elsewhere.ROR, ("organizations",), query)
            return list(objects(many, "items"))
        return [one] if isinstance(one, dict) else []


def _organisation(found: Mapping[str, Any], *, funders: bool) -> Item | None:
    names = list(objects(found, "names"))
    shown = _named(names, "ror_display") or _named(names, "label")
    try:
        bare = ror(said(found, "id"))
    except BrokenRule:
        return None
    if not shown or said(found, "status") in {"inactive", "withdrawn"}:
        return None
    where = next(objects(found, "locations"), {})
    place = [said(where, "geonames_details", part) for part in ("name", "country_name")]
    detail = [_named(names, "acronym"), ", ".join(filter(None, place))]
    make = funder if funders else organisation
    return make(shown, bare, detail=" · ".join(filter(None, detail)))


def _named(names: Sequence[Mapping[str, Any]], kind: str) -> str:
    return next((said(each, "value") for each in names if kind in strings(each.get("types"))), "")
