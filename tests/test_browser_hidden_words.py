"""Words in fields that are hidden for now, in Chromium: kept, and sent to nobody."""

import json
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from infra.local.demo import Demo
from tests.browsing import saved
from tests.places import session
from tests.test_browser import choose, fill, send
from tests.test_browser_fields import last_saved, person

pytestmark = pytest.mark.browser

CODE = "https://github.com/example/cores"


@pytest.fixture
def form(demo: Demo, page: Page) -> Page:
    page.goto(demo.invitation())
    expect(page.get_by_label("Title", exact=True)).to_be_visible()
    return page


def test_only_fields_that_fit_the_type_are_shown_and_others_are_not_sent(
    demo: Demo, form: Page, tmp_path: Path
) -> None:
    contents = form.get_by_role("navigation", name="Sections")
    code = form.get_by_label("Code repository")
    expect(contents.get_by_role("link", name="Where it appeared")).to_be_hidden()
    data = tmp_path / "cores.csv"
    data.write_text("depth\n1\n")
    choose(form, data)
    fill(form)
    name = f"Sediment {uuid.uuid4()}"
    form.get_by_label("Title", exact=True).fill(name)

    form.get_by_label("Type", exact=True).select_option("software")
    code.fill(CODE)
    assert last_saved(form)["code_repository"] == CODE
    form.get_by_label("Type", exact=True).select_option("dataset")
    expect(code).to_be_hidden()
    expect(form.get_by_label("University")).to_be_hidden()
    last_saved(form)
    send(form)

    form.wait_for_url(re.compile(r"/status/#"), timeout=60_000)
    expect(form.get_by_role("heading", name=re.compile("review", re.I)).first).to_be_visible(
        timeout=60_000
    )
    record = json.dumps(record_named(demo, name))
    assert "dataset" in record
    assert CODE not in record


def record_named(demo: Demo, title: str) -> dict[str, Any]:
    """As the repository has it."""
    own = session(demo.repository.url, demo.repository.token)
    hits = own.get("user/records", {"size": "100"})["hits"]["hits"]
    [found] = [hit for hit in hits if hit["metadata"].get("title", "").startswith(title)]
    record: dict[str, Any] = found
    return record


def test_words_in_fields_that_were_switched_away_are_there_after_a_reload(form: Page) -> None:
    kind, people = form.get_by_label("Type", exact=True), form.locator("#section-people")
    code = form.get_by_label("Code repository")
    family, contact = person(form, "Family name"), form.get_by_label("Whom to ask for the files")
    kind.select_option("software")
    code.fill(CODE)
    family.fill("Lovelace")
    form.locator("[data-field=access] input[value=restricted]").check()
    contact.fill("ada@example.org")

    kind.select_option("dataset")
    people.get_by_role("radio", name="Organisation").check()
    person(form, "Name of the organisation").fill("Station Three")
    form.locator("[data-field=access] input[value=open]").check()
    last_saved(form)
    saved(form)
    form.reload()

    expect(person(form, "Name of the organisation")).to_have_value("Station Three")
    for hidden in (code, family, contact):
        expect(hidden).to_be_hidden()
    kind.select_option("software")
    expect(code).to_have_value(CODE)
    people.get_by_role("radio", name="Person").check()
    expect(family).to_have_value("Lovelace")
    form.locator("[data-field=access] input[value=restricted]").check()
    expect(contact).to_have_value("ada@example.org")
