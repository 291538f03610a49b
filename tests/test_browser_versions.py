"""A record becomes version 2 in a browser: asked for, agreed to, filled in, looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import gate
from tests.browsing import field, watched
from tests.continued import FORMER
from tests.places import METADATA
from tests.served_desk import enter
from tests.served_versions import DeskByStandin, agreed, asked, by_standin, consented, let_go
from tests.test_browser_desk import approve
from zenferry.metadata import Access, AccessKind
from zenferry.repository import Draft

pytestmark = pytest.mark.browser


@pytest.fixture
def there(tmp_path: Path) -> Iterator[DeskByStandin]:
    with by_standin(tmp_path) as made:
        yield made


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
    told = there.record
    same = replace(record, title=told.title, words=told.words, carried=told.carried)
    assert same == there.record


def changed_over_there(there: DeskByStandin, **words: Any) -> None:
    """By its owner, at the repository's own page."""
    repository, record = there.house.repository, there.record.id
    repository.edit(record)
    repository.describe(record, replace(METADATA, **words))
    repository.publish(record)


def corrected(page: Page) -> None:
    """Sent, with another title."""
    field(page, "Title").fill("Sediment cores, corrected")
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url(re.compile(r"/status/#"))


def test_what_was_changed_over_there_is_taken_over_by_a_button_and_shown_to_the_curator(
    there: DeskByStandin, page: Page, browser: Browser
) -> None:
    asked(page, there, "A correction")
    with watched(browser) as desk:
        enter(desk, there)
        page.goto(consented(desk, there))
        corrected(page)
        changed_over_there(there, version="1.1")
        let_go(there)

        page.reload()
        expect(page.locator("#status")).to_have_attribute("data-state", "needs_attention")
        page.locator("#edit").click()
        expect(field(page, "Title")).to_have_value("Sediment cores, corrected")
        expect(field(page, "Version")).not_to_have_value("1.1")
        page.get_by_role("button", name="Take over its changes").click()
        expect(field(page, "Version")).to_have_value("1.1")
        corrected(page)
        [found] = there.house.kept_submissions()
        desk.goto(f"{there.desk}#submission={found.id}")
        seen_and_let_go(desk)

    there.house.run()
    [record] = there.standin.records()
    words = record["metadata"]
    assert (words["title"], words["version"]) == ("Sediment cores, corrected", "1.1")


def seen_and_let_go(desk: Page) -> None:
    """The curator is shown what would change of the record as it is now, and nothing else."""
    changes = desk.locator("#one-changed")
    expect(changes).to_contain_text("Sediment cores, corrected")
    expect(changes).to_contain_text(METADATA.title)
    expect(changes).not_to_contain_text("1.1")
    approve(desk)


def test_what_is_not_for_everybody_is_filled_in_only_with_the_curators_tick(
    there: DeskByStandin, page: Page, browser: Browser
) -> None:
    changed_over_there(there, access=Access(AccessKind.RESTRICTED))
    asked(page, there, "A correction")
    page.goto(agreed(browser, there))
    expect(page.locator("main")).to_contain_text("Not everybody may see all of this record")
    expect(page.locator("#section-files")).to_be_hidden()

    asked(page, there, "A correction")
    page.goto(agreed(browser, there, restricted=True))
    expect(field(page, "Title")).to_have_value(METADATA.title)


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
