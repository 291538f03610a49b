"""The record as a BibTeX entry. Whatever was typed is words, and never LaTeX."""

import re
import unicodedata
from collections.abc import Iterator

from zenferry.citing.csl import date_parts, described
from zenferry.metadata import Creator, Metadata, Organisation

__all__ = ["bibtex"]

# CSL's types as BibTeX's: the styles of old know these, the newer ones @dataset and @software too.
_TYPES = {
    "dataset": "dataset",
    "software": "software",
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "thesis": "phdthesis",
    "report": "techreport",
}
_CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHERS = {"phdthesis": "school", "techreport": "institution"}
_PLAIN = {
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "edition": "edition",
    "publisher-place": "address",
    "ISBN": "isbn",
    "ISSN": "issn",
    "version": "version",
}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

# BibTeX counts braces even where LaTeX would not: they are named, never written.
_SPECIALS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    '"': r"\textquotedbl{}",
}

# These two fields are read letter by letter: nothing in them can be escaped.
_DOI = re.compile(r"10\.[0-9.]+/[^\s{}\\%#]+")


def bibtex(record: Metadata, doi: str | None) -> str:
    """The entry; empty for a record that has neither title nor creators."""
    if not (record.title or record.creators):
        return ""
    # Imported late: nobody else pays for it.
    from bibtexparser.entrypoint import write_string  # noqa: PLC0415
    from bibtexparser.library import Library  # noqa: PLC0415
    from bibtexparser.model import Entry, Field  # noqa: PLC0415
    from bibtexparser.writer import BibtexFormat  # noqa: PLC0415

    item = {key: value for key, value in described(record, doi).items() if isinstance(value, str)}
    kind = _TYPES.get(item["type"], "misc")
    fields = [Field(key, value) for key, value in _fields(record, item, kind)]
    layout = BibtexFormat()
    layout.indent, layout.trailing_comma = "  ", True
    entry = Entry(kind, _key(record), fields)
    return write_string(Library([entry]), unparse_stack=[], bibtex_format=layout)


def _fields(record: Metadata, item: dict[str, str], kind: str) -> Iterator[tuple[str, str]]:
    if record.creators:
        yield "author", _braced(" and ".join(_name(creator) for creator in record.creators))
    if "title" in item:
        # Twice: capitals stay as they were written.
        yield "title", _braced(_braced(_words(item["title"])))
    yield from _date(record.publication_date)
    if container := item.get("container-title") or item.get("event-title"):
        yield _CONTAINERS.get(kind, "howpublished"), _braced(_words(container))
    if publisher := item.get("publisher"):
        yield _PUBLISHERS.get(kind, "publisher"), _braced(_words(publisher))
    yield from ((name, _braced(_words(item[key]))) for key, name in _PLAIN.items() if key in item)
    if (doi := item.get("DOI")) and _DOI.fullmatch(doi):
        yield "doi", _braced(doi)
        yield "url", _braced(f"https://doi.org/{doi}")


def _braced(text: str) -> str:
    return f"{{{text}}}"


def _words(text: str) -> str:
    return "".join(_SPECIALS.get(character, character) for character in " ".join(text.split()))


def _name(creator: Creator) -> str:
    """Braces keep a name whole that BibTeX would take apart."""
    if isinstance(creator, Organisation):
        return _braced(_words(creator.name))
    parts = [_words(part) for part in (creator.family_name, creator.given_name) if part]
    return ", ".join(_braced(part) if _breaks(part) else part for part in parts)


def _breaks(part: str) -> bool:
    return "," in part or " and " in f" {part.lower()} "


def _date(date: str) -> Iterator[tuple[str, str]]:
    for begin in date_parts(date)[:1]:
        yield "year", _braced(str(begin[0]))
        if len(begin) > 1 and begin[1] in range(1, 13):
            yield "month", _MONTHS[begin[1] - 1]


def _key(record: Metadata) -> str:
    first = record.creators[0] if record.creators else None
    name = first.name if isinstance(first, Organisation) else first.family_name if first else ""
    known = unicodedata.normalize("NFKD", f"{name.split(' ')[0]}{record.publication_date[:4]}")
    return re.sub(r"[^a-z0-9]", "", known.lower()) or "record"
