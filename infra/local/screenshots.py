"""`make screenshots`: draws the README's pictures by depositing something made up in the demo.

Each picture is one moment of three deposits that a browser really makes. It tests nothing.
"""

from __future__ import annotations

import re
import shutil
import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from infra.local.demo import Demo, Plan, running
from infra.local.package import ROOT

PICTURES = ROOT / ".github" / "pictures"
_DESK = (1280, 800)
_PHONE = (390, 844)
_PATIENCE = 120_000
_CHROMIUM = ("chromium", "google-chrome")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
_MB = 10**6
_FILES = {
    "cores-2026-grain-sizes.csv": 4 * _MB,
    "README.md": 6_200,
    "cores-2026-photographs.zip": 180 * _MB,
}
_DESCRIPTION = """Grain sizes of twelve sediment cores from the Jade Bay, taken in spring 2026.

One row a sample, every five centimetres; the methods are in README.md."""


_HALF_WAY = re.compile(r"^0\.[4-7]")


@dataclass(frozen=True)
class _Studio:
    """A demo, a browser, and files to deposit."""

    demo: Demo
    browser: Browser
    files: tuple[Path, ...]

    @contextmanager
    def page(self, size: tuple[int, int] = _DESK, *, dark: bool = False) -> Iterator[Page]:
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            # A picture of something that moves is of another moment each time.
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/Berlin",
        )
        page = context.new_page()
        page.set_default_timeout(_PATIENCE)
        yield page
        context.close()

    @contextmanager
    def form(self, size: tuple[int, int] = _DESK, *, dark: bool = False) -> Iterator[Page]:
        """A fresh form, opened by an invitation."""
        with self.page(size, dark=dark) as page:
            page.goto(self.demo.invitation())
            expect(_field(page, "Title")).to_be_visible()
            yield page


def _field(page: Page, label: str) -> Locator:
    """By its whole label: parts of it stand elsewhere on the page, too."""
    whole = re.compile(rf"^{re.escape(label)}( optional)?$")
    return page.locator("#deposit").get_by_label(whole).first


def _describe(page: Page) -> None:
    _field(page, "Title").fill("Grain sizes of sediment cores from the Jade Bay, 2026")
    _field(page, "Description").fill(_DESCRIPTION)
    keywords = page.get_by_role("textbox", name="Keywords")
    for word in ("sediment", "grain size", "Wadden Sea"):
        keywords.fill(word)
        keywords.press("Enter")


def _name_creator(page: Page) -> None:
    _field(page, "Given name").fill("Josiah")
    _field(page, "Family name").fill("Carberry")
    _field(page, "ORCID iD").fill("0000-0002-1825-0097")


def _choose(page: Page, files: tuple[Path, ...]) -> None:
    page.locator("input[type=file]").first.set_input_files(files)


def _saved(page: Page) -> None:
    expect(page.get_by_text("Saved", exact=True).first).to_be_visible()


def _uploaded(page: Page, count: int) -> None:
    expect(page.locator("#file-list .file-state").get_by_text("Uploaded")).to_have_count(count)


def _slow_line(page: Page, bytes_a_second: int) -> None:
    conditions = {
        "offline": False,
        "latency": 5,
        "downloadThroughput": -1,
        "uploadThroughput": bytes_a_second,
    }
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", conditions)


def _slow_copy(demo: Demo, seconds: float) -> None:
    """The repository takes its time with the large file, as over a long line."""
    fault = {
        "when": {"method": "PUT", "path": r"photographs\.zip/content$"},
        "kind": "slow",
        "seconds": seconds,
    }
    requests.post(f"{demo.repository.page}faults", json=fault, timeout=10).raise_for_status()


def _draw(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    PICTURES.mkdir(parents=True, exist_ok=True)
    picture = _packed(page.screenshot(animations="disabled", caret="hide"))
    (PICTURES / f"{name}.png").write_bytes(picture)
    print(f"{name}.png {len(picture) / 1000:.0f} KB", flush=True)


def _packed(png: bytes) -> bytes:
    """The same picture with its pixels packed tighter, and nothing but its pixels."""
    packed, at, pixels = png[:8], 8, b""
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        kind, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        if kind == b"IDAT":
            pixels += content
        elif kind == b"IEND":
            packed += _chunk(b"IDAT", zlib.compress(zlib.decompress(pixels), 9)) + _chunk(kind, b"")
        elif kind == b"IHDR":
            packed += _chunk(kind, content)
        at += 12 + size
    return packed


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


@dataclass(frozen=True)
class _Look:
    """The form half filled in, as one browser shows it; `top` is where the picture begins."""

    name: str
    top: str
    size: tuple[int, int] = _DESK
    dark: bool = False


_LOOKS = (
    _Look("form", "body"),
    _Look("phone", "#section-work", size=_PHONE),
    _Look("dark", "#section-files", dark=True),
)


def _draw_form(studio: _Studio) -> None:
    for look in _LOOKS:
        with studio.form(look.size, dark=look.dark) as page:
            _choose(page, studio.files[:2])
            _describe(page)
            _uploaded(page, 2)
            _saved(page)
            _show(page, look.top)
            _draw(page, look.name)


def _show(page: Page, top: str) -> None:
    page.evaluate("document.activeElement.blur()")
    page.locator(top).evaluate("element => element.scrollIntoView({behavior: 'instant'})")


def _draw_errors(studio: _Studio) -> None:
    with studio.form() as page:
        _field(page, "Title").fill("Grain sizes")
        _field(page, "ORCID iD").fill("0000-0002-1825-0098")
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.get_by_role("alert")).to_be_focused()
        _draw(page, "errors")


def _draw_deposit(studio: _Studio) -> None:
    """From the upload to the record, in one go."""
    _slow_copy(studio.demo, 12)
    with studio.form() as page:
        _slow_line(page, 12 * _MB)
        _describe(page)
        _name_creator(page)
        page.get_by_label("I agree").check()
        _choose(page, studio.files)
        _show(page, "#section-files")
        expect(page.locator(".overall progress")).to_have_attribute("value", _HALF_WAY)
        _draw(page, "uploading")
        _slow_line(page, -1)
        page.get_by_role("button", name="Send", exact=True).click()
        _draw_status(page)


def _draw_status(page: Page) -> None:
    page.wait_for_url(re.compile(r"/status/#"))
    expect(page.locator("#copied")).to_be_visible()
    expect(page.locator("#copied")).to_have_attribute("value", _HALF_WAY)
    _draw(page, "status-copying")
    expect(page.get_by_role("heading", name=re.compile("review", re.I)).first).to_be_visible()
    _draw(page, "status-in-review")
    page.goto(str(page.locator("#review").get_attribute("href")))
    _draw(page, "repository-record")


def _files(directory: Path) -> tuple[Path, ...]:
    """Of the sizes they say, and empty inside: only names and sizes are seen."""
    made = []
    for name, size in _FILES.items():
        path = directory / name
        with path.open("wb") as file:
            file.truncate(size)
        made.append(path)
    return tuple(made)


def main() -> int:
    """All pictures, into PICTURES."""
    expect.set_options(timeout=_PATIENCE)
    found = next((path for name in _CHROMIUM if (path := shutil.which(name))), _MAC)
    with (
        tempfile.TemporaryDirectory(prefix="zenferry-pictures-") as directory,
        running(Plan(logs=Path(directory) / "logs")) as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=found, args=_QUIET)
        studio = _Studio(demo, browser, _files(Path(directory)))
        for draw in (_draw_form, _draw_errors, _draw_deposit):
            draw(studio)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
