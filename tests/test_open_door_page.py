"""Asking for an invitation on the page: where the profile is open, by keyboard, told and heard."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from infra.local.site_server import Api, SiteServer
from tests.axe import gate
from tests.example_profile import retold
from tests.house import House
from tests.rendered_site import page_at, rendered
from tests.test_open_door import mailed_secret, opened
from zenferry.api import create_app
from zenferry.site import render
from zenferry.site_headers import headers

STAGING = "http://127.0.0.1:9"
DOMAINS = 'domains = ["uni.example", "lab.example"]'


def profile(folder: Path, domains: str) -> Path:
    """The example's, open to others."""
    return retold(folder, lambda text: re.sub(r"domains = .*", domains, text))


@pytest.mark.parametrize("language", ["", "de/"])
def test_the_page_asks_for_an_address_only_where_the_profile_is_open(
    tmp_path: Path, language: str
) -> None:
    shut = profile(tmp_path / "shut", "domains = []")
    closed = page_at(rendered(tmp_path / "closed", shut), language)
    assert "asked-email" not in closed.ids()
    there = page_at(rendered(tmp_path / "open", profile(tmp_path / "profile", DOMAINS)), language)
    field = there.by_id("asked-email")
    described = field.attributes["aria-describedby"].split()
    assert all(name in there.ids() for name in described)
    [label] = [e for e in there.elements if e.attributes.get("for") == "asked-email"]
    assert label.text
    assert "uni.example, lab.example" in there.by_id("asked").text
    assert "5 GB" in there.by_id("asked-hint").text
    assert "30" in there.by_id("asked-hint").text


def test_the_privacy_page_tells_how_long_the_address_is_kept(tmp_path: Path) -> None:
    told = page_at(rendered(tmp_path / "site"), "privacy/").source
    assert "The e-mail address that an invitation was sent to" in told
    assert "30 days after the invitation has ended" in told


@contextmanager
def served(site: Path, place: House) -> Iterator[str]:
    """The page with its service."""
    server = make_server("127.0.0.1", 0, create_app(place.parts), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with SiteServer(0) as pages:
        render(profile(site.parent / "profile", DOMAINS), site, staging_origin=STAGING)
        (site / "config.json").write_text('{"api": "/api"}', "utf-8")
        sent = partial(headers, staging_origin=STAGING)
        with pages.serving(site, Api(server.server_port, "house"), sent, log=io.StringIO()):
            yield f"{pages.origin}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def place() -> House:
    return opened()


@pytest.fixture
def home(tmp_path: Path, place: House) -> Iterator[str]:
    with served(tmp_path / "site", place) as address:
        yield address


@pytest.mark.browser
def test_an_invitation_is_asked_for_by_keyboard_and_opens_the_form(
    page: Page, home: str, place: House
) -> None:
    page.goto(home)
    field = page.get_by_role("textbox", name="Your e-mail address", exact=True)
    field.focus()
    page.keyboard.type("eve@evil.example")
    page.keyboard.press("Enter")
    expect(page.locator("#asked-error")).to_contain_text("uni.example, lab.example")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("ada@uni.example")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#asked-told")).to_have_text(
        "An invitation is on its way to ada@uni.example."
    )
    expect(page.locator("#asked-told")).to_be_focused()
    [letter] = place.mailer.sent
    assert letter.to == "ada@uni.example"
    page.goto("about:blank")
    page.goto(f"{home}#invitation={mailed_secret(place)}")
    expect(page.locator("#desk")).to_be_visible()
    assert place.kept_submissions() == []


@pytest.mark.browser
def test_axe_finds_nothing_where_an_invitation_is_asked_for(browser: Browser, home: str) -> None:
    with gate(browser) as eyes:
        eyes.page.goto(home)
        expect(
            eyes.page.get_by_role("textbox", name="Your e-mail address", exact=True)
        ).to_be_visible()
        eyes.look("asked")
        eyes.page.get_by_role("button", name="Send me an invitation").click()
        expect(eyes.page.locator("#asked-error")).to_be_visible()
        eyes.look("no address")
        eyes.page.get_by_role("textbox", name="Your e-mail address", exact=True).fill(
            "ada@uni.example"
        )
        eyes.page.get_by_role("button", name="Send me an invitation").click()
        expect(eyes.page.locator("#asked-done")).to_be_visible()
        eyes.look("sent")
