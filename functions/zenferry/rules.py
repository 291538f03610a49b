"""Rules for single values: text, dates, ORCID, ROR. Each answers the value as it is kept."""

import re
import unicodedata
from datetime import date

from zenferry.errors import Param

__all__ = [
    "BrokenRule",
    "date_or_interval",
    "day",
    "file_path",
    "later_than",
    "orcid",
    "ror",
    "text",
]


class BrokenRule(Exception):
    """A value breaks a rule; `code` and `params` name the sentence to say."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


# Line breaks and tabs are typed; everything else of category C is invisible and can mislead.
_TYPED_CONTROLS = frozenset("\n\r\t")
# Joins emoji and the letters of several scripts: harmless, and needed to write them.
_JOINERS = frozenset("\u200c\u200d")


def text(value: str) -> str:
    """NFC without surrounding blanks; invisible and unassigned characters are refused.

    InvenioRDM rewrites denormalised text in silence, so it is normalised here first.
    """
    for character in value:
        hidden = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}
        if hidden and character not in _TYPED_CONTROLS | _JOINERS:
            raise BrokenRule("invisible_character", character=f"U+{ord(character):04X}")
    return unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip()


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def _first_day(value: str) -> date:
    match = _DATE.fullmatch(value)
    if not match:
        raise BrokenRule("date")
    try:
        return date(*(int(part or 1) for part in match.groups()))
    except ValueError as error:
        raise BrokenRule("date_unknown", value=value) from error


def date_or_interval(value: str) -> str:
    """EDTF level 0: 2026, 2026-11, 2026-11-21, or two of them joined by a slash."""
    ends = [part.strip() for part in value.split("/")]
    days = [_first_day(part) for part in ends]
    if len(days) > 2 or days != sorted(days):
        raise BrokenRule("date_order" if len(days) == 2 else "date")
    return "/".join(ends)


def day(value: str) -> str:
    """One full date, 2026-11-21."""
    _first_day(value)
    if len(value) != len("2026-11-21"):
        raise BrokenRule("day")
    return value


def later_than(today: date, value: str) -> str:
    """A full date after today: InvenioRDM takes no embargo that ends today."""
    if _first_day(day(value)) <= today:
        raise BrokenRule("not_in_future")
    return value


_ORCID = re.compile(
    r"(?:https?://(?:www\.)?orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dxX])/?", re.ASCII
)


def orcid(value: str) -> str:
    """The bare ORCID iD, with its check digit tested (ISO 7064, MOD 11-2)."""
    match = _ORCID.fullmatch(value.strip())
    if not match:
        raise BrokenRule("orcid")
    digits = "".join(match.groups()).upper()
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != digits[-1]:
        raise BrokenRule("orcid_digit")
    return "-".join(digits[i : i + 4] for i in range(0, 16, 4))


# Crockford's base 32 with two check digits, as ror.readme.io describes the identifier.
_ROR = re.compile(r"(?:https?://)?(?:ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}\d{2})", re.ASCII)
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


# Beyond this InvenioRDM and people's own disks begin to differ on what they take.
LONGEST_PATH = 200
# In UTF-8: what a hundred paths take in a row of the table stays bounded.
LONGEST_PATH_BYTES = 600
# Letters, marks and numbers of any script, and these; repositories lose or garble the rest.
_IN_NAMES = frozenset(" ._-+,=@()[]&'!~;$")


def file_path(value: str) -> str:
    """A file's name with its folders, in NFC, safe as a key of any repository."""
    path = unicodedata.normalize("NFC", value)
    if not path.strip():
        raise BrokenRule("path_empty")
    if len(path) > LONGEST_PATH or len(path.encode()) > LONGEST_PATH_BYTES:
        raise BrokenRule("path_long", most=LONGEST_PATH)
    if any(step.strip() in {"", ".", ".."} for step in path.split("/")):
        raise BrokenRule("path_folder")
    if any(step != step.strip() for step in path.split("/")):
        # Systems differ on whether it is part of the name.
        raise BrokenRule("path_blanks")
    for character in path.replace("/", ""):
        if unicodedata.category(character)[0] not in "LMN" and character not in _IN_NAMES:
            raise BrokenRule("path_characters", character=_named(character))
    return path


def _named(character: str) -> str:
    return character if character.isprintable() else f"U+{ord(character):04X}"
