"""What stands beside names in a list: ORCID iDs are kept with theirs, the rest is told."""

import re

from zenferry.readers import words

__all__ = ["Pieces"]

_ORCID = re.compile(
    r"[\[(]?[ \t]*(?:orcid(?:[ -]?id)?[ \t]*:?[ \t]*)?(?:https?://)?(?:www\.)?(?:orcid\.org/)?"
    r"(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?[ \t]*[\])]?",
    re.IGNORECASE | re.ASCII,
)
_EMAIL = re.compile(
    r"[<(\[]?[ \t]*(?:mailto:|e-?mail:?[ \t]*)?"
    r"([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})[ \t]*[>)\]]?",
    re.IGNORECASE,
)
# A letter for private use stands for an ORCID iD: text was cleaned of such letters before.
_FIRST = 0xE000
_MOST = 6000
_STANDS = re.compile(r"[\ue000-\uf7ff]")
_TITLE = re.compile(
    r"\b(?:Prof|Dr|PD|Dipl|Ing|Priv|Doz|rer|nat|h\.?c)\b\.?(?:-\w+\.)?\s*", re.IGNORECASE
)
_MARKS = re.compile(r"[*†‡§¶#^]+")


class Pieces:
    """A text with its ORCID iDs and e-mail addresses taken out."""

    def __init__(self, text: str) -> None:
        self.left: list[tuple[str, str]] = []
        self._orcids: list[str] = []
        single = "\n".join(" ".join(line.split()) for line in text.splitlines())
        self.text = _EMAIL.sub(self._no_email, _ORCID.sub(self._stand_in, single))

    def _stand_in(self, match: re.Match[str]) -> str:
        orcid = words.bare_orcid(match[1])
        if not orcid or len(self._orcids) >= _MOST:
            self.left.append(("ORCID", match[1]))
            return " "
        self._orcids.append(orcid)
        return f" {chr(_FIRST + len(self._orcids) - 1)}"

    def _no_email(self, match: re.Match[str]) -> str:
        self.left.append(("e-mail", match[1]))
        return " "

    def orcid(self, piece: str) -> tuple[str, str]:
        """The first ORCID iD in this piece, and the piece without any."""
        found = [self._orcids[ord(mark) - _FIRST] for mark in _STANDS.findall(piece)]
        self.left += [("ORCID", more) for more in found[1:]]
        return (found[0] if found else ""), _STANDS.sub(" ", piece)

    def unmarked(self, name: str) -> str:
        """A name without degrees and marks, which are told."""
        bare = name
        for kind, pattern in (("title", _TITLE), ("mark", _MARKS)):
            for match in pattern.finditer(bare):
                self.left.append((kind, match[0].strip()))
            bare = pattern.sub(" ", bare)
        return (
            words.line(bare).strip(" ,.;:")
            if not bare.rstrip().endswith(".")
            else words.line(bare).strip(" ,;:")
        )
