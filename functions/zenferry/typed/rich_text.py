"""Descriptions: what was typed as Markdown or HTML becomes the HTML that is sent and shown.

The libraries that render and sanitise are loaded when they are used: whoever only counts
characters has not to carry them.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from zenferry import rules
from zenferry.typed.markup import Tag, pieces, unescaped

__all__ = ["ATTRIBUTES", "FORMATS", "LONGEST_HTML", "TAGS", "bounded", "plain", "sanitised"]

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
# Repositories take no <thead>: its rows are rows of the body.
_ALIKE = {"thead": "tbody", "tfoot": "tbody"}
# What stands for formatting, and alone says nothing.
_MARKS = re.compile(r"[*_`#>~=+|\[\]()!<\\\u0338-]+")
# Nested wrongly, elements may be nested anew each time; beyond this they never come to rest.
_TURNS = 6


# What repositories and browsers show without effort. Characters, of all texts of a record.
LONGEST_HTML = 200_000
# A table's rows are filled up to its width: few characters make many cells.
_MOST_CELLS = 4000
# Each that is left open is compared with the others.
_MOST_BRACKETS = 5000
# Quotes in lists in quotes; each line is looked at once a level.
_DEEPEST = 20
_UNDER_HEAD = re.compile(r"[ \t>]*+[|:-][|: \t-]*+")


def bounded(rich: Rich) -> None:
    """BrokenRule where few characters stand for too much HTML, as far as can be told unrendered."""
    text = rich["text"] if rich["format"] == "markdown" else ""
    if _cells(text) > _MOST_CELLS or text.count("[") > _MOST_BRACKETS:
        raise rules.BrokenRule("too_formatted")


def _cells(text: str) -> int:
    cells, columns = 0, 0
    for line in text.splitlines():
        if not line.strip():
            columns = 0
        elif "-" in line and "|" in line and _UNDER_HEAD.fullmatch(line):
            columns = max(columns, line.count("|") + 1)
        cells += columns
    return cells


def plain(rich: Rich) -> str:
    """What there is to read in it, to count its characters."""
    if rich["format"] == "markdown":
        return _line(rules.shown(_MARKS.sub(" ", unescaped(rich["text"]))))
    return _read(rich["text"])


def _read(markup: str) -> str:
    return _line("".join(piece for piece in _kept(markup) if isinstance(piece, str)))


def _line(text: str) -> str:
    return " ".join(text.split())


def sanitised(rich: Rich) -> str:
    """The HTML that is sent: only what repositories keep, and always inside an element.

    It stays as it is when it is sanitised again, and when a repository rewrites its characters.
    BrokenRule where that would be too much.
    """
    bounded(rich)
    if rich["format"] == "html":
        return _at_rest(rich["text"])
    kept = _at_rest(_rendered(rich["text"]))
    # Markdown may be all definitions: what was counted as text is never sent as nothing.
    return kept if _read(kept) or not plain(rich) else _at_rest(_paragraph(rich["text"]))


def _at_rest(markup: str) -> str:
    for _ in range(_TURNS):
        clean = _clean(markup)
        if clean == markup:
            return clean
        markup = clean
    return _clean(_paragraph(_read(markup)))


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text, quote=False)}</p>"


def _clean(markup: str) -> str:
    """Sanitised last of all: nothing is rewritten after it that could become markup."""
    import nh3  # noqa: PLC0415 - see the module's words

    clean = nh3.clean(
        "".join(_written(markup)),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    kept = clean.replace("&nbsp;", "\N{NO-BREAK SPACE}").strip()
    if len(kept) > LONGEST_HTML:
        raise rules.BrokenRule("too_formatted")
    # Escaped text with no element around would be unescaped over there.
    return kept if not kept or kept.startswith("<") else f"<div>{kept}</div>"


def _written(markup: str) -> Iterator[str]:
    for piece in _kept(markup):
        if isinstance(piece, str):
            yield html.escape(piece, quote=False)
        elif piece.closes:
            yield f"</{piece.name}>"
        else:
            yield f"<{piece.name}{_attributes(piece)}>"


def _kept(markup: str) -> Iterator[str | Tag]:
    """Nothing but tags that are kept, and text in characters that are kept."""
    text: list[str] = []
    for piece in pieces(markup):
        if isinstance(piece, str):
            text.append(piece)
        elif (name := _ALIKE.get(piece.name, piece.name)) in TAGS:
            yield _shown("".join(text))
            text.clear()
            yield replace(piece, name=name)
    yield _shown("".join(text))


def _shown(text: str) -> str:
    # A stroke right after a tag would become one character with its bracket.
    return rules.shown(text).lstrip("\N{COMBINING LONG SOLIDUS OVERLAY}")


def _attributes(tag: Tag) -> str:
    known = ATTRIBUTES.get(tag.name, set())
    kept = ((each, value) for each, value in tag.attributes.items() if each in known)
    return "".join(f' {each}="{html.escape(rules.shown(value))}"' for each, value in kept)


def _rendered(text: str) -> str:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - see the module's words

    options = {"html": False, "linkify": False, "maxNesting": _DEEPEST}
    return str(MarkdownIt("js-default", options).render(text))
