"""LaTeX as plain text, in time: what cannot be read in a few looks stays as it is written."""

import logging
import re

from pylatexenc import latex2text, latexwalker

__all__ = ["decoded"]

LONGEST_VALUE = 60_000
_SPECIAL = re.compile(r"[\\{}$~%&#^_`']|--")
# How often each character is looked at: what is closed needs two. An argument that is never closed
# is read anew by every macro around it, twice as often for each.
MOST_LOOKS = 3
# How much is written for each character, in all braces around it. An accent upon several
# characters, of which some are accents, is put upon each: twice as many for every one around.
MOST_WRITTEN = 12


def decoded(value: str) -> str:
    """LaTeX as plain text."""
    if len(value) > LONGEST_VALUE or not _SPECIAL.search(value):
        return value
    # A line for each macro that it does not know, thousands in one file.
    for module in (latex2text, latexwalker):
        logging.getLogger(module.__name__).disabled = True
    try:
        nodes = _Walker(value).get_latex_nodes()[0]
        return _Writer(MOST_WRITTEN * len(value)).nodelist_to_text(nodes)
    except (
        latexwalker.LatexWalkerError,
        RecursionError,
        LookupError,
        ValueError,
        AttributeError,
        TypeError,
    ):
        # What it stumbles over is no LaTeX: it stays as it is written.
        return value


class _Walker(latexwalker.LatexWalker):  # type: ignore[misc]
    """Gives up where the same characters are looked at again and again."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._room = MOST_LOOKS * len(text)

    def get_token(self, pos: int, *args: object, **how: object) -> latexwalker.LatexToken:
        if self._room < 0:
            raise latexwalker.LatexWalkerError
        end = len(self.s)
        try:
            token = super().get_token(pos, *args, **how)
            end = token.pos + token.len
            return token
        finally:
            self._room -= end - pos


class _Writer(latex2text.LatexNodes2Text):  # type: ignore[misc]
    """Gives up where it becomes too much. It reads no other file: it was given no folder for it."""

    def __init__(self, room: int) -> None:
        super().__init__(math_mode="text")
        self._room = room

    def nodelist_to_text(self, nodelist: list[latexwalker.LatexNode]) -> str:
        text = str(super().nodelist_to_text(nodelist))
        self._room -= len(text)
        if self._room < 0:
            raise latexwalker.LatexWalkerError
        return text
