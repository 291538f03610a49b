"""The filled form a section a picture, its panels, and the pages around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import requests
from playwright.sync_api import Locator, Page, expect

from infra.local.screenshots.filling import ARTICLE, CITATION_FILE, DATA, FORMATTED
from infra.local.screenshots.studio import DESK, Studio, draw, draw_part, saved

__all__ = ["draw_pages", "draw_panels", "draw_sections"]

_PASTE = """(element, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  element.dispatchEvent(new ClipboardEvent("paste",
    { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def draw_sections(studio: Studio) -> None:
    _wake(studio)
    with studio.form(values=DATA) as page:
        for name, prepare in _PREPARED.items():
            prepare(page)
            draw_part(page, f"#section-{name}", name)
    with studio.form(values=ARTICLE) as page:
        draw_part(page, "#section-appeared", "appeared")


def _wake(studio: Studio) -> None:
    """The first call wakes the function up, longer than anybody waits for a list."""
    address = f"{studio.demo.page}api/vocabularies/people?suggest=M%C3%BCll&language=en"
    requests.get(address, timeout=60).raise_for_status()


def _write(page: Page) -> None:
    """In the middle of it: the editor has the focus and its tools are there."""
    page.locator("[data-field=description] textarea").first.focus()
    surface = page.locator("[data-field=description] [contenteditable]").first
    expect(surface).to_be_focused()
    surface.evaluate(_PASTE, FORMATTED)
    expect(surface.locator("li").first).to_be_visible()


def _look_up(page: Page) -> None:
    """A third creator is being typed; the two before are folded."""
    page.get_by_role("button", name="Add creator").click()
    name = page.locator("#section-people").get_by_label("Family name").last
    name.press_sequentially("Müll", delay=40)
    expect(page.get_by_role("listbox").first.get_by_role("option").first).to_be_visible()
    expect(page.locator("#cited")).to_be_visible()


def _leave_people(page: Page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")


def _unfold(page: Page) -> None:
    page.locator("#section-details [data-fold]").click()


def _nothing(_: Page) -> None:
    """As it stands."""


_PREPARED: dict[str, Callable[[Page], None]] = {
    "work": _write,
    "people": _look_up,
    "use": _leave_people,
    "funding": _nothing,
    "links": _nothing,
    "details": _unfold,
    "extra": _nothing,
    "consent": lambda page: page.get_by_label("I agree").check(),
}


def draw_panels(studio: Studio) -> None:
    with studio.form(values=DATA) as page:
        _write(page)
        saved(page)
        page.get_by_role("button", name=re.compile("^Preview")).click()
        expect(page.locator("#preview-panel [data-record] h3").first).to_be_visible()
        draw(page, "preview")
        page.keyboard.press("Escape")
        _read(page, studio.files[0].parent / "CITATION.cff")
        draw(page, "import")


def _read(page: Page, path: Path) -> None:
    path.write_text(CITATION_FILE, encoding="utf-8")
    page.locator("[data-tool=import]").first.click()
    expect(page.locator("#import")).to_be_visible()
    page.locator("#import-file").set_input_files(path)
    expect(_choices(page).first).to_be_visible()


def _choices(page: Page) -> Locator:
    return page.locator("#import [data-takes] li")


def draw_pages(studio: Studio) -> None:
    with studio.form(under="de/") as page:
        draw(page, "german")
    with studio.page(DESK) as page:
        page.goto(f"{studio.demo.page}guide/deposit/")
        draw(page, "guide")
    with studio.form() as page:
        page.locator("[name=repository][value=sandbox]").check()
        expect(page.locator("#practice")).to_be_visible()
        saved(page)
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        draw(page, "practice")
