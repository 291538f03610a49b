"""CSL-JSON: what Zotero, pandoc and other tools of literature write."""

from zenferry.readers import people, terms, words, works
from zenferry.readers.given import Given
from zenferry.readers.imported import Imported, filled, imported
from zenferry.readers.licences import licence_values
from zenferry.readers.parsing import read_json

__all__ = ["read", "year_month_day"]

_KINDS = {
    **terms.RESOURCE_TYPES,
    "articlejournal": "publication-article",
    "articlemagazine": "publication-article",
    "articlenewspaper": "publication-article",
    # Of CSL an article that is in no journal.
    "article": "publication-preprint",
    "paperconference": "publication-conferencepaper",
    "speech": "presentation",
    "graphic": "image",
    "map": "image",
    "motionpicture": "video",
    "broadcast": "video",
    "song": "audio",
    "manuscript": "publication-other",
    "document": "publication-other",
    "review": "publication-peerreview",
}
_MEETINGS = frozenset({"publication-conferencepaper", "presentation"})
_BOOKS = frozenset({"publication-section", "publication-conferencepaper"})


def read(text: str) -> Imported:
    """One entry; of several the first, and the rest is told."""
    whole = read_json(text)
    first, *_ = [*whole.each(), whole]
    return imported("csl", _entry(first), whole)


def _entry(given: Given) -> dict[str, object]:
    """The values of one entry."""
    kind = given["type"].among(_KINDS)
    given.skip("id", "citation-key", "source", "accessed", "citation-label")
    doi = works.bare_doi(given["DOI"].line())
    url = given["URL"].peek()
    if doi in url:
        given.skip("URL")
    contributors = [
        {"role": role, **who}
        for field, role in (("editor", "editor"), ("translator", "translator"))
        for who in given[field].gather(_name)
    ]
    return works.together(
        filled(
            title=given["title"].line(),
            resource_type=kind,
            publication_date=year_month_day(given["issued"]),
            description=given["abstract"].rich(),
            version=given["version"].line(),
            publisher=given["publisher"].line(),
            creators=given["author"].gather(_name),
            contributors=contributors,
            keywords=works.keywords(*given["keyword"].line().split(",")),
            languages=terms.languages(given["language"].language(terms.LANGUAGES)),
        ),
        licence_values((given["license"].line(), "")),
        works.own_identifier(doi or given["URL"].line(), kind),
        _where(given, kind),
    )


def _name(given: Given) -> dict[str, object]:
    """A name in CSL's parts."""
    if literal := given["literal"].line():
        return people.named(literal)
    parts = ("dropping-particle", "non-dropping-particle", "family", "suffix")
    family = " ".join(part for key in parts if (part := given[key].line()))
    first = given["given"].line()
    if not (family or first):
        return {}
    return people.person(family, first, orcid=given["ORCID"].orcid())


def year_month_day(given: Given) -> str:
    """{"date-parts": [[2026, 11, 21]]} as 2026-11-21; a range as an interval."""
    days = ["-".join(_digits(part) for part in day.each()) for day in given["date-parts"].each()]
    if days and (date := words.date("/".join(days[:2]))):
        given.take()
        return date
    return given["raw"].date() or given["literal"].date() or given.date()


def _digits(part: Given) -> str:
    return part.peek().rjust(2, "0")


def _where(given: Given, kind: str) -> dict[str, object]:
    container = given["container-title"]
    found = filled(
        journal_volume=given["volume"].line(),
        journal_issue=given["issue"].line(),
        journal_issn=given["ISSN"].line(),
    )
    if kind in _MEETINGS:
        found["meeting_title"] = given["event-title"].line() or given["event"].line()
        found["meeting_place"] = given["event-place"].line()
    if kind in _BOOKS:
        found["book_title"] = container.line()
        found["book_pages"] = given["page"].line()
    elif kind == "publication-dissertation":
        found["thesis_university"] = given["publisher"].line()
        found["thesis_type"] = given["genre"].line()
    else:
        found["journal_title"] = container.line()
        found["journal_pages"] = given["page"].line()
    found["book_isbn"] = given["ISBN"].line()
    found["book_place"] = given["publisher-place"].line()
    found["book_edition"] = given["edition"].line()
    return filled(**found)
