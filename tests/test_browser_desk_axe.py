"""axe finds nothing on any face of the desk, nor on what a depositor sees of it; German, too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import gate
from tests.browsing import watched
from tests.curated import CuratedHouse, waiting
from tests.registered import entry
from tests.served_desk import ServedDesk, enter, served_desk

pytestmark = pytest.mark.browser

DIALOGS = ("approve", "return", "extend", "transfer", "cancel")


@pytest.fixture
def there(tmp_path: Path) -> Iterator[ServedDesk]:
    with served_desk(tmp_path / "site") as served:
        served.rows(60)
        versions = {"concept": "c", "concept_doi": "10.5281/zenodo.0"}
        served.house.registry.keep(entry("zenodo", "1", **versions))
        served.house.registry.keep(entry("zenodo", "2", hidden=True, **versions))
        yield served


def returned(place: CuratedHouse, submission: str) -> None:
    words = "Name the stations in the description.\nWhich instrument was it?"
    assert place.signed_in().act(submission, "return", words=words).status_code == 200


def face(page: Page, name: str) -> None:
    page.evaluate(f"location.hash = '{name}'")
    expect(page.locator(f"#face-{name}")).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_coming_in_and_every_face(there: ServedDesk, browser: Browser) -> None:
    with gate(browser) as gates:
        page = gates.page
        page.goto(there.desk)
        gates.look("asked for an address")
        page.locator("#ask-link button").click()
        gates.look("no address")
        page.goto(there.link())
        gates.look("the link")
        page.locator("#use-link-now").click()
        expect(page.locator("#list-told")).to_have_text("60 deposits")
        gates.look("list")
        page.locator("#wish-text").fill("whale")
        expect(page.locator("#list-empty")).to_be_visible()
        gates.look("nothing found")
        for name in ("invitations", "versions", "records", "log"):
            face(page, name)
            gates.look(name)
        face(page, "invitations")
        for name, dialog in (("invite", "invite-one"), ("invite-many", "invite-list")):
            page.locator(f"#{name}").click()
            expect(page.locator(f"#{dialog}")).to_be_visible()
            gates.look(dialog)
            page.keyboard.press("Escape")


def test_one_deposit_with_all_its_dialogs(there: ServedDesk, browser: Browser) -> None:
    client = waiting(there.house)
    with gate(browser) as gates:
        page = gates.page
        enter(page, there)
        page.goto(f"{there.desk}#submission={client.id}")
        expect(page.locator("#one-record .record-title")).to_be_visible()
        gates.look("one")
        for name in DIALOGS:
            page.locator(f"[data-act={name}]").click()
            expect(page.locator(f"#act-{name}")).to_be_visible()
            gates.look(name)
            page.keyboard.press("Escape")
        page.locator("[data-act=transfer]").click()
        page.locator("#act-transfer [data-yes]").click()
        expect(page.locator("#fresh-link")).to_be_visible()
        gates.look("a new link")


def test_what_a_depositor_sees_of_it(there: ServedDesk, browser: Browser) -> None:
    client = waiting(there.house)
    with gate(browser) as gates:
        page = gates.page
        page.goto(there.status(client))
        expect(page.locator("#status")).to_have_attribute("data-state", "awaiting_approval")
        gates.look("waits for the curators")
        returned(there.house, client.id)
        page.reload()
        expect(page.locator("#said")).to_be_visible()
        gates.look("returned")
        page.locator("#edit").click()
        expect(page.locator("#said")).to_be_visible()
        gates.look("the form")


def test_the_desk_speaks_german(there: ServedDesk, browser: Browser) -> None:
    client = waiting(there.house)
    with watched(browser, locale="de-DE") as page:
        enter(page, there, under="de/")
        expect(page.locator("#list-told")).to_have_text("61 Einreichungen")
        expect(page.locator("#list tbody time").last).to_contain_text("vor ")
        page.goto(f"{there.page}de/curation/#submission={client.id}")
        expect(page.locator("#one-state")).to_have_text("Wartet auf Ihren Blick")
        page.get_by_role("button", name="Um Änderungen bitten …").click()
        page.get_by_label("Was soll geändert werden?").fill("Bitte die Stationen nennen.")
        page.get_by_role("button", name="Um diese Änderungen bitten").click()
        expect(page.locator("#one-state")).to_have_text("Zurück zum Ändern")
        # In one's own language one goes on where one was.
        page.get_by_role("link", name="English").click()
        expect(page.locator("#one-state")).to_have_text("Back for changes")
