"""The published records in a browser: searched, filtered, shared, and without a script."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import LOOKS, gate_of
from tests.browsing import watched
from tests.records_site import served
from zenferry.records.registry import Entry, EntryFile, Grant, Terms, Who

pytestmark = pytest.mark.browser

_PEOPLE = (
    Who("Lovelace", "Ada", "0000-0002-1825-0097"),
    Who("Carberry", "Josiah"),
    Who("Tidal Flats Consortium", group=True),
    Who("عبد الله", "محمد"),
)
HOSTILE = "</script><img src=x onerror=alert(1)>\u202e=cmd|'/C calc'!A0"


def record(number: int, **more: object) -> Entry:
    given: dict[str, object] = {
        "title": f"Sediment core {number}",
        "url": f"https://zenodo.org/records/{number}",
        "doi": f"10.5281/zenodo.{number}",
        "date": f"{2020 + number % 7}-0{1 + number % 9}-15",
        "published": f"2026-01-01T00:00:00.{number:06}+00:00",
        "type": "dataset" if number % 3 else "software",
        "people": (_PEOPLE[number % 4], Who(f"Person {number % 40}", "P.")),
        "grants": (Grant("European Commission", f"10{number % 5}"),),
        "licences": (Terms("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),),
        "files": (EntryFile("cores/a.csv", 1234, "0" * 32),),
        "searched": True,
    }
    return Entry(repository="zenodo", record=str(number), **given | more)  # type: ignore[arg-type]


ENTRIES = [
    *(record(number) for number in range(1, 230)),
    record(230, title=HOSTILE, date="2027-01-01", description=HOSTILE, version="1.0"),
    record(231, title="لبّ رسوبي من بحر وادن", date="2027-01-02", practice=True),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("records") / "site", ENTRIES) as address:
        yield address


@pytest.fixture
def listed(page: Page, home: str) -> Page:
    page.goto(home)
    expect(page.get_by_role("searchbox")).to_be_visible()
    return page


def count(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def test_it_lists_a_hundred_and_the_others_when_asked(listed: Page) -> None:
    count(listed, "231 records")
    expect(listed.locator(".record")).to_have_count(100)
    listed.get_by_role("button", name="Show 100 more").click()
    expect(listed.locator(".record")).to_have_count(200)
    expect(listed.locator(".record").nth(100).get_by_role("link").first).to_be_focused()
    listed.get_by_role("button", name="Show 31 more").click()
    expect(listed.locator(".record")).to_have_count(231)


def test_what_is_searched_and_filtered_is_counted_told_and_in_the_address(
    listed: Page, browser: Browser
) -> None:
    listed.get_by_role("searchbox").fill("lovelace")
    count(listed, "57 of 231 records fit")
    listed.get_by_role("group", name="Type").get_by_label("Software").check()
    count(listed, "19 of 231 records fit")
    expect(listed.get_by_text("Filters (one on)")).to_be_visible()
    with watched(browser) as other:
        other.goto(listed.url)
        count(other, "19 of 231 records fit")
        expect(other.get_by_role("searchbox")).to_have_value("lovelace")
        other.get_by_role("button", name="Clear all filters").click()
        count(other, "57 of 231 records fit")


def test_by_the_keyboard_one_stays_where_one_was(listed: Page) -> None:
    year = listed.get_by_role("group", name="Year").get_by_role("checkbox").nth(1)
    year.focus()
    listed.keyboard.press("Space")
    expect(listed.get_by_text("Filters (one on)")).to_be_visible()
    focused = "document.activeElement.type + document.activeElement.checked"
    assert listed.evaluate(focused) == "checkboxtrue"


def test_all_people_can_be_unfolded(listed: Page) -> None:
    people = listed.get_by_role("group", name="Person")
    expect(people.get_by_role("checkbox")).to_have_count(8)
    people.get_by_role("button", name="Show all 44").click()
    expect(people.get_by_role("checkbox")).to_have_count(44)
    expect(people.get_by_role("button")).to_have_attribute("aria-expanded", "true")


def test_what_fits_nothing_says_so(listed: Page) -> None:
    listed.get_by_role("searchbox").fill("zzz")
    expect(listed.get_by_text("Nothing fits.")).to_be_visible()
    count(listed, "0 of 231 records fit")


def test_what_strangers_wrote_is_text_everywhere(listed: Page) -> None:
    listed.get_by_role("searchbox").fill("calc")
    link = listed.locator(".record a").first
    expect(link).to_contain_text("<img src=x onerror=alert(1)>")
    link.click()
    expect(listed.get_by_role("heading", level=1)).to_contain_text("</script><img src=x")
    expect(listed.locator("main img")).to_have_count(0)
    told = listed.locator("script[type='application/ld+json']").text_content()
    assert json.loads(told or "")["name"] == HOSTILE


def test_a_page_of_a_record_tells_files_checksums_and_how_to_cite(listed: Page) -> None:
    listed.goto(f"{listed.url}zenodo-1.html")
    expect(listed.get_by_role("cell", name="0" * 32)).to_be_visible()
    expect(listed.get_by_label("BibTeX")).to_contain_text("@dataset{")
    listed.get_by_role("link", name="Deutsch").click()
    expect(listed.get_by_role("heading", name="Frühere Versionen")).to_have_count(0)
    expect(listed.get_by_text("MD5-Prüfsumme")).to_be_visible()


def test_without_a_script_all_are_there_page_by_page(browser: Browser, home: str) -> None:
    with watched(browser, java_script_enabled=False) as page:
        page.goto(home)
        expect(page.get_by_role("searchbox")).to_have_count(0)
        seen = page.locator(".record").count()
        while page.get_by_role("link", name="Older").count():
            page.get_by_role("link", name="Older").click()
            seen += page.locator(".record").count()
        assert seen == len(ENTRIES)


def test_a_list_that_does_not_come_leaves_the_pages(page: Page, home: str) -> None:
    page.route("**/index.json", lambda route: route.abort())
    page.goto(home)
    expect(page.get_by_text("could not be loaded")).to_be_attached()
    expect(page.get_by_role("link", name="Older")).to_be_visible()


# How wide the window is decides once, as the page opens, whether the filters are unfolded.
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(browser: Browser, home: str, look: str) -> None:
    with gate_of(browser, look) as opened:
        page = opened.page
        page.goto(home)
        expect(page.get_by_role("searchbox")).to_be_visible()
        opened.look("list")
        page.get_by_role("searchbox").fill("zzz")
        expect(page.get_by_text("Nothing fits.")).to_be_visible()
        opened.look("nothing")
        page.goto(f"{home}zenodo-230.html")
        opened.look("hostile")
        page.goto(f"{home}de/zenodo-231.html")
        opened.look("record")
        page.goto(f"{home}de/")
        expect(page.get_by_role("searchbox")).to_be_visible()
        opened.look("german")


def test_the_site_links_to_the_list(page: Page, home: str) -> None:
    page.goto(f"{home.removesuffix('records/')}privacy/")
    page.get_by_role("link", name="Published records").click()
    expect(page.get_by_role("heading", name="Published records")).to_be_visible()
