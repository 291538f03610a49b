"""What somebody else wrote, fit to be shown: HTML becomes plain text of a bounded length.

It knows nobody who says anything.
"""

from zenferry.rules import shown
from zenferry.typed.markup import text_of

__all__ = ["LONGEST", "bounded", "plain_words"]

# Characters. What is longer can be read where it was written.
LONGEST = 2000
# Of HTML: nobody types so much, and nobody has to read it.
LONGEST_MARKUP = 50_000


def plain_words(markup: str) -> str:
    """HTML as text, a line for each of its paragraphs."""
    return bounded(text_of(markup[:LONGEST_MARKUP]))


def bounded(text: str) -> str:
    """Text without what nobody sees, without empty lines, and no longer than it may be."""
    lines = (" ".join(line.split()) for line in shown(text).split("\n"))
    kept = "\n".join(line for line in lines if line)
    return kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 2].rstrip()} …"
