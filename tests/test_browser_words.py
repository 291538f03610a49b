"""The page in another language, in Chromium: the draft comes along, the answers are German."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from infra.local.demo import Demo

pytestmark = pytest.mark.browser

# The first call wakes a function up, on a machine that has more to do.
PATIENCE = 60_000


def switch(page: Page, language: str) -> None:
    page.get_by_role("link", name=language, exact=True).click()
    page.wait_for_selector(f'html[lang="{"de" if language == "Deutsch" else "en"}"]')


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved", timeout=PATIENCE)


def test_switching_the_language_keeps_the_draft_and_its_key(demo: Demo, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(demo.invitation())
    page.get_by_label("Title", exact=True).first.fill("Sediment cores of the Jade Bay")
    page.get_by_role("button", name="Send", exact=True).focus()
    saved(page)
    key = page.url.partition("#")[2]
    assert "submission=" in key

    switch(page, "Deutsch")

    expect(page.get_by_label("Titel", exact=True).first).to_have_value(
        "Sediment cores of the Jade Bay"
    )
    assert page.url == f"{demo.page}de/#{key}"
    page.get_by_label("Titel", exact=True).first.fill("Sedimentkerne aus dem Jadebusen")
    page.get_by_role("button", name="Absenden", exact=True).focus()
    saved(page)
    switch(page, "English")
    expect(page.get_by_label("Title", exact=True).first).to_have_value(
        "Sedimentkerne aus dem Jadebusen"
    )
    assert page.url == f"{demo.page}#{key}"
    assert not [url for url in asked if "key=" in url.partition("#")[0]]


def test_an_invitation_comes_along_before_anything_is_typed(demo: Demo, page: Page) -> None:
    invitation = demo.invitation()
    page.goto(invitation)
    expect(page.locator("#deposit")).to_be_visible()
    switch(page, "Deutsch")
    expect(page.locator("#deposit")).to_be_visible()
    assert page.url == invitation.replace("/#", "/de/#")


def test_words_typed_without_a_connection_come_along(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    page.get_by_label("Title", exact=True).first.fill("Sediment cores")
    page.get_by_role("button", name="Send", exact=True).focus()
    saved(page)
    page.route(re.compile("/metadata$"), lambda route: route.abort())
    page.get_by_label("Title", exact=True).first.fill("Not saved yet")
    page.on("dialog", lambda dialog: dialog.accept())
    switch(page, "Deutsch")
    expect(page.get_by_label("Titel", exact=True).first).to_have_value("Not saved yet")
    page.unroute(re.compile("/metadata$"))
    saved(page)


def test_words_typed_the_moment_before_the_switch_come_along(demo: Demo, page: Page) -> None:
    page.goto(demo.invitation())
    page.get_by_label("Title", exact=True).first.press_sequentially("Typed and gone")
    page.on("dialog", lambda dialog: dialog.accept())
    switch(page, "Deutsch")
    expect(page.get_by_label("Titel", exact=True).first).to_have_value("Typed and gone")
    saved(page)


def test_what_is_wrong_is_told_in_german_at_the_field_and_in_the_summary(
    demo: Demo, page: Page
) -> None:
    page.goto(demo.invitation().replace("/#", "/de/#"))
    page.get_by_role("button", name="Absenden", exact=True).click()
    summary = page.locator("#summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Titel")
    expect(summary).to_contain_text("Mindestens eine Datei hinzufügen.")
    expect(page).to_have_title(re.compile("^Fehler"))
    english = re.compile(r"\b(Add|Choose|Write|fill this in|Read the agreement)\b")
    expect(summary).not_to_contain_text(english)


def test_a_deposit_is_made_in_german_from_the_invitation_to_review(
    demo: Demo, page: Page, tmp_path: Path
) -> None:
    small, empty = tmp_path / "notizen.txt", tmp_path / "leer.txt"
    small.write_text("x")
    empty.touch()
    page.goto(demo.invitation().replace("/#", "/de/#"))
    page.locator("input[type=file]").first.set_input_files([small, empty])
    expect(page.get_by_text("„leer.txt“ ist leer.").first).to_be_visible()
    page.get_by_label("Titel", exact=True).first.fill("Sedimentkerne")
    page.locator("#description").fill("Korngrößen von 12 Kernen, gemessen mit dem Laser.")
    page.locator("#keywords").fill("Sediment")
    page.locator("#keywords").press("Enter")
    page.get_by_label("Nachname").first.fill("Carberry")
    page.get_by_label("Ich stimme zu").check()
    page.get_by_role("button", name="Absenden", exact=True).click()

    page.wait_for_url(re.compile(r"/de/status/#"), timeout=PATIENCE)
    expect(page.get_by_role("heading", name="In Prüfung").first).to_be_visible(timeout=3 * PATIENCE)
    expect(page.locator("#timeline")).to_contain_text("Eingegangen")
    expect(page.get_by_role("table")).to_contain_text("Bytes gleich")

    switch(page, "English")
    expect(page.get_by_role("heading", name="In review").first).to_be_visible()
    expect(page.locator("#timeline")).to_contain_text("Received")
