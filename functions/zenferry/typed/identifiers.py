"""Rules for identifiers: which kind one is, its check digits, and how it is kept.

Stricter than InvenioRDM where it takes nonsense, and kinder where it refuses what people copy.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from zenferry import rules
from zenferry.metadata import Identifier
from zenferry.rules import BrokenRule

__all__ = ["SCHEMES", "gnd", "isbn", "isni", "issn", "orcid", "recognised", "ror"]


def _idutils() -> Any:
    """InvenioRDM's own rules. Slow to load, and seldom needed: not before."""
    import idutils  # noqa: PLC0415

    return idutils


def _mod_11_2(digits: str) -> bool:
    """ISO 7064, MOD 11-2: the check of ORCID and ISNI."""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == digits[-1]


def _weighed(digits: str) -> int:
    """The sum of the digits, each times its place from the right, from 2 on."""
    return sum(int(digit) * place for place, digit in enumerate(reversed(digits), 2))


_SIXTEEN = r"(\d{4})[- ]?(\d{4})[- ]?(\d{4})[- ]?(\d{3}[\dxX])/?"
_ORCID = re.compile(r"(?:(?:https?://)?(?:www\.)?orcid\.org/|orcid:)?" + _SIXTEEN, re.ASCII)
# The blocks of ISNI that were given to ORCID; InvenioRDM takes no others.
_ORCIDS = (range(15_000_000, 35_000_001), range(900_000_000_000, 900_100_000_001))


def orcid(value: str) -> str:
    """The bare ORCID iD, its check digit tested."""
    match = _ORCID.fullmatch(value.strip())
    if not match:
        raise BrokenRule("orcid")
    digits = "".join(match.groups()).upper()
    if not _mod_11_2(digits):
        raise BrokenRule("orcid_digit")
    if not any(int(digits[:-1]) in block for block in _ORCIDS):
        raise BrokenRule("orcid")
    return "-".join(digits[i : i + 4] for i in range(0, 16, 4))


_ISNI = re.compile(
    r"(?:(?:https?://)?(?:www\.)?isni\.org/(?:isni/)?|isni:?)?\s*" + _SIXTEEN,
    re.ASCII | re.IGNORECASE,
)


def isni(value: str) -> str:
    """The bare ISNI, its check digit tested."""
    match = _ISNI.fullmatch(value.strip())
    if not match:
        raise BrokenRule("isni")
    digits = "".join(match.groups()).upper()
    if not _mod_11_2(digits):
        raise BrokenRule("isni_digit")
    return digits


_GND = re.compile(
    r"(?:(?:https?://)?(?:www\.)?d-nb\.info/gnd/|gnd:?)?\s*"
    r"(?:(1[012]?\d{7}|3\d{7})([\dX])|([47]\d{6}|[1-9]\d{0,7})-([\dX]))/?",
    re.ASCII | re.IGNORECASE,
)


def gnd(value: str) -> str:
    """The bare GND number. InvenioRDM does not test its check digit, so it is done here."""
    match = _GND.fullmatch(value.strip())
    if not match:
        raise BrokenRule("gnd")
    plain, check, hyphened, other = match.groups()
    sum_ = _weighed(plain or hyphened)
    # Numbers with a hyphen are the older ones; they take the remainder itself.
    expected = "0123456789X"[-sum_ % 11 if plain else sum_ % 11]
    if expected != (check or other).upper():
        raise BrokenRule("gnd_digit")
    return f"{plain}{expected}" if plain else f"{hyphened}-{expected}"


# Crockford's base 32 with two check digits, as ror.readme.io describes the identifier.
_ROR = re.compile(r"(?:https?://)?(?:ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}\d{2})/?", re.ASCII)
_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"


def ror(value: str) -> str:
    """The bare ROR id; InvenioRDM does not test its check digits, so it is done here."""
    match = _ROR.fullmatch(value.strip().lower())
    if not match:
        raise BrokenRule("ror")
    bare = match[1]
    number = 0
    for character in bare[:-2]:
        number = number * 32 + _BASE32.index(character)
    if 98 - (number * 100) % 97 != int(bare[-2:]):
        raise BrokenRule("ror_digit")
    return bare


def _compact(value: str) -> str:
    return re.sub(r"[\s\-‐-―]", "", value).upper()


_ISSN = re.compile(
    r"(?:https?://portal\.issn\.org/resource/issn/|e?issn:?)?(\d{7}[\dX])", re.I | re.A
)


def issn(value: str) -> str:
    """An ISSN with its hyphen, 0028-0836; its check digit tested."""
    match = _ISSN.fullmatch(_compact(value))
    if not match:
        raise BrokenRule("issn")
    digits = match[1]
    if "0123456789X"[-_weighed(digits[:-1]) % 11] != digits[-1]:
        raise BrokenRule("issn_digit")
    return f"{digits[:4]}-{digits[4:]}"


_ISBN = re.compile(r"(?:ISBN(?:-?1[03])?:?)?(\d{9}[\dX]|97[89]\d{10})", re.ASCII)


def isbn(value: str) -> str:
    """An ISBN of 13 digits with its hyphens; its check digit tested."""
    match = _ISBN.fullmatch(_compact(value))
    if not match:
        raise BrokenRule("isbn")
    if not _idutils().is_isbn(match[1]):
        raise BrokenRule("isbn_digit")
    return str(_idutils().normalize_isbn(match[1]) or match[1])


