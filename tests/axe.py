"""axe, asked about the page as it stands; whatever it finds in any state is told at the end."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, ViewportSize

from tests.browsing import watched

_AXE = Path("frontend/node_modules/axe-core/axe.min.js")
_WIDE, _PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
Scheme = Literal["light", "dark"]
# Each width and each scheme once: what is wrong in one of them is so in its other pairs, too.
LOOKS: Mapping[str, tuple[ViewportSize, Scheme]] = {
    "light-1280": (_WIDE, "light"),
    "dark-390": (_PHONE, "dark"),
}


@dataclass
class Gate:
    """One browser, and what axe said of each state that it was asked about.

    A state is come to once, on a phone, and looked at in each look without going anywhere.
    """

    page: Page
    looks: Iterable[str] = tuple(LOOKS)
    found: list[str] = field(default_factory=list)

    def look(self, state: str) -> None:
        for name in self.looks:
            size, scheme = LOOKS[name]
            self.page.set_viewport_size(size)
            self.page.emulate_media(color_scheme=scheme)
            self._look(f"{state}, {name}")

    def _look(self, state: str) -> None:
        answer = self.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        for violation in answer["violations"]:
            for node in violation["nodes"]:
                said = f"{node['html'][:160]} {node['failureSummary'][:300]}"
                self.found.append(f"{state}: {violation['id']}: {said}")
        width = "document.documentElement.scrollWidth > innerWidth"
        if self.page.evaluate(width):
            self.found.append(f"{state}: wider than the window")


@contextmanager
def spied(browser: Browser, look: str = "dark-390", **context: Any) -> Iterator[Page]:
    """A page with axe in it. Nothing is judged half way through a movement."""
    size, scheme = LOOKS[look]
    shown = {"reduced_motion": "reduce", "viewport": size, "color_scheme": scheme}
    with watched(browser, **shown, **context) as page:
        page.context.add_init_script(path=_AXE)
        yield page


@contextmanager
def gate(browser: Browser, **context: Any) -> Iterator[Gate]:
    with spied(browser, **context) as page:
        opened = Gate(page)
        yield opened
        assert not opened.found, "\n".join(opened.found)


@contextmanager
def gate_of(browser: Browser, look: str) -> Iterator[Gate]:
    """For a page that is made otherwise where the window is wide: in one look from the start."""
    with spied(browser, look) as page:
        opened = Gate(page, [look])
        yield opened
        assert not opened.found, "\n".join(opened.found)
