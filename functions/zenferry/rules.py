"""Rules for single values: text, numbers, dates, addresses. Each answers the value as it is kept.

Those for identifiers stand in identifiers.py.
"""

import html
import html.entities
import re
import unicodedata
from calendar import monthrange
from datetime import date
from functools import cache

from marshmallow import ValidationError
from marshmallow.validate import URL, Email

from zenferry.errors import Param

__all__ = [
    "BrokenRule",
    "date_or_interval",
    "day",
    "email",
    "file_path",
    "is_visible",
    "later_than",
    "line",
    "number",
    "shown",
    "text",
    "url",
    "visible",
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
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def visible(value: str) -> str:
    """NFC without surrounding blanks; invisible and unassigned characters are refused.

    InvenioRDM rewrites some characters in silence, so they are written its way here first.
    """
    kept = unicodedata.normalize("NFC", value.translate(_rewritten()))
    for character in kept:
        if not is_visible(character):
            raise BrokenRule("invisible_character", character=f"U+{ord(character):04X}")
    return kept.replace("\r\n", "\n").strip()


def shown(value: str) -> str:
    """Written the same way, with what is refused there left out."""
    kept = "".join(filter(is_visible, value.translate(_rewritten())))
    return unicodedata.normalize("NFC", kept).replace("\r\n", "\n")


def is_visible(character: str) -> bool:
    """Whether people can see it, or have typed it knowingly."""
    # The object replacement character is a symbol by category, and never seen.
    if character in _TYPED_CONTROLS or character in _JOINERS:
        return True
    return unicodedata.category(character) not in _HIDDEN and character != "\ufffc"


@cache
def _rewritten() -> dict[int, str]:
    """What its text filter (ftfy) makes of typographic quotes, ligatures and full-width forms."""
    wide = {0x3000: " "}
    wide |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFFF0)}
    quotes = dict.fromkeys((0x2BC, *range(0x2018, 0x201C)), "'")
    quotes |= dict.fromkeys(range(0x201C, 0x2020), '"')
    ligatures = "ĲĳǱǲǳǄǅǆǇǈǉǊǋǌﬀﬁﬂﬃﬄﬆ"
    parts = {ord(one): unicodedata.normalize("NFKC", one) for one in ligatures}
    odd = {ord("ŉ"): "'n", ord("ﬅ"): "ſt", 0x2028: "\n", 0x2029: "\n"}
    return wide | quotes | parts | odd


_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,24};")


# However often an ampersand was escaped, it is one.
_AMPERSAND = re.compile(r"&(?:amp;)+")
# Nobody escapes anything else more often; each turn may take away little of a long text.
_TURNS = 3


def text(value: str) -> str:
    """Visible text in which an HTML entity stands for its character, as InvenioRDM takes it."""
    kept = visible(value)
    for _ in range(_TURNS):
        if "<" in kept:
            break
        kept = visible(_ENTITY.sub(_character, _AMPERSAND.sub("&", kept)))
    return kept


def _character(entity: re.Match[str]) -> str:
    if entity[0].startswith("&#"):
        return html.unescape(entity[0])
    return html.entities.html5.get(entity[0].removeprefix("&"), entity[0])


def line(value: str) -> str:
    """Text in one line, also where it was copied from several."""
    return " ".join(part for part in re.split(r"[\n\r\t]+", text(value)) if part).strip()


_BARE_HOST = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}([/:?#].*)?", re.ASCII | re.IGNORECASE)


def url(value: str) -> str:
    """A web address; https:// is added where nothing was written."""
    typed = text(value)
    whole = f"https://{typed}" if _BARE_HOST.fullmatch(typed) else typed
    try:
        URL(schemes={"http", "https"})(whole)
    except ValidationError as error:
        raise BrokenRule("url") from error
    return whole


def email(value: str) -> str:
    """An e-mail address."""
    typed = text(value)
    try:
        Email()(typed)
    except ValidationError as error:
        raise BrokenRule("email") from error
    return typed


def number(value: object) -> float:
    """A finite number, also where it was typed, with a comma even."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return float(value.strip().replace(",", ".").replace("−", "-"))
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15:
        return float(value)
    raise BrokenRule("number")


_NUMBER = re.compile(r"[+−-]?\d{1,15}([.,]\d{1,15})?", re.ASCII)


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def _first_day(value: str) -> date:
    match = _DATE.fullmatch(value)
    if not match:
        raise BrokenRule("date")
    try:
        return date(*(int(part or 1) for part in match.groups()))
    except ValueError as error:
        raise BrokenRule("date_unknown", value=value) from error


def _last_day(value: str) -> date:
    first = _first_day(value)
    month = 12 if len(value) == len("2026") else first.month
    if len(value) == len("2026-11-21"):
        return first
    return date(first.year, month, monthrange(first.year, month)[1])


def date_or_interval(value: str) -> str:
    """EDTF level 0: 2026, 2026-11, 2026-11-21, or two of them joined by a slash."""
    ends = [part.strip() for part in value.split("/")]
    if len(ends) > 2:
        raise BrokenRule("date")
    if _first_day(ends[0]) > _last_day(ends[-1]):
        raise BrokenRule("date_order")
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


# The page has the same rules, zip/names.ts; tests/file_names.json holds both to them.
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
    if len(path) > LONGEST_PATH:
        raise BrokenRule("path_long", most=LONGEST_PATH)
    # Half a pair of surrogates is no character: it is refused below, not stumbled over here.
    if len(path.encode(errors="surrogatepass")) > LONGEST_PATH_BYTES:
        raise BrokenRule("path_bytes", most=LONGEST_PATH_BYTES)
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
