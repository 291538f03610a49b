"""HTML taken apart into text and tags, in one pass that can neither fail nor slow down.

It follows the standard where a tag, a comment or a quoted value begins and ends, and knows
nothing of which tags are kept.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

__all__ = ["Tag", "pieces", "text_of", "unescaped"]

# Their text is no text of the description.
_UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "title"})
# Where one of these begins or ends, a line does.
_LINES = frozenset({"blockquote", "br", "dd", "div", "dt", "h1", "h2", "h3", "h4", "h5", "h6"}) | {
    *("hr", "li", "ol", "p", "pre", "table", "td", "th", "tr", "ul")
}
_BLANKS = re.compile(r"\s+")
_BLANK = r"[ \t\n\f\r]"
_OPENING = re.compile(r"<(/?)([A-Za-z][^ \t\n\f\r/>]*+)")
# Possessive throughout: no character is looked at more than a few times.
_ATTRIBUTE = re.compile(
    r"[ \t\n\f\r/]*+(?:(>)|(=?[^ \t\n\f\r/>=]*+)"
    rf"(?:{_BLANK}*+={_BLANK}*+"
    r"""(?:"([^"]*+)(?:"|\Z)|'([^']*+)(?:'|\Z)|([^ \t\n\f\r>]*+)))?+)"""
)
_COMMENT_END = re.compile(r"--!?>")
# Python refuses to count so far; and no character has so high a number.
_NO_CHARACTER = re.compile(r"&#[0-9]{20,}+;?")


@dataclass(frozen=True)
class Tag:
    """The beginning or the end of an element, its names in small letters."""

    name: str
    closes: bool
    attributes: Mapping[str, str]


def unescaped(text: str) -> str:
    """Text in which each entity stands for its character."""
    return html.unescape(_NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text))


def pieces(markup: str) -> Iterator[str | Tag]:
    """Text, its entities resolved, and tags. What nobody sees, such as comments, is left out."""
    at = 0
    while at < len(markup):
        opens = markup.find("<", at)
        if opens < 0:
            opens = len(markup)
        if opens > at:
            yield unescaped(markup[at:opens])
        at = opens
        if match := _OPENING.match(markup, at):
            tag, at = _tag(markup, match)
            if tag:
                yield tag
                at = _seen_again(markup, tag, at)
        elif at < len(markup):
            told, at = _no_tag(markup, at)
            yield told


def text_of(markup: str) -> str:
    """As somebody reads it, a line for each of its paragraphs; lines may be empty."""
    return "".join(_read(each) for each in pieces(markup))


def _read(piece: str | Tag) -> str:
    if isinstance(piece, Tag):
        return "\n" if piece.name in _LINES else ""
    return _BLANKS.sub(" ", piece)


def _tag(markup: str, opening: re.Match[str]) -> tuple[Tag | None, int]:
    """The tag, and where it ends. One without an end takes everything with it."""
    attributes: dict[str, str] = {}
    at = opening.end()
    while at < len(markup) and (found := _ATTRIBUTE.match(markup, at)):
        at = found.end()
        if found[1]:
            return Tag(opening[2].lower(), bool(opening[1]), attributes), at
        value = found[3] or found[4] or found[5] or ""
        attributes.setdefault(found[2].lower(), unescaped(value))
    return None, len(markup)


def _seen_again(markup: str, tag: Tag, at: int) -> int:
    """Where text begins that is seen: right here, or where an unseen element ends."""
    if tag.closes or tag.name not in _UNSEEN:
        return at
    end = re.compile(rf"</{tag.name}(?=[ \t\n\f\r/>])", re.IGNORECASE).search(markup, at)
    return end.start() if end else len(markup)


def _no_tag(markup: str, at: int) -> tuple[str, int]:
    """What another "<" stands for: itself, or a comment of some kind. And where that ends."""
    if markup.startswith("<!--", at):
        # Its dashes may be those of its end: <!--> is one.
        end = _COMMENT_END.search(markup, at + len("<!"))
        return "", end.end() if end else len(markup)
    if markup.startswith(("<!", "<?"), at) or re.compile("</.").match(markup, at):
        closes = markup.find(">", at)
        return "", closes + 1 if closes >= 0 else len(markup)
    return "<", at + 1
