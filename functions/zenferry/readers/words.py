"""Text as it comes out of files: cleaned, and recognised where it is a date or HTML.

Nothing here raises: what is not what it should be is an empty text.
"""

import re
import unicodedata

from zenferry import rules
from zenferry.typed import identifiers

__all__ = [
    "bare_orcid",
    "bare_ror",
    "date",
    "key",
    "line",
    "listed",
    "number",
    "rich",
    "text",
]

# These join emoji and the letters of several scripts.
_JOINERS = frozenset("\u200c\u200d")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def text(value: str) -> str:
    """Without invisible characters, which the form refuses: nobody typed them on purpose."""
    kept = (c for c in value.replace("\r\n", "\n").replace("\r", "\n") if _visible(c))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def _visible(character: str) -> bool:
    if character in "\n\t" or character in _JOINERS:
        return True
    return unicodedata.category(character) not in _INVISIBLE


def line(value: str) -> str:
    """The same on one line."""
    return " ".join(text(value).split())


def listed(words: str) -> tuple[str, ...]:
    """Words with blanks between them, for a declaration that can be read."""
    return tuple(words.split())


def key(value: str) -> str:
    """For looking it up in a table: letters and digits only, small."""
    return "".join(c for c in value.lower() if c.isalnum())


# A time of day or a zone after a date says nothing to a repository.
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:[\d:.,]*(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)


def date(value: str) -> str:
    """A date or an interval as the form keeps it (EDTF level 0), or nothing."""
    try:
        return rules.date_or_interval(_TIME.sub(r"\1", value[:100]).strip())
    except rules.BrokenRule:
        return ""


def number(value: str) -> str:
    """A number with a point, or nothing."""
    return value if re.fullmatch(r"[+-]?\d{1,12}(?:\.\d{1,20})?", value, re.ASCII) else ""


def bare_orcid(value: str) -> str:
    """The ORCID iD in it, if it is a right one."""
    try:
        return identifiers.orcid(value[:100])
    except rules.BrokenRule:
        return ""


def bare_ror(value: str) -> str:
    """The ROR id in it, if it is a right one."""
    try:
        return identifiers.ror(value[:100])
    except rules.BrokenRule:
        return ""


_HTML = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|sub|sup|ul|ol|li|h[1-6]|table|code|pre|blockquote)\b[^<>]*>",
    re.IGNORECASE,
)


def rich(value: str) -> dict[str, str] | None:
    """A description in the form's way: HTML where there are tags, else Markdown."""
    written = text(value)
    if not written:
        return None
    return {"format": "html" if _HTML.search(written) else "markdown", "text": written}
