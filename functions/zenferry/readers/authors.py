"""A pasted list of authors, however it is written: names with commas, semicolons or lines between.

Lists with numbers for affiliations are in authors_numbered.py, tables in authors_table.py.
"""

import re

from zenferry.errors import Unreadable
from zenferry.readers import authors_table, bibtex, people, words
from zenferry.readers.authors_numbered import numbered
from zenferry.readers.authors_pieces import Pieces
from zenferry.readers.imported import Imported, imported
from zenferry.readers.parsing import plain

__all__ = ["read"]

Entry = dict[str, object]

_BIBTEX_FIELD = re.compile(r"\bauthors?\s*=\s*[{\"](.*)[}\"]\s*,?\s*\Z", re.IGNORECASE | re.DOTALL)


def read(text: str) -> Imported:
    """The people in it, as creators."""
    given = plain(text)
    if re.match(r"@\w+\s*[{(]", given):
        return bibtex.read(text)
    if match := _BIBTEX_FIELD.match(given):
        return _imported(bibtex.authors(match[1]))
    if table := authors_table.read(given):
        return _imported(*table)
    pieces = Pieces(words.text(given))
    entries = numbered(pieces) or _listed(pieces)
    return _imported(_joined(entries), pieces.left)


# "1. Ada Lovelace" and "- Ada Lovelace", a line each.
_BULLET = re.compile(r"^[ \t]*(?:[-–•·*][ \t]+|\d{1,3}[.)][ \t]*)", re.MULTILINE)


def _listed(pieces: Pieces) -> list[Entry]:
    names = _names(_hidden(_BULLET.sub("", pieces.text)))
    shown = [name.translate(_SHOW) for name in people.counted(names)]
    return [who for name in shown if (who := _who(name, pieces))]


def _imported(entries: list[Entry], left: list[tuple[str, str]] | None = None) -> Imported:
    if not entries:
        raise Unreadable("import_authors")
    return imported("authors", {"creators": entries}, left or [])


def _joined(entries: list[Entry]) -> list[Entry]:
    """What is only an ORCID iD belongs to whoever stands before it."""
    joined: list[Entry] = []
    for entry in entries:
        if "family_name" in entry or "name" in entry:
            joined.append(entry)
        elif joined and "orcid" not in joined[-1]:
            joined[-1] |= {"orcid": entry["orcid"]}
    return joined


# What would end a name ends none in brackets, where affiliations stand: other letters stand for
# it there, of those for private use, until the names are apart.
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_HIDE = {ord(char): 0xF8F0 + n for n, char in enumerate(",; \n&")}
_SHOW = {hidden: char for char, hidden in _HIDE.items()}


def _hidden(text: str) -> str:
    return _IN_BRACKETS.sub(lambda match: match[0].translate(_HIDE), text)


_AND = re.compile(r" (?:and|und|et|&) | ?& ?|^ ?(?:and|und|&) ")


def _names(text: str) -> list[str]:
    """Each name with what belongs to it."""
    if ";" in text:
        parts = text.replace("\n", " ").split(";")
    elif "\n" in text:
        lines = [line for line in text.splitlines() if line.strip()]
        goes_on = any(line.rstrip().endswith(",") for line in lines[:-1])
        parts = _line(text) if goes_on else lines
    else:
        parts = _line(text)
    return [name.strip(" ,") for part in parts for name in _ands(part) if name.strip(" ,.")]


def _ands(part: str) -> list[str]:
    """At each "and"; but the name of an institute may hold one too."""
    first, *more = _AND.split(part)
    whole = people.is_group(first) or len(first.split()) == 1
    return [part] if whole and people.is_group(part) else [first, *more]


# "Lovelace, A. K.": what follows the family name are initials.
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]*){1,4}")


def _line(text: str) -> list[str]:
    """Names with commas between, where some of the commas may be inside of names."""
    parts = [
        name.strip()
        for part in " ".join(text.split()).split(",")
        for name in _ands(part)
        if name.strip()
    ]
    seconds = parts[1::2]
    paired = len(parts) > 1 and len(parts) % 2 == 0
    if paired and all(_initials(part) for part in seconds):
        return _pairs(parts)
    if paired and all(_lone(part) for part in parts):
        return _pairs(parts)
    return parts


def _initials(part: str) -> bool:
    return bool(_INITIALS.fullmatch(_bare(part))) and (len(_bare(part)) < 4 or "." in part)


def _lone(part: str) -> bool:
    return len(_bare(part).split()) == 1 and not people.is_group(part)


def _bare(part: str) -> str:
    """A part without its brackets and marks."""
    return re.sub(r"\([^()]*\)|[^\w\s.'’-]", "", part).strip()


def _pairs(parts: list[str]) -> list[str]:
    return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]


_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def _who(piece: str, pieces: Pieces) -> Entry:
    """One name; affiliations in brackets, or after it on its line."""
    orcid, bare = pieces.orcid(piece)
    places = [place.strip() for inner in _BRACKETS.findall(bare) for place in inner.split(";")]
    name, *more = _parted(_BRACKETS.sub(" ", bare))
    places += more
    name = pieces.unmarked(name)
    if not any(letter.isalpha() for letter in name):
        pieces.left += [("text", name)] if name else []
        return {"orcid": orcid} if orcid else {}
    return people.named(name, orcid=orcid, affiliations=people.affiliations(*places))


def _parted(text: str) -> list[str]:
    """The name, and what follows it: "Ada Lovelace, Analytical Engine Institute, London"."""
    parts = [part for part in (words.line(part) for part in text.split(",")) if part]
    if not parts:
        return [""]
    # "Lovelace, Ada, Institute": the family name stands alone before its first comma.
    inverted = len(parts) > 1 and not people.is_group(parts[1]) and _family_first(parts)
    size = 2 if inverted else 1
    size += len(parts) > size and people.is_suffix(parts[size])
    name, rest = ", ".join(parts[:size]), ", ".join(parts[size:])
    return [name, rest] if rest else [name]


_PARTICLES = re.compile(r"^(?:(?:van|von|de[rln]?|di|da|du|la|le|zu|ter|ten)\s+)+", re.IGNORECASE)


def _family_first(parts: list[str]) -> bool:
    alone = len(_PARTICLES.sub("", parts[0]).split()) == 1
    return alone or _initials(parts[1]) or (len(parts) == 2 and len(parts[1].split()) <= 2)
