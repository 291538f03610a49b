"""Seeing the record before it is sent, in Chromium."""

import re

import pytest
from playwright.sync_api import Page, expect

from infra.local.demo import Demo
from tests.browsing import saved
from tests.writing import HOSTILE, paste, surface

pytestmark = pytest.mark.browser


def name_creator(page: Page) -> None:
    page.get_by_label("Given name").first.fill("Josiah")
    page.get_by_label("Family name").first.fill("Carberry")


def test_the_citation_beside_the_form_follows_the_title(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    cited = page.locator("#cited")
    page.get_by_label("Title", exact=True).first.fill("Sediment cores")
    saved(page)
    expect(cited).to_be_hidden()

    name_creator(page)
    expect(cited).to_contain_text(re.compile(r"Carberry.*Sediment cores"))
    page.get_by_label("Title", exact=True).first.fill("Tidal flats")
    expect(cited).to_contain_text("Tidal flats")


def test_the_preview_shows_the_cleaned_description_and_citations_to_copy(
    demo: Demo, page: Page
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(demo.invitation())
    page.get_by_label("Title", exact=True).first.fill("Sediment cores")
    name_creator(page)
    paste(surface(page), HOSTILE)

    page.get_by_role("button", name=re.compile("^Preview")).click()
    panel = page.get_by_role("dialog", name="Preview")
    expect(panel.get_by_role("heading", name="Sediment cores")).to_be_visible()
    expect(panel.locator(".rich-text td")).to_have_text(["depth", "size"])
    expect(panel.locator(".rich-text").locator("img, script")).to_have_count(0)

    panel.get_by_label("Style").select_option(label="Vancouver")
    panel.get_by_role("button", name="Copy the citation").click()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied == panel.locator("[data-citation]").inner_text()
    panel.get_by_role("button", name="Copy BibTeX").click()
    assert str(page.evaluate("navigator.clipboard.readText()")).startswith("@")


def test_what_is_worth_another_look_leads_to_its_field(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    page.get_by_label("Title", exact=True).first.fill("Sediment cores")
    name_creator(page)
    button = page.get_by_role("button", name=re.compile("^Preview"))
    expect(button).to_have_accessible_name(re.compile("worth another look"))

    button.click()
    panel = page.get_by_role("dialog", name="Preview")
    panel.get_by_role("link", name=re.compile("^Keywords")).click()

    expect(panel).to_be_hidden()
    expect(page.get_by_role("textbox", name="Keywords")).to_be_focused()


def test_what_the_spam_check_would_count_is_told_where_something_counts(
    demo: Demo, page: Page
) -> None:
    page.goto(demo.invitation())
    title = page.get_by_label("Title", exact=True).first
    panel = page.get_by_role("dialog", name="Preview")
    for words, told in (("Sediment cores", False), ("\U0001f600 a " * 4, True)):
        title.fill(words)
        page.get_by_role("button", name=re.compile("^Preview")).click()
        expect(panel.locator("[data-record]")).to_contain_text(words.strip())
        expect(panel.get_by_text("spam check would count about 5")).to_be_visible(visible=told)
        page.keyboard.press("Escape")


def test_the_preview_is_left_by_escape_back_to_its_button(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    button = page.get_by_role("button", name=re.compile("^Preview"))
    button.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Preview")
    expect(panel.get_by_text("There is nothing to show yet")).to_be_visible()

    page.keyboard.press("Escape")

    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


def test_a_preview_that_cannot_be_had_says_so_and_is_asked_for_again(
    demo: Demo, page: Page
) -> None:
    page.goto(demo.invitation())
    page.route("**/api/preview", lambda route: route.abort())
    page.get_by_label("Title", exact=True).first.fill("Sediment cores")
    page.get_by_role("button", name=re.compile("^Preview")).click()
    panel = page.get_by_role("dialog", name="Preview")
    expect(panel.get_by_text("could not be made")).to_be_visible()

    page.unroute("**/api/preview")
    panel.get_by_role("button", name="Try again").click()

    expect(panel.get_by_role("heading", name="Sediment cores")).to_be_visible()
