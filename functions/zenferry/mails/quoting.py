"""What somebody typed, as it stands in a letter of ours: theirs to the eye, and no link of ours."""

import re
import unicodedata

__all__ = ["one_line", "quotation"]

LONGEST_TITLE = 120
LONGEST_WORDS = 2000
# Where a reader's program would make a link of it, a mark that nobody sees is put: word joiner.
_LINKED = re.compile(r"(?<=\w)([.:@/]+)(?=\S)")
_JOINER = "\u2060"
# Without these some scripts are not written right.
_KEPT = "\u200c\u200d"


def one_line(text: object, most: int = LONGEST_TITLE) -> str:
    """On one line, no longer than this, and with nothing in it that a program makes a link of."""
    line = " ".join(_visible(text if isinstance(text, str) else "").split())
    short = line if len(line) <= most else line[: most - 1].rstrip() + "…"
    return _LINKED.sub(rf"\1{_JOINER}", short)


def quotation(words: str) -> tuple[str, bool]:
    """With its lines, and whether something of it was left out."""
    lines = (line.rstrip() for line in _visible(words).split("\n"))
    clean = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if len(clean) <= LONGEST_WORDS:
        return clean, False
    return clean[:LONGEST_WORDS].rstrip() + " …", True


def _visible(text: str) -> str:
    """Without what steers a terminal, a mail, or the direction of what follows."""
    return "".join(map(_shown, text.replace("\r\n", "\n")))


def _shown(character: str) -> str:
    if character == "\n" or character in _KEPT:
        return character
    match unicodedata.category(character):
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Cf" | "Cs":
            return ""
    return character
