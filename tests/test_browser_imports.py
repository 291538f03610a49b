"""What a file, a paper or a list that there is already says need not be typed."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from infra.local.demo import Demo
from tests.browsing import saved
from tests.filling_in import (
    IMPORTS,
    expect_families,
    family_names,
    open_import,
    paste,
    read_file,
    title,
)

pytestmark = pytest.mark.browser

# Each with the file that says what there is in it.
_FILES = {
    ".zenodo.json": "zenodo.json",
    "CITATION.cff": "CITATION.json",
    "codemeta.json": "codemeta.json",
    "datacite.json": "datacite.json",
    "datapackage.json": "datapackage.json",
    "maggot.json": "maggot.json",
    "mud.bib": "mud.json",
    "ro-crate-metadata.json": "ro-crate-metadata.json",
}


def given(name: str) -> dict[str, dict[str, object]]:
    read: dict[str, dict[str, object]] = json.loads((IMPORTS / "values" / name).read_text())
    return read


def test_each_metadata_file_fills_in_what_it_holds_and_says_what_was_not_understood(
    demo: Demo, page: Page
) -> None:
    for name, expected in _FILES.items():
        page.goto(demo.invitation("--note", name))
        read_file(page, IMPORTS / name)
        known = given(expected)

        for strange in known.get("not_understood", {}):
            expect(
                page.locator("[data-strange] li code").filter(has_text=strange)
            ).not_to_have_count(0)
        # Of a paper the title is not taken by itself.
        page.locator("[name=take-title]").check()
        page.get_by_role("button", name="Fill in", exact=True).click()

        expect(title(page)).to_have_value(str(known["values"]["title"]))
        people = known["values"]["creators"]
        assert isinstance(people, list)
        expect_families(page, *(one.get("family_name", "") for one in people))
        saved(page)


def test_what_was_typed_is_overwritten_only_where_that_was_chosen_and_one_press_undoes_it(
    demo: Demo, page: Page
) -> None:
    page.goto(demo.invitation())
    title(page).fill("My own title")
    page.get_by_role("textbox", name="Keywords").fill("mud, sand,")

    read_file(page, IMPORTS / "CITATION.cff")
    asked = page.get_by_role("dialog").get_by_role("group", name="Title", exact=True)
    expect(asked.get_by_label(re.compile("Keep: My own title"))).to_be_checked()
    page.get_by_label(re.compile("Add to it: mud; counting")).check()
    page.get_by_role("button", name="Fill in", exact=True).click()

    expect(title(page)).to_have_value("My own title")
    expect(page.locator("[data-field=keywords] .chip")).to_have_count(3)
    expect(family_names(page).first).to_have_value("van Beethoven Jr.")
    page.get_by_role("button", name="Undo", exact=True).click()

    expect(title(page)).to_have_value("My own title")
    expect(page.locator("[data-field=keywords] .chip")).to_have_count(2)
    expect_families(page, "")
    page.get_by_role("button", name="Fill it in again").click()
    expect(family_names(page).first).to_have_value("van Beethoven Jr.")


def test_a_file_that_nobody_understands_is_told_in_the_dialog(
    demo: Demo, page: Page, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.json"
    odd.write_text("{")
    page.goto(demo.invitation())
    open_import(page)
    page.locator("#import-file").set_input_files(odd)

    expect(page.locator("#import [data-dialog-state].error")).not_to_be_empty()
    page.get_by_label("Or a DOI").fill("no DOI at all")
    page.keyboard.press("Enter")
    expect(page.locator("#import [data-dialog-state]")).to_contain_text("neither a DOI")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Fill in from")).to_be_focused()


def test_a_file_chosen_as_data_that_describes_it_is_offered_for_reading(
    demo: Demo, page: Page
) -> None:
    page.goto(demo.invitation())
    page.locator("#files").set_input_files(IMPORTS / "CITATION.cff")

    expect(page.get_by_text("“CITATION.cff” seems to describe your data.")).to_be_visible()
    page.get_by_role("button", name="Look what it fills in").click()

    expect(page.get_by_role("heading", name="What will be filled in")).to_be_visible()
    page.get_by_role("button", name="Fill in", exact=True).click()
    expect(title(page)).to_have_value("mudcount")


def test_a_pasted_list_of_authors_becomes_rows_to_check(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    paste(page, "Ada Lovelace, Grace Hopper (Navy), Nobody Atall")

    rows = page.locator("#authors [data-row]")
    expect(rows).to_have_count(3)
    rows.nth(0).get_by_label("Given name").fill("Augusta Ada")
    expect(rows.nth(1).get_by_label("Affiliation")).to_have_value("Navy")
    rows.nth(2).get_by_label(re.compile("Take Nobody")).uncheck()
    page.get_by_role("button", name="Add them").click()

    expect_families(page, "Lovelace", "Hopper")
    assert page.locator("[data-field=creators]").first.evaluate("e => e === document.activeElement")
    paste(page, "grace hopper; Edsger Dijkstra")
    page.get_by_role("button", name="Add them").click()
    expect_families(page, "Lovelace", "Hopper", "Dijkstra")

    paste(page, "Barbara Liskov")
    page.get_by_role("button", name="Replace those in the form").click()
    expect_families(page, "Liskov")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect_families(page, "Lovelace", "Hopper", "Dijkstra")


def test_a_paper_lends_its_people_and_not_its_title(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    page.get_by_role("button", name="Fill in from").click()
    page.get_by_label("Or a DOI").fill("10.5555/jade-bay-mud")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("This describes a paper, not your data")).to_be_visible()
    page.get_by_role("button", name="Fill in", exact=True).click()
    expect(title(page)).to_have_value("")
    expect(family_names(page).first).not_to_have_value("")
    expect(page.locator("[data-field=related] [data-field=identifier] input")).to_have_value(
        "10.5555/jade-bay-mud"
    )
    left = page.locator("#section-links [data-left]").first
    expect(left).not_to_have_text(re.compile("to fill in"))
