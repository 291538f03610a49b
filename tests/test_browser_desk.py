"""The curators' desk in a browser: coming in, finding among hundreds, deciding on one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import field, watched
from tests.curated import BEA, waiting
from tests.served_desk import ServedDesk, enter, served_desk
from zenferry.state import State

pytestmark = pytest.mark.browser


@pytest.fixture
def there(tmp_path: Path) -> Iterator[ServedDesk]:
    with served_desk(tmp_path / "site") as served:
        yield served


def titles(page: Page) -> list[str]:
    return page.locator("#list tbody th a").all_inner_texts()


def told(page: Page, text: str) -> None:
    expect(page.locator("#list-told")).to_have_text(text)


def test_a_link_is_used_up_by_the_button_and_by_nothing_before(
    there: ServedDesk, page: Page, browser: Browser
) -> None:
    page.goto(there.desk)
    page.get_by_label("Your e-mail address").fill("ada@tidal-flats.example")
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("heading", name="A link is on its way")).to_be_focused()
    link = there.link()
    # What reads mails opens links, too.
    page.goto(link)
    page.reload()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.goto("about:blank")

    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Ada Curator")).to_be_visible()
    assert "sign-in" not in page.url
    page.reload()
    expect(page.get_by_text("Ada Curator")).to_be_visible()

    with watched(browser) as other:
        other.goto(link)
        other.get_by_role("button", name="Sign in").click()
        expect(other.locator("#sign-in-error")).to_contain_text("does not work any more")
        assert "sign-in" not in other.url

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Your e-mail address")).to_be_visible()


def test_who_has_to_sign_in_first_gets_to_the_deposit_that_was_asked_for(
    there: ServedDesk, page: Page
) -> None:
    client = waiting(there.house)
    page.goto(f"{there.desk}#submission={client.id}")
    page.get_by_label("Your e-mail address").fill("ada@tidal-flats.example")
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("heading", name="A link is on its way")).to_be_focused()
    # The mail's link opens a tab of its own, and it is the last one that was sent.
    other = page.context.new_page()
    other.goto(f"{there.desk}#sign-in={'k' * 43}")
    other.get_by_role("button", name="Sign in").click()
    expect(other.locator("#sign-in-error")).to_contain_text("does not work any more")
    other.goto(there.link())
    other.get_by_role("button", name="Sign in").click()
    expect(other.locator("#one-state")).to_have_text("Waits for your look")
    assert other.url == f"{there.desk}#submission={client.id}"

    # And once it was used, one comes to the list.
    other.get_by_role("button", name="Sign out").click()
    # Only so many links go to a curator at a time.
    there.house.clock.advance(minutes=10)
    enter(other, there)
    expect(other.locator("#list-heading")).to_be_visible()


def test_a_session_that_has_ended_asks_kindly_and_shows_nothing_more(
    there: ServedDesk, page: Page
) -> None:
    there.rows(3)
    enter(page, there)
    told(page, "3 deposits")
    there.house.passes.rows.clear()
    # The page may have asked for something else already, and know.
    page.locator("#list tbody a").first.dispatch_event("click")
    expect(page.get_by_text("Your session has ended.")).to_be_visible()
    expect(page.locator("#desk")).to_be_hidden()


def test_a_list_that_breaks_off_says_so_and_can_be_read_again(
    there: ServedDesk, page: Page
) -> None:
    there.rows(300)
    broken = re.compile("/api/curation/submissions.*before=")
    page.route(broken, lambda route: route.fulfill(status=422, body="{}"))
    enter(page, there)
    told(page, "Reading … 250 so far")
    expect(page.locator("#list-error")).to_be_visible()
    page.unroute(broken)
    page.get_by_role("button", name="Read again").click()
    told(page, "300 deposits")
    expect(page.locator("#list-error")).to_be_hidden()


def test_hundreds_are_shown_a_page_at_a_time_searched_and_filtered(
    there: ServedDesk, page: Page
) -> None:
    there.rows(360)
    enter(page, there)
    told(page, "360 deposits")
    expect(page).to_have_title(re.compile(r"^\(30\) "))
    assert len(titles(page)) == 50
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#list-pager p")).to_have_text("51 to 100 of 360")

    found = [n for n in range(360) if n % 3 and "11" in str(n)]
    page.locator("#wish-text").fill("cores 11")
    told(page, f"{len(found)} of 360 deposits")
    page.get_by_role("button", name=re.compile("^Waits for your look")).click()
    # Number 116.
    told(page, "One of 360 deposits")
    page.locator("#wish-text").fill("whale")
    expect(page.get_by_text("No deposit is like that.")).to_be_visible()
    page.get_by_role("button", name="Show all deposits").click()
    told(page, "360 deposits")


def test_the_list_is_sorted_and_walked_through_by_keys(there: ServedDesk, page: Page) -> None:
    there.rows(60)
    enter(page, there)
    told(page, "60 deposits")
    assert titles(page)[:2] == ["Bird counts 0", "Sediment cores 1"]
    page.get_by_role("columnheader", name="Deposit").get_by_role("button").press("Enter")
    expect(page.locator("[data-sort=title]")).to_have_attribute("aria-sort", "ascending")
    assert titles(page)[:3] == ["Bird counts 0", "Bird counts 3", "Bird counts 6"]
    page.locator("#list tbody a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bird counts 3", level=1)).to_be_focused()
    page.go_back()
    assert titles(page)[:1] == ["Bird counts 0"]


WORDS = "Name the <b>stations</b>,\nplease."


def return_(page: Page) -> None:
    page.get_by_role("button", name="Ask for changes …").click()
    dialog = page.get_by_role("dialog", name="Ask for changes")
    yes = dialog.get_by_role("button", name="Ask for these changes")
    yes.click()
    expect(dialog.get_by_text("Write what should be changed")).to_be_visible()
    dialog.get_by_label("What should be changed?").fill(WORDS)
    yes.click()
    expect(page.get_by_text("The depositor was asked for changes.")).to_be_visible()
    expect(page.locator("#one-state")).to_have_text("Back for changes")


def mend_and_send_again(theirs: Page, title: str) -> None:
    """By the depositor, who reads on the form, too, what is asked for."""
    heading = theirs.get_by_role("heading", name="A curator asks for changes", level=1)
    expect(heading).to_be_visible()
    words = theirs.locator("#said blockquote")
    expect(words).to_have_text(WORDS, use_inner_text=True)
    theirs.get_by_role("link", name="Change it").click()
    expect(words).to_have_text(WORDS, use_inner_text=True)
    field(theirs, "Title").fill(title)
    theirs.get_by_role("button", name="Send", exact=True).click()
    expect(theirs.locator("#status")).to_have_attribute("data-state", "awaiting_approval")
    expect(theirs.locator("#said")).to_be_hidden()
    expect(theirs.locator("#timeline")).to_contain_text("Name the <b>stations</b>")


def approve(page: Page) -> None:
    page.get_by_role("button", name="Approve …").click()
    page.get_by_role("button", name="Approve and send").click()
    expect(page.get_by_text("Approved: it goes to Zenodo now.")).to_be_visible()


def test_a_deposit_is_returned_mended_sent_again_and_approved(
    there: ServedDesk, page: Page, browser: Browser
) -> None:
    client = waiting(there.house)
    enter(page, there)
    expect(page.locator("#list-lede")).to_contain_text("One deposit waits for your look.")
    page.locator("#list tbody a").click()
    expect(page.locator("#one-record .record-title")).to_be_visible()
    return_(page)
    with watched(browser) as theirs:
        theirs.goto(there.status(client))
        mend_and_send_again(theirs, "Cores of Jade Bay, stations 1 to 9")
        page.get_by_role("link", name="All deposits").click()
        page.locator("#list tbody a").click()
        expect(page.locator("#one-heading")).to_have_text("Cores of Jade Bay, stations 1 to 9")
        approve(page)
        expect(theirs.locator("#status")).to_have_attribute("data-state", "submitted")
    assert there.house.submissions.get(client.id).state is State.SUBMITTED


def test_what_another_curator_approved_meanwhile_is_shown_as_it_is(
    there: ServedDesk, page: Page, browser: Browser
) -> None:
    client = waiting(there.house)
    enter(page, there)
    page.goto(f"{there.desk}#submission={client.id}")
    expect(page.get_by_role("button", name="Approve …")).to_be_visible()
    with watched(browser) as other:
        enter(other, there, BEA)
        other.goto(f"{there.desk}#submission={client.id}")
        approve(other)
    page.get_by_role("button", name="Approve …").click()
    page.get_by_role("button", name="Approve and send").click()
    # Said twice it is done once; what is shown is how it is now.
    expect(page.locator("#one-state")).to_have_text("In the queue")


def test_a_deposit_is_handed_to_somebody_else_and_the_old_link_is_dead(
    there: ServedDesk, page: Page, browser: Browser
) -> None:
    client = waiting(there.house)
    enter(page, there)
    page.goto(f"{there.desk}#submission={client.id}")
    page.get_by_role("button", name="Hand it to someone else …").click()
    page.get_by_role("button", name="Make a new link").click()
    dialog = page.get_by_role("dialog", name="The new link to this deposit")
    link = dialog.locator("code").inner_text()
    dialog.get_by_role("button", name="Done").click()
    expect(page.locator("#fresh-link-value")).to_be_empty()
    with watched(browser) as theirs:
        theirs.goto(there.status(client))
        expect(theirs.get_by_text("This link does not open a deposit")).to_be_visible()
        theirs.goto("about:blank")
        theirs.goto(f"{there.page}status/#{link.partition('#')[2]}")
        expect(theirs.locator("#status")).to_have_attribute("data-state", "awaiting_approval")


def test_the_list_is_taken_along_as_a_file_with_no_secret_in_any_address(
    there: ServedDesk, page: Page
) -> None:
    there.rows(5)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    enter(page, there)
    session = page.evaluate("JSON.parse(sessionStorage.getItem('zenferry:curation')).session")
    with page.expect_download() as waited:
        page.locator("#face-submissions").get_by_role("button", name="CSV").click()
    lines = Path(waited.value.path()).read_text("utf-8-sig").splitlines()
    assert waited.value.suggested_filename == "deposits.csv"
    assert len(lines) == 6
    assert not [url for url in asked if session in url]
