"""What a depositor does on the page to have the form filled in, and what is in it then."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

IMPORTS = Path("tests/imports")


def title(page: Page) -> Locator:
    return page.locator("#section-work [data-field=title] > input")


def family_names(page: Page) -> Locator:
    """Of the creators, in their order; those of people pasted may be folded away."""
    return page.locator("[data-field=creators] [data-field=family_name] input")


def expect_families(page: Page, *names: str) -> None:
    expect(family_names(page)).to_have_count(len(names))
    for index, name in enumerate(names):
        expect(family_names(page).nth(index)).to_have_value(name)


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
