"""An upload survives whatever befalls the browser, the line or the storage, without a click."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from infra.local.demo import Demo
from infra.local.line import Cut, Fault, Line, LostAnswer, Refusal, Shape, ShortAnswer, Stall
from tests.uploading import (
    LONG,
    MB,
    PARTS,
    at_the_repository,
    choose,
    describe,
    digest,
    in_review,
    kill,
    made,
    over,
    parts_done,
    profiled,
    row,
    send,
    staged,
    uploaded,
)
from tests.waiting import wait_for

pytestmark = pytest.mark.browser

_NAME = "survey.dat"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven parts."""
    return made(tmp_path_factory.mktemp("large") / _NAME, 110 * MB)


@pytest.fixture(scope="module")
def middling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three parts."""
    return made(tmp_path_factory.mktemp("middling") / _NAME, 50 * MB)


def proxied(line: Line) -> dict[str, object]:
    return {"proxy": line.for_chromium()}


def test_a_browser_killed_in_mid_upload_sends_only_what_is_missing(
    demo: Demo, browser: Browser, line: Line, large: Path, tmp_path: Path
) -> None:
    line.reshape(Shape(up=25e6))
    with profiled(browser, tmp_path, **proxied(line)) as context:
        page = context.pages[0]
        page.goto(demo.invitation())
        choose(page, large)
        wait_for(lambda: line.log.done("PUT", PARTS), seconds=60)
        where = page.evaluate("location.href")
        kill(tmp_path)
    wait_for(lambda: all(each.ended for each in line.log.of("PUT", PARTS)))
    before = parts_done(line)
    line.log.clear()
    line.reshape(Shape())

    with profiled(browser, tmp_path, **proxied(line)) as context:
        page = context.pages[0]
        page.goto(where)
        expect(row(page, _NAME)).to_have_attribute("data-state", "waiting")
        choose(page, large)
        uploaded(page, _NAME)

        assert 0 < len(before) < 7
        assert sorted(before + parts_done(line)) == list(range(1, 8))
        assert line.log.count("PUT", PARTS) == 7 - len(before)
        describe(page)
        send(page)
        in_review(page)
    assert at_the_repository(demo, _NAME) == digest(large.read_bytes())


def under_way(demo: Demo, page: Page, line: Line, file: Path) -> None:
    """Slowly, with some of it there."""
    line.reshape(Shape(up=8e6))
    page.goto(demo.invitation())
    choose(page, file)
    wait_for(lambda: sum(each.sent for each in line.log.of("PUT", PARTS)) > 5 * MB)


@pytest.mark.parametrize("how", ["offline", "a dead line"])
def test_ten_seconds_without_a_line_end_well_without_a_click(
    demo: Demo, browser: Browser, line: Line, middling: Path, how: str
) -> None:
    with over(browser, line) as page:
        under_way(demo, page, line, middling)
        page.context.set_offline(how == "offline")
        line.break_down()
        if how == "offline":
            told = page.locator(".overall-text")
            expect(told).to_contain_text("no connection at the moment, it goes on by itself")
        time.sleep(10)
        assert row(page, _NAME).get_attribute("data-state") == "uploading"
        line.mend()
        page.context.set_offline(False)
        line.reshape(Shape())

        uploaded(page, _NAME)
        assert staged(demo, page) == {_NAME: digest(middling.read_bytes())}


def test_a_part_that_stalls_is_sent_anew_on_another_connection(
    demo: Demo, browser: Browser, line: Line, middling: Path
) -> None:
    line.faults.add(Stall(3 * MB), path="partNumber=2&")
    with over(browser, line) as page:
        page.clock.install()
        page.goto(demo.invitation())
        choose(page, middling)
        wait_for(lambda: len(parts_done(line)) == 2, seconds=60)
        wait_for(lambda: any(each.held for each in line.log.of("PUT")))
        page.clock.fast_forward(61_000)

        uploaded(page, _NAME)
        assert parts_done(line) == [1, 2, 3]
        assert line.log.count("PUT", "partNumber=2&") == 2


# A connection that served before and is reset, Chromium replaces by itself, with the same URL.
@pytest.mark.parametrize(
    ("fault", "times"),
    [(Refusal(403), 1), (Refusal(503), 1), (Cut(2 * MB), 3), (LostAnswer(), 3)],
    ids=["403", "503", "cut", "lost answer"],
)
def test_what_befalls_a_part_is_mended_without_a_word_and_a_refusal_with_a_fresh_url(
    demo: Demo, browser: Browser, line: Line, middling: Path, fault: Fault, times: int
) -> None:
    line.faults.add(fault, path="partNumber=2&", times=times)
    with over(browser, line) as page:
        page.goto(demo.invitation())
        choose(page, middling)

        uploaded(page, _NAME)
        tries = line.log.of("PUT", "partNumber=2&")
        assert len(tries) == 1 + times
        signed = [each.begun for each in line.log.done("POST", "/parts$")]
        assert isinstance(fault, Cut | LostAnswer) or max(signed) > (tries[0].ended or 0)
        assert line.log.count("PUT", PARTS) == 3 + times
        expect(page.locator("#refusals")).to_be_hidden()
        assert staged(demo, page) == {_NAME: digest(middling.read_bytes())}


def test_truncated_and_lost_answers_of_the_service_are_asked_for_again(
    demo: Demo, browser: Browser, line: Line, tmp_path: Path
) -> None:
    for call in ("/files$", "/parts$", "/complete$"):
        line.faults.add(ShortAnswer(20), method="POST", path=call)
        line.faults.add(LostAnswer(), method="POST", path=call)
        line.faults.add(Refusal(502, b"Bad gateway"), method="POST", path=call)
    small = made(tmp_path / "notes.txt", 5000)
    with over(browser, line) as page:
        page.goto(demo.invitation())
        choose(page, small)

        uploaded(page, "notes.txt")
        assert staged(demo, page) == {"notes.txt": digest(small.read_bytes())}


def test_a_file_that_changes_on_disk_says_so_and_is_sent_when_chosen_again(
    demo: Demo, browser: Browser, line: Line, tmp_path: Path
) -> None:
    file = made(tmp_path / _NAME, 50 * MB)
    with over(browser, line) as page:
        under_way(demo, page, line, file)
        made(file, 40 * MB)
        line.reshape(Shape())

        expect(row(page, _NAME)).to_contain_text("changed on disk", timeout=LONG)
        choose(page, file)
        uploaded(page, _NAME)
        assert staged(demo, page) == {_NAME: digest(file.read_bytes())}


def test_a_hundred_small_files_share_their_calls(
    demo: Demo, browser: Browser, line: Line, tmp_path: Path
) -> None:
    files = [made(tmp_path / f"core-{number:03}.csv", 1000 + number) for number in range(100)]
    with over(browser, line) as page:
        page.goto(demo.invitation())
        choose(page, *files)

        expect(page.locator("#overall")).to_contain_text("100 files uploaded", timeout=LONG)
        assert line.log.count("PUT", PARTS) == 100
        assert line.log.count("POST", "/files$") == 1
        calls = line.log.count("POST", "/(files|parts|complete)$")
        assert calls <= 20, calls
        told = staged(demo, page)
        assert told == {file.name: digest(file.read_bytes()) for file in files}


def test_a_file_answered_as_not_yet_complete_is_asked_about_until_it_is(
    demo: Demo, browser: Browser, line: Line, tmp_path: Path
) -> None:
    small = made(tmp_path / "notes.txt", 5000)
    asked: list[str] = []

    def at_it(route: Route) -> None:
        [file] = json.loads(route.request.post_data or "")["files"]
        asked.append(file["file"])
        if len(asked) > 3:
            route.fallback()
        else:
            route.fulfill(json={"files": [{"file": file["file"], "state": "completing"}]})

    with over(browser, line) as page:
        page.goto(demo.invitation())
        page.route("**/complete", at_it)
        choose(page, small)
        expect(page.locator(".overall-text")).to_have_text(re.compile("check", re.I))
        uploaded(page, "notes.txt")
        assert len(asked) == 4
        assert line.log.count("PUT", PARTS) == 1
        page.unroute_all()
