"""Authors with small numbers for their affiliations, as the first page of a paper has them.

Ada Lovelace1,2, Grace Hopper2 / 1 Analytical Engine Institute / 2 Navy
"""

import re

from zenferry.readers import people, words
from zenferry.readers.authors_pieces import Pieces

__all__ = ["numbered"]

Entry = dict[str, object]

_SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARKUP = re.compile(r"</?su[pb]>|\$?\^\{?|\\textsuperscript\{|(?<=\d)\}\$?", re.IGNORECASE)
_PLACE = re.compile(r"\s*[(\[]?(\d{1,3})[)\]]?[.:]?\s*(?=[^\W\d_])(.+)")
# A name, then its numbers; a stand-in for an ORCID iD may come before or after them.
_NUMBERS = re.compile(
    r"(?<=[^\s\d,;])[ \t]?[(\[]?(\d{1,3}(?:\s?[,;]\s?(?:\d{1,3}|[*†‡§¶#]))*)[)\]]?(?!\d)"
)
_AWAY = re.compile("\x00(\\d+)\x00")
_SEPARATOR = re.compile(r"[,;\n]|\s+(?:and|und|et)\s+|&")


def numbered(pieces: Pieces) -> list[Entry]:
    """Everybody, with the affiliations below; nothing, where the text is no such list."""
    lines = _MARKUP.sub("", pieces.text.translate(_SMALL)).splitlines()
    places = {match[1]: words.line(match[2]) for one in lines if (match := _PLACE.fullmatch(one))}
    if not places:
        return []
    first = next(n for n, one in enumerate(lines) if _PLACE.fullmatch(one))
    below = [one for one in lines[first:] if not _PLACE.fullmatch(one)]
    head = "\n".join(lines[:first])
    if not _NUMBERS.search(head):
        return []
    pieces.left += [("text", told) for one in below if (told := pieces.orcid(one)[1].strip(" *:."))]
    return list(_people(head, places, pieces))


def _people(head: str, places: dict[str, str], pieces: Pieces) -> list[Entry]:
    """Each name is what stands between separators; its numbers are put away first."""
    marks: list[str] = []

    def put_away(match: re.Match[str]) -> str:
        marks.append(match[1])
        return f"\x00{len(marks) - 1}\x00"

    found = []
    named = _SEPARATOR.split(_NUMBERS.sub(put_away, head))
    used: set[str] = set()
    for piece in people.counted(_suffixed(named)):
        numbers = re.findall(r"\d+", " ".join(marks[int(mark)] for mark in _AWAY.findall(piece)))
        orcid, bare = pieces.orcid(_AWAY.sub(" ", piece))
        name = pieces.unmarked(bare)
        known = [places[number] for number in numbers if number in places]
        pieces.left += [("affiliation", n) for n in numbers if n not in places]
        used.update(numbers)
        if name:
            affiliations = people.affiliations(*known)
            found.append(people.named(name, orcid=orcid, affiliations=affiliations))
        elif orcid and found:
            found[-1].setdefault("orcid", orcid)
    unused = [(number, place) for number, place in places.items() if number not in used]
    pieces.left += [("affiliation", f"{number} {place}") for number, place in unused]
    return found


def _suffixed(names: list[str]) -> list[str]:
    """The comma before "III" parts no people."""
    joined: list[str] = []
    for name in names:
        if joined and people.is_suffix(_AWAY.sub(" ", name).strip()):
            joined[-1] += f" {name.strip()}"
        else:
            joined.append(name)
    return joined
