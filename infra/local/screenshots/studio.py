"""Where pictures are made: the demo, a browser, and what every picture needs done with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from infra.local.demo import Demo
from infra.local.line import Line
from infra.local.package import ROOT
from infra.local.screenshots.filling import in_a_link
from infra.local.screenshots.png import packed

__all__ = ["DESK", "PATIENCE", "PHONE", "Studio", "draw", "draw_part", "field", "saved", "show"]

PICTURES = ROOT / ".github" / "pictures"
DESK = (1280, 800)
PHONE = (390, 844)
PATIENCE = 120_000
# Beside a section, what is round it: the bar at the foot, and air above.
_ROUND = 150
_TALLEST = 1800
_WIDTH = 1120


@dataclass(frozen=True)
class Studio:
    """A demo, a browser, and files to deposit."""

    demo: Demo
    browser: Browser
    files: tuple[Path, ...]

    @contextmanager
    def page(
        self, size: tuple[int, int] = DESK, *, dark: bool = False, line: Line | None = None
    ) -> Iterator[Page]:
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            # A picture of something that moves is of another moment each time.
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/Berlin",
            proxy=line.for_chromium() if line else None,
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        yield page
        context.close()

    @contextmanager
    def form(
        self,
        size: tuple[int, int] = DESK,
        *,
        dark: bool = False,
        values: Mapping[str, object] | None = None,
        under: str = "",
        line: Line | None = None,
    ) -> Iterator[Page]:
        """A form opened by an invitation; `values` are in it already, `under` is a language's."""
        with self.page(size, dark=dark, line=line) as page:
            page.goto(self._invitation(values or {}, under))
            expect(page.locator("#title")).to_be_visible()
            if values:
                page.locator("#filled [data-hide]").click()
                # What came with the link is kept from the first word that is typed.
                page.locator("#title").fill(str(values["title"]))
                expect(page.locator("#saved[data-state=saved]")).to_be_visible()
            yield page

    def _invitation(self, values: Mapping[str, object], under: str) -> str:
        address = self.demo.invitation().replace(self.demo.page, self.demo.page + under, 1)
        return f"{address}&{in_a_link(values)}" if values else address


def field(page: Page, label: str) -> Locator:
    """By its whole label: parts of it stand elsewhere on the page, too."""
    whole = re.compile(rf"^{re.escape(label)}( optional)?$")
    return page.locator("#deposit").get_by_label(whole).first


def saved(page: Page) -> None:
    expect(page.get_by_text("Saved", exact=True).first).to_be_visible()


def show(page: Page, top: str) -> None:
    page.evaluate("document.activeElement.blur()")
    page.locator(top).evaluate("element => element.scrollIntoView({behavior: 'instant'})")


def draw(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    path = PICTURES / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = packed(page.screenshot(animations="disabled", caret="hide"))
    path.write_bytes(picture)
    print(f"{name}.png {len(picture) / 1000:.0f} KB", flush=True)


def draw_part(page: Page, part: str, name: str) -> None:
    """A whole section of the form in a window as high as that takes."""
    expect(page.locator("#saved[data-state=saved]")).to_be_visible()
    page.set_viewport_size({"width": _WIDTH, "height": DESK[1]})
    height = round(page.locator(part).evaluate("element => element.offsetHeight")) + _ROUND
    page.set_viewport_size({"width": _WIDTH, "height": min(height, _TALLEST)})
    page.locator(part).evaluate("element => element.scrollIntoView({behavior: 'instant'})")
    draw(page, f"sections/{name}")
