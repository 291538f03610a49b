"""Pause and continue; and one press to go on, where the browser knows where the file is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from infra.local.demo import Demo
from infra.local.line import Line, Shape
from tests.uploading import (
    MB,
    PART,
    PARTS,
    choose,
    digest,
    made,
    page,
    parts_done,
    row,
    staged,
    uploaded,
)
from tests.waiting import wait_for

__all__ = ["page"]

pytestmark = pytest.mark.browser

_NAME = "survey.dat"
# No test can press anything in the system's own dialog. The browser's private files have handles of
# the same kind, to which it asks nobody's leave.
_PICKER = """window.showOpenFilePicker = async () => {
  const directory = await navigator.storage.getDirectory();
  return [await directory.getFileHandle("survey.dat")];
}"""
_WRITE = """async ([size, fill]) => {
  const directory = await navigator.storage.getDirectory();
  const handle = await directory.getFileHandle("survey.dat", { create: true });
  const file = await handle.createWritable();
  await file.write(new Uint8Array(size).fill(fill));
  await file.close();
}"""


def on_the_way(line: Line) -> int:
    return sum(each.sent for each in line.log.of("PUT", PARTS))


def still(line: Line) -> bool:
    return all(each.ended for each in line.log.of("PUT", PARTS))


def test_a_paused_upload_leaves_the_line_alone_and_goes_on_when_told_to(
    demo: Demo, page: Page, line: Line, tmp_path: Path
) -> None:
    file = made(tmp_path / _NAME, 4 * PART)
    line.reshape(Shape(up=12e6))
    page.goto(demo.invitation())
    choose(page, file)
    wait_for(lambda: on_the_way(line) > 3 * MB)

    page.get_by_role("button", name="Pause").click()
    expect(page.locator(".overall-text")).to_contain_text("paused")
    wait_for(lambda: still(line))
    sent = on_the_way(line)
    page.wait_for_timeout(1500)
    assert on_the_way(line) == sent
    assert len(parts_done(line)) < 4

    line.reshape(Shape())
    page.locator("#overall").get_by_role("button", name="Continue").click()
    uploaded(page, _NAME)
    assert parts_done(line) == [1, 2, 3, 4]
    assert staged(demo, page) == {_NAME: digest(file.read_bytes())}


def interrupted(demo: Demo, page: Page, line: Line) -> list[int]:
    """Chosen in the browser's dialog, reloaded with some of it there; answers which parts."""
    # To leave it is never refused.
    page.on("dialog", lambda dialog: dialog.accept())
    page.add_init_script(_PICKER)
    page.goto(demo.invitation())
    page.evaluate(_WRITE, [4 * PART, 7])
    line.reshape(Shape(up=16e6))
    page.locator("label[for=files]").click()
    wait_for(lambda: parts_done(line), seconds=60)
    page.reload()
    expect(row(page, _NAME)).to_have_attribute("data-state", "waiting")
    wait_for(lambda: still(line))
    before = parts_done(line)
    line.log.clear()
    line.reshape(Shape())
    return before


def test_one_press_goes_on_with_the_missing_parts(demo: Demo, page: Page, line: Line) -> None:
    before = interrupted(demo, page, line)
    expect(row(page, _NAME)).to_contain_text("Interrupted; what has arrived is kept")

    page.get_by_role("button", name=f"Continue: {_NAME}").click()

    uploaded(page, _NAME)
    assert sorted(before + parts_done(line)) == [1, 2, 3, 4]
    assert staged(demo, page) == {_NAME: digest(bytes([7]) * 4 * PART)}
    page.reload()
    expect(row(page, _NAME)).to_have_attribute("data-state", "staged")
    expect(page.get_by_role("button", name=re.compile("Continue"))).to_have_count(0)


def test_a_file_that_changed_meanwhile_is_sent_as_it_is_now(
    demo: Demo, page: Page, line: Line
) -> None:
    interrupted(demo, page, line)
    page.evaluate(_WRITE, [4 * PART, 8])

    page.get_by_role("button", name=f"Continue: {_NAME}").click()

    uploaded(page, _NAME)
    assert parts_done(line) == [1, 2, 3, 4]
    assert staged(demo, page) == {_NAME: digest(bytes([8]) * 4 * PART)}
