"""A record becomes version 2 in a browser: asked for, agreed to, filled in, looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.local.repository import Standin, running
from tests.axe import gate
from tests.browsing import field, watched
from tests.continued import FORMER, published
from tests.curated import CuratedHouse
from tests.places import METADATA, session
from tests.served_desk import ServedDesk, enter
from tests.served_house import serving
from tests.version_wishes import secret_of
from zenferry.adapters.invenio import Invenio
from zenferry.profile import Profile
from zenferry.repository import Draft
from zenferry.site import render

pytestmark = pytest.mark.browser


class HouseByStandin(CuratedHouse):
    """Its records go to the stand-in, where there is one of them already."""

    def __init__(self, standin: Standin) -> None:
        self._url = standin.url
        super().__init__(
            look=False, repository=Invenio(session(standin.url, standin.tokens["depositor"]))
        )
        self.record = published(self.repository)

    @cached_property
    def profile(self) -> Profile:
        return super().profile.everywhere(url=self._url, community="lab-reviewed")


class DeskByStandin(ServedDesk):
    house: HouseByStandin

    def __init__(self, site: Path, standin: Standin) -> None:
        house = HouseByStandin(standin)
        house.clock.time = datetime.now(UTC)
        super(ServedDesk, self).__init__(house)
        self._site = site
        self.standin = standin

    @property
    def record(self) -> Draft:
        return self.house.record


@contextmanager
def by_standin(directory: Path) -> Iterator[DeskByStandin]:
    with (
        running(directory / "standin") as standin,
        serving(DeskByStandin(directory / "site", standin)) as there,
    ):
        profile = Path("infra/example/profile.toml")
        render(profile, directory / "site", staging_origin=there.staging.origin)
        yield there


@pytest.fixture
def there(tmp_path: Path) -> Iterator[DeskByStandin]:
    with by_standin(tmp_path) as made:
        yield made


def asked(page: Page, there: DeskByStandin, kind: str) -> None:
    page.goto(there.page)
    door = page.locator("#wish")
    door.get_by_role("button", name="Ask the curators").click()
    wrong = page.locator("#wish-record-error")
    expect(wrong).to_contain_text("Paste the address")
    expect(wrong).to_be_in_viewport()
    door.get_by_label("Address or DOI of the record").fill(there.record.url)
    door.get_by_role("radio", name=re.compile(kind)).check()
    door.get_by_label("What has to change").fill("Another core.")
    door.get_by_label("Your e-mail address").fill("ada@example.org")
    door.get_by_role("button", name="Ask the curators").click()
    expect(page.locator("#wish-told")).to_be_focused()


def agreed(browser: Browser, there: DeskByStandin) -> str:
    """What the curator's consent mails."""
    with watched(browser) as desk:
        enter(desk, there)
        desk.get_by_role("link", name="New versions").click()
        expect(desk.locator("#version-list")).to_contain_text("Another core.")
        desk.locator("[data-verdict=consent]").click()
        desk.locator("#consent [data-yes]").click()
        expect(desk.locator("#version-list li")).to_have_count(0)
    return f"{there.page}#invitation={secret_of(there.house.mailer.sent[-1].text)}&former=1"


def let_go(there: DeskByStandin) -> None:
    """By the consortium's curator; and then it goes its way."""
    [found] = there.house.kept_submissions()
    assert there.house.signed_in().approve(found.id).status_code == 200
    there.house.run()


def test_a_published_record_becomes_version_2(
    there: DeskByStandin, page: Page, browser: Browser, tmp_path: Path
) -> None:
    asked(page, there, "A new version")
    link = agreed(browser, there)

    page.goto(link)
    expect(field(page, "Title")).to_have_value(METADATA.title)
    expect(page.locator("#former")).to_contain_text("new version")
    expect(field(page, "Version")).to_have_value("")
    rows = page.locator("#file-list .file")
    expect(rows).to_have_count(len(FORMER))
    expect(rows.filter(has_text="Stays as it is")).to_have_count(len(FORMER))

    changed(page, tmp_path / "whatever it is called.txt")
    page.wait_for_url(re.compile(r"/status/#"))
    assert there.house.repository.former(there.record.id).changing is False

    let_go(there)

    assert_second(there)
    page.reload()
    expect(page.locator("#status")).to_have_attribute("data-state", "published")


