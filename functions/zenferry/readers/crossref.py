"""Crossref's JSON for a work: close to CSL-JSON, with affiliations, funders and licences."""

import re

from zenferry.readers import funders, people, terms, words, works
from zenferry.readers.csl import year_month_day
from zenferry.readers.given import Given
from zenferry.readers.imported import Imported, filled, imported
from zenferry.readers.licences import licence_values
from zenferry.readers.parsing import read_json
from zenferry.readers.words import listed

__all__ = ["read", "work"]

_KINDS = {
    **terms.RESOURCE_TYPES,
    "postedcontent": "publication-preprint",
    "proceedingsarticle": "publication-conferencepaper",
    "proceedings": "publication-conferenceproceeding",
    "monograph": "publication-book",
    "editedbook": "publication-book",
    "referencebook": "publication-book",
    "bookpart": "publication-section",
    "booksection": "publication-section",
    "journalissue": "publication-journal",
    "reportcomponent": "publication-report",
}
_BOOKS = frozenset({"publication-section", "publication-conferencepaper"})
# What Crossref tells of a work beside what it is, or tells twice.
_ENVELOPE = listed(
    "indexed created deposited score resource content-domain prefix member source reference- "
    "count references-count is-referenced-by-count relation link subtype issn-type isbn-type "
    "published-print published-online published institution alternative-id update-policy "
    "assertion archive journal-issue short-container-title language-subjects original-title "
    "status message-type message-version"
)


def read(text: str) -> Imported:
    """`message` of the interface, or the work alone."""
    return work(read_json(text))


def work(whole: Given) -> Imported:
    """The same, once it was read as JSON."""
    given = whole["message"] if whole["message"].is_object else whole
    whole.skip(*_ENVELOPE)
    kind = given["type"].among(_KINDS)
    doi = given["DOI"].line()
    given.skip("URL")
    values = works.together(
        filled(
            title=_first(given["title"]),
            resource_type=kind,
            publication_date=year_month_day(given["published"]) or year_month_day(given["issued"]),
            description=_abstract(given["abstract"]),
            publisher=given["publisher"].line(),
            creators=given["author"].gather(_who),
            contributors=[{"role": "editor", **who} for who in given["editor"].gather(_who)],
            keywords=works.keywords(*given["subject"].gather(Given.line)),
            languages=terms.languages(given["language"].language(terms.LANGUAGES)),
            additional_titles=[
                {"title": title, "type": "subtitle"} for title in given["subtitle"].gather(_markup)
            ],
            funding=[grant for one in given["funder"].each() for grant in _funding(one)],
            references=given["reference"].gather(_reference),
        ),
        licence_values(*given["license"].gather(_licence)[:1]),
        works.own_identifier(doi, kind),
        _where(given, kind),
    )
    given["issued"].take()
    given["license"].take()
    given.skip(*_ENVELOPE)
    return imported("crossref", values, whole)


_TAGS = re.compile(r"<[^<>]{0,200}>")


def _markup(given: Given) -> str:
    """Titles may hold markup for italics."""
    return words.line(_TAGS.sub("", given.line()))


def _first(given: Given) -> str:
    return next(iter(given.gather(_markup)), "")


# Abstracts are in JATS. What it has for HTML's tags:
_JATS = {"p": "p", "italic": "em", "bold": "strong", "sup": "sup", "sub": "sub", "title": "h3"}
_JATS_TAG = re.compile(r"<(/?)(?:jats:)?([a-z-]{1,20})\b[^<>]{0,200}>", re.IGNORECASE)


def _abstract(given: Given) -> dict[str, str] | None:
    def html(tag: re.Match[str]) -> str:
        name = _JATS.get(tag[2].lower(), "")
        return f"<{tag[1]}{name}>" if name else ""

    text = _JATS_TAG.sub(html, given.text())
    return words.rich(re.sub(r"^\s*<h3>\s*abstract\s*</h3>", "", text, flags=re.IGNORECASE))


def _who(given: Given) -> dict[str, object]:
    given.skip("sequence", "authenticated-orcid", "role")
    places = given["affiliation"].gather(_affiliation)
    if group := given["name"].line():
        return people.organisation(group, affiliations=places)
    family = " ".join(part for part in (given["family"].line(), given["suffix"].line()) if part)
    first = given["given"].line()
    if not (family or first):
        return {}
    return people.person(family, first, orcid=given["ORCID"].orcid(), affiliations=places)


def _affiliation(given: Given) -> dict[str, object]:
    if not (name := given["name"].line()):
        return {}
    rors = [ror for one in given["id"].each() if (ror := one["id"].ror())]
    if rors:
        given.skip("id")
    return people.affiliation(name, *rors[:1])


def _funding(given: Given) -> list[dict[str, object]]:
    """A funder, once for each of its grants."""
    if not (funder := given["name"].line()):
        return []
    rors = [ror for one in given["id"].each() if (ror := one["id"].ror())]
    doi = given["DOI"].peek()
    given.skip("doi-asserted-by", "DOI", "id")
    grants = given["award"].gather(Given.line) or [""]
    ror = next(iter(rors), "") or funders.ror(doi)
    return [filled(funder=funder, funder_ror=ror, award_number=number) for number in grants]


def _reference(given: Given) -> dict[str, object]:
    given.skip("key", "doi-asserted-by")
    text = given["unstructured"].line() or _put_together(given)
    return filled(reference=text, identifier=given["DOI"].line()) if text else {}


def _put_together(given: Given) -> str:
    """A reference that is told in parts."""
    parts = ("author", "year", "article-title", "volume-title", "journal-title", "volume")
    words_ = [part for name in parts if (part := given[name].line())]
    given.skip("first-page", "issue")
    return ". ".join(words_) or given["DOI"].peek()


def _licence(given: Given) -> tuple[str, str]:
    link = given["URL"].line()
    # Which uses others may make of the text for mining is no licence of the work.
    return ("", link) if link and given["content-version"].peek() != "tdm" else ("", "")


def _where(given: Given, kind: str) -> dict[str, object]:
    container, event = _first(given["container-title"]), given["event"]
    issn = next(iter(given["ISSN"].gather(Given.line)), "")
    meeting = filled(
        meeting_title=event["name"].line(),
        meeting_acronym=event["acronym"].line(),
        meeting_place=event["location"].line(),
    )
    given["ISSN"].take()
    book = kind in _BOOKS
    return meeting | filled(
        **{
            "book_title" if book else "journal_title": container,
            "book_pages" if book else "journal_pages": given["page"].line(),
        },
        journal_volume=given["volume"].line(),
        journal_issue=given["issue"].line(),
        journal_issn=issn,
        book_isbn=next(iter(given["ISBN"].gather(Given.line)), ""),
        book_place=given["publisher-location"].line(),
    )
