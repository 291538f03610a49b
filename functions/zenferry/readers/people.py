"""People and organisations as the form has them, out of names written in any order."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from zenferry.errors import Unreadable
from zenferry.readers import words
from zenferry.readers.imported import filled

__all__ = [
    "affiliation",
    "affiliations",
    "counted",
    "is_group",
    "is_suffix",
    "named",
    "organisation",
    "person",
    "split_name",
]

Entry = dict[str, object]
_Names = TypeVar("_Names", bound=Sequence[object])

# Who bears a name with one of these is no person. Beginnings of words, in several languages.
_GROUP = re.compile(
    r"\b(?:instit|universi|hochschule|consorti|konsorti|collaborat|laborator|cent(?:re|er)\b|zentrum"
    r"|group\b|team\b|project\b|network|netzwerk|foundation|stiftung|society|gesellschaft|academy"
    r"|akademie|ministry|minist[eè]re|ministerium|museum|agency|agence|agentur|office\b|survey\b"
    r"|department|college\b|school\b|hospital|klinik|council|association|verein\b|alliance"
    r"|initiative|partnership|committee|working\b|observator|station\b|archive\b|library\b|gmbh\b"
    r"|ltd\b|inc\b|ag\b|e\.\s?v\.|cnrs\b|inrae\b|navy\b|developers\b|contributors\b|authors\b)",
    re.IGNORECASE,
)
# Family name first, then initials without dots, as in lists of references: "Lovelace AK".
_REFERENCE_STYLE = re.compile(r"(\D+?\w[^\W\d_]+)\s+([A-Z]{1,3})")
# "... and the Field Team": the article is the sentence's, not the name's.
_ARTICLE = re.compile(r"^the\s+")
_LONGEST_NAME = 200
# The form takes 500. To tell the parts of a name apart takes time.
MOST_NAMES = 1000


def is_group(name: str) -> bool:
    """Whether it reads like the name of an organisation."""
    return "," not in name and bool(_GROUP.search(name[:_LONGEST_NAME]))


def counted(names: _Names) -> _Names:
    """The names, or a table's rows, if they are not too many to be told apart."""
    if len(names) > MOST_NAMES:
        raise Unreadable("import_names", most=MOST_NAMES)
    return names


def affiliation(name: str, ror: str = "") -> Entry:
    """Where somebody works."""
    return filled(name=name, ror=words.bare_ror(ror))


def affiliations(*names: str) -> list[Entry]:
    """Several of them, by name alone."""
    return [affiliation(name.strip()) for name in names if name.strip()]


def _distinct(affiliations: Iterable[Entry]) -> list[Entry]:
    named = {str(entry["name"]).casefold(): entry for entry in affiliations if entry.get("name")}
    return list(named.values())


def person(
    family: str,
    given: str = "",
    *,
    orcid: str = "",
    affiliations: Iterable[Entry] = (),
    **more: str,
) -> Entry:
    """A person; a name that is only given stands as the family name."""
    family, given = (family, given) if family else (given, "")
    return filled(
        type="person",
        family_name=family,
        given_name=given,
        orcid=words.bare_orcid(orcid),
        affiliations=_distinct(affiliations),
        **more,
    )


def organisation(
    name: str, *, ror: str = "", affiliations: Iterable[Entry] = (), **more: str
) -> Entry:
    """A group, institute or project."""
    return filled(
        type="organisation",
        name=name,
        ror=words.bare_ror(ror),
        affiliations=_distinct(affiliations),
        **more,
    )


def named(name: str, *, orcid: str = "", affiliations: Iterable[Entry] = (), **more: str) -> Entry:
    """Whoever bears this name, written "Ada Lovelace", "Lovelace, Ada" or as an organisation."""
    if not orcid and is_group(name):
        return organisation(_ARTICLE.sub("", name), affiliations=affiliations, **more)
    family, given = split_name(name)
    return person(family, given, orcid=orcid, affiliations=affiliations, **more)


def is_suffix(part: str) -> bool:
    """Whether it belongs behind a family name: Jr., III."""
    return bool(_SUFFIX.fullmatch(part))


def split_name(name: str) -> tuple[str, str]:
    """Family name with its particles and suffix, and given names."""
    if len(name) > _LONGEST_NAME:
        return name, ""
    if "," in name:
        family, *rest = (part.strip() for part in name.split(","))
        # "King, Jr., Martin Luther" and "King, Martin Luther, Jr."
        suffixes = [part for part in rest if is_suffix(part)]
        given = [part for part in rest if part not in suffixes]
        return " ".join([family, *suffixes]).strip(), " ".join(given).strip()
    match = _REFERENCE_STYLE.fullmatch(name)
    if match and not (is_suffix(match[2]) and " " in match[1]):
        return match[1], match[2]
    # Imported late: most names come in parts, and a function without it reads those.
    from nameparser import HumanName  # noqa: PLC0415

    parsed = HumanName(name)
    last = " ".join(part for part in (parsed.last, parsed.suffix) if part)
    first = " ".join(part for part in (parsed.title, parsed.first, parsed.middle) if part)
    return (last, first) if last else (first or name, "")


_SUFFIX = re.compile(r"(?:jr|sr|[js]nr|ii|iii|iv)\.?", re.IGNORECASE)
