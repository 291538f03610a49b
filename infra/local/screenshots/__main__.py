"""All pictures, or those of the parts that are named, such as: form sections."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from infra.local.demo import Plan, running
from infra.local.screenshots.curation import draw_curation
from infra.local.screenshots.deposits import draw_deposit, draw_errors, draw_form, made_files
from infra.local.screenshots.sections import draw_pages, draw_panels, draw_sections
from infra.local.screenshots.studio import PATIENCE, Studio
from infra.local.screenshots.uploads import draw_uploads

_CHROMIUM = ("chromium", "google-chrome")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_ARGUMENTS = [
    "--lang=en-GB",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
]
_PARTS = {
    "form": draw_form,
    "errors": draw_errors,
    "sections": draw_sections,
    "panels": draw_panels,
    "pages": draw_pages,
    "uploads": draw_uploads,
    "deposit": draw_deposit,
    "curation": draw_curation,
}


def main(parts: list[str]) -> int:
    """Into .github/pictures; nothing named is all of them."""
    expect.set_options(timeout=PATIENCE)
    found = next((path for name in _CHROMIUM if (path := shutil.which(name))), _MAC)
    with (
        tempfile.TemporaryDirectory(prefix="zenferry-pictures-") as directory,
        running(Plan(logs=Path(directory) / "logs")) as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        studio = Studio(demo, browser, made_files(Path(directory)))
        for part in parts or _PARTS:
            _PARTS[part](studio)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
