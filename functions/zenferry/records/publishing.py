"""Brings what was published before the public: fills the registry, and writes its pages anew.

It knows neither where the pages lie nor how they look. What is as it was is not written again.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from zenferry.errors import Absent
from zenferry.moment import sortable
from zenferry.records.registry import CHANGES, Bookmark, Entry, Registry, Work, works

__all__ = ["Pages", "Publishing", "Written"]

_log = logging.getLogger(__name__)

# What is kept of our own deposits alone changes no search: it shows after this at the latest.
AT_LEAST = timedelta(days=1)
_BOOKMARK = "pages"


@dataclass(frozen=True)
class Written:
    """A file of the pages. `kind`: its media type."""

    name: str
    content: bytes
    kind: str


class Filling(Protocol):
    """Fills the registry with what one repository has published: see harvest.py."""

    @property
    def repository(self) -> str:
        """Its key."""
        ...

    def run(self) -> int:
        """How many entries are now other than before."""
        ...


class Pages(Protocol):
    """Where the pages lie. NotNow when it does not answer."""

    def frame(self) -> bytes:
        """What the site puts around each page. Absent: the site was not deployed yet."""
        ...

    def held(self) -> Mapping[str, str]:
        """All names with the MD5 of what lies there, in hex."""
        ...

    def put(self, file: Written) -> None:
        """Write it."""
        ...

    def remove(self, names: Sequence[str]) -> None:
        """So many names at most as were held; nothing happens where there is none."""
        ...


Render = Callable[[bytes, Sequence[Work]], Iterable[Written]]


@dataclass(frozen=True, kw_only=True)
class Publishing:
    """What the schedule does each hour."""

    registry: Registry
    harvests: Sequence[Filling]
    pages: Pages
    render: Render
    now: Callable[[], datetime]

    def run(self) -> Mapping[str, int]:
        """How much was changed in the registry, and how many pages were written."""
        changed = sum(each.run() for each in self.harvests)
        try:
            frame = self.pages.frame()
        except Absent:
            _log.warning("The site has not put its frame beside the pages yet.")
            return {"changed": changed, "written": 0}
        last, known = self.registry.bookmark(_BOOKMARK), self._known(frame)
        if last.cursor == known and self.now() < datetime.fromisoformat(last.at) + AT_LEAST:
            return {"changed": changed, "written": 0}
        written = self._written(self.render(frame, works(self._entries())))
        stamp = sortable(self.now())
        if not self.registry.mark(_BOOKMARK, Bookmark(known, stamp), instead_of=last):
            # Another run wrote meanwhile, of what was there before or after: once more, the next.
            self.registry.mark(_BOOKMARK, Bookmark())
        return {"changed": changed, "written": written}

    def _known(self, frame: bytes) -> str:
        """What the pages are made of, before it is read."""
        return f"{hashlib.sha256(frame).hexdigest()}.{self.registry.bookmark(CHANGES).cursor}"

    def _entries(self) -> Iterable[Entry]:
        for each in self.harvests:
            yield from self.registry.entries(each.repository)

    def _written(self, files: Iterable[Written]) -> int:
        """New pages first and what leads to them after that; what nothing leads to goes last."""
        held, written = dict(self.pages.held()), 0
        for file in files:
            there = held.pop(file.name, None)
            if there != hashlib.md5(file.content, usedforsecurity=False).hexdigest():
                self.pages.put(file)
                written += 1
        if held:
            self.pages.remove(list(held))
        return written
