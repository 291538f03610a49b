"""A deposit's whole way by three browsers: its curator's, its depositor's, and a stranger's.

Invited at the desk, sent, returned with words, mended, approved, reviewed at the repository,
published. Whoever is told by mail is told once, and gets where the mail says. The stranger has
every address, but no secret, and at no stage sees anything of it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from infra.local.demo import EXAMPLE, Demo, Plan, running
from tests.browsing import PATIENCE as USUAL
from tests.browsing import watched
from tests.cloud_table import look_now
from tests.mailbox import Mailbox
from tests.test_browser import choose, fill, send

pytestmark = pytest.mark.browser

TITLE = "Grain sizes of the outer flats"
MENDED = f"{TITLE}, stations 1 to 9"
WORDS = "Name the <b>stations</b> in the title, please."
CURATOR, DEPOSITOR = "mia.berg@tidal-flats.example", "josiah@example.org"
# What no stranger is to read, at no address.
PRIVATE = (TITLE, WORDS, "Josiah", "Carberry", DEPOSITOR, CURATOR, "cores.csv")
# A cloud that does it all on a small machine.
PATIENCE = 120_000


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The example, whose curators have a look at everything first."""
    directory = tmp_path_factory.mktemp("whole")
    shutil.copytree(EXAMPLE.parent, directory / "profile")
    profile = directory / "profile" / EXAMPLE.name
    text = profile.read_text("utf-8")
    assert "look = false" in text
    profile.write_text(text.replace("look = false", "look = true"), "utf-8")
    with running(Plan(logs=directory / "logs", profile=profile)) as started:
        expect.set_options(timeout=PATIENCE)
        yield started
        expect.set_options(timeout=USUAL)


@dataclass
class Stranger:
    """Has what anybody can come to know: addresses, and a deposit's id."""

    demo: Demo
    page: Page
    id: str = ""

    def sees_nothing(self) -> None:
        """Neither on the depositor's pages, nor on the curators', nor among the records."""
        ours = f"#submission={self.id}"
        for path, hash_ in (
            *(("status/", ours), ("", ours), ("status/", f"{ours}&key={'k' * 43}")),
            *(("curation/", ours), ("curation/", "#invitations"), ("records/", "")),
        ):
            self.page.goto("about:blank")
            self.page.goto(f"{self.demo.page}{path}{hash_}")
            self.page.wait_for_load_state("networkidle")
            expect(self.page.locator("main h1:visible").first).not_to_be_empty()
            self._read(self.page.content(), path)
        for path in (
            f"submissions/{self.id}",
            f"curation/submissions/{self.id}",
            "records?q=grain",
        ):
            self._read(self._answer(path), path)

    def _answer(self, path: str) -> str:
        answer = requests.get(f"{self.demo.page}api/{path}", timeout=30)
        assert answer.status_code == (200 if path.startswith("records") else 401), path
        return answer.text

    def _read(self, content: str, where: str) -> None:
        told = [word for word in PRIVATE if word in content]
        assert not told, f"a stranger reads {told} at {where!r}"


@dataclass
class Way:
    """Three browsers, and two mailboxes."""

    demo: Demo
    curator: Page
    depositor: Page
    stranger: Stranger
    to_curator: Mailbox
    to_depositor: Mailbox

    @property
    def deposit(self) -> str:
        return self.stranger.id

    def state(self, name: str) -> None:
        """As the depositor sees it."""
        status = self.depositor.locator("#status")
        expect(status).to_have_attribute("data-state", name)

    def mailed(self, subject: str) -> None:
        """The depositor follows the link of a mail."""
        link = self.to_depositor.next(subject)
        self.depositor.goto("about:blank")
        self.depositor.goto(link)

    def told(self, subject: str, state: str) -> None:
        """By a mail that leads to how it stands."""
        self.state(state)
        self.mailed(subject)
        self.depositor.wait_for_url(re.compile(r"/status/#"))
        self.state(state)


@pytest.fixture
def way(demo: Demo, browser: Browser) -> Iterator[Way]:
    with ExitStack() as open_:
        curator, depositor, stranger = (open_.enter_context(watched(browser)) for _ in range(3))
        for page in (curator, depositor, stranger):
            page.set_default_timeout(PATIENCE)
        boxes = Mailbox(demo, CURATOR), Mailbox(demo, DEPOSITOR)
        yield Way(demo, curator, depositor, Stranger(demo, stranger), *boxes)


def test_a_deposit_goes_from_the_desks_invitation_to_the_public_and_no_stranger_sees_it_before(
    way: Way, tmp_path: Path
) -> None:
    come_in(way)
    invite(way)
    deposit(way, tmp_path / "cores.csv")
    way.stranger.sees_nothing()

    return_(way)
    way.stranger.sees_nothing()
    mend(way)
    way.stranger.sees_nothing()

    approve(way)
    way.stranger.sees_nothing()
    accept(way)
    assert_public(way)
    assert_told_once(way)


