"""What a depositor sees of an upload: how far it is, what failed and why, and what can be done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Dialog, Page, expect

from infra.local.demo import Demo
from infra.local.line import Line, Refusal, Shape
from tests.uploading import (
    LONG,
    MB,
    PART,
    PARTS,
    choose,
    describe,
    digest,
    fail_for_good,
    in_review,
    made,
    page,
    row,
    send,
    staged,
    uploaded,
)
from tests.waiting import wait_for

__all__ = ["page"]

pytestmark = pytest.mark.browser

_ALWAYS = float("inf")
# What the page says aloud, each sentence once.
_LISTEN = """() => {
  window.heard = [];
  new MutationObserver(() => window.heard.push(document.querySelector("#spoken").textContent))
    .observe(document.querySelector("#spoken"), { childList: true, characterData: true });
}"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five parts, and a bit."""
    return made(tmp_path_factory.mktemp("large") / "survey.dat", 5 * PART + 1000)


@pytest.mark.parametrize("status", [403, 500])
def test_a_file_that_fails_says_why_and_holds_up_nothing_once_it_is_removed(
    demo: Demo, page: Page, line: Line, tmp_path: Path, status: int
) -> None:
    # Of these three only one has a second part, and that one is refused, however often it is sent.
    line.faults.add(Refusal(status), path="partNumber=2&", times=_ALWAYS)
    bad = made(tmp_path / "survey.dat", PART + 1000)
    good = [made(tmp_path / name, 3000) for name in ("a.csv", "b.csv")]
    page.clock.install()
    page.goto(demo.invitation())
    choose(page, bad, *good)
    describe(page)

    uploaded(page, "a.csv", "b.csv")
    fail_for_good(page, line, "survey.dat")
    failed = row(page, "survey.dat")
    expect(failed).to_contain_text(f"The storage did not take the file ({status})")
    expect(failed.get_by_role("button", name="Try again: survey.dat")).to_be_enabled()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#summary")).to_contain_text("survey.dat has not been uploaded")

    failed.get_by_role("button", name="Remove survey.dat").click()
    expect(failed).to_have_count(0)
    send(page)
    in_review(page)
    expect(page.get_by_role("table").get_by_role("rowheader")).to_have_text(["a.csv", "b.csv"])


def test_a_failed_file_goes_on_where_it_stopped_when_it_is_tried_again(
    demo: Demo, page: Page, line: Line, tmp_path: Path
) -> None:
    line.faults.add(Refusal(500), path="partNumber=2&", times=_ALWAYS)
    file = made(tmp_path / "survey.dat", 2 * PART + 1000)
    page.clock.install()
    page.goto(demo.invitation())
    choose(page, file)
    fail_for_good(page, line, "survey.dat")
    wait_for(lambda: all(each.ended for each in line.log.of("PUT")))
    missing = {1, 2, 3} - {int(each.path.split(PARTS)[1][0]) for each in line.log.done("PUT")}
    line.faults.clear()
    line.log.clear()

    page.get_by_role("button", name="Try again: survey.dat").click()

    uploaded(page, "survey.dat")
    assert line.log.count("PUT", PARTS) == len(missing)
    assert staged(demo, page) == {"survey.dat": digest(file.read_bytes())}


def test_parts_of_one_file_go_up_side_by_side_and_all_files_share_the_places(
    demo: Demo, page: Page, line: Line, large: Path, tmp_path: Path
) -> None:
    line.reshape(Shape(up=30e6, delay=0.02))
    small = [made(tmp_path / f"{n}.csv", 200_000) for n in range(12)]
    page.goto(demo.invitation())
    choose(page, large, *small)

    uploaded(page, "survey.dat")
    expect(page.locator("#overall")).to_contain_text("13 files uploaded", timeout=LONG)
    [key] = {each.path.split("?")[0] for each in line.log.of("PUT", "partNumber=5&")}
    assert line.log.most_at_once("PUT", re.escape(key)) >= 3
    assert line.log.most_at_once("PUT", PARTS) <= 6


def test_progress_is_told_for_each_file_and_in_all_in_the_title_and_aloud(
    demo: Demo, page: Page, line: Line, large: Path
) -> None:
    line.reshape(Shape(up=12e6))
    page.goto(demo.invitation())
    page.evaluate(_LISTEN)
    choose(page, large)

    expect(page.locator(".overall-text")).to_have_text(
        re.compile(r"^\d+(\.\d+)? MB of 83\.9 MB · \d+(\.\d+)? MB/s · .+ left$")
    )
    expect(page).to_have_title(re.compile(r"^[1-9]\d? % – "))
    expect(row(page, "survey.dat").locator(".file-state")).to_have_text(re.compile(r"^\d+ %$"))
    shown = row(page, "survey.dat").locator("progress")
    expect(shown).to_have_attribute("value", re.compile(r"^0\.[1-9]"))
    uploaded(page, "survey.dat")

    expect(page).to_have_title(re.compile("^Deposit"))
    heard = [said for said in page.evaluate("window.heard") if "percent" in said]
    steps = [int(said.split()[0]) for said in heard]
    assert len(steps) >= 4
    assert all(step % 10 == 0 for step in steps)
    assert steps == sorted(set(steps)), "each once, and forward only"
    expect(page.locator("#spoken")).to_have_text("All files are uploaded")


def test_the_copying_is_followed_live_and_opens_again_by_its_link(
    demo: Demo, page: Page, tmp_path: Path
) -> None:
    files = [made(tmp_path / name, 2 * MB) for name in ("a.dat", "b.dat", "slow.dat")]
    page.goto(demo.invitation())
    choose(page, *files)
    describe(page)
    fault = {"when": {"method": "PUT", "path": r"slow\.dat/content$"}, "kind": "slow", "seconds": 6}
    requests.post(f"{demo.repository.page}faults", json=fault, timeout=10).raise_for_status()
    send(page)

    live = page.locator("[data-step=copied][data-progress=current] [data-note]")
    expect(live).to_have_text(re.compile(r"^2 of 3 files, .+ of 6 MB$"), timeout=LONG)
    page.reload()
    expect(live).to_have_text(re.compile(r"^2 of 3 files, .+ of 6 MB$"))
    in_review(page)
    expect(page.get_by_role("table").get_by_text("Same bytes")).to_have_count(3)
    assert page.locator("[data-progress=done]").count() >= 3


def test_while_it_runs_closing_asks_first_and_the_screen_is_kept_awake(
    demo: Demo, page: Page, line: Line, large: Path
) -> None:
    page.add_init_script(
        "window.locks = []; const plain = WakeLock.prototype.request;"
        "WakeLock.prototype.request = function (kind) {"
        " locks.push(kind); return plain.call(this, kind) }"
    )
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    line.reshape(Shape(up=20e6))
    page.goto(demo.invitation())
    page.get_by_role("textbox", name="Keywords").click()  # a page that was never touched asks not
    choose(page, large)
    wait_for(lambda: line.log.count("PUT", PARTS))
    expect(row(page, "survey.dat")).to_have_attribute("data-state", "uploading")
    page.close(run_before_unload=True)
    page.wait_for_timeout(200)

    assert asked == ["beforeunload"]
    assert page.evaluate("window.locks") == ["screen"]
    line.reshape(Shape())
    uploaded(page, "survey.dat")
    page.close(run_before_unload=True)
    assert asked == ["beforeunload"]
