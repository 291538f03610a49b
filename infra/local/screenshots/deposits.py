"""The README's pictures: moments of a few deposits, from the first word to the citation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import requests
from playwright.sync_api import Page, expect

from infra.local.demo import Demo
from infra.local.screenshots.filling import TITLE
from infra.local.screenshots.studio import DESK, PHONE, Studio, draw, field, saved, show

__all__ = ["draw_deposit", "draw_errors", "draw_form", "made_files"]

_MB = 10**6
_FILES = {
    "cores-2026-grain-sizes.csv": 4 * _MB,
    "README.md": 6_200,
    "cores-2026-photographs.zip": 180 * _MB,
}
_DESCRIPTION = """Grain sizes of twelve sediment cores from the Jade Bay, taken in spring 2026.

One row a sample, every five centimetres; the methods are in README.md."""
# That curators decided is noticed by looking, now and then.
_NOTICED = 300_000
_TO_THE_CITATION = 1240
_HALF_WAY = re.compile(r"^0\.[4-7]")


@dataclass(frozen=True)
class _Look:
    """The form half filled in, as one browser shows it; `top` is where the picture begins."""

    name: str
    top: str
    size: tuple[int, int] = DESK
    dark: bool = False


_LOOKS = (
    _Look("form", "body"),
    _Look("phone", "#section-work", size=PHONE),
    _Look("dark", "#section-files", dark=True),
)


def made_files(directory: Path) -> tuple[Path, ...]:
    """Of the sizes they say, and empty inside: only names and sizes are seen."""
    made = []
    for name, size in _FILES.items():
        path = directory / name
        with path.open("wb") as file:
            file.truncate(size)
        made.append(path)
    return tuple(made)


def draw_form(studio: Studio) -> None:
    for look in _LOOKS:
        with studio.form(look.size, dark=look.dark) as page:
            _choose(page, studio.files[:2])
            _describe(page)
            _uploaded(page, 2)
            saved(page)
            show(page, look.top)
            draw(page, look.name)


def draw_errors(studio: Studio) -> None:
    with studio.form() as page:
        field(page, "Title").fill("Grain sizes")
        field(page, "ORCID iD").fill("0000-0002-1825-0098")
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.get_by_role("alert")).to_be_focused()
        draw(page, "errors")


def draw_deposit(studio: Studio) -> None:
    """From the upload to the record and its citation, in one go."""
    _slow_copy(studio.demo, 12)
    with studio.form() as page:
        _slow_line(page, 12 * _MB)
        _describe(page)
        _name_creator(page)
        page.get_by_label("I agree").check()
        _choose(page, studio.files)
        show(page, "#section-files")
        expect(page.locator(".overall progress")).to_have_attribute("value", _HALF_WAY)
        draw(page, "uploading")
        _slow_line(page, -1)
        page.get_by_role("button", name="Send", exact=True).click()
        _draw_status(studio.demo, page)


def _draw_status(demo: Demo, page: Page) -> None:
    page.wait_for_url(re.compile(r"/status/#"))
    link = page.url
    expect(page.locator("#copied")).to_be_visible()
    expect(page.locator("#copied")).to_have_attribute("value", _HALF_WAY)
    draw(page, "status-copying")
    expect(page.get_by_role("heading", name=re.compile("review", re.I)).first).to_be_visible()
    draw(page, "status-in-review")
    page.goto(str(page.locator("#review").get_attribute("href")))
    draw(page, "repository-record")
    page.get_by_role("button", name="Accept and publish").click()
    expect(page.locator(".badge.accepted").first).to_be_visible()
    demo.tend()
    page.goto(link)
    expect(page.locator("#record")).to_be_visible(timeout=_NOTICED)
    expect(page.locator("[data-citation]")).not_to_be_empty()
    # Down to the citation, which is what one comes back for.
    page.set_viewport_size({"width": DESK[0], "height": _TO_THE_CITATION})
    draw(page, "status-published")


def _describe(page: Page) -> None:
    field(page, "Title").fill(TITLE)
    field(page, "Description").fill(_DESCRIPTION)
    keywords = page.get_by_role("textbox", name="Keywords")
    for word in ("sediment", "grain size", "Wadden Sea"):
        keywords.fill(word)
        keywords.press("Enter")


def _name_creator(page: Page) -> None:
    field(page, "Given name").fill("Josiah")
    field(page, "Family name").fill("Carberry")
    field(page, "ORCID iD").fill("0000-0002-1825-0097")


def _choose(page: Page, files: tuple[Path, ...]) -> None:
    page.locator("input[type=file]").first.set_input_files(files)


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
