"""The page as a depositor meets it: served by the demo, driven in Chromium."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from infra.local.demo import Demo
from tests.browsing import field

pytestmark = pytest.mark.browser

# Sending 300 MB and copying them takes a while on a small machine.
PATIENCE = 180_000
MB = 10**6
EQUAL = "Same bytes"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "survey 2026.dat"
    with path.open("wb") as file:
        for number in range(300):
            file.write(number.to_bytes(4, "big") * (MB // 4))
    return path


def fill(page: Page) -> None:
    field(page, "Title").fill("Sediment cores of the Jade Bay")
    field(page, "Description").fill("Grain sizes of 12 cores.\n\nOne file a core.")
    page.get_by_role("textbox", name="Keywords").fill("sediment")
    page.get_by_role("textbox", name="Keywords").press("Enter")
    field(page, "Given name").fill("Josiah")
    field(page, "Family name").fill("Carberry")
    field(page, "ORCID iD").fill("https://orcid.org/0000-0002-1825-0097")
    page.get_by_label("I agree").check()


def choose(page: Page, *files: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(files)


def send(page: Page) -> None:
    page.get_by_role("button", name="Send", exact=True).click()


def test_a_stranger_goes_from_the_invitation_to_review_with_300_megabytes(
    demo: Demo, page: Page, large: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    page.goto(demo.invitation())

    choose(page, large, empty)
    fill(page)
    expect(page.get_by_text("“empty.csv” is empty").first).to_be_visible()
    send(page)

    page.wait_for_url(re.compile(r"/status/#"), timeout=PATIENCE)
    expect(page.get_by_role("heading", name=re.compile("review", re.I)).first).to_be_visible(
        timeout=PATIENCE
    )
    expect_all_equal(page, "survey 2026.dat")
    expect(page.locator("main")).to_contain_text(re.compile(r"10\.5072/\S+"))
    expect(page.locator("main")).not_to_contain_text("empty.csv")

    page.reload()
    expect_all_equal(page, "survey 2026.dat")


def expect_all_equal(page: Page, *names: str) -> None:
    """The table has a row a file, and each says that the copy is the file."""
    table = page.get_by_role("table")
    expect(table.get_by_role("rowheader")).to_have_text(names)
    rows = table.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    expect(rows.filter(has_text=EQUAL)).to_have_count(len(names))


def test_opening_an_invitation_uses_nothing_up(demo: Demo, page: Page) -> None:
    calls: list[str] = []
    page.on("request", lambda request: calls.append(f"{request.method} {request.url}"))

    page.goto(demo.invitation())
    field(page, "Title").focus()

    assert [call for call in calls if call.startswith("POST")] == []


def test_all_errors_come_at_once_at_their_fields_and_go_when_mended(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    field(page, "ORCID iD").fill("0000-0002-1825-0098")
    send(page)

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    for words in ("Title", "Description", "family name", "at least one file", "agreement"):
        expect(summary).to_contain_text(words)
    expect(page).to_have_title(re.compile("^Error"))
    title = field(page, "Title")
    expect(title).to_have_attribute("aria-invalid", "true")

    summary.get_by_role("link", name=re.compile("Title")).click()
    expect(title).to_be_focused()
    title.fill("Sediment cores")

    expect(title).not_to_have_attribute("aria-invalid", "true")
    expect(summary.get_by_role("link", name=re.compile("Title"))).to_have_count(0)


def test_what_was_typed_is_there_after_a_reload(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    field(page, "Title").fill("Sediment cores")
    page.get_by_role("textbox", name="Keywords").fill("mud")
    page.get_by_role("textbox", name="Keywords").press("Enter")
    page.get_by_role("button", name="Add creator").click()
    field(page, "Family name").nth(1).fill("Lovelace")
    expect(page.get_by_text("Saved", exact=True).first).to_be_visible()

    page.reload()

    expect(field(page, "Title")).to_have_value("Sediment cores")
    expect(page.locator("main")).to_contain_text("mud")
    expect(field(page, "Family name").nth(1)).to_have_value("Lovelace")


def test_words_typed_without_a_connection_are_kept_and_saved_later(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    field(page, "Title").fill("Sediment cores")
    expect(page.get_by_text("Saved", exact=True).first).to_be_visible()

    page.context.set_offline(True)
    field(page, "Title").fill("Sediment cores, offline")
    expect(page.get_by_text("Your words are kept on this device").first).to_be_visible()
    page.context.set_offline(False)

    expect(page.get_by_text("Saved", exact=True).first).to_be_visible()
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(field(page, "Title")).to_have_value("Sediment cores, offline")


def test_a_second_window_is_told_that_the_first_one_saved(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    field(page, "Title").fill("First")
    expect(page.get_by_text("Saved", exact=True).first).to_be_visible()
    second = page.context.new_page()
    second.goto(page.url)
    expect(field(second, "Title")).to_have_value("First")

    field(page, "Title").fill("First, again")
    expect(page.get_by_text("Saved", exact=True).first).to_be_visible()
    field(second, "Title").fill("Second")

    expect(second.get_by_text("another window").first).to_be_visible()


def test_a_wrong_link_is_explained(demo: Demo, page: Page) -> None:
    page.goto(f"{demo.page}status/#submission=0b7e5f52-6a43-4c11-9b59-6f3a3a1b7c11&key=wrong")
    expect(page.locator("main")).to_contain_text("does not open a deposit")

    page.goto(demo.page)
    expect(page.locator("main")).to_contain_text(re.compile("invitation", re.I))


def test_a_file_can_be_removed_and_the_deposit_withdrawn(
    demo: Demo, page: Page, tmp_path: Path
) -> None:
    small = tmp_path / "notes.txt"
    small.write_text("x")
    page.goto(demo.invitation())
    choose(page, small)
    fill(page)
    expect(page.locator("main")).to_contain_text("notes.txt")
    page.get_by_role("button", name=re.compile("Remove.*notes.txt")).click()
    expect(page.locator("main")).not_to_contain_text("notes.txt")

    choose(page, small)
    send(page)
    page.wait_for_url(re.compile(r"/status/#"))
    expect(page.get_by_role("heading", name=re.compile("review", re.I)).first).to_be_visible(
        timeout=60_000
    )
    page.get_by_role("button", name=re.compile("Withdraw")).first.click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Withdraw")).click()

    expect(page.get_by_role("heading", name=re.compile("withdrawn", re.I)).first).to_be_visible(
        timeout=60_000
    )


def test_the_whole_job_is_done_by_keyboard_alone(demo: Demo, page: Page, tmp_path: Path) -> None:
    small = tmp_path / "notes.txt"
    small.write_text("x")
    # Registered before the page is there: asked for later, the event is missed now and then.
    page.on("filechooser", lambda chooser: chooser.set_files(small))
    page.goto(demo.invitation())

    tab_to(page, page.locator("#files"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Files")).to_contain_text("notes.txt")
    type_into(page, "Title", "Sediment cores")
    type_into(page, "Description", "Grain sizes.")
    type_into(page, "Keywords", "mud")
    page.keyboard.press("Enter")
    type_into(page, "Family name", "Carberry")
    tab_to(page, page.get_by_label("I agree"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Send", exact=True))
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"/status/#"))


def type_into(page: Page, label: str, words: str) -> None:
    tab_to(page, field(page, label).first)
    page.keyboard.type(words)


def tab_to(page: Page, target: Locator) -> None:
    for _ in range(150):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reached {target}")
