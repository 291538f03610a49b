"""axe finds nothing: every page in every state, light and dark, wide and on a phone."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from infra.local.demo import Demo
from tests.axe import Gate, gate, spied
from tests.browsing import saved
from tests.crossing import VALUES
from tests.depositor import Depositor

pytestmark = pytest.mark.browser

STATES = (
    *("draft", "submitted", "forwarding", "in_review", "draft_ready", "published"),
    *("needs_attention", "declined", "cancelled", "expired"),
)
_PAGES = (
    *("privacy/", "imprint/", "accessibility/", "guide/", "guide/deposit/", "guide/description/"),
    *("guide/licence/", "guide/token/", "de/", "de/guide/", "de/privacy/", "nowhere"),
)
_READING = re.compile(r"/api/submissions/[^/]+$")
_WRONG = "#submission=0b7e5f52-6a43-4c11-9b59-6f3a3a1b7c11&key=no"


def title(page: Page) -> None:
    page.get_by_label("Title", exact=True).first.fill("Sediment cores of the Jade Bay")


def unfold(page: Page) -> None:
    """Every section open, an entry in every group, and what is seldom needed too."""
    press_all(page, "[data-fold][aria-expanded=false]")
    press_all(page, "[data-group]:not(:has([data-entry])) > [data-entry-add]")
    press_all(page, "details.more:not([open]) > summary")


def press_all(page: Page, selector: str) -> None:
    """Until there is none any more that could be pressed."""
    found = page.locator(f"{selector}:visible")
    for _ in range(60):
        if found.count() == 0:
            return
        found.first.click()
    raise AssertionError(f"still to be pressed: {selector}")


def test_the_gate_is_shut_to_what_has_no_name_and_to_what_is_too_wide(
    demo: Demo, browser: Browser
) -> None:
    with spied(browser) as page:
        page.goto(demo.page + "privacy/")
        page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
        page.evaluate("document.querySelector('textarea').style = 'width: 500px; max-width: none'")
        assert seen(page) == [
            ("spoilt, light-1280", "label"),
            ("spoilt, dark-390", "label"),
            ("spoilt, dark-390", "wider than the window"),
        ]


@pytest.mark.parametrize(
    ("where", "look"),
    [
        ("(prefers-color-scheme: dark)", "dark-390"),
        ("(prefers-color-scheme: light)", "light-1280"),
        ("(min-width: 60rem)", "light-1280"),
    ],
)
def test_the_gate_is_shut_to_what_can_not_be_read_in_one_look(
    demo: Demo, browser: Browser, where: str, look: str
) -> None:
    with spied(browser) as page:
        page.goto(demo.page + "privacy/")
        rule = f"@media {where} {{ main, main * {{ color: #777; background: #777 }} }}"
        page.evaluate(
            "rule => { const s = new CSSStyleSheet(); s.replaceSync(rule);"
            " document.adoptedStyleSheets.push(s); }",
            rule,
        )
        assert set(seen(page)) == {(f"spoilt, {look}", "color-contrast")}


def seen(page: Page) -> list[tuple[str, ...]]:
    """In which looks what is found on a page that was spoilt."""
    shut = Gate(page)
    shut.look("spoilt")
    return [tuple(said.split(": ")[:2]) for said in shut.found]


def test_the_form_empty_filled_unfolded_and_with_errors(demo: Demo, browser: Browser) -> None:
    with gate(browser) as gates:
        page = gates.page
        page.goto(demo.invitation())
        gates.look("empty")
        title(page)
        page.get_by_label("Family name").first.fill("Carberry")
        expect(page.locator("#cited")).to_be_visible()
        gates.look("filled")
        unfold(page)
        gates.look("unfolded")
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.locator("#summary")).to_be_visible()
        gates.look("errors")


@pytest.mark.parametrize("kind", ["software", "publication-report", "presentation"])
def test_the_form_of_another_type(demo: Demo, browser: Browser, kind: str) -> None:
    with gate(browser) as gates:
        page = gates.page
        page.goto(demo.invitation())
        page.locator("#resource_type").select_option(kind)
        unfold(page)
        gates.look(kind)


def test_a_list_of_suggestions(demo: Demo, browser: Browser) -> None:
    with gate(browser) as gates:
        page = gates.page
        page.goto(demo.invitation())
        box = page.get_by_label("Family name").first
        box.focus()
        box.press_sequentially("Lindq", delay=50)
        expect(page.get_by_role("listbox").first).to_be_visible()
        gates.look("suggestions")


def test_the_editor_in_each_of_its_ways(demo: Demo, browser: Browser) -> None:
    with gate(browser) as gates:
        page = gates.page
        page.goto(demo.invitation())
        editor = page.locator("[data-field=description]")
        editor.locator("textarea").focus()
        expect(editor.locator("[contenteditable]")).to_be_focused()
        page.keyboard.type("Grain")
        editor.get_by_role("button", name="Subscript").click()
        page.keyboard.type("2")
        gates.look("formatted")
        page.keyboard.press("Control+k")
        gates.look("link")
        page.keyboard.press("Escape")
        editor.get_by_role("button", name="Markdown").click()
        gates.look("asked")
        editor.get_by_role("button", name="Go on in Markdown").click()
        gates.look("markdown")


def test_the_preview_in_each_of_its_states(demo: Demo, browser: Browser) -> None:
    with gate(browser) as gates:
        page = gates.page
        page.goto(demo.invitation())
        button = page.get_by_role("button", name=re.compile("^Preview"))
        panel = page.locator("#preview-panel")
        held: list[Route] = []
        page.route("**/api/preview", lambda route: held.append(route))  # noqa: PLW0108 - it gets a mark
        button.click()
        expect(panel.get_by_text("Putting it together")).to_be_visible()
        gates.look("loading")
        held.pop().abort()
        expect(panel.get_by_text("could not be made")).to_be_visible()
        gates.look("away")
        page.unroute("**/api/preview")
        panel.get_by_role("button", name="Try again").click()
        expect(panel.get_by_text("nothing to show yet")).to_be_visible()
        gates.look("nothing")
        page.keyboard.press("Escape")
        title(page)
        button.click()
        expect(panel.get_by_role("heading", name="Sediment cores")).to_be_visible()
        gates.look("preview")


def test_the_dialogs(demo: Demo, browser: Browser) -> None:
    with gate(browser) as gates:
        gates.page.goto(demo.invitation())
        title(gates.page)
        for name in ("import", "authors", "details", "way-back", "stale"):
            dialog = gates.page.locator(f"#{name}")
            dialog.evaluate("dialog => dialog.showModal()")
            gates.look(name)
            dialog.evaluate("dialog => dialog.close()")


def test_what_was_read_from_a_file_and_from_a_list(demo: Demo, browser: Browser) -> None:
    with gate(browser) as gates:
        page = gates.page
        page.goto(demo.invitation())
        title(page)
        page.locator("[data-tool=import]").first.click()
        expect(page.locator("#import")).to_be_visible()
        page.locator("#import-file").set_input_files("CITATION.cff")
        expect(page.locator("#import [data-takes] li").first).to_be_visible()
        gates.look("read from a file")
        page.keyboard.press("Escape")
        page.locator("[data-tool=authors]").first.click()
        page.locator("#authors-text").fill("Ada Lovelace, Grace Hopper (Navy)")
        page.locator("#authors").get_by_role("button", name="Read the list").click()
        expect(page.locator("#authors [data-row]").first).to_be_visible()
        gates.look("read from a list")


def test_a_file_under_way_and_one_refused(demo: Demo, browser: Browser, tmp_path: Path) -> None:
    large, empty = tmp_path / "cores.dat", tmp_path / "empty.csv"
    large.write_bytes(bytes(40_000_000))
    empty.touch()
    with gate(browser) as gates:
        page = gates.page
        page.goto(demo.invitation())
        line = {"offline": False, "latency": 5, "downloadThroughput": -1}
        slow = page.context.new_cdp_session(page)
        slow.send("Network.emulateNetworkConditions", {**line, "uploadThroughput": 500_000})
        page.locator("input[type=file]").first.set_input_files([large, empty])
        expect(page.get_by_text("“empty.csv” is empty").first).to_be_visible()
        expect(page.locator("#file-list progress")).to_be_visible()
        gates.look("uploading")
        slow.send("Network.emulateNetworkConditions", {**line, "uploadThroughput": -1})
        expect(page.locator("#file-list .file-state").get_by_text("Uploaded")).to_be_visible()
        saved(page)
        gates.look("uploaded")


@pytest.fixture(scope="module")
def sent(demo: Demo) -> tuple[str, dict[str, Any]]:
    """The link of a deposit in review, and what the service says of it."""
    depositor = Depositor(demo.invitation())
    depositor.describe(VALUES)
    depositor.upload("core 1.csv", b"a,b\n" * 1000)
    depositor.submit()
    found = depositor.settled()
    assert found["state"] == "in_review", found["attention"]
    return f"{demo.page}status/#submission={depositor.id}&key={depositor.key}", found


def test_the_status_page(browser: Browser, sent: tuple[str, dict[str, Any]]) -> None:
    link, found = sent
    with gate(browser) as gates:
        for state in STATES:
            gates.page.route(_READING, answering(in_state(found, state)))
            gates.page.goto("about:blank")
            gates.page.goto(link)
            expect(gates.page.get_by_role("heading", level=1)).not_to_be_empty()
            gates.look(state)
            gates.page.unroute(_READING)


def test_a_place_in_the_queue(browser: Browser, sent: tuple[str, dict[str, Any]]) -> None:
    link, found = sent
    with gate(browser) as gates:
        gates.page.route(_READING, answering(in_state(found, "submitted") | {"ahead": 3}))
        gates.page.goto(link)
        expect(gates.page.locator("#sentence")).to_contain_text("3 deposits are ahead of yours")
        gates.look("in the queue")


def in_state(found: Mapping[str, Any], state: str) -> dict[str, Any]:
    """What the service would say of the same deposit at another time."""
    attention = {"field": "title", "message": "The title is too long. Make it shorter."}
    actions = {"needs_attention": ["edit", "retry", "cancel"], "in_review": ["cancel"]}
    told = attention if state == "needs_attention" else None
    return {**found, "state": state, "attention": told, "actions": actions.get(state, [])}


def answering(body: Mapping[str, Any]) -> Any:
    text = json.dumps(body)
    return lambda route: route.fulfill(body=text, content_type="application/json")


def test_withdrawing_is_asked_first(browser: Browser, sent: tuple[str, dict[str, Any]]) -> None:
    with gate(browser) as gates:
        gates.page.goto(sent[0])
        gates.page.get_by_role("button", name=re.compile("Withdraw")).first.click()
        expect(gates.page.get_by_role("dialog")).to_be_visible()
        gates.look("withdraw")


def test_the_pages_to_read(demo: Demo, browser: Browser) -> None:
    with gate(browser) as gates:
        for path in _PAGES:
            gates.page.goto(demo.page + path)
            gates.look(path)


def test_a_page_without_its_link(demo: Demo, browser: Browser) -> None:
    with gate(browser) as gates:
        for page in ("", "status/"):
            for link in ("", _WRONG):
                gates.page.goto("about:blank")
                gates.page.goto(demo.page + page + link)
                asked = re.compile("link" if page or link else "How do you want to deposit?")
                notice = gates.page.get_by_role("heading", name=asked)
                expect(notice).to_be_visible()
                gates.look(page + link)
