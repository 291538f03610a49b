"""What is not typed twice: files, DOIs, lists of people, own details, links, an earlier deposit."""

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from infra.local.demo import Demo
from tests.browsing import saved

pytestmark = pytest.mark.browser

_IMPORTS = Path("tests/imports")
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
_HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>\u202e{{7*7}}'


def title(page: Page) -> Locator:
    return page.locator("#section-work [data-field=title] > input")


def family_names(page: Page) -> Locator:
    """Of the creators, in their order; those of people pasted may be folded away."""
    return page.locator("[data-field=creators] [data-field=family_name] input")


def expect_families(page: Page, *names: str) -> None:
    expect(family_names(page)).to_have_count(len(names))
    for index, name in enumerate(names):
        expect(family_names(page).nth(index)).to_have_value(name)


def given(name: str) -> dict[str, dict[str, object]]:
    read: dict[str, dict[str, object]] = json.loads((_IMPORTS / "values" / name).read_text())
    return read


def open_import(page: Page) -> None:
    page.get_by_role("button", name="Fill in from").click()
    # What it does is loaded on the first press; nobody can choose a file before it is shown.
    expect(page.locator("#import")).to_be_visible()


def read_file(page: Page, path: Path) -> None:
    open_import(page)
    page.locator("#import-file").set_input_files(path)
    expect(page.get_by_role("heading", name="What will be filled in")).to_be_focused()


def paste(page: Page, text: str, group: str = "creators") -> None:
    tools = page.locator(f"[data-field={group}]")
    tools.get_by_role("button", name="Paste a list").click()
    page.get_by_label("The list").fill(text)
    page.get_by_role("button", name="Read the list").click()
    page.wait_for_selector("#authors [data-row]")


def test_each_metadata_file_fills_in_what_it_holds_and_says_what_was_not_understood(
    demo: Demo, page: Page
) -> None:
    for name, expected in _FILES.items():
        page.goto(demo.invitation())
        read_file(page, _IMPORTS / name)
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

    read_file(page, _IMPORTS / "CITATION.cff")
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
    page.locator("#files").set_input_files(_IMPORTS / "CITATION.cff")

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


def my_details(page: Page) -> Locator:
    page.get_by_role("button", name="My details").click()
    return page.get_by_role("dialog", name="My details")


def keep_details(page: Page) -> None:
    mine = my_details(page)
    mine.get_by_label("Given name").fill("Josiah")
    mine.get_by_label("Family name").fill("Carberry")
    mine.get_by_label("ORCID iD").fill("https://orcid.org/0000-0002-1825-0097")
    mine.get_by_label("Usual licence").select_option("cc0-1.0")
    mine.get_by_label("as a group named").fill("Core team")
    mine.get_by_role("button", name="Keep the group").click()
    expect(mine.get_by_role("status")).to_have_text("Kept on this device.")


