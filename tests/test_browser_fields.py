"""The fields as a depositor meets them: look-ups, entries, sections, and what is sent of them."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Locator, Page, Request, ViewportSize, expect

from infra.local.demo import Demo
from tests.browsing import watched
from tests.test_browser import send

pytestmark = pytest.mark.browser

# Of the example's directory.
ADAS_ORCID = "0009-0009-9901-0009"
ADA = {
    "family_name": "Lindqvist",
    "given_name": "Ada",
    "orcid": ADAS_ORCID,
    "affiliations": [{"name": "KTH Royal Institute of Technology", "ror": "026vcq606"}],
}
MISTYPED = "0000-0002-1825-0098"


@pytest.fixture(scope="module", autouse=True)
def awake(demo: Demo) -> None:
    """The first call wakes a function up, which takes longer than anybody types."""
    address = f"{demo.page}api/vocabularies/people?suggest=nobody&language=en"
    requests.get(address, timeout=60).raise_for_status()


@pytest.fixture
def form(demo: Demo, page: Page) -> Page:
    page.goto(demo.invitation())
    expect(page.get_by_label("Title", exact=True)).to_be_visible()
    return page


@pytest.fixture
def phone(demo: Demo, browser: Browser) -> Iterator[Page]:
    size: ViewportSize = {"width": 320, "height": 640}
    with watched(browser, viewport=size, has_touch=True) as opened:
        opened.goto(demo.invitation())
        yield opened


def last_saved(page: Page) -> dict[str, Any]:
    """The JSON of the save that follows once everything is left."""
    title = page.get_by_label("Title", exact=True)
    words = f"{title.input_value()} cores"

    def is_last(request: Request) -> bool:
        return _is_save(request) and json.loads(request.post_data or "{}")["title"] == words

    with page.expect_request(is_last) as asked:
        title.fill(words)
        title.press("Tab")
    values: dict[str, Any] = json.loads(asked.value.post_data or "{}")
    return values


def _is_save(request: Request) -> bool:
    return request.method == "PUT" and request.url.endswith("/metadata")


def person(page: Page, label: str) -> Locator:
    """A field of the creators: the page asks elsewhere for one's own name, too."""
    return page.locator("#section-people").get_by_label(label)


