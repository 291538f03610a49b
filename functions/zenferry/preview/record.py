"""The record as it will look, from what there is of it: heading, sections, citations, advice.

It knows the form and the words; it does not know HTTP, and it stores nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from zenferry.citing.bibtex import bibtex
from zenferry.citing.citation import STYLES, Citation, citations
from zenferry.described import metadata_of
from zenferry.errors import Invalid, Problem
from zenferry.form import Form, Values
from zenferry.messages import sentence
from zenferry.metadata import Access, AccessKind, Creator, Metadata, Organisation
from zenferry.preview.advice import NamedFile, advice
from zenferry.preview.rows import Row, choice_label, rows
from zenferry.preview.sketch import filled, sketched
from zenferry.preview.spam import SpamCheck, spam_check

__all__ = ["Credit", "NamedFile", "Part", "Preview", "Previewed", "preview"]

_ACCESS = {AccessKind.OPEN: "files_open", AccessKind.RESTRICTED: "files_restricted"}


class Part(StrEnum):
    """What can be asked for beside the heading. `citation`: in the first style only."""

    SECTIONS = "sections"
    CITATION = "citation"
    CITATIONS = "citations"
    BIBTEX = "bibtex"
    WARNINGS = "warnings"


@dataclass(frozen=True)
class Previewed:
    """What somebody wants to see: values as they were typed, and what is known beside them."""

    values: Values
    language: str = "en"
    doi: str | None = None
    files: tuple[NamedFile, ...] = ()
    parts: frozenset[Part] = frozenset(Part)


@dataclass(frozen=True)
class Credit:
    """A creator as the heading names them."""

    name: str
    orcid: str | None
    affiliations: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """All of it, in words of one language. `warnings` are codes still. Empty: maybe not wanted.

    `spam`: what its repository's spam check may think of it; None without warnings, too.
    """

    record: Metadata
    resource_type: str
    access: str
    creators: tuple[Credit, ...]
    sections: tuple[tuple[str, tuple[Row, ...]], ...]
    citations: tuple[Citation, ...]
    bibtex: str
    warnings: tuple[Problem, ...]
    spam: SpamCheck | None


def preview(form: Form, wanted: Previewed, publisher: str, *, today: date) -> Preview:
    """The record as far as it can be told from what was typed."""
    read = sketched(form, wanted.values)
    record, refused = _described(form, read, publisher)
    judged = Part.WARNINGS in wanted.parts and _is_begun(record, wanted.files)
    return Preview(
        record=record,
        resource_type=choice_label(
            form.fields, "resource_type", record.resource_type, wanted.language
        ),
        access=_access(record.access, wanted.language),
        creators=tuple(_credit(creator) for creator in record.creators),
        sections=(
            tuple(rows(form, read, wanted.language)) if Part.SECTIONS in wanted.parts else ()
        ),
        citations=_citations(record, wanted),
        bibtex=bibtex(record, wanted.doi) if Part.BIBTEX in wanted.parts else "",
        warnings=(
            *(refused if Part.WARNINGS in wanted.parts else ()),
            *(advice(record, wanted.files, today) if judged else ()),
        ),
        spam=spam_check(record, wanted.files) if judged else None,
    )


def _citations(record: Metadata, wanted: Previewed) -> tuple[Citation, ...]:
    first = STYLES[:1] if Part.CITATION in wanted.parts else ()
    styles = STYLES if Part.CITATIONS in wanted.parts else first
    return citations(record, wanted.doi, wanted.language, styles)


def _described(
    form: Form, read: dict[str, Any], publisher: str
) -> tuple[Metadata, tuple[Problem, ...]]:
    """The record without texts that are too much to show, which are taken out of `read` too."""
    refused: list[Problem] = []
    while True:
        try:
            return metadata_of(filled(form, read), form.fields, publisher), tuple(refused)
        except Invalid as invalid:
            refused += invalid.problems
            for problem in invalid.problems:
                # Only texts are refused, and a blank one never is.
                del read[problem.field.partition(".")[0]]


def _access(access: Access, language: str) -> str:
    if access.kind is AccessKind.EMBARGOED:
        return sentence("files_embargoed", {"date": access.until or "…"}, language)
    return sentence(_ACCESS[access.kind], {}, language)


def _credit(creator: Creator) -> Credit:
    where = tuple(affiliation.name for affiliation in creator.affiliations)
    if isinstance(creator, Organisation):
        return Credit(creator.name, None, where)
    name = ", ".join(part for part in (creator.family_name, creator.given_name) if part)
    return Credit(name, creator.orcid, where)


def _is_begun(record: Metadata, files: Sequence[NamedFile]) -> bool:
    """Nothing is said about a page that nobody has written on yet."""
    return bool(record.title or record.creators or record.description_html or files)