def test_own_details_and_author_groups_outlast_a_reload_and_are_forgotten_on_request(
    demo: Demo, page: Page
) -> None:
    page.goto(demo.invitation())
    paste(page, "Ada Lovelace, Grace Hopper")
    page.get_by_role("button", name="Add them").click()
    keep_details(page)

    page.goto("about:blank")
    page.goto(demo.invitation())
    page.get_by_role("button", name="Add me").click()
    expect_families(page, "Carberry")
    mine = my_details(page)
    expect(mine.get_by_label("ORCID iD")).to_have_value("0000-0002-1825-0097")
    mine.get_by_role("button", name="Put into the form: Core team").click()
    expect_families(page, "Carberry", "Lovelace", "Hopper")
    my_details(page).get_by_role("button", name="Keep and use here").click()
    expect(page.locator("[data-field=licence] input[value='cc0-1.0']")).to_be_checked()

    my_details(page).get_by_role("button", name="Forget all of it").click()
    expect(mine.get_by_label("Family name")).to_have_value("")
    expect(mine.locator("[data-groups] li")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('zenferry:my-details')") is None


def test_a_link_can_bring_values_along_and_looking_at_it_uses_nothing_up(
    demo: Demo, page: Page
) -> None:
    calls: list[str] = []
    page.on("request", lambda request: calls.append(request.method))
    people = quote(json.dumps([{"family_name": "Lovelace", "given_name": "Ada"}]))
    page.goto(f"{demo.invitation()}&title=Cores&keywords=mud,sand&creators={people}")

    expect(page.locator("#filled", has_text="Filled in from the link")).to_be_visible()
    expect(title(page)).to_have_value("Cores")
    expect_families(page, "Lovelace")
    page.reload()
    expect(title(page)).to_have_value("Cores")
    assert "POST" not in calls

    page.get_by_role("button", name="Undo", exact=True).click()
    expect(title(page)).to_have_value("")
    page.reload()
    page.wait_for_selector("#desk:not([hidden])")
    expect(title(page)).to_have_value("")


def test_values_in_the_query_are_taken_and_leave_the_address(demo: Demo, page: Page) -> None:
    address, _, secret = demo.invitation().partition("#")
    page.goto(f"{address}?title=Cores&resource_type=software#{secret}")

    expect(title(page)).to_have_value("Cores")
    expect(page.locator("[data-field=resource_type] select").first).to_have_value("software")
    assert "?" not in page.url


def test_hostile_values_in_a_link_are_text_and_nothing_else(demo: Demo, page: Page) -> None:
    bad = quote(_HOSTILE)
    people = quote(json.dumps([{"family_name": _HOSTILE, "__proto__": {"x": 1}, "orcid": 7}, 1]))
    more = f"agreement=true&licence={bad}&__proto__=1&invitation2=x&resource_type=%00"
    page.goto(
        f"{demo.invitation()}&title={bad}&description={bad}&keywords={bad}&creators={people}&{more}"
    )

    expect(title(page)).to_have_value(re.compile(r"<script>alert\(2\)"))
    assert "\u202e" not in title(page).input_value()
    expect(page.locator("main img[src=x], main script")).to_have_count(0)
    expect(page.get_by_label("I agree")).not_to_be_checked()
    expect(page.locator("[data-field=licence] input:checked")).to_have_value("cc-by-4.0")
    page.get_by_role("button", name="Hide this").first.click()
    title(page).press("End")
    title(page).press("!")
    saved(page)


def test_another_deposit_like_this_one_begins_with_its_people_and_not_with_its_title(
    demo: Demo, page: Page, tmp_path: Path
) -> None:
    small = tmp_path / "notes.txt"
    small.write_text("x")
    page.goto(demo.invitation())
    page.locator("#files").set_input_files(small)
    read_file(page, _IMPORTS / "datacite.json")
    page.get_by_role("button", name="Fill in", exact=True).click()
    title(page).fill("The first of two")
    page.get_by_label("I agree").check()
    families = [field.input_value() for field in family_names(page).all()]
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url(re.compile(r"/status/#"), timeout=120_000)
    page.get_by_role("button", name="Deposit another like this").click()

    expect(page.get_by_text("are kept for the next one")).to_be_visible()
    page.get_by_label("Paste your link here").fill(demo.invitation())
    page.get_by_role("button", name="Open", exact=True).click()

    expect(page.locator("#filled", has_text="Kept from your earlier deposit")).to_be_visible()
    expect_families(page, *families)
    expect(title(page)).to_have_value("")
    expect(
        page.get_by_role("list", name="Files of this deposit").get_by_role("listitem")
    ).to_have_count(0)


def test_the_way_back_can_be_copied_and_sent_to_oneself(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    page.get_by_role("button", name="The link to your deposit").click()
    dialog = page.get_by_role("dialog", name="The link to your deposit")
    expect(dialog).to_contain_text("There is none yet")
    page.keyboard.press("Escape")

    title(page).fill("Cores")
    saved(page)
    page.get_by_role("button", name="The link to your deposit").click()
    expect(dialog).to_contain_text("read, change, send and withdraw")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    dialog.get_by_role("button", name="Copy my link").click()
    expect(dialog).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url

    page.goto(page.url.replace("/#", "/status/#"))
    page.get_by_role("button", name="Send it by e-mail").click()
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Copy my link")).to_be_visible()


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