def suggested(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def typed(box: Locator, text: str) -> Locator:
    """Key by key; the suggestions that come up."""
    box.press_sequentially(text)
    return suggested(box.page)


def spoken(page: Page) -> Locator:
    return page.locator("#spoken")


def add_creator(page: Page, family: str, given: str) -> None:
    page.get_by_role("button", name="Add creator").click()
    person(page, "Family name").last.fill(family)
    person(page, "Given name").last.fill(given)


def test_picking_a_person_fills_name_orcid_and_affiliation(form: Page) -> None:
    options = typed(person(form, "Family name"), "lindq")
    options.first.click()

    expect(person(form, "Given name")).to_have_value("Ada")
    expect(person(form, "ORCID iD")).to_have_value(ADAS_ORCID)
    expect(form.get_by_role("combobox", name="Affiliation")).to_have_value(
        "KTH Royal Institute of Technology"
    )
    affiliations = form.locator("[data-group=affiliations]")
    expect(affiliations.get_by_text("1 filled in")).to_be_visible()
    [creator] = last_saved(form)["creators"]
    assert {name: creator[name] for name in ADA} == ADA


def test_a_name_that_is_typed_over_loses_the_orcid_of_somebody_else(form: Page) -> None:
    name = person(form, "Family name")
    typed(name, "lindq").first.click()
    expect(person(form, "ORCID iD")).to_have_value(ADAS_ORCID)

    name.press_sequentially("x")

    expect(person(form, "ORCID iD")).to_have_value("")


def test_the_list_works_by_keyboard_alone_and_says_what_it_holds(form: Page) -> None:
    name = person(form, "Family name")
    name.focus()
    form.keyboard.type("lindq")
    expect(suggested(form)).to_have_count(1)
    expect(spoken(form)).to_contain_text("1 suggestion")
    expect(name).to_have_attribute("aria-expanded", "true")

    form.keyboard.press("ArrowDown")
    active = form.locator(f"#{name.get_attribute('aria-activedescendant')}")
    expect(active).to_have_attribute("aria-selected", "true")
    expect(name).to_be_focused()
    form.keyboard.press("Escape")
    expect(suggested(form)).to_have_count(0)
    expect(name).to_have_value("lindq")

    form.keyboard.press("ArrowDown")
    expect(suggested(form)).to_have_count(1)
    form.keyboard.press("ArrowDown")
    form.keyboard.press("Enter")
    expect(name).to_have_value("Lindqvist")
    expect(name).to_be_focused()
    form.keyboard.press("Tab")
    expect(person(form, "Given name")).to_be_focused()


def test_a_name_that_nobody_knows_is_taken_as_it_is(form: Page) -> None:
    typed(person(form, "Family name"), "Qwertzuiop")
    expect(form.locator(".suggest-note")).to_have_text(
        "Nothing found. What you typed is fine as it is."
    )

    [creator] = last_saved(form)["creators"]

    assert creator["family_name"] == "Qwertzuiop"


def test_languages_are_chosen_from_the_list_and_from_nothing_else(form: Page) -> None:
    form.get_by_role("button", name="More details").click()
    languages = form.get_by_role("combobox", name="Languages")
    typed(languages, "german").first.click()
    expect(form.get_by_role("button", name="Remove “German”")).to_be_visible()
    typed(languages, "klingonisch")
    languages.press("Tab")
    expect(form.get_by_text("“klingonisch” is not in the list")).to_be_visible()

    assert last_saved(form)["languages"] == [{"id": "deu", "label": "German"}]


def test_a_mistyped_orcid_is_told_on_leaving_and_goes_when_mended(form: Page) -> None:
    orcid = person(form, "ORCID iD")
    orcid.fill(MISTYPED)
    form.route("**/metadata", lambda route: route.abort())

    orcid.press("Tab")

    expect(form.get_by_text("mistyped digit")).to_be_visible()
    expect(orcid).to_have_attribute("aria-invalid", "true")
    orcid.fill("https://orcid.org/0000-0002-1825-0097")
    orcid.press("Tab")
    expect(orcid).to_have_value("0000-0002-1825-0097")
    expect(form.get_by_text("mistyped digit")).to_have_count(0)


def test_send_is_pressed_although_a_message_comes_up_under_way(form: Page) -> None:
    """The message that leaving the field brings must not move the button from under the pointer."""
    person(form, "ORCID iD").fill(MISTYPED)
    button = form.get_by_role("button", name="Send", exact=True)
    box = button.bounding_box()
    assert box
    form.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    form.mouse.down()
    form.wait_for_timeout(120)
    form.mouse.up()

    expect(form.get_by_role("alert")).to_be_focused()
    expect(form.get_by_role("alert")).to_contain_text("mistyped digit")


def test_creators_reorder_by_buttons_keep_the_focus_and_say_their_place(form: Page) -> None:
    person(form, "Family name").fill("Lovelace")
    add_creator(form, "Hopper", "Grace")
    form.get_by_role("button", name="Move creator 2 up").click()

    moved = form.get_by_role("button", name="Move creator 1 up")
    expect(moved).to_be_focused()
    expect(spoken(form)).to_contain_text("Grace Hopper is now number 1 of 2")
    names = [each["family_name"] for each in last_saved(form)["creators"]]
    assert names == ["Hopper", "Lovelace"]


def test_creators_that_were_left_are_one_line_each_and_open_again(form: Page) -> None:
    typed(person(form, "Family name"), "lindq").first.click()
    add_creator(form, "Hopper", "Grace")
    form.get_by_label("Copyright").focus()

    lines = form.locator("[data-field=creators] > div > ol > li > .entry-head")
    expect(lines.first).to_contain_text("1. Ada Lindqvist")
    expect(lines.first).to_contain_text("KTH Royal Institute of Technology")
    edit = form.get_by_role("button", name="Edit creator 1")
    expect(edit).to_be_visible()
    expect(form.get_by_role("button", name="Edit creator 2")).to_be_visible()
    edit.click()
    expect(person(form, "Family name").first).to_be_visible()


def test_a_folded_section_opens_at_an_error_in_it(form: Page) -> None:
    person(form, "ORCID iD").fill(MISTYPED)
    heading = form.get_by_role("button", name=re.compile("^People"))
    heading.click()
    expect(heading).to_have_attribute("aria-expanded", "false")
    expect(person(form, "ORCID iD")).to_be_hidden()

    send(form)
    form.get_by_role("alert").get_by_role("link", name=re.compile("ORCID iD")).click()

    expect(person(form, "ORCID iD")).to_be_focused()
    expect(heading).to_have_attribute("aria-expanded", "true")


def test_sections_fold_by_keyboard_and_stay_so_on_this_device(demo: Demo, form: Page) -> None:
    heading = form.get_by_role("button", name=re.compile("^Funding"))
    heading.focus()
    form.keyboard.press("Enter")
    expect(form.get_by_role("button", name="Add grant")).to_be_hidden()

    form.goto("about:blank")
    form.goto(demo.invitation("--note", "another"))

    expect(form.get_by_role("button", name=re.compile("^Funding"))).to_have_attribute(
        "aria-expanded", "false"
    )
    form.get_by_role("link", name="Funding").click()
    expect(form.get_by_role("button", name="Add grant")).to_be_visible()


def test_the_contents_tell_what_is_still_to_fill_in(form: Page) -> None:
    agreement = form.get_by_role("navigation", name="Sections").get_by_role(
        "link", name=re.compile("^Agreement")
    )
    expect(agreement).to_contain_text("1 to fill in")
    form.get_by_label("I agree").check()
    expect(agreement).not_to_contain_text("to fill in")
    expect(agreement.get_by_role("img", name="complete")).to_be_attached()


def test_at_320_pixels_nothing_scrolls_sideways_and_the_list_leaves_the_box_free(
    phone: Page,
) -> None:
    for name in ("Add contributor", "Add grant", "Add licence", "Add related work"):
        phone.get_by_role("button", name=name).click()
    phone.get_by_role("button", name="More details").click()
    for name in ("Add date", "Add place", "Add text", "Add title"):
        phone.get_by_role("button", name=name, exact=True).click()
    for summary in phone.locator("details.more > summary").all():
        if summary.is_visible():
            summary.click()
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    # As beside a scrollbar that takes room, which this browser's does not.
    phone.evaluate("document.documentElement.style.width = '300px'")
    assert phone.evaluate("document.querySelector('.hero').getBoundingClientRect().right") <= 300
    phone.evaluate("document.documentElement.style.width = ''")

    family = person(phone, "Family name").first
    typed(family, "lindq")
    option = suggested(phone).first
    expect(option).to_be_visible()
    box, listed = family.bounding_box(), option.bounding_box()
    assert box
    assert listed
    assert listed["y"] >= box["y"] + box["height"]
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    option.tap()
    expect(family).to_have_value("Lindqvist")
