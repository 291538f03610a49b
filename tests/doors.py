"""Coming in by a door of one's own in a browser, depositing, and what is left of it where."""

import re
from pathlib import Path

import requests
from playwright.sync_api import Page, expect

from infra.local.demo import Demo
from tests.browsing import field

PATIENCE = 120_000


def made(directory: Path) -> Path:
    file = directory / "cores.csv"
    file.write_text("depth,grain\n1,2\n")
    return file


def send(page: Page, data: Path, title: str) -> None:
    """What any depositor does."""
    page.locator("input[type=file]").first.set_input_files(data)
    field(page, "Title").fill(title)
    field(page, "Description").fill("Grain sizes.")
    page.get_by_role("textbox", name="Keywords").fill("sediment")
    page.get_by_role("textbox", name="Keywords").press("Enter")
    field(page, "Given name").fill("Josiah")
    field(page, "Family name").fill("Carberry")
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url(re.compile(r"/status/#"), timeout=PATIENCE)


def deposit(page: Page, data: Path, title: str) -> None:
    """The same, to the end."""
    send(page, data, title)
    heading = page.get_by_role("heading", name="In review")
    expect(heading.first).to_be_visible(timeout=PATIENCE)


def use(page: Page, token: str) -> None:
    page.get_by_label("Your token").fill(token)
    page.get_by_role("button", name="Use this token").click()


def kept(page: Page) -> str:
    """Whatever this browser keeps for the page."""
    return str(page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])"))


def owners(demo: Demo, title: str, token: str) -> list[str]:
    """The ids of the accounts that have a record of this title, as one of them sees it."""
    answer = requests.get(
        f"{demo.repository.url}/user/records?size=50",
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    return [
        hit["parent"]["access"]["owned_by"]["user"]
        for hit in answer.json()["hits"]["hits"]
        if hit["metadata"].get("title") == title
    ]


def sign_in(page: Page, account: str, answer: str = "Authorize application") -> None:
    """At the page, then at the repository."""
    page.get_by_role("button", name="Sign in with Zenodo").click()
    expect(page.get_by_role("heading", name="Authorize application")).to_be_visible()
    page.get_by_label(account, exact=True).check()
    page.get_by_role("button", name=answer).click()


def logged(demo: Demo) -> str:
    """All that was logged by anybody here, but for the repository's side."""
    return "".join(
        file.read_text("utf-8", "replace")
        for file in demo.logs.rglob("*.log")
        if file.name != "repository.log"
    )
