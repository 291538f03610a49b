"""The ways in for who has an account of their own: a token of it, and all the doors together."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.local.demo import Demo
from tests.axe import gate
from tests.browsing import field, watched
from tests.doors import deposit, kept, logged, made, owners, use

pytestmark = pytest.mark.browser


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return made(tmp_path)


def test_a_token_of_ones_own_leads_to_a_record_of_ones_own(
    demo: Demo, page: Page, data: Path
) -> None:
    page.goto(demo.page)
    expect(page.get_by_role("heading", name="How do you want to deposit?")).to_be_visible()
    token = demo.repository.tokens["other"]
    use(page, token)

    expect(page.get_by_text("into your own account there (number 2)")).to_be_visible()
    assert token not in kept(page)
    assert token not in page.url
    deposit(page, data, "By a token of my own")

    assert owners(demo, "By a token of my own", token) == ["2"]
    assert owners(demo, "By a token of my own", demo.repository.token) == []
    assert token not in logged(demo)


def test_a_token_that_is_not_taken_is_told_at_the_field(demo: Demo, page: Page) -> None:
    page.goto(demo.page)
    typed = page.get_by_label("Your token")
    page.get_by_role("button", name="Use this token").click()
    expect(page.locator("#token-error")).to_have_text("Paste your token first.")
    expect(typed).to_be_focused()

    use(page, "a-token-that-nobody-ever-made")
    expect(page.locator("#token-error")).to_contain_text("does not take this token")
    expect(typed).to_have_attribute("aria-invalid", "true")
    expect(typed).to_be_focused()

    assert typed.get_attribute("type") == "password"
    page.get_by_role("button", name="Show").click()
    assert typed.get_attribute("type") == "text"


def test_a_token_is_kept_only_after_a_tick_and_can_be_forgotten(demo: Demo, page: Page) -> None:
    token = demo.repository.tokens["other"]
    page.goto(demo.page)
    page.get_by_label("Keep on this device").check()
    use(page, token)
    expect(field(page, "Title")).to_be_visible()
    assert token in kept(page)

    page.goto("about:blank")
    page.goto(demo.page)
    expect(page.get_by_text("A token is kept on this device.")).to_be_visible()
    # It is of one repository, and no other gets to see it.
    door = page.locator("#own-token")
    door.get_by_label(re.compile("Sandbox")).check()
    expect(page.get_by_text("A token is kept on this device.")).to_be_hidden()
    door.get_by_label("Zenodo", exact=True).check()
    page.get_by_role("button", name="Use this token").click()
    expect(field(page, "Title")).to_be_visible()

    page.goto("about:blank")
    page.goto(demo.page)
    page.get_by_role("button", name="Forget it").click()
    expect(page.get_by_label("Your token")).to_be_focused()
    assert token not in kept(page)


def test_the_doors_can_be_used_by_keyboard_alone(demo: Demo, page: Page) -> None:
    page.goto(demo.page)
    typed = page.get_by_label("Your token")
    typed.focus()
    page.keyboard.type(demo.repository.tokens["other"])
    page.keyboard.press("Enter")
    expect(field(page, "Title")).to_be_visible()


def test_axe_finds_nothing_at_the_doors(demo: Demo, browser: Browser) -> None:
    with gate(browser) as opened:
        page = opened.page
        page.goto(demo.page)
        expect(page.get_by_role("heading", name="How do you want to deposit?")).to_be_visible()
        opened.look("doors")
        use(page, "a-token-that-nobody-ever-made")
        expect(page.locator("#token-error")).to_be_visible()
        opened.look("a token refused")
        page.goto(f"{demo.page}signed-in/?code=x&state=y")
        expect(page.get_by_role("heading", name="This sign-in can't be used")).to_be_visible()
        opened.look("a sign-in refused")


def test_axe_finds_nothing_where_an_account_is_to_be_opened_again(
    demo: Demo, browser: Browser
) -> None:
    with gate(browser) as opened:
        page = opened.page
        page.goto(demo.page)
        use(page, demo.repository.tokens["other"])
        expect(field(page, "Title")).to_be_visible()
        page.route("**/api/submissions/*", _token_wanted)
        page.goto(page.url.replace("#", "status/#"))
        expect(page.get_by_role("region", name="Open your account to it again")).to_be_visible()
        opened.look("open again")


def _token_wanted(route: object) -> None:
    answer = route.fetch()  # type: ignore[attr-defined]
    body = answer.json() | {"token_wanted": True, "state": "needs_attention"}
    route.fulfill(response=answer, body=json.dumps(body))  # type: ignore[attr-defined]


def test_another_like_this_is_filled_in_behind_any_door(
    demo: Demo, browser: Browser, data: Path
) -> None:
    with watched(browser) as page:
        page.goto(demo.page)
        use(page, demo.repository.tokens["other"])
        expect(field(page, "Title")).to_be_visible()
        deposit(page, data, "The first of two")
        page.get_by_role("button", name="Deposit another like this").click()
        expect(page.get_by_text("are kept for the next one")).to_be_visible()
        use(page, demo.repository.tokens["other"])

        expect(page.locator("#filled", has_text="Kept from your earlier deposit")).to_be_visible()
        expect(field(page, "Family name")).to_have_value("Carberry")
        expect(field(page, "Title")).to_have_value("")
