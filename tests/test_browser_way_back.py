"""Who comes back by the invitation on the same device is led to what they began."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.local.demo import Demo
from infra.local.line import Line, Stall
from tests.axe import gate
from tests.browsing import field, saved
from tests.uploading import PART, PARTS, choose, kill, made, profiled, row
from tests.waiting import wait_for

pytestmark = pytest.mark.browser


def offer(page: Page) -> None:
    expect(page.get_by_role("region", name="You began a deposit here on")).to_be_focused()
    expect(page.locator("#desk")).to_be_hidden()


def begin(page: Page, address: str, title: str = "Sediment cores") -> None:
    page.goto(address)
    field(page, "Title").fill(title)
    saved(page)


def begin_and_die(browser: Browser, demo: Demo, line: Line, directory: Path) -> str:
    """Types, chooses a file of which some arrives, and is killed; answers the invitation."""
    invitation = demo.invitation()
    file = made(directory / "survey.dat", 2 * PART)
    line.faults.add(Stall(PART // 2), path=f"{PARTS}2&", times=float("inf"))
    with profiled(browser, directory / "profile", proxy=line.for_chromium()) as context:
        page = context.pages[0]
        begin(page, invitation)
        choose(page, file)
        wait_for(lambda: line.log.done("PUT", PARTS), seconds=60)
        kill(directory / "profile")
    return invitation


def test_who_was_killed_and_comes_back_by_the_invitation_finds_words_and_files(
    demo: Demo, browser: Browser, line: Line, tmp_path: Path
) -> None:
    invitation = begin_and_die(browser, demo, line, tmp_path)

    with profiled(browser, tmp_path / "profile", proxy=line.for_chromium()) as context:
        page = context.pages[0]
        page.goto(invitation)
        offer(page)
        asked = line.log.count("GET", "/api/submissions")
        assert asked == 0
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Go on with it")).to_be_focused()
        page.keyboard.press("Enter")

        expect(field(page, "Title")).to_have_value("Sediment cores")
        expect(row(page, "survey.dat")).to_have_attribute("data-state", "waiting")


def test_another_one_is_begun_with_an_empty_form_and_is_offered_the_next_time(
    demo: Demo, page: Page
) -> None:
    invitation = demo.invitation()
    begin(page, invitation, "The first")
    page.goto("about:blank")
    page.goto(invitation)
    offer(page)
    page.get_by_role("button", name="Begin another one").click()
    expect(page.locator("#section-files")).to_be_focused()
    expect(field(page, "Title")).to_have_value("")
    field(page, "Title").fill("The second")
    saved(page)

    page.goto("about:blank")
    page.goto(invitation)
    page.get_by_role("link", name="Go on with it").click()
    expect(field(page, "Title")).to_have_value("The second")


def test_what_is_reopened_is_marked_as_read_from_its_first_section(demo: Demo, page: Page) -> None:
    begin(page, demo.invitation())
    page.reload()
    expect(field(page, "Title")).to_have_value("Sediment cores")
    current = page.locator(".contents [aria-current]")
    expect(current).to_have_count(1)
    expect(current).to_have_attribute("href", "#section-files")


def test_another_invitation_leads_to_no_other_deposit(demo: Demo, page: Page) -> None:
    begin(page, demo.invitation())
    page.goto("about:blank")
    page.goto(demo.invitation("--note", "another"))
    expect(field(page, "Title")).to_have_value("")
    expect(page.locator("#begun")).to_be_hidden()


def test_a_deposit_that_its_link_no_longer_opens_is_offered_once_and_forgotten(
    demo: Demo, page: Page
) -> None:
    invitation = demo.invitation()
    begin(page, invitation)
    page.goto("about:blank")
    page.goto(invitation)
    page.route("**/api/submissions/*", lambda route: route.fulfill(status=404, json={}))
    page.get_by_role("link", name="Go on with it").click()
    expect(page.get_by_role("heading", name="does not open a deposit")).to_be_visible()

    page.goto("about:blank")
    page.goto(invitation)
    expect(field(page, "Title")).to_be_visible()
    expect(page.locator("#begun")).to_be_hidden()


def test_axe_finds_nothing_in_the_offer(demo: Demo, browser: Browser) -> None:
    invitation = demo.invitation()
    with gate(browser) as gates:
        begin(gates.page, invitation)
        gates.page.goto("about:blank")
        gates.page.goto(invitation)
        offer(gates.page)
        gates.look("the offer")