def come_in(way: Way) -> None:
    """By a link that is mailed."""
    page = way.curator
    page.goto(f"{way.demo.page}curation/")
    page.get_by_label("Your e-mail address").fill(CURATOR)
    page.get_by_role("button", name="Send me a link").click()
    page.goto(way.to_curator.next("sign in to the curators' desk"))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("There are no deposits yet.")).to_be_visible()


def invite(way: Way) -> None:
    """And the mail leads to the form."""
    page = way.curator
    page.get_by_role("link", name="Invitations").click()
    page.get_by_role("button", name="Invite someone").click()
    dialog = page.get_by_role("dialog", name="Invite someone")
    dialog.get_by_label("For whom").fill("Josiah, cores of 2026")
    dialog.get_by_label("Send it to").fill(DEPOSITOR)
    dialog.get_by_label("Deposits").fill("1")
    dialog.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_role("row", name="Josiah, cores of 2026")).to_contain_text("0 of 1")
    way.depositor.goto(way.to_depositor.next("your invitation to deposit data"))


def deposit(way: Way, file: Path) -> None:
    file.write_text("depth,grain\n1,2\n")
    page = way.depositor
    fill(page)
    page.locator("#title").fill(TITLE)
    choose(page, file)
    page.get_by_label("E-mail address, if you want mails").fill(DEPOSITOR)
    page.get_by_role("button", name="Tell me", exact=True).click()
    expect(page.locator("#telling-state")).to_contain_text("Noted")
    send(page)
    page.wait_for_url(re.compile(r"/status/#"))
    [way.stranger.id] = re.findall(r"submission=([\w-]+)", page.url)
    way.told("your deposit has arrived", "awaiting_approval")


def seen_at_the_desk(way: Way) -> None:
    """By the mail that says that it waits."""
    page = way.curator
    page.goto(way.to_curator.next("a deposit waits for a curator"))
    page.reload()
    expect(page.locator("#one-state")).to_have_text("Waits for your look")


def return_(way: Way) -> None:
    seen_at_the_desk(way)
    page = way.curator
    expect(page.locator("#one-heading")).to_have_text(TITLE)
    page.get_by_role("button", name="Ask for changes …").click()
    page.get_by_label("What should be changed?").fill(WORDS)
    page.get_by_role("button", name="Ask for these changes").click()
    expect(page.locator("#one-state")).to_have_text("Back for changes")
    way.state("returned")
    expect(way.depositor.locator("#said blockquote")).to_have_text(WORDS)


def mend(way: Way) -> None:
    """The mail leads straight to the form, where the words stand as well."""
    way.mailed("please change your deposit")
    page = way.depositor
    expect(page.locator("#said blockquote")).to_have_text(WORDS)
    page.locator("#title").fill(MENDED)
    send(page)
    page.wait_for_url(re.compile(r"/status/#"))
    way.state("awaiting_approval")


def approve(way: Way) -> None:
    """From then on it goes by itself, until it is the repository's reviewers' turn."""
    seen_at_the_desk(way)
    page = way.curator
    expect(page.locator("#one-heading")).to_have_text(MENDED)
    page.get_by_role("button", name="Approve …").click()
    page.get_by_role("button", name="Approve and send").click()
    expect(page.get_by_text("Approved: it goes to Zenodo now.")).to_be_visible()
    way.told("your deposit is in review", "in_review")
    expect(way.depositor.locator("#checks")).to_contain_text("Same bytes")


def accept(way: Way) -> None:
    """By the community's reviewers, at the repository, whither the desk leads."""
    page = way.curator
    page.reload()
    expect(page.locator("#one-state")).to_have_text("In review")
    with page.expect_popup() as opened:
        page.locator("#one-review-link").click()
    there = opened.value
    there.get_by_role("button", name="Accept and publish").click()
    expect(there.get_by_text("published").first).to_be_visible()
    look_now(way.demo, way.deposit)
    way.told("your deposit is published", "published")


def assert_public(way: Way) -> None:
    """Anybody finds the record, and the deposit is as closed as before."""
    doi = way.depositor.locator("#doi-value").inner_text()
    assert "changed" in way.demo.call("records", {})
    page = way.stranger.page
    page.goto(f"{way.demo.page}records/")
    page.get_by_role("link", name=MENDED).click()
    expect(page.locator("main")).to_contain_text(doi)
    expect(page.locator("main")).to_contain_text("cores.csv")
    for path in ("status/", "curation/"):
        page.goto(f"{way.demo.page}{path}#submission={way.deposit}")
        page.wait_for_load_state("networkidle")
        assert TITLE not in page.content()


def assert_told_once(way: Way) -> None:
    """Nothing more comes, however often the mails are looked after."""
    for _ in range(3):
        way.demo.send_mails()
    for box in (way.to_curator, way.to_depositor):
        assert [mail["Subject"] for mail in box.all()] == box.subjects
    texts = [mail["BodyText"] for mail in way.to_depositor.all()]
    keys = re.findall(r"key=(\S+)", "\n".join(texts))
    assert len(set(keys)) == len(keys) == 4
