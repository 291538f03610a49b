"""The ways in for who has an account of their own: by a token, by signing in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from infra.local.demo import Demo
from tests.axe import gate
from tests.browsing import field, watched

pytestmark = pytest.mark.browser

PATIENCE = 120_000


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "cores.csv"
    file.write_text("depth,grain\n1,2\n")
    return file


def send(page: Page, data: Path, title: str) -> None:
    """What any depositor does."""
    page.locator("input[type=file]").first.set_input_files(data)
    field(page, "Title").fill(title)
    field(page, "Description").fill("Grain sizes.")
    page.get_by_role("textbox", name="Keywords").fill("sediment")
    page.get_by_role("textbox", name="Keywords").press("Enter")
    field(page, "Given name").fill("Josiah")
    field(page, "Family name").fill("Carberry")
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url(re.compile(r"/status/#"), timeout=PATIENCE)


def deposit(page: Page, data: Path, title: str) -> None:
    """The same, to the end."""
    send(page, data, title)
    heading = page.get_by_role("heading", name="In review")
    expect(heading.first).to_be_visible(timeout=PATIENCE)


def use(page: Page, token: str) -> None:
    page.get_by_label("Your token").fill(token)
    page.get_by_role("button", name="Use this token").click()


def kept(page: Page) -> str:
    """Whatever this browser keeps for the page."""
    return str(page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])"))


def owners(demo: Demo, title: str, token: str) -> list[str]:
    """The ids of the accounts that have a record of this title, as one of them sees it."""
    answer = requests.get(
        f"{demo.repository.url}/user/records?size=50",
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    return [
        hit["parent"]["access"]["owned_by"]["user"]
        for hit in answer.json()["hits"]["hits"]
        if hit["metadata"].get("title") == title
    ]


def sign_in(page: Page, account: str, answer: str = "Authorize application") -> None:
    """At the page, then at the repository."""
    page.get_by_role("button", name="Sign in with Zenodo").click()
    expect(page.get_by_role("heading", name="Authorize application")).to_be_visible()
    page.get_by_label(account, exact=True).check()
    page.get_by_role("button", name=answer).click()


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
    assert token not in demo_logs(demo)


def demo_logs(demo: Demo) -> str:
    """All that was logged by anybody here, but for the repository's side."""
    return "".join(
        file.read_text("utf-8", "replace")
        for file in demo.logs.rglob("*.log")
        if file.name != "repository.log"
    )


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
    assert code not in demo_logs(demo)


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
