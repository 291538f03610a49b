"""What somebody else wrote, fit to be shown: HTML becomes plain text of a bounded length.

It knows nobody who says anything.
"""

import re

from zenferry.rules import shown
from zenferry.typed.markup import Tag, pieces

__all__ = ["LONGEST", "bounded", "plain_words"]

# Characters. What is longer can be read where it was written.
LONGEST = 2000
# Of HTML: nobody types so much, and nobody has to read it.
LONGEST_MARKUP = 50_000
# Where one of these begins or ends, a line does.
_LINES = frozenset({"blockquote", "br", "dd", "div", "dt", "h1", "h2", "h3", "h4", "h5", "h6"}) | {
    *("hr", "li", "ol", "p", "pre", "table", "td", "th", "tr", "ul")
}
_BLANKS = re.compile(r"\s+")


def plain_words(markup: str) -> str:
    """HTML as text, a line for each of its paragraphs."""
    return bounded("".join(_read(each) for each in pieces(markup[:LONGEST_MARKUP])))


def _read(piece: str | Tag) -> str:
    if isinstance(piece, Tag):
        return "\n" if piece.name in _LINES else ""
    return _BLANKS.sub(" ", piece)


def bounded(text: str) -> str:
    """Text without what nobody sees, without empty lines, and no longer than it may be."""
    lines = (" ".join(line.split()) for line in shown(text).split("\n"))
    kept = "\n".join(line for line in lines if line)
    return kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 2].rstrip()} …"
