"""What the repository itself suggests. Its ids are those it takes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zenferry.adapters.foreign_json import objects, said
from zenferry.errors import Absent
from zenferry.look_ups.fetching import Elsewhere, Fetcher
from zenferry.look_ups.searching import words
from zenferry.look_ups.suggested import Named, award, funder, licence, organisation
from zenferry.look_ups.vocabularies import MOST_ITEMS, Item
from zenferry.rules import BrokenRule
from zenferry.typed.identifiers import ror

__all__ = ["RepositoryVocabulary", "of_repository"]

_Hit = Mapping[str, Any]


@dataclass(frozen=True)
class RepositoryVocabulary:
    """One list of an InvenioRDM: where it is, and what one of its entries means."""

    fetcher: Fetcher
    title: str
    path: tuple[str, ...]
    item: Callable[[_Hit, str], Item | None]
    asked_by: str = "suggest"

    def suggest(self, text: str, language: str) -> Sequence[Item]:
        """As the repository's own form has them."""
        query = text if self.asked_by == "suggest" else " ".join(f"{w}*" for w in words(text))
        if not query:
            return ()
        given = {self.asked_by: query, "size": str(MOST_ITEMS)}
        try:
            found = self.fetcher.json(Elsewhere.REPOSITORY, self.path, given)
        except Absent:
            return ()
        items = (self.item(hit, language) for hit in objects(found, "hits", "hits"))
        return [item for item in items if item and item.id and item.label]


def of_repository(fetcher: Fetcher, title: str) -> dict[str, RepositoryVocabulary]:
    """All of its lists, by the names of our vocabularies."""
    made = {
        name: RepositoryVocabulary(fetcher, title, path, item)
        for name, (path, item) in _LISTS.items()
    }
    communities = RepositoryVocabulary(fetcher, title, ("communities",), _community, "q")
    return made | {"communities": communities}


def _inside(hit: _Hit, key: str) -> _Hit:
    found = hit.get(key)
    return found if isinstance(found, dict) else {}


def _title(hit: _Hit, language: str) -> str:
    titles = _inside(hit, "title")
    return next(filter(None, (said(titles, each) for each in (language, "en", *titles))), "")


def _affiliation(hit: _Hit, _language: str) -> Item | None:
    return _organisation(hit, organisation)


def _funder(hit: _Hit, _language: str) -> Item | None:
    return _organisation(hit, funder)


def _organisation(hit: _Hit, make: Callable[..., Item]) -> Item | None:
    bare = _ror(hit)
    country = said(hit, "country_name") or said(hit, "country")
    place = ", ".join(filter(None, (said(hit, "location_name"), country)))
    detail = " · ".join(filter(None, (said(hit, "acronym"), place)))
    return make(said(hit, "name"), bare, detail=detail) if bare else None


def _ror(hit: _Hit) -> str:
    named = (said(i, "identifier") for i in objects(hit, "identifiers") if i.get("scheme") == "ror")
    for each in (said(hit, "id"), *named):
        try:
            return ror(each)
        except BrokenRule:
            continue
    return ""


def _award(hit: _Hit, language: str) -> Item | None:
    number, paid_by = said(hit, "number"), _inside(hit, "funder")
    title = _title(hit, language) or said(hit, "acronym") or number
    urls = (said(i, "identifier") for i in objects(hit, "identifiers") if i.get("scheme") == "url")
    return award(
        title,
        number,
        Named(said(paid_by, "name") or _title(paid_by, language), _ror(paid_by)),
        id_=said(hit, "id"),
        url=next(urls, ""),
        acronym=said(hit, "acronym"),
    )


def _licence(hit: _Hit, language: str) -> Item | None:
    known, title = said(hit, "id"), _title(hit, language)
    return licence(known, title, said(hit, "props", "url"))


def _term(hit: _Hit, language: str) -> Item | None:
    return Item(said(hit, "id"), _title(hit, language))


def _subject(hit: _Hit, language: str) -> Item | None:
    label = _title(hit, language) or said(hit, "subject")
    return Item(said(hit, "id"), label, said(hit, "scheme"))


def _community(hit: _Hit, _language: str) -> Item | None:
    return Item(said(hit, "slug"), said(hit, "metadata", "title"), said(hit, "slug"))


_LISTS: Mapping[str, tuple[tuple[str, ...], Callable[[_Hit, str], Item | None]]] = {
    "affiliations": (("affiliations",), _affiliation),
    "funders": (("funders",), _funder),
    "awards": (("awards",), _award),
    "licences": (("vocabularies", "licenses"), _licence),
    "languages": (("vocabularies", "languages"), _term),
    "subjects": (("subjects",), _subject),
    "programming-languages": (("vocabularies", "code:programmingLanguages"), _term),
}
