"""What is not typed twice: own details, what a link brings along, an earlier deposit."""

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from infra.local.demo import Demo
from tests.browsing import saved
from tests.filling_in import (
    IMPORTS,
    expect_families,
    family_names,
    paste,
    read_file,
    title,
)

pytestmark = pytest.mark.browser

_HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>\u202e{{7*7}}'


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
    page.goto(demo.invitation("--note", "another"))
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
    read_file(page, IMPORTS / "datacite.json")
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
