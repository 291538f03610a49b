"""The form on paper, in the system's own colours, and by keys alone: nothing essential is lost."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from infra.local.demo import Demo
from tests.browsing import field, saved
from tests.test_browser import send, tab_to
from tests.test_browser_fields import add_creator, person, suggested

pytestmark = pytest.mark.browser

# Whether a text has another colour than what is behind it.
_STANDS_OUT = """element => {
  const behind = (one) => {
    const { backgroundColor } = getComputedStyle(one);
    const isClear = /^(transparent|rgba\\(.*, 0\\))$/.test(backgroundColor);
    return isClear && one.parentElement ? behind(one.parentElement) : backgroundColor;
  };
  const { color, opacity, visibility } = getComputedStyle(element);
  return color !== behind(element) && opacity !== '0' && visibility === 'visible';
}"""


@pytest.fixture
def form(demo: Demo, page: Page) -> Page:
    page.goto(demo.invitation())
    expect(page.get_by_label("Title", exact=True)).to_be_visible()
    return page


def begin(page: Page) -> None:
    field(page, "Title").fill("Sediment cores")
    keywords = page.get_by_role("textbox", name="Keywords")
    keywords.fill("mud")
    keywords.press("Enter")
    person(page, "Family name").fill("Lovelace")
    add_creator(page, "Hopper", "Grace")
    saved(page)


def stands_out(shown: Locator) -> None:
    expect(shown).to_be_visible()
    assert shown.evaluate(_STANDS_OUT), str(shown)


def test_on_paper_stands_all_that_was_typed_folded_or_not(form: Page) -> None:
    begin(form)
    form.get_by_role("button", name=re.compile("^People")).click()
    expect(person(form, "Family name").first).to_be_hidden()

    form.emulate_media(media="print")

    expect(field(form, "Title")).to_be_visible()
    expect(form.get_by_text("mud", exact=True).first).to_be_visible()
    for at in range(2):
        expect(person(form, "Family name").nth(at)).to_be_visible()
    expect(form.get_by_role("button", name="Send", exact=True)).to_be_hidden()


def test_in_the_systems_colours_nothing_disappears(form: Page) -> None:
    form.emulate_media(forced_colors="active")
    begin(form)
    send(form)

    alert = form.get_by_role("alert")
    for shown in (
        alert.get_by_role("link").first,
        form.get_by_role("button", name="Send", exact=True),
        form.get_by_role("button", name="Preview"),
        form.get_by_role("heading", name=re.compile("^People")),
        form.get_by_role("navigation", name="Sections").get_by_role("link").first,
        form.get_by_text("mud", exact=True).first,
        form.locator("[data-field=description] [data-error]"),
        field(form, "Title"),
    ):
        stands_out(shown)
    chosen = form.locator(".radio:has(:checked)").first
    assert chosen.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    field(form, "Title").focus()
    assert field(form, "Title").evaluate("e => getComputedStyle(e).outlineStyle") != "none"


def test_a_group_a_look_up_and_a_dialog_work_by_keys_alone(form: Page) -> None:
    keys = form.keyboard
    tab_to(form, person(form, "Family name").first)
    keys.type("lindq")
    expect(suggested(form)).to_have_count(1)
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(person(form, "Given name").first).to_have_value("Ada")

    tab_to(form, form.get_by_role("button", name="Add creator"))
    keys.press("Enter")
    type_into_last(form, "Family name", "Hopper")
    up = form.get_by_role("button", name="Move creator 2 up")
    tab_back_to(form, up)
    keys.press("Enter")
    expect(form.get_by_role("button", name="Move creator 1 up")).to_be_focused()
    expect(person(form, "Family name").first).to_have_value("Hopper")

    preview = form.get_by_role("button", name="Preview")
    tab_to(form, preview)
    keys.press("Enter")
    dialog = form.get_by_role("dialog")
    expect(dialog).to_contain_text("Hopper")
    assert dialog.evaluate("element => element.contains(document.activeElement)")
    keys.press("Escape")
    expect(dialog).to_be_hidden()
    expect(preview).to_be_focused()


def type_into_last(page: Page, label: str, words: str) -> None:
    tab_to(page, person(page, label).last)
    page.keyboard.type(words)


def tab_back_to(page: Page, target: Locator) -> None:
    for _ in range(30):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab")
    raise AssertionError(f"the keyboard never reached {target}")
