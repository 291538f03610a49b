"""What Zenodo's spam check will count against the account that publishes the record.

Its rules are public (zenodo-rdm, moderation/rules.py); its lists of good and bad sites are not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from zenferry.errors import Problem
from zenferry.metadata import Metadata
from zenferry.public_text import links, texts

__all__ = ["NamedFile", "spam_like"]

MOST_LINKS = 5
MOST_EMOJI = 3
MOST_HEADINGS = 4
FEW_FILES = 4
SMALL = 5 * 10**6

_SUSPECTED = frozenset({"pdf", "jpg", "jpeg", "png", "docx"})
# Dingbats, pictographs, flags. Zenodo's own range goes on over Chinese and Japanese letters:
# whoever writes those can't help it, and is not told.
_EMOJI = re.compile("[\u2600-\u27bf\U0001f1e0-\U0001f1ff\U0001f300-\U0001faff]+")
_HEADING = re.compile(r"<h[1-6]\b", re.IGNORECASE)
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


def spam_like(record: Metadata, files: Sequence[NamedFile]) -> Iterator[Problem]:
    """What would count against it, each with what to do."""
    found = links(record.description_html)
    if len(found) > MOST_LINKS:
        yield Problem("description", "links_many", {"count": len(found), "most": MOST_LINKS})
    yield from _unsafe_links(record)
    yield from _emoji(record)
    headings = len(_HEADING.findall(record.description_html))
    if headings > MOST_HEADINGS:
        yield Problem("description", "headings_many", {"count": headings, "most": MOST_HEADINGS})
    yield from _little(files)


def _unsafe_links(record: Metadata) -> Iterator[Problem]:
    told = set()
    for field, text in texts(record):
        for link in links(text):
            host = _host(link)
            if host and host not in told and _unsafe(link, host):
                told.add(host)
                yield Problem(field, "link_unsafe", {"host": host})


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


def _emoji(record: Metadata) -> Iterator[Problem]:
    counts = [(field, len(_EMOJI.findall(text))) for field, text in texts(record)]
    total = sum(count for _, count in counts)
    if total > MOST_EMOJI:
        field = max(counts, key=lambda pair: pair[1])[0]
        yield Problem(field, "emoji_many", {"count": total, "most": MOST_EMOJI})


def _little(files: Sequence[NamedFile]) -> Iterator[Problem]:
    endings = {file.path.rpartition(".")[2].lower() for file in files}
    small = sum(file.size for file in files) < SMALL
    if files and len(files) <= FEW_FILES and small and endings & _SUSPECTED:
        yield Problem("files", "files_like_spam")
