"""A browser on the demo's page: what the page complains of, or fetches elsewhere, is a failure."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

PATIENCE = 60_000
_CHROMIUM = ("chromium", "google-chrome")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# As root, as in CI, Chromium has no sandbox; and it is to ask nobody for anything.
_QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


def arguments() -> dict[str, Any]:
    """Which browser is started, and how."""
    found = next((path for name in _CHROMIUM if (path := shutil.which(name))), _MAC)
    return {"executable_path": found, "args": _QUIET}


@contextmanager
def launched() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**arguments())
        yield browser
        browser.close()


@contextmanager
def watched(browser: Browser, **context: Any) -> Iterator[Page]:
    """A fresh browser; `context` as Playwright takes it: viewport, color_scheme, ..."""
    opened = browser.new_context(**context)
    page = opened.new_page()
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if _bad(line.text) else None)
    page.on("request", lambda r: None if "127.0.0.1" in r.url else complaints.append(r.url))
    yield page
    opened.close()
    assert complaints == [], complaints


def _bad(line: str) -> bool:
    return "Content Security Policy" in line or "TrustedHTML" in line


def saved(page: Page) -> None:
    expect(page.get_by_text("Saved", exact=True).first).to_be_visible()


def field(page: Page, label: str) -> Locator:
    """A field of the form by its whole label: parts of it stand elsewhere on the page, too."""
    whole = re.compile(rf"^{re.escape(label)}( optional)?$")
    controls = page.locator("input, select, textarea, [role=textbox]")
    return page.locator("#deposit").get_by_label(whole).and_(controls)
