"""Two windows with one deposit: one of them sends, and the other knows."""

from __future__ import annotations

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
    part,
    parts_done,
    row,
    staged,
    uploaded,
)
from tests.waiting import wait_for

__all__ = ["page"]

pytestmark = pytest.mark.browser

_NAME = "survey.dat"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five parts."""
    return made(tmp_path_factory.mktemp("large") / _NAME, 5 * PART)


def beside(demo: Demo, page: Page, line: Line, file: Path) -> Page:
    """A second window, while the first is sending."""
    line.reshape(Shape(up=12e6))
    page.goto(demo.invitation())
    choose(page, file)
    wait_for(lambda: sum(each.sent for each in line.log.of("PUT", PARTS)) > 2 * MB)
    second = page.context.new_page()
    second.goto(page.evaluate("location.href"))
    expect(row(second, _NAME)).to_have_attribute("data-state", "elsewhere")
    return second


def test_a_file_chosen_in_a_second_window_is_sent_by_the_first_alone(
    demo: Demo, page: Page, line: Line, large: Path
) -> None:
    second = beside(demo, page, line, large)
    expect(row(second, _NAME)).to_contain_text("Another window is sending it")
    choose(second, large)
    expect(second.locator("#refusals")).to_contain_text("is being sent in another window")
    line.reshape(Shape())

    uploaded(page, _NAME)
    uploaded(second, _NAME)
    assert sorted(part(each) for each in line.log.of("PUT", PARTS)) == [1, 2, 3, 4, 5]
    assert staged(demo, page) == {_NAME: digest(large.read_bytes())}


def test_what_a_closed_window_was_sending_goes_on_in_the_other(
    demo: Demo, page: Page, line: Line, large: Path
) -> None:
    second = beside(demo, page, line, large)
    wait_for(lambda: parts_done(line), seconds=60)
    page.close()
    expect(row(second, _NAME)).to_have_attribute("data-state", "waiting")
    wait_for(lambda: all(each.ended for each in line.log.of("PUT", PARTS)))
    before = parts_done(line)
    line.log.clear()
    line.reshape(Shape())

    choose(second, large)

    uploaded(second, _NAME)
    assert sorted(before + parts_done(line)) == [1, 2, 3, 4, 5]
    assert staged(demo, second) == {_NAME: digest(large.read_bytes())}
