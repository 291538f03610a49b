"""Writing and pasting into the description's editor, as a person at the page does."""

from playwright.sync_api import Locator, Page, expect

TABLE = "<table><tbody><tr><td>depth</td><td>size</td></tr></tbody></table>"
HOSTILE = (
    f"<p class='x'>Before</p>{TABLE}"
    "<img src='https://elsewhere.example/x.png'><script>alert(1)</script>"
    "<p><a href='javascript:alert(1)'>bad</a> <a href='https://example.org/'>good</a></p>"
)
_PASTE = """(element, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "plain");
  const event = { clipboardData: data, bubbles: true, cancelable: true };
  element.dispatchEvent(new ClipboardEvent("paste", event));
}"""


def description(page: Page) -> Locator:
    return page.locator("[data-field=description]")


def surface(page: Page) -> Locator:
    """The editor, once it has taken the box's place."""
    description(page).locator("textarea").or_(
        description(page).get_by_role("textbox")
    ).first.focus()
    found = description(page).locator("[contenteditable]")
    expect(found).to_be_focused()
    return found


def paste(surface: Locator, html: str) -> None:
    surface.evaluate(_PASTE, html)
