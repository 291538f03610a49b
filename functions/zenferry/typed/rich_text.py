"""Descriptions: what was typed as Markdown or HTML becomes the HTML that is sent and shown.

The libraries that render and sanitise are loaded when they are used: whoever only counts
characters has not to carry them.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from zenferry import rules

__all__ = ["ATTRIBUTES", "FORMATS", "TAGS", "plain", "sanitised"]

Rich = Mapping[str, str]
FORMATS = frozenset({"html", "markdown"})

# What repositories keep, and the page's editor offers no more.
_INLINE = ("a", "abbr", "acronym", "b", "br", "code", "em", "i", "span", "strike", "strong")
_RAISED = ("sub", "sup", "u")
_BLOCKS = ("blockquote", "div", "h1", "h2", "h3", "h4", "h5", "li", "ol", "p", "pre", "ul")
_TABLES = ("table", "tbody", "td", "th", "tr")
TAGS = frozenset((*_INLINE, *_RAISED, *_BLOCKS, *_TABLES))
ATTRIBUTES = {"a": {"href", "title", "name", "target", "rel"}}
_SCHEMES = {"http", "https", "mailto"}
# Their text is no text of the description.
_UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "title"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - as HTMLParser says
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


# What stands for formatting, and alone says nothing.
_MARKS = re.compile(r"[*_`#>~=+|\[\]()!<\\\-]+")


def plain(rich: Rich) -> str:
    """What there is to read in it, to count its characters."""
    if rich["format"] == "markdown":
        return " ".join(_MARKS.sub(" ", rich["text"]).split())
    parser = _Text()
    parser.feed(rich["text"])
    parser.close()
    return " ".join("".join(parser.parts).split())


def sanitised(rich: Rich) -> str:
    """The HTML that is sent: only what repositories keep, and always inside an element."""
    import nh3  # noqa: PLC0415 - see the module's words

    rendered = _rendered(rich["text"]) if rich["format"] == "markdown" else rich["text"]
    # Repositories take no <thead>: its rows are rows of the body.
    bodied = re.sub(r"<(/?)(?:thead|tfoot)\b[^>]*>", r"<\1tbody>", rendered, flags=re.IGNORECASE)
    clean = nh3.clean(
        bodied, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None
    )
    kept = "".join(_seen(clean.replace("&nbsp;", "\N{NO-BREAK SPACE}"))).strip()
    # Escaped text with no element around would be unescaped over there.
    return kept if not kept or kept.startswith("<") else f"<div>{kept}</div>"


def _seen(text: str) -> str:
    """Without characters that only an entity could have brought in."""
    try:
        return rules.visible(text)
    except rules.BrokenRule:
        return "".join(character for character in text if rules.is_visible(character))


def _rendered(text: str) -> str:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - see the module's words

    return str(MarkdownIt("js-default", {"html": False, "linkify": False}).render(text))
