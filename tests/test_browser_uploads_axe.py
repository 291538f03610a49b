"""axe finds nothing in any state of an upload: held, stuck, paused, in another window, failed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.local.demo import Demo
from infra.local.line import Line, Refusal, Stall
from tests.axe import gate
from tests.browsing import saved
from tests.uploading import PART, PARTS, choose, fail_for_good, made, row, uploaded
from tests.waiting import wait_for

pytestmark = pytest.mark.browser

_ALWAYS = float("inf")


def begun(demo: Demo, page: Page, line: Line, *files: Path) -> None:
    """Some of it is there; the rest does not come."""
    line.faults.add(Stall(PART // 2), path=f"{PARTS}[12]&", times=_ALWAYS)
    page.goto(demo.invitation())
    choose(page, *files)
    wait_for(lambda: any(each.held for each in line.log.of("PUT")))
    saved(page)


def test_an_upload_under_way_paused_seen_from_another_window_and_interrupted(
    demo: Demo, browser: Browser, line: Line, tmp_path: Path
) -> None:
    files = [made(tmp_path / name, 2 * PART) for name in ("survey.dat", "a longer name of one.dat")]
    with gate(browser, proxy=line.for_chromium()) as gates:
        page = gates.page
        page.on("dialog", lambda dialog: dialog.accept())
        begun(demo, page, line, *files)
        expect(page.locator(".overall-text")).to_contain_text("left")
        gates.look("uploading")
        page.get_by_role("button", name="Pause").click()
        expect(page.locator(".overall-text")).to_contain_text("paused")
        gates.look("paused")
        page.locator("#overall").get_by_role("button", name="Continue").click()
        gates.page = page.context.new_page()
        gates.page.goto(page.evaluate("location.href"))
        expect(row(gates.page, "survey.dat")).to_have_attribute("data-state", "elsewhere")
        gates.look("in another window")
        gates.page.close()
        gates.page = page
        page.reload()
        expect(row(page, "survey.dat")).to_have_attribute("data-state", "waiting")
        gates.look("interrupted")


def test_an_upload_that_failed_and_one_that_is_done(
    demo: Demo, browser: Browser, line: Line, tmp_path: Path
) -> None:
    bad = [made(tmp_path / name, PART + 1000) for name in ("survey.dat", "second.dat")]
    good = made(tmp_path / "notes.txt", 1000)
    line.faults.add(Refusal(500), path="partNumber=2&", times=_ALWAYS)
    with gate(browser, proxy=line.for_chromium()) as gates:
        page = gates.page
        page.clock.install()
        page.goto(demo.invitation())
        choose(page, *bad, good)
        uploaded(page, "notes.txt")
        for file in bad:
            fail_for_good(page, line, file.name)
        saved(page)
        gates.look("failed")
        line.faults.clear()
        for file in bad:
            page.get_by_role("button", name=f"Try again: {file.name}").click()
        uploaded(page, "survey.dat", "second.dat")
        gates.look("done")
