"""What Zenodo's spam check will count against the account that publishes the record.

Its rules are public (zenodo-rdm, moderation/rules.py); its lists of good and bad sites are not.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from zenferry.errors import Problem
from zenferry.metadata import Metadata
from zenferry.public_text import links, texts

__all__ = ["MOST_POINTS", "NamedFile", "SpamCheck", "spam_check"]

MOST_LINKS = 5
MOST_EMOJI = 3
MOST_HEADINGS = 4
FEW_FILES = 4
SMALL = 5 * 10**6
LARGE = 15 * 10**6
# What has more is held back. An account that is new there adds so many, a verified one takes off.
MOST_POINTS = 10
OF_ACCOUNT = 10

_SUSPECTED = frozenset({"pdf", "jpg", "jpeg", "png", "docx"})
# Dingbats, pictographs, flags. Zenodo's own range goes on over Chinese and Japanese letters:
# whoever writes those can't help it, and is not told.
_EMOJI = re.compile("[\u2600-\u27bf\U0001f1e0-\U0001f1ff\U0001f300-\U0001faff]+")
_HEADING = re.compile(r"<h[1-6]\b", re.IGNORECASE)
_ZENODOS_EMOJI = re.compile("[\u24c2-\U0001f251\U0001f300-\U0001f64f\U0001f680-\U0001f6ff]+")
# Nobody sees where these lead.
_SHORTENERS = frozenset(
    re.findall(
        r"\S+",
        "bit.ly t.co tinyurl.com goo.gl ow.ly is.gd cutt.ly rebrand.ly tiny.cc rb.gy shorturl.at "
        "t.ly buff.ly adf.ly t.me wa.me lnkd.in",
    )
)


@dataclass(frozen=True)
class NamedFile:
    """A file as far as it is known before it is sent. Bytes."""

    path: str
    size: int


@dataclass(frozen=True)
class SpamCheck:
    """What it would come to for the record and its files; `hints`: what would count against it.

    Whose account counts is not known here.
    """

    points: int
    hints: tuple[Problem, ...]

    @property
    def with_new_account(self) -> int:
        """The sum, where whoever owns the record was never verified."""
        return self.points + OF_ACCOUNT

    @property
    def with_verified_account(self) -> int:
        """The sum, where they were."""
        return self.points - OF_ACCOUNT


@dataclass(frozen=True)
class _Counted:
    """What a rule counts; against the record mostly, and then with what to do."""

    points: int
    hint: Problem | None = None


def spam_check(record: Metadata, files: Sequence[NamedFile]) -> SpamCheck:
    """All rules together."""
    counted = tuple(_counted(record, files))
    hints = tuple(each.hint for each in counted if each.hint)
    return SpamCheck(sum(each.points for each in counted), hints)


def _counted(record: Metadata, files: Sequence[NamedFile]) -> Iterator[_Counted]:
    found = links(record.description_html)
    if len(found) > MOST_LINKS:
        yield _Counted(
            5, Problem("description", "links_many", {"count": len(found), "most": MOST_LINKS})
        )
    yield from _unsafe_links(record)
    yield from _emoji(record)
    headings = len(_HEADING.findall(record.description_html))
    if headings > MOST_HEADINGS:
        yield _Counted(
            2, Problem("description", "headings_many", {"count": headings, "most": MOST_HEADINGS})
        )
    yield from _little_or_much(files)


def _unsafe_links(record: Metadata) -> Iterator[_Counted]:
    """Each counts, as each to a site of its list would; a site is told once."""
    found = Counter[str]()
    fields: dict[str, str] = {}
    for field, text in texts(record):
        for link in links(text):
            host = _host(link)
            if host and _unsafe(link, host):
                found[host] += 1
                fields.setdefault(host, field)
    for host, count in found.items():
        yield _Counted(8 * count, Problem(fields[host], "link_unsafe", {"host": host}))


def _host(link: str) -> str:
    try:
        address = link if "//" in link else f"//{link}"
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _unsafe(link: str, host: str) -> bool:
    before_path = link.partition("//")[2].partition("/")[0]
    return host in _SHORTENERS or _is_number(host) or "@" in before_path


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _emoji(record: Metadata) -> Iterator[_Counted]:
    counts = [(field, len(_EMOJI.findall(text))) for field, text in texts(record)]
    total = sum(count for _, count in counts)
    if total > MOST_EMOJI:
        field = max(counts, key=lambda pair: pair[1])[0]
        yield _Counted(5, Problem(field, "emoji_many", {"count": total, "most": MOST_EMOJI}))
    elif sum(len(_ZENODOS_EMOJI.findall(text)) for _, text in texts(record)) > MOST_EMOJI:
        yield _Counted(5)


def _little_or_much(files: Sequence[NamedFile]) -> Iterator[_Counted]:
    endings = {file.path.rpartition(".")[2].lower() for file in files}
    size = sum(file.size for file in files)
    if len(files) > FEW_FILES or size > LARGE:
        yield _Counted(-5)
    elif files and size < SMALL and endings & _SUSPECTED:
        yield _Counted(2, Problem("files", "files_like_spam"))
