"""What was typed into a look-up, and whether it means a name; in any script, accents or not."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

__all__ = ["LONGEST", "begun", "folded", "means", "parts", "tidy", "words"]

LONGEST = 100
_MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")


def tidy(text: str) -> str:
    """On one line, without what can't be seen, and no longer than a name may be."""
    seen = "".join(
        c if unicodedata.category(c)[0] not in "CZ" else " " for c in text[: 4 * LONGEST]
    )
    return " ".join(seen.split())[:LONGEST].strip()


def folded(text: str) -> str:
    """Without case and accents: Müller is found by muller, Strasse by straße."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def words(text: str) -> tuple[str, ...]:
    """Letters and digits only: nothing in them is a sign of anybody's query language."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).lower()))[:_MOST_WORDS]


def parts(*names: str) -> tuple[str, ...]:
    """The words of names, as they are compared."""
    return tuple(_WORD.findall(folded(" ".join(names))))


def begun(wanted: Sequence[str], there: Sequence[str]) -> bool:
    """Whether each of the words wanted begins one of those there."""
    each = wanted[:_MOST_WORDS]
    return bool(each) and all(any(word.startswith(one) for word in there) for one in each)


def means(text: str, names: Iterable[str]) -> bool:
    """Whether each word of the text begins a word of these names."""
    return begun(parts(text), parts(*names))