# As people copy them, and what is kept of it. InvenioRDM refuses or misreads most of these.
_COPIED: tuple[tuple[str, str, str], ...] = (
    (r"(?:https?://)?(?:www\.|dx\.)?doi\.org/(10\..+)", "doi", r"\1"),
    (r"doi:?\s*(10\..+)", "doi", r"\1"),
    (r"10\.\d{4,9}(?:\.\d+)*/.+", "doi", r"\g<0>"),
    (r"(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf|html)/(.+?)(?:\.pdf)?", "arxiv", r"arXiv:\1"),
    (r"arxiv:\s*(\S+)", "arxiv", r"arXiv:\1"),
    (r"(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(Q\d+)", "wikidata", r"\1"),
    (r"(?:wikidata:)?(Q[1-9]\d*)", "wikidata", r"\1"),
    (r"(?:https?://[^/\s]+/)?(ark:/?\S+)", "ark", r"\1"),
    (r"(?:https?://)?hdl\.handle\.net/(.+)", "handle", r"\1"),
    (r"hdl:\s*(.+)", "handle", r"\1"),
    (
        r"(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/(\d+)",
        "pmid",
        r"\1",
    ),
    (r"pmid:\s*(\d+)", "pmid", r"\1"),
    (r"(?:https?://nbn-resolving\.(?:org|de)/)?(urn:lsid:.+)", "lsid", r"\1"),
    (r"(?:https?://nbn-resolving\.(?:org|de)/)?(urn:.+)", "urn", r"\1"),
    (r"(?:https?://)?ui\.adsabs\.harvard\.edu/(?:#?abs)/([^/\s]{19})(?:/abstract)?", "ads", r"\1"),
    (r"(?:https?://)?igsn\.org/(\S+)", "igsn", r"\1"),
    (r"igsn:\s*(\S+)", "igsn", r"\1"),
    (r"https?://w3id\.org/\S+", "w3id", r"\g<0>"),
    (r"https?://purl\.(?:org|oclc\.org|net|com|fdlp\.gov)/\S+", "purl", r"\g<0>"),
    (r"rrid:\s*\S+", "rrid", r"\g<0>"),
    (r"cstr:\s*\S+", "cstr", r"\g<0>"),
    (r"isbn.+|97[89][\d -]{10,}", "isbn", r"\g<0>"),
    (r"e?issn.+|\d{4}-\d{3}[\dX]", "issn", r"\g<0>"),
    (r"\d{1,5}-\d{1,7}-\d{1,7}-[\dX]", "isbn", r"\g<0>"),
    (r"\d{13}", "ean13", r"\g<0>"),
    (r"\d{4}[A-Za-z]\S{13}[A-Za-z.:]", "ads", r"\g<0>"),
    (r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", "arxiv", r"arXiv:\g<0>"),
    (r"\d[\d.]*/\S+", "handle", r"\g<0>"),
)


def _matching(pattern: str) -> Callable[[str], str]:
    compiled = re.compile(pattern, re.ASCII | re.IGNORECASE)

    def rule(value: str) -> str:
        if not compiled.fullmatch(value):
            raise BrokenRule("identifier_scheme")
        return value

    return rule


def _known_to_idutils(name: str) -> Callable[[str], str]:
    def rule(value: str) -> str:
        idutils = _idutils()
        if re.search(r"\s", value) or not getattr(idutils, f"is_{name}")(value):
            raise BrokenRule("identifier_scheme")
        return str(idutils.normalize_pid(value, name))

    return rule


_NO_BLANKS = _matching(r"\S+")
# What each kind has to be. A handle's first part is numbers: a web page is none.
SCHEMES: Mapping[str, Callable[[str], str]] = {
    "ark": _known_to_idutils("ark"),
    "arxiv": _known_to_idutils("arxiv"),
    "ads": _known_to_idutils("ads"),
    "crossreffunderid": _NO_BLANKS,
    "cstr": _known_to_idutils("cstr"),
    "doi": _matching(r"10\.\d{4,9}(?:\.\d+)*/\S+"),
    "ean13": _known_to_idutils("ean13"),
    "eissn": issn,
    "grid": _matching(r"grid\.\d+\.\w+"),
    "handle": _matching(r"\d+(?:\.\w+)*/\S+"),
    "igsn": _NO_BLANKS,
    "isbn": isbn,
    "isni": isni,
    "issn": issn,
    "istc": _known_to_idutils("istc"),
    "lissn": issn,
    "lsid": _known_to_idutils("lsid"),
    "pmid": _matching(r"[1-9]\d{0,8}"),
    "purl": _known_to_idutils("purl"),
    "rrid": _known_to_idutils("rrid"),
    "upc": _matching(r"\d{12}"),
    "url": rules.url,
    "urn": _matching(r"urn:[a-z0-9][a-z0-9-]{0,31}:\S+"),
    "w3id": _matching(r"https?://w3id\.org/\S+"),
    "wikidata": _matching(r"Q[1-9]\d*"),
    "other": rules.text,
}


def recognised(value: str, scheme: str = "") -> Identifier:
    """The identifier in its normal form. How it is written tells its scheme, if nobody did."""
    typed = rules.line(value)
    for pattern, found, kept in _COPIED:
        match = re.fullmatch(pattern + "/?", typed, re.IGNORECASE | re.ASCII)
        if match and scheme in {"", found}:
            return Identifier(SCHEMES[found](match.expand(kept).rstrip("/")), found)
    if scheme:
        return Identifier(SCHEMES[scheme](typed), scheme)
    try:
        return Identifier(rules.url(typed), "url")
    except BrokenRule as broken:
        raise BrokenRule("identifier_unknown") from broken
