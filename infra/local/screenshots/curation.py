"""Pictures of the consortium's side: the desk, one deposit on it, and what was published."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from infra.local.demo import Demo
from infra.local.package import ROOT
from infra.local.screenshots.studio import Studio, draw

__all__ = ["draw_curation"]

_EXAMPLE = ROOT / "infra" / "example" / "metadata.json"
# Each goes into review; those that are marked are accepted there.
_TITLES = {
    "Grain sizes of sediment cores from the Jade Bay, 2021-2024": True,
    "Water levels at Dangast harbour, every ten minutes, 2025": True,
    "Aerial photographs of the salt marsh at Leyhörn": True,
    "Counts of shorebirds on the mudflats of Mellum": False,
    "Chlorophyll in the Wadden Sea by satellite, monthly means": False,
}
_CURATOR = "mia"
_INDEXED = 300_000


def draw_curation(studio: Studio) -> None:
    """With a few deposits made by script, as there are on a usual day."""
    links = {title: _deposited(studio.demo, title) for title in _TITLES}
    with studio.page() as page:
        for title in (title for title, accepted in _TITLES.items() if accepted):
            _accept(page, links[title])
        studio.demo.tend()
        studio.demo.call("records", {})
        page.goto(_desk_link(studio.demo))
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator("#list tbody tr").first).to_be_visible()
        draw(page, "desk")
        first = page.locator("#list tbody th a").first
        title = first.inner_text()
        first.click()
        expect(page.get_by_role("heading", name=title).first).to_be_visible()
        draw(page, "desk-deposit")
        page.goto(f"{studio.demo.page}records/")
        expect(page.get_by_text("Water levels at Dangast").first).to_be_visible(timeout=_INDEXED)
        draw(page, "records")


def _accept(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.locator("#review")).to_be_visible()
    page.goto(str(page.locator("#review").get_attribute("href")))
    page.get_by_role("button", name="Accept and publish").click()
    expect(page.locator(".badge.accepted").first).to_be_visible()


def _deposited(demo: Demo, title: str) -> str:
    """The status link of a deposit that is in review now."""
    with tempfile.TemporaryDirectory() as directory:
        words, data = Path(directory) / "metadata.json", Path(directory) / "data.csv"
        words.write_text(json.dumps(json.loads(_EXAMPLE.read_text("utf-8")) | {"title": title}))
        data.write_text("depth,size\n" * 9000)
        where = ("--link", demo.invitation(), "--journal", Path(directory) / "journal")
        told = _command(demo, "deposit", "--wait", "--show-link", *where, words, data)
    return told.split()[-1]


def _desk_link(demo: Demo) -> str:
    return _command(demo, "desk-link", _CURATOR).strip()


def _command(demo: Demo, *words: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "zenferry.cli", *map(str, words)],
        env={name: os.environ.get(name, "") for name in ("PATH", "PYTHONPATH", "HOME")}
        | demo.settings,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
