"""Who wants to be told by e-mail leaves an address on the page, and takes it away there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.local.demo import Demo
from tests.axe import gate
from tests.browsing import field
from tests.cloud_mails import mails
from tests.test_browser import PATIENCE, choose, fill, send
from tests.waiting import wait_for

pytestmark = pytest.mark.browser

NOTED = re.compile("Noted: from now on mails go to")
TAKE_AWAY = "Tell me no more, and erase the address"


def address() -> str:
    return f"ada-{uuid4().hex[:8]}@example.org"


def leave(page: Page, to: str) -> None:
    page.get_by_label("E-mail address, if you want mails").fill(to)
    page.get_by_role("button", name="Tell me", exact=True).click()
    expect(page.locator("#telling-state")).to_have_text(NOTED)


def told(demo: Demo, to: str) -> list[dict[str, Any]]:
    demo.send_mails()
    return mails(demo, to)


def test_nothing_is_filled_in_or_asked_of_the_service_for_who_wants_no_mails(
    demo: Demo, page: Page
) -> None:
    calls: list[str] = []
    page.on("request", lambda request: calls.append(request.url))
    page.goto(demo.invitation())
    field(page, "Title").focus()
    expect(page.get_by_label("E-mail address, if you want mails")).to_have_value("")
    assert not [url for url in calls if "telling" in url or "/address" in url]


def test_an_address_is_left_on_the_form_and_taken_away_by_keyboard_alone(
    demo: Demo, page: Page
) -> None:
    page.goto(demo.invitation())
    to = address()
    box = page.get_by_label("E-mail address, if you want mails")
    box.focus()
    page.keyboard.type("ada@")
    page.keyboard.press("Enter")
    expect(page.locator("#telling-state")).to_have_text(re.compile("Type the address"))
    expect(box).to_be_focused()
    box.fill("")
    page.keyboard.type(to)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=TAKE_AWAY)).to_be_focused()

    page.reload()
    expect(page.get_by_role("button", name=TAKE_AWAY)).to_be_visible()
    expect(page.locator("body")).not_to_contain_text(to)
    page.get_by_role("button", name=TAKE_AWAY).focus()
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    expect(page.locator("#telling-state")).to_have_text(re.compile("The address is erased"))


def test_one_that_was_typed_when_the_deposit_is_sent_is_told_and_leads_back_by_the_mail(
    demo: Demo, page: Page, tmp_path: Path
) -> None:
    to = address()
    (tmp_path / "cores.csv").write_text("a,b\n")
    page.goto(demo.invitation())
    fill(page)
    choose(page, tmp_path / "cores.csv")
    page.get_by_label("E-mail address, if you want mails").fill(to)
    send(page)
    page.wait_for_url(re.compile(r"/status/#"), timeout=PATIENCE)
    expect(page.get_by_role("button", name=TAKE_AWAY)).to_be_visible()

    [mail] = wait_for(lambda: told(demo, to), seconds=60)[:1]
    link = re.findall(r"(?m)^http\S+#submission=\S+$", mail["BodyText"])[0]
    page.goto("about:blank")
    page.goto(link)
    page.wait_for_url(re.compile(r"/status/#"), timeout=PATIENCE)
    expect(page.locator("#status")).to_be_visible()


def test_an_address_is_left_and_taken_away_on_the_status_page(
    demo: Demo, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "cores.csv").write_text("a,b\n")
    page.goto(demo.invitation())
    fill(page)
    choose(page, tmp_path / "cores.csv")
    send(page)
    page.wait_for_url(re.compile(r"/status/#"), timeout=PATIENCE)
    leave(page, address())
    page.get_by_role("button", name=TAKE_AWAY).click()
    expect(page.locator("#telling-state")).to_have_text(re.compile("The address is erased"))
    expect(page.get_by_role("button", name="Tell me", exact=True)).to_be_visible()


def test_axe_finds_nothing_in_what_takes_addresses(demo: Demo, browser: Browser) -> None:
    with gate(browser) as seen:
        page = seen.page
        page.goto(demo.invitation())
        page.get_by_label("E-mail address, if you want mails").fill("ada@")
        page.get_by_role("button", name="Tell me", exact=True).click()
        expect(page.locator("#telling-state")).to_have_text(re.compile("Type the address"))
        seen.look("a wrong address")
        leave(page, address())
        seen.look("told")
