"""Writing the description, in Chromium."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from infra.local.demo import Demo
from tests.browsing import saved
from tests.writing import HOSTILE, description, paste, surface

pytestmark = pytest.mark.browser


def kept(page: Page) -> dict[str, str]:
    return kept_in(description(page))


def kept_in(field: Locator) -> dict[str, str]:
    """What the form holds for the service."""
    box = field.locator("textarea")
    return {"format": box.get_attribute("data-format") or "", "text": box.input_value()}


def tool(page: Page, name: str) -> Locator:
    return description(page).get_by_role("button", name=name, exact=True)


def test_what_is_typed_and_formatted_is_there_after_a_reload(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    surface(page)

    page.keyboard.type("Grain ")
    page.keyboard.press("Control+b")
    page.keyboard.type("sizes")
    page.keyboard.press("Control+b")
    tool(page, "Subscript").click()
    page.keyboard.type("2")
    expect(tool(page, "Subscript")).to_have_attribute("aria-pressed", "true")
    wanted = re.compile("^<p>Grain <b>sizes</b>.*<sub>2</sub></p>$")
    expect(description(page).locator("textarea")).to_have_value(wanted)
    saved(page)
    page.evaluate("localStorage.clear()")
    page.reload()

    text = description(page).locator("[contenteditable]")
    expect(text).to_have_text("Grain sizes2")
    expect(text.locator("b")).to_have_text("sizes")
    expect(text.locator("sub")).to_have_text("2")
    assert kept(page)["format"] == "html"


def test_words_typed_before_the_editor_is_there_are_taken_along(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    page.get_by_role("textbox", name="Description", exact=True).focus()
    page.keyboard.type("Twelve cores, one file a core, and so on.")

    expect(description(page).locator("[contenteditable]")).to_have_text(
        "Twelve cores, one file a core, and so on."
    )


def test_a_blank_typed_last_before_the_editor_is_there_is_not_lost(demo: Demo, page: Page) -> None:
    def typed_first(route: Route) -> None:
        page.keyboard.type("Twelve cores, one file ")
        route.continue_()

    page.route(re.compile(r"/from-markdown-\w+\.js"), typed_first)
    page.goto(demo.invitation())
    page.get_by_role("textbox", name="Description", exact=True).focus()

    text = description(page).locator("[contenteditable]")
    expect(text).to_be_focused()
    page.keyboard.type("a core")
    expect(text).to_have_text("Twelve cores, one file a core")


def test_of_a_paste_only_the_harmless_stays_and_what_went_is_said(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    text = surface(page)

    paste(text, HOSTILE)

    expect(text.locator("td")).to_have_text(["depth", "size"])
    expect(text).to_contain_text("Before")
    expect(text.locator("img, script, [class], [href^=javascript]")).to_have_count(0)
    expect(text.locator("a[href='https://example.org/']")).to_have_text("good")
    expect(page.locator("#spoken")).to_contain_text("Pictures were left out")
    expect(description(page).get_by_text("Scripts and forms were left out")).to_be_visible()
    assert "img" not in kept(page)["text"]


def test_handlers_and_styles_in_a_paste_are_dropped_and_never_take_effect(
    demo: Demo, browser: Browser
) -> None:
    # Not `page`: the browser says of each that it was refused, where nothing else would run it.
    context = browser.new_context()
    page = context.new_page()
    page.on("dialog", lambda _: pytest.fail("a handler ran"))
    page.goto(demo.invitation())
    text = surface(page)

    hostile = "<p onclick='alert(1)' style='color: red'>Here</p><svg onload='alert(1)'></svg>"
    paste(text, hostile)

    expect(text).to_have_text("Here")
    text.click()
    assert kept(page)["text"] == "<p>Here</p>"
    context.close()


def test_undo_brings_back_what_was_there(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    text = surface(page)
    page.keyboard.type("Grain sizes")
    tool(page, "Heading").click()
    expect(text.locator("h3")).to_have_text("Grain sizes")

    tool(page, "Undo").click()
    expect(text.locator("h3")).to_have_count(0)
    expect(text.locator("p")).to_have_text("Grain sizes")
    tool(page, "Redo").click()
    expect(text.locator("h3")).to_have_text("Grain sizes")


def test_markdown_and_back_changes_nothing(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    text = surface(page)
    paste(text, "<h3>Methods</h3><p><b>One</b> file</p><ul><li>a</li><li>b</li></ul>")
    before = kept(page)

    tool(page, "Markdown").click()
    box = description(page).locator("textarea")
    expect(box).to_be_focused()
    expect(box).to_have_value("### Methods\n\n**One** file\n\n- a\n- b\n")
    assert kept(page)["format"] == "markdown"
    tool(page, "Formatted").click()
    expect(text).to_be_focused()

    assert kept(page) == before


def test_formatting_that_markdown_lacks_is_given_up_only_after_a_yes(
    demo: Demo, page: Page
) -> None:
    page.goto(demo.invitation())
    text = surface(page)
    paste(text, "<p>H<sub>2</sub>O</p>")

    tool(page, "Markdown").click()
    expect(description(page).get_by_role("alert")).to_contain_text("subscript")
    tool(page, "Stay with formatted").click()
    expect(text.locator("sub")).to_have_text("2")

    tool(page, "Markdown").click()
    tool(page, "Go on in Markdown").click()
    expect(description(page).locator("textarea")).to_have_value("H2O\n")
    tool(page, "Formatted").click()
    expect(text.locator("sub")).to_have_text("2")


def test_markdown_typed_by_hand_becomes_formatted_and_its_tags_stay_text(
    demo: Demo, page: Page
) -> None:
    page.goto(demo.invitation())
    text = surface(page)
    tool(page, "Markdown").click()
    page.keyboard.type("**bold** <img src=x> | no table")

    tool(page, "Formatted").click()

    expect(text.locator("b, strong")).to_have_text("bold")
    expect(text).to_contain_text("<img src=x>")
    expect(text.locator("img")).to_have_count(0)


def test_a_link_is_set_by_keyboard(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    text = surface(page)
    page.keyboard.type("the paper")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    expect(description(page).get_by_label("Address of the link")).to_be_focused()
    page.keyboard.type("10.5281/zenodo.1")
    page.keyboard.press("Enter")

    expect(text.locator("a")).to_have_attribute("href", "https://doi.org/10.5281/zenodo.1")
    expect(text).to_be_focused()


def test_the_toolbar_is_one_stop_with_arrows_inside(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    text = surface(page)
    page.keyboard.press("Alt+F10")
    expect(tool(page, "Bold")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Italic")).to_be_focused()
    page.keyboard.press("End")
    expect(tool(page, "Redo")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Bold")).to_be_focused()
    page.keyboard.press("Tab")
    expect(tool(page, "Formatted")).to_be_focused()
    page.keyboard.press("Escape")
    text.focus()
    page.keyboard.press("Tab")
    expect(description(page).locator(":focus")).to_have_count(0)


def test_without_the_editor_the_plain_box_takes_the_text(demo: Demo, page: Page) -> None:
    page.route(re.compile(r"/assets/editor-"), lambda route: route.abort())
    page.goto(demo.invitation())
    box = page.get_by_role("textbox", name="Description", exact=True)
    box.fill("Grain *sizes*")
    saved(page)

    page.unroute(re.compile(r"/assets/editor-"))
    page.reload()
    expect(box).to_have_value("Grain *sizes*")
    assert kept(page) == {"format": "markdown", "text": "Grain *sizes*"}


def test_the_editor_works_inside_an_entry_of_a_group(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    group = page.locator("[data-field=additional_descriptions]")
    page.locator("section", has=group).locator("[data-fold]").click()
    group.locator("[data-entry-add]").click()
    # An added entry begins at its text, and there the editor takes the box's place.
    text = group.locator("[contenteditable]")
    expect(text).to_be_focused()
    page.keyboard.type("Sieved")
    expect(group.locator("textarea")).to_have_value("<p>Sieved</p>")
    saved(page)
    page.reload()
    expect(text).to_have_text("Sieved")
    assert kept_in(group) == {"format": "html", "text": "<p>Sieved</p>"}
