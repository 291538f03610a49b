"""Invitations on the desk, in a browser: made, from a list, revoked; wishes answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import watched
from tests.served_desk import ServedDesk, enter, served_desk
from zenferry.versions.basis import Basis, BasisKind
from zenferry.versions.wishes import Wish

pytestmark = pytest.mark.browser


@pytest.fixture
def there(tmp_path: Path) -> Iterator[ServedDesk]:
    with served_desk(tmp_path / "site") as served:
        yield served


def at_invitations(page: Page, there: ServedDesk) -> None:
    enter(page, there)
    page.get_by_role("link", name="Invitations").click()
    expect(page.get_by_role("heading", name="Invitations")).to_be_visible()


def test_an_invitation_is_made_its_link_is_told_once_and_revoked_it_opens_nothing(
    there: ServedDesk, page: Page, browser: Browser
) -> None:
    at_invitations(page, there)
    page.get_by_role("button", name="Invite someone").click()
    dialog = page.get_by_role("dialog", name="Invite someone")
    dialog.get_by_label("For whom").fill("Ada, cores of 2025")
    dialog.get_by_label("Deposits").fill("0")
    dialog.get_by_role("button", name="Invite", exact=True).click()
    expect(dialog.locator("[data-dialog-state]")).to_contain_text("Deposits")
    dialog.get_by_label("Deposits").fill("2")
    dialog.get_by_role("button", name="Invite", exact=True).click()
    told = page.get_by_role("dialog", name="The invitation's link")
    link = told.locator("code").inner_text()
    told.get_by_role("button", name="Done").click()
    expect(page.locator("#fresh-link-value")).to_be_empty()
    row = page.get_by_role("row", name="Ada, cores of 2025")
    expect(row).to_contain_text("0 of 2")
    expect(row).to_contain_text("Can be used")

    row.get_by_role("button", name="Revoke …").click()
    page.get_by_role("button", name="Revoke", exact=True).click()
    expect(page.get_by_role("row", name="Ada, cores of 2025")).to_contain_text("Revoked")
    with watched(browser) as theirs:
        theirs.goto(f"{there.page}#{link.partition('#')[2]}")
        theirs.locator("#title").fill("Cores")
        expect(theirs.locator("#notice")).to_be_visible()


def test_a_list_with_mistakes_makes_nothing_and_names_the_lines(
    there: ServedDesk, page: Page
) -> None:
    at_invitations(page, there)
    before = len(there.house.invitations.rows)
    page.get_by_role("button", name="From a list …").click()
    dialog = page.get_by_role("dialog", name="Invite from a list")
    people = "email;note\nada@example.org;Ada\nno address;Grace\n"
    dialog.get_by_label("One person a line").fill(people)
    dialog.get_by_role("button", name="Invite them").click()
    expect(dialog.locator("#invite-wrong li")).to_contain_text(["Line 3: "])
    assert len(there.house.invitations.rows) == before

    dialog.get_by_label("One person a line").fill(people.replace("no address", "g@example.org"))
    dialog.get_by_role("button", name="Invite them").click()
    expect(dialog.locator("#invite-made li")).to_have_count(2)
    dialog.get_by_role("button", name="Close").click()
    expect(page.get_by_role("row", name="ada@example.org")).to_be_visible()
    assert len(there.house.invitations.rows) == before + 2


def ask(there: ServedDesk, record: str, words: str, kind: BasisKind = BasisKind.VERSION) -> None:
    """Somebody asks to go on with a published record."""
    now = there.house.clock.now()
    url = f"https://zenodo.org/records/{record}"
    basis = Basis(kind, record, f"10.5281/zenodo.{record}", url)
    until = now + timedelta(days=30)
    there.house.wishes.add(Wish(str(uuid4()), basis, words, "en", now, until))


def test_wishes_are_consented_to_and_refused(there: ServedDesk, page: Page) -> None:
    ask(there, "12", "The stations of 2026, too.")
    ask(there, "13", "<b>A typo</b>", BasisKind.CORRECTION)
    enter(page, there)
    expect(page.locator("[data-face=versions] [data-count]")).to_have_text("2")
    page.get_by_role("link", name="New versions").click()
    expect(page.get_by_text("<b>A typo</b>")).to_be_visible()
    wish = page.get_by_role("listitem").filter(has_text="The stations of 2026")
    wish.get_by_role("button", name="Consent …").click()
    page.get_by_role("button", name="Consent", exact=True).click()
    told = page.get_by_role("dialog", name="The link for this record")
    expect(told.locator("code")).to_contain_text("#invitation=")
    told.get_by_role("button", name="Done").click()

    page.get_by_role("button", name="Refuse …").click()
    page.get_by_role("button", name="Refuse", exact=True).click()
    expect(page.get_by_text("Write why")).to_be_visible()
    page.get_by_label("Why?").fill("It is right as it is.")
    page.get_by_role("button", name="Refuse", exact=True).click()
    expect(page.get_by_text("Nobody is asking at the moment.")).to_be_visible()
