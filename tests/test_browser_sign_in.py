"""The way in for who has an account of their own by signing in there, and back."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Page, expect

from infra.local.demo import Demo
from tests.browsing import field
from tests.doors import PATIENCE, deposit, kept, logged, made, owners, send, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return made(tmp_path)


def test_who_signs_in_has_a_record_of_their_own(demo: Demo, page: Page, data: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(demo.page)
    sign_in(page, "other")

    expect(page.get_by_text("into your own account there (number 2)")).to_be_visible()
    [back] = {url for url in asked if "/signed-in/?" in url}
    code = back.partition("code=")[2].partition("&")[0]
    assert code
    assert code not in page.url + kept(page)
    deposit(page, data, "By signing in")

    assert owners(demo, "By signing in", demo.repository.tokens["other"]) == ["2"]
    assert code not in logged(demo)


def test_neither_history_nor_referrer_hold_what_came_back(demo: Demo, page: Page) -> None:
    referrers: list[str | None] = []
    page.on("request", lambda request: referrers.append(request.headers.get("referer")))
    page.goto(demo.page)
    sign_in(page, "other")
    expect(field(page, "Title")).to_be_visible()

    assert not [each for each in referrers if each and "code=" in each]
    page.go_back()
    assert "code=" not in page.url


def test_who_does_not_allow_it_is_told_so_and_finds_the_other_doors(demo: Demo, page: Page) -> None:
    page.goto(demo.page)
    sign_in(page, "other", answer="Reject")

    expect(page.get_by_role("heading", name="You did not allow it")).to_be_visible()
    assert urlsplit(page.url).query == ""
    page.get_by_role("link", name="To the deposit page").click()
    expect(page.get_by_role("heading", name="How do you want to deposit?")).to_be_visible()


@pytest.mark.parametrize(
    "query",
    [
        "code=a-strangers-code&state=a-strangers-state-0123456789",
        "error=access_denied&state=x",
        "error=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&error_description=%3Cb%3Ehello%3C/b%3E",
        "",
    ],
)
def test_a_strangers_link_signs_nobody_in_and_shows_nothing_of_itself(
    demo: Demo, page: Page, query: str
) -> None:
    calls: list[str] = []
    page.on("request", lambda request: calls.append(request.url))
    page.goto(f"{demo.page}signed-in/?{query}")

    expect(page.get_by_role("heading", name="This sign-in can't be used")).to_be_visible()
    assert urlsplit(page.url).query == ""
    assert not [url for url in calls if "/api/" in url]
    assert "hello" not in page.content()
    assert "onerror" not in page.content()


def test_a_replayed_way_back_leads_nowhere(demo: Demo, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(demo.page)
    sign_in(page, "other")
    expect(field(page, "Title")).to_be_visible()
    [back] = {url for url in asked if "/signed-in/?" in url}

    page.goto(back)
    expect(page.get_by_role("heading", name="This sign-in can't be used")).to_be_visible()


def test_what_was_withdrawn_at_the_repository_is_opened_again_on_the_status_page(
    demo: Demo, page: Page, data: Path
) -> None:
    page.goto(demo.page)
    sign_in(page, "other")
    expect(field(page, "Title")).to_be_visible()
    # Signing in elsewhere by the same page's name ends what came of this one.
    _ended_elsewhere(demo)
    send(page, data, "Opened again")

    again = page.get_by_role("region", name="Open your account to it again")
    expect(again).to_be_visible(timeout=PATIENCE)
    sign_in(page, "other")

    page.wait_for_url(re.compile(r"/status/#"), timeout=PATIENCE)
    expect(page.get_by_role("heading", name="In review").first).to_be_visible(timeout=PATIENCE)
    assert owners(demo, "Opened again", demo.repository.tokens["other"]) == ["2"]


def _ended_elsewhere(demo: Demo) -> None:
    """The same person signs in once more for the same page, and nobody here hears of it."""
    origin = demo.repository.page.rstrip("/")
    [(client, secret)] = demo.repository.clients.items()
    redirect = f"{demo.page}signed-in/"
    asked = {
        "response_type": "code",
        "client_id": client,
        "redirect_uri": redirect,
        "scope": "deposit:write",
        "state": "elsewhere",
    }
    allowed = requests.post(
        f"{origin}/oauth/authorize",
        params=asked,
        data={"account": "2", "confirm": "yes"},
        headers={"Origin": origin, "Sec-Fetch-Site": "same-origin"},
        allow_redirects=False,
        timeout=30,
    )
    code = allowed.headers["Location"].partition("code=")[2].partition("&")[0]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect}
    known = {"client_id": client, "client_secret": secret}
    assert requests.post(f"{origin}/oauth/token", data=form | known, timeout=30).ok


def test_in_german_one_comes_back_to_german(demo: Demo, page: Page) -> None:
    page.goto(f"{demo.page}de/")
    expect(page.get_by_role("heading", name="Wie möchten Sie einreichen?")).to_be_visible()
    page.get_by_role("button", name="Bei Zenodo anmelden").click()
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_role("heading", name="Sie haben es nicht erlaubt")).to_be_visible()
    page.get_by_role("link", name="Zur Seite für Einreichungen").click()

    page.get_by_role("button", name="Bei Zenodo anmelden").click()
    page.get_by_label("other", exact=True).check()
    page.get_by_role("button", name="Authorize application").click()
    expect(field(page, "Titel")).to_be_visible()
    assert "/de/#" in page.url
