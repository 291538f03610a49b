"""Words are never lost: a killed browser, two windows, a device without room."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.local.demo import Demo
from tests.browsing import saved
from tests.uploading import kill, profiled

pytestmark = pytest.mark.browser


def title(page: Page) -> str:
    return page.locator("#section-work [data-field=title] > input").input_value()


def fill_title(page: Page, text: str) -> None:
    page.locator("#section-work [data-field=title] > input").fill(text)


def type_and_die(browser: Browser, directory: Path, address: str, *, opened: bool) -> str:
    """Types without a connection and is killed a moment later; answers where that was."""
    with profiled(browser, directory) as context:
        page = context.pages[0]
        page.goto(address)
        if opened:
            fill_title(page, "First words")
            saved(page)
        context.set_offline(True)
        fill_title(page, "Words before the power cut")
        expect(page.locator("#saved", has_text="kept on this device")).to_be_visible()
        where = page.url
        kill(directory)
    return where


@pytest.mark.parametrize("begun", ["opened", "only the invitation"])
def test_words_typed_a_moment_before_the_browser_is_killed_are_there_again(
    demo: Demo, browser: Browser, tmp_path: Path, begun: str
) -> None:
    opened = begun == "opened"
    where = type_and_die(browser, tmp_path, demo.invitation(), opened=opened)

    with profiled(browser, tmp_path) as context:
        page = context.pages[0]
        page.goto(where)
        saved(page)
        assert title(page) == "Words before the power cut"
        expect(page.get_by_role("dialog")).to_have_count(0)


def opened_twice(demo: Demo, page: Page) -> Page:
    page.goto(demo.invitation())
    fill_title(page, "First")
    saved(page)
    second = page.context.new_page()
    second.goto(page.url)
    second.wait_for_selector("#saved[data-state=saved]")
    return second


def test_two_windows_know_of_each_other_and_one_follows_what_the_other_saves(
    demo: Demo, page: Page
) -> None:
    second = opened_twice(demo, page)
    for window in (page, second):
        expect(window.locator("#windows", has_text="Open in another window too")).to_be_visible()

    fill_title(page, "First, changed")
    saved(page)

    field = second.locator("#section-work [data-field=title] > input")
    expect(field).to_have_value("First, changed")
    fill_title(second, "Second")
    saved(second)
    expect(second.get_by_role("dialog")).to_have_count(0)
    second.close()
    page.bring_to_front()
    expect(page.locator("#windows")).to_be_hidden()


def changed_in_both(demo: Demo, page: Page) -> Page:
    """The second window has words that it could not save, and so has the first, which could."""
    second = opened_twice(demo, page)
    second.route("**/metadata", lambda route: route.abort())
    fill_title(second, "Words of the second")
    expect(second.locator("#saved", has_text="kept on this device")).to_be_visible()
    fill_title(page, "Words of the first")
    saved(page)
    second.unroute("**/metadata")
    expect(second.get_by_role("dialog", name="Another window changed")).to_be_visible()
    return second


@pytest.mark.parametrize(
    ("press", "stays", "other"),
    [
        ("Keep what is in this window", "Words of the second", "Words of the first"),
        ("Load the other one", "Words of the first", "Words of the second"),
    ],
)
def test_of_two_versions_the_one_not_taken_can_still_be_had(
    demo: Demo, page: Page, press: str, stays: str, other: str
) -> None:
    second = changed_in_both(demo, page)
    second.get_by_role("button", name=press).click()
    saved(second)
    assert title(second) == stays

    second.reload()
    expect(
        second.locator("#filled", has_text="The other version is kept on this device")
    ).to_be_visible()
    second.get_by_role("button", name="Compare the two").last.click()
    asked = second.get_by_role("group", name="Title", exact=True)
    asked.get_by_label(re.compile(f"Replace by: {other}")).check()
    second.get_by_role("button", name="Fill in", exact=True).click()

    saved(second)
    assert title(second) == other


def test_two_versions_can_be_compared_before_one_is_chosen(demo: Demo, page: Page) -> None:
    second = changed_in_both(demo, page)
    second.get_by_role("button", name="Compare the two").first.click()
    expect(second.get_by_role("heading", name="Compare the two")).to_be_focused()
    second.keyboard.press("Escape")
    expect(second.get_by_role("dialog", name="Another window changed")).to_be_visible()

    second.get_by_role("button", name="Compare the two").first.click()
    second.get_by_label(re.compile("Replace by: Words of the first")).check()
    second.get_by_role("button", name="Fill in", exact=True).click()

    saved(second)
    assert title(second) == "Words of the first"


def test_without_room_and_without_a_connection_it_says_that_the_window_must_stay(
    demo: Demo, page: Page
) -> None:
    page.add_init_script(
        "Storage.prototype.setItem = IDBFactory.prototype.open = () => {"
        " throw new DOMException('', 'QuotaExceededError') }"
    )
    page.goto(demo.invitation())
    page.context.set_offline(True)
    fill_title(page, "Nowhere to keep this")

    expect(page.locator("#saved", has_text="Leave this window open")).to_be_visible()
    page.context.set_offline(False)
    page.unroute_all()