def changed(page: Page, other: Path) -> None:
    """One file replaced, one removed, one left; and sent."""
    rows = page.locator("#file-list .file")
    other.write_bytes(b"another world")
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Replace b.txt by another file").click()
    chosen.value.set_files(other)
    # That of the record goes, the other one comes.
    expect(rows.filter(has_text="b.txt")).to_have_count(1)
    expect(rows.filter(has_text="b.txt")).to_contain_text("Uploaded")
    page.get_by_role("button", name="Remove c/d.csv").click()
    expect(rows).to_have_count(2)
    field(page, "Version").fill("2.0")
    field(page, "Publication date").fill("2026-11-22")
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Send", exact=True).click()


def assert_second(there: DeskByStandin) -> None:
    """It is version 2, and what was before is as it was."""
    [found] = there.house.kept_submissions()
    second = there.house.repository.read(str(found.draft))
    assert second.concept == there.record.concept
    assert there.house.repository.read(there.record.id) == there.record
    held = {e.name: there.standin.content(second.id, e.name) for e in files(there, second)}
    assert held == {"a.txt": FORMER["a.txt"], "b.txt": b"another world"}
    before = {e.name: there.standin.content(there.record.id, e.name) for e in files(there)}
    assert before == FORMER
    versions = {r["id"]: r["versions"]["index"] for r in there.standin.records()}
    assert versions == {there.record.id: 1, second.id: 2}


def files(there: DeskByStandin, record: Draft | None = None) -> list[Any]:
    return list(there.house.repository.files((record or there.record).id))


def test_a_correction_changes_words_and_offers_no_files(
    there: DeskByStandin, page: Page, browser: Browser
) -> None:
    asked(page, there, "A correction")

    page.goto(agreed(browser, there))
    expect(field(page, "Title")).to_have_value(METADATA.title)
    expect(page.locator("#drop")).to_be_hidden()
    expect(page.locator("[data-file-remove]").first).to_be_hidden()
    field(page, "Title").fill("Sediment cores, corrected")
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url(re.compile(r"/status/#"))
    let_go(there)

    record = there.house.repository.read(there.record.id)
    assert record.title == "Sediment cores, corrected"
    same = replace(record, title=there.record.title, words=there.record.words)
    assert same == there.record


def test_axe_finds_nothing_where_a_version_is_asked_for_and_filled_in(
    there: DeskByStandin, browser: Browser
) -> None:
    with gate(browser) as gates:
        page = gates.page
        page.goto(there.page)
        page.locator("#wish").get_by_role("button", name="Ask the curators").click()
        expect(page.locator("#wish-record-error")).to_be_visible()
        gates.look("nothing asked for yet")
        asked(page, there, "A new version")
        gates.look("asked for")
        page.goto(agreed(browser, there))
        expect(page.locator("#file-list .file")).to_have_count(len(FORMER))
        gates.look("filled in")


def test_dropped_files_are_listed_again_by_a_button(
    there: DeskByStandin, page: Page, browser: Browser
) -> None:
    asked(page, there, "A new version")
    page.goto(agreed(browser, there))
    rows = page.locator("#file-list .file")
    page.get_by_role("button", name="Remove a.txt").click()
    expect(rows).to_have_count(len(FORMER) - 1)

    page.get_by_role("button", name="List all its files again").click()

    expect(rows).to_have_count(len(FORMER))
    # Opened again it is where it was left.
    page.reload()
    expect(rows.filter(has_text="Stays as it is")).to_have_count(len(FORMER))
