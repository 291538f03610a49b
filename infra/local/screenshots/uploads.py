"""An upload that does not simply end well: paused, interrupted and opened again, refused."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from infra.local.line import Line, Refusal, Shape, opened
from infra.local.screenshots.studio import Studio, draw_part, field

__all__ = ["draw_uploads"]

_SECTION = "#section-files"
_MB = 10**6
_FOREVER = float("inf")
# Nobody can press anything in the system's own dialog here. The browser's private files have
# handles of the same kind.
_DIALOG = """window.showOpenFilePicker = async () => {
  const directory = await navigator.storage.getDirectory();
  const made = [];
  for (const [name, size] of [["cores-2026-photographs.zip", 80e6], ["cores-2026.dat", 50e6]]) {
    const handle = await directory.getFileHandle(name, { create: true });
    const file = await handle.createWritable();
    await file.truncate(size);
    await file.close();
    made.push(handle);
  }
  return made;
}"""


def draw_uploads(studio: Studio) -> None:
    with opened(Shape(up=20 * _MB)) as line, studio.form(line=line) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        page.clock.install()
        page.add_init_script(_DIALOG)
        page.reload()
        field(page, "Title").fill("Grain sizes")
        page.locator("label[for=files]").click()
        expect(page.locator(".overall-text")).to_contain_text("left")
        page.wait_for_timeout(2500)
        page.get_by_role("button", name="Pause").click()
        draw_part(page, _SECTION, "upload-paused")
        page.reload()
        expect(page.get_by_role("button", name="Continue all")).to_be_visible()
        draw_part(page, _SECTION, "upload-interrupted")
        _refused(page, line)
        draw_part(page, _SECTION, "upload-failed")


def _refused(page: Page, line: Line) -> None:
    """The second part of each, for good; the waits between the tries pass at once."""
    line.faults.add(Refusal(500), path="partNumber=[23]&", times=_FOREVER)
    line.reshape(Shape())
    page.get_by_role("button", name="Continue all").click()
    failed = page.locator("#file-list > li[data-state=failed]")
    for _ in range(100):
        if failed.count() == 2:
            return
        page.clock.fast_forward(31_000)
        page.wait_for_timeout(100)
    expect(failed).to_have_count(2)
