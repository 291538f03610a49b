"""What is new, as an Atom feed (RFC 4287), and where all pages are, as a sitemap."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from zenferry.records.registry import Entry, Work

__all__ = ["MOST_NEWS", "atom", "sitemap"]

MOST_NEWS = 50
_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
# What no XML may hold, however it is escaped. https://www.w3.org/TR/xml/#charsets
_NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535)) | dict.fromkeys(
    range(55296, 57344)
)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def atom(works: Sequence[Work], *, title: str, author: str, page: str) -> str:
    """The feed. `page`: the address of the list, with a slash at its end."""
    newest = sorted(works, key=lambda work: _time(work.latest), reverse=True)[:MOST_NEWS]
    feed = _root("feed", _ATOM)
    _add(feed, "id", page)
    _add(feed, "title", title)
    latest = max((_changed(work.latest) for work in newest), default=_LONG_AGO)
    _add(feed, "updated", _stamp(latest))
    _add(feed, "link", rel="self", href=f"{page}feed.xml", type="application/atom+xml")
    _add(feed, "link", rel="alternate", href=page, type="text/html")
    _add(_add(feed, "author"), "name", author)
    for work in newest:
        _entry(feed, work.latest, f"{page}{work.latest.id}.html")
    return _text(feed)


def _entry(feed: ET.Element, entry: Entry, page: str) -> None:
    there = _add(feed, "entry")
    # The same for good, wherever the page moves to.
    known = entry.doi or f"{entry.repository}:{entry.record}"
    _add(there, "id", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'https://doi.org/{known}')}")
    _add(there, "title", entry.title)
    _add(there, "published", _stamp(_time(entry)))
    _add(there, "updated", _stamp(_changed(entry)))
    _add(there, "link", rel="alternate", href=page, type="text/html")
    if entry.doi:
        _add(there, "link", rel="related", href=f"https://doi.org/{entry.doi}")
    for who in entry.people or ():
        _add(_add(there, "author"), "name", who.name)
    if entry.description:
        _add(there, "summary", entry.description, type="text")


def sitemap(works: Iterable[Work], *, lists: Iterable[str], page: str) -> str:
    """`lists`: the addresses of the lists themselves. One file may name 50,000."""
    root = _root("urlset", _SITEMAP)
    for address in lists:
        _add(_add(root, "url"), "loc", address)
    for work in works:
        url = _add(root, "url")
        _add(url, "loc", f"{page}{work.latest.id}.html")
        _add(url, "lastmod", _changed(work.latest).date().isoformat())
    return _text(root)


def _root(name: str, namespace: str) -> ET.Element:
    return ET.Element(name, {"xmlns": namespace})


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    there = ET.SubElement(parent, name, {key: _clean(each) for key, each in attributes.items()})
    if text:
        there.text = _clean(text)
    return there


def _clean(text: str) -> str:
    return text.translate(_NOT_XML)


def _text(root: ET.Element) -> str:
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _time(entry: Entry) -> datetime:
    return _read(entry.published) or _read(entry.date) or _LONG_AGO


def _changed(entry: Entry) -> datetime:
    return max(_read(entry.updated) or _LONG_AGO, _time(entry))


def _read(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
