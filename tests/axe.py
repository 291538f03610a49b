"""axe, asked about the page as it stands; whatever it finds in any state is told at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browsing import watched

_AXE = Path("frontend/node_modules/axe-core/axe.min.js")
_WIDE, _PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LOOKS: dict[str, dict[str, Any]] = {
    f"{scheme}-{size['width']}": {"color_scheme": scheme, "viewport": size}
    for scheme in ("light", "dark")
    for size in (_WIDE, _PHONE)
}


@dataclass
class Gate:
    """One browser, and what axe said of each state that it was asked about."""

    page: Page
    found: list[str] = field(default_factory=list)

    def look(self, state: str) -> None:
        answer = self.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        for violation in answer["violations"]:
            for node in violation["nodes"]:
                said = f"{node['html'][:160]} {node['failureSummary'][:300]}"
                self.found.append(f"{state}: {violation['id']}: {said}")
        width = "document.documentElement.scrollWidth > innerWidth"
        if self.page.evaluate(width):
            self.found.append(f"{state}: wider than the window")


@contextmanager
def spied(browser: Browser, look: str, **context: Any) -> Iterator[Page]:
    """A page with axe in it. Nothing is judged half way through a movement."""
    with watched(browser, reduced_motion="reduce", **LOOKS[look], **context) as page:
        page.context.add_init_script(path=_AXE)
        yield page


@contextmanager
def gate(browser: Browser, look: str, **context: Any) -> Iterator[Gate]:
    with spied(browser, look, **context) as page:
        opened = Gate(page)
        yield opened
        assert not opened.found, "\n".join(opened.found)
