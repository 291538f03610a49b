"""BibTeX, with LaTeX's ways of writing accents; also a lone `author = {...}`."""

import logging
import re

from bibtexparser import entrypoint, splitter
from bibtexparser.model import Entry

from zenferry.errors import Unreadable
from zenferry.readers import latex, people, terms, words, works
from zenferry.readers.given import Given
from zenferry.readers.imported import Imported, filled, imported
from zenferry.readers.licences import licence_values
from zenferry.readers.parsing import bounded, plain
from zenferry.readers.words import listed

__all__ = ["authors", "read"]

_KINDS = {
    "article": "publication-article",
    "inproceedings": "publication-conferencepaper",
    "conference": "publication-conferencepaper",
    "proceedings": "publication-conferenceproceeding",
    "book": "publication-book",
    "booklet": "publication-book",
    "inbook": "publication-section",
    "incollection": "publication-section",
    "phdthesis": "publication-dissertation",
    "mastersthesis": "publication-dissertation",
    "thesis": "publication-dissertation",
    "techreport": "publication-report",
    "report": "publication-report",
    "manual": "publication-softwaredocumentation",
    "unpublished": "publication-preprint",
    "patent": "publication-patent",
    "dataset": "dataset",
    "software": "software",
}
_MEETINGS = frozenset({"inproceedings", "conference"})
_BOOKS = frozenset({"inbook", "incollection", *_MEETINGS})
_MONTHS = {
    word: f"{number:02}"
    for number, name in enumerate(
        listed(
            "january february march april may june july august september october november december"
        ),
        start=1,
    )
    for word in (name, name[:3], str(number), f"{number:02}")
}
MOST_FIELDS = 1000


def read(text: str) -> Imported:
    """The first entry; the others are told."""
    entries = _entries(plain(text))
    first = next((n for n, entry in enumerate(entries) if _is_work(entry)), None)
    if first is None:
        raise Unreadable("import_bibtex")
    others = [_raw(entry) for n, entry in enumerate(entries) if n != first]
    whole = bounded([_plainly(entries[first]), *others])
    return imported("bibtex", _entry(whole.each()[0]), whole)


def _entries(text: str) -> list[Entry]:
    # It quotes the file in its warnings, and logs are no place for that.
    logging.getLogger(splitter.__name__).disabled = True
    logging.getLogger(entrypoint.__name__).disabled = True
    return list(entrypoint.parse_string(text).entries)


def _is_work(entry: Entry) -> bool:
    return bool({"title", "author"} & {field.key.lower() for field in entry.fields})


def _raw(entry: Entry) -> dict[str, str]:
    fields = {field.key.lower(): str(field.value) for field in entry.fields}
    return {**fields, "entry": entry.entry_type.lower(), "key": entry.key}


def _plainly(entry: Entry) -> dict[str, str]:
    """Names keep their braces, which hold together what is not to be split."""
    raw = _raw(entry)
    decoded = [name for name in raw if name not in {"author", "editor"}][:MOST_FIELDS]
    return raw | {name: latex.decoded(raw[name]) for name in decoded}


def _entry(given: Given) -> dict[str, object]:
    kind_ = given["entry"].peek()
    kind = _KINDS.get(kind_) or terms.RESOURCE_TYPES.get(words.key(given["type"].peek()), "")
    given.skip("key", "file", "entry", "bdsk-url-1", "date-added", "date-modified", "numpages")
    doi = works.bare_doi(given["doi"].line())
    url = given["url"].peek()
    if doi in url:
        given.skip("url")
    editors = [{"role": "editor", **who} for who in authors(given["editor"].text())]
    texts = [given[name].rich() for name in ("note", "annote")]
    return works.together(
        filled(
            title=given["title"].line(),
            resource_type=kind,
            publication_date=_date(given),
            description=given["abstract"].rich(),
            version=given["version"].line(),
            publisher=given["publisher"].line(),
            creators=authors(given["author"].text()),
            contributors=editors,
            keywords=works.keywords(*re.split(r"[,;]", given["keywords"].line())),
            languages=terms.languages(given["language"].language(terms.LANGUAGES)),
            additional_descriptions=[{"type": "other", "text": text} for text in texts if text],
        ),
        licence_values((given["license"].line() or given["copyright"].line(), "")),
        works.own_identifier(doi or given["url"].line(), kind),
        _where(given, kind_),
    )


def _date(given: Given) -> str:
    if date := given["date"].date():
        given.skip("year", "month")
        return date
    year, month = given["year"].date(), _MONTHS.get(given["month"].peek().lower().strip("."), "")
    if year and month:
        given["month"].take()
    return "-".join(part for part in (year, month) if part) if year else ""


def _where(given: Given, kind: str) -> dict[str, object]:
    pages = re.sub(r"-{2,}|–", "-", given["pages"].line())
    book = kind in _BOOKS
    school = given["school"].line() or (given["institution"].line() if "thesis" in kind else "")
    return filled(
        **{"book_pages" if book else "journal_pages": pages},
        journal_title=given["journal"].line() or given["journaltitle"].line(),
        journal_volume=given["volume"].line(),
        journal_issue=given["number"].line() or given["issue"].line(),
        journal_issn=given["issn"].line(),
        book_title=given["booktitle"].line(),
        book_isbn=given["isbn"].line(),
        book_place=given["address"].line() or given["location"].line(),
        book_edition=given["edition"].line(),
        meeting_title=given["eventtitle"].line()
        or (given["booktitle"].line() if kind in _MEETINGS else ""),
        meeting_place=given["venue"].line(),
        thesis_university=school,
        thesis_type=_THESES.get(kind, ""),
    )


_THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}
_AND = re.compile(" and ", re.IGNORECASE)


def authors(value: str) -> list[dict[str, object]]:
    """Names joined by "and"; whole ones in braces are organisations."""
    return [who for name in people.counted(_split(value)) if (who := _who(name))]


def _split(value: str) -> list[str]:
    """At each "and" that is in no braces."""
    value = " ".join(value.split())
    names, start, depth, at = [], 0, 0, 0
    while at < len(value):
        depth += (value[at] == "{") - (value[at] == "}")
        if depth <= 0 and (match := _AND.match(value, at)):
            names.append(value[start:at])
            start = at = match.end()
        else:
            at += 1
    return [*names, value[start:]]


def _who(name: str) -> dict[str, object]:
    name = name.strip()
    whole = name.startswith("{") and name.endswith("}") and "," not in name
    plain_name = words.line(latex.decoded(name))
    if not plain_name or plain_name == "others":
        return {}
    if whole and (" " in plain_name or people.is_group(plain_name)):
        return people.organisation(plain_name)
    # "von Last, Jr, First": the parts are split before accents are made of braces.
    return people.named(plain_name)
