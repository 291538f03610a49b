"""Bad values of single fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.bad_examples.example import Bad, entry, plain

__all__ = ["ACCESS", "CUSTOM", "DATES", "REQUIRED", "TEXT"]

REQUIRED = (
    plain("title", "", "missing"),
    plain("title", None, "missing"),
    plain("resource_type", "", "missing"),
    plain("publication_date", "", "missing"),
    plain("creators", [], "creators"),
    plain("description", "", "missing", stricter="A record that says nothing helps nobody."),
    plain(
        "licence", "", "missing", theirs="metadata.rights", stricter="Nobody may use it without."
    ),
    Bad("agreement: not given", {"agreement": False}, "agreement", "not_agreed", {}, "Ours alone."),
)

TEXT = (
    plain("title", "ab", "too_short"),
    plain("title", ["x"], "wrong_kind"),
    plain("title", 7, "wrong_kind"),
    plain("title", "zero\u200bwidth", "invisible_character"),
    plain("title", "control\x07character", "invisible_character"),
    plain("title", "x" * 301, "too_long", stricter="No list shows so long a title."),
    plain("version", "1" * 200, "too_long"),
    plain("description", "ab", "too_short"),
    Bad(
        "description: only a script",
        {"description": {"format": "html", "text": "<script>alert(1)</script>"}},
        "description",
        "too_short",
        {"metadata.description": "<script>alert(1)</script>"},
    ),
    Bad(
        "description: only an image",
        {"description": {"format": "html", "text": "<img src='x.png'>"}},
        "description",
        "too_short",
        {"metadata.description": "<img src='x.png'>"},
    ),
    Bad(
        "description: no text at all",
        {"description": {"format": "rtf", "text": "x"}},
        "description",
        "wrong_kind",
        {"metadata.description": {"format": "rtf", "text": "x"}},
    ),
    Bad(
        "keywords: a blank one",
        {"keywords": ["mud", ""]},
        "keywords.1",
        "too_short",
        {"metadata.subjects": [{"subject": "mud"}, {"subject": ""}]},
    ),
    Bad(
        "keywords: a number",
        {"keywords": [7]},
        "keywords.0",
        "wrong_kind",
        {"metadata.subjects": [{"subject": 7}]},
    ),
    Bad("sizes: a blank one", {"sizes": [" "]}, "sizes.0", "too_short", {"metadata.sizes": [" "]}),
    Bad(
        "formats: a blank one",
        {"formats": [""]},
        "formats.0",
        "too_short",
        {"metadata.formats": [""]},
    ),
)

_NO_DAY = "They take it for a date, and their index has no such day."
_NO_WORDS = "They store it, and fail when they are to say it in words, as our session asks."
DATES = (
    plain("publication_date", "yesterday", "date"),
    plain("publication_date", "21.11.2026", "date"),
    plain("publication_date", "2026-11-21T10:00:00", "date"),
    plain("publication_date", "2026-02-30", "date_unknown"),
    plain("publication_date", "2026/2020", "date_order"),
    plain("publication_date", "2024/..", "date", breaks=_NO_DAY),
    plain("publication_date", "0000", "date_unknown", breaks=_NO_DAY),
    plain("publication_date", "-0044", "date", breaks=_NO_DAY),
    plain("publication_date", "2026-21", "date_unknown", breaks=_NO_DAY),
    plain("publication_date", "202X", "date", breaks=_NO_WORDS),
    plain("publication_date", "2024/", "date", breaks=_NO_WORDS),
    plain("publication_date", "/2024", "date", breaks=_NO_WORDS),
    entry("dates", {"type": "valid"}, "date", "missing", sent=[{"type": {"id": "valid"}}]),
    entry("dates", {"date": "2024"}, "type", "missing", sent=[{"date": "2024"}]),
    entry(
        "dates",
        {"date": "soon", "type": "valid"},
        "date",
        "date",
        sent=[{"date": "soon", "type": {"id": "valid"}}],
    ),
    entry(
        "dates",
        {"date": "2024", "type": "dreamt"},
        "type",
        "choice",
        sent=[{"date": "2024", "type": {"id": "dreamt"}}],
    ),
)

_ON = {"record": "public", "files": "restricted"}


def _embargo(until: str | None, code: str) -> Bad:
    body = {**_ON, "embargo": {"active": True, "until": until}}
    given = {"access": "embargoed", "embargo_until": until or ""}
    return Bad(f"embargo until {until}", given, "embargo_until", code, {"access": body})


_RESTRICTED = {
    "access": "restricted",
    "access_conditions": "Ask.",
    "access_contact": "data@example.org",
}
ACCESS = (
    _embargo(None, "missing"),
    _embargo("2020-01-01", "not_in_future"),
    _embargo("soon", "date"),
    _embargo("2036-02-30", "date_unknown"),
    plain("access", "secret", "choice", theirs="access.files"),
    Bad(
        "access: nobody to ask",
        {**_RESTRICTED, "access_contact": ""},
        "access_contact",
        "missing",
        {"access": _ON},
        "Files that nobody can ask for are lost.",
    ),
    Bad(
        "access: no address",
        {**_RESTRICTED, "access_contact": "data at example"},
        "access_contact",
        "email",
        {"access": _ON},
        "It is text to them.",
    ),
)


def _custom(kind: str, field: str, value: str, code: str, there: Mapping[str, Any]) -> Bad:
    given = {"resource_type": kind, field: value}
    return Bad(f"{field}: {value!r}", given, field, code, {"custom_fields": there})


CUSTOM = (
    _custom(
        "publication-article",
        "journal_issn",
        "0028-0837",
        "issn_digit",
        {"journal:journal": {"issn": "0028-0837"}},
    ),
    _custom(
        "publication-book",
        "book_isbn",
        "978-3-16-148410-1",
        "isbn_digit",
        {"imprint:imprint": {"isbn": "978-3-16-148410-1"}},
    ),
    _custom(
        "poster", "meeting_url", "no address", "url", {"meeting:meeting": {"url": "no address"}}
    ),
    _custom(
        "software", "code_repository", "no address", "url", {"code:codeRepository": "no address"}
    ),
    _custom(
        "software",
        "development_status",
        "asleep",
        "choice",
        {"code:developmentStatus": {"id": "asleep"}},
    ),
    _custom(
        "publication-dissertation",
        "thesis_submitted",
        "soon",
        "date",
        {"thesis:thesis": {"date_submitted": "soon"}},
    ),
)
