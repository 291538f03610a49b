"""A desk whose records lie at the stand-in, where people ask to go on with one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from infra.local.repository import Standin, running
from tests.browsing import watched
from tests.continued import published
from tests.curated import CuratedHouse
from tests.places import session
from tests.served_desk import ServedDesk, enter
from tests.served_house import serving
from tests.version_wishes import secret_of
from zenferry.adapters.invenio import Invenio
from zenferry.profile import Profile
from zenferry.repository import Draft
from zenferry.site import render

__all__ = ["DeskByStandin", "agreed", "asked", "by_standin", "consented", "let_go"]


class HouseByStandin(CuratedHouse):
    """Its records go to the stand-in, where there is one of them already."""

    def __init__(self, standin: Standin) -> None:
        self._url = standin.url
        super().__init__(
            look=False, repository=Invenio(session(standin.url, standin.tokens["depositor"]))
        )
        self.record = published(self.repository)

    @cached_property
    def profile(self) -> Profile:
        return super().profile.everywhere(url=self._url, community="lab-reviewed")


class DeskByStandin(ServedDesk):
    house: HouseByStandin

    def __init__(self, site: Path, standin: Standin) -> None:
        house = HouseByStandin(standin)
        house.clock.time = datetime.now(UTC)
        super(ServedDesk, self).__init__(house)
        self._site = site
        self.standin = standin

    @property
    def record(self) -> Draft:
        return self.house.record


@contextmanager
def by_standin(directory: Path) -> Iterator[DeskByStandin]:
    with (
        running(directory / "standin") as standin,
        serving(DeskByStandin(directory / "site", standin)) as there,
    ):
        profile = Path("infra/example/profile.toml")
        render(profile, directory / "site", staging_origin=there.staging.origin)
        yield there


def asked(page: Page, there: DeskByStandin, kind: str) -> None:
    page.goto(there.page)
    door = page.locator("#wish")
    door.get_by_role("button", name="Ask the curators").click()
    wrong = page.locator("#wish-record-error")
    expect(wrong).to_contain_text("Paste the address")
    expect(wrong).to_be_in_viewport()
    door.get_by_label("Address or DOI of the record").fill(there.record.url)
    door.get_by_role("radio", name=re.compile(kind)).check()
    door.get_by_label("What has to change").fill("Another core.")
    door.get_by_label("Your e-mail address").fill("ada@example.org")
    door.get_by_role("button", name="Ask the curators").click()
    expect(page.locator("#wish-told")).to_be_focused()


def agreed(browser: Browser, there: DeskByStandin, *, restricted: bool = False) -> str:
    """What the curator's consent mails."""
    with watched(browser) as desk:
        enter(desk, there)
        return consented(desk, there, restricted=restricted)


def consented(desk: Page, there: DeskByStandin, *, restricted: bool = False) -> str:
    """The same at a desk that is open; `restricted`: with the tick of its own."""
    desk.get_by_role("link", name="New versions").click()
    expect(desk.locator("#version-list")).to_contain_text("Another core.")
    desk.locator("[data-verdict=consent]").click()
    desk.get_by_label("Also if not everybody may see all").set_checked(restricted)
    desk.locator("#consent [data-yes]").click()
    expect(desk.locator("#version-list li")).to_have_count(0)
    return f"{there.page}#invitation={secret_of(there.house.mailer.sent[-1].text)}&former=1"


def let_go(there: DeskByStandin) -> None:
    """By the consortium's curator; and then it goes its way."""
    [found] = there.house.kept_submissions()
    assert there.house.signed_in().approve(found.id).status_code == 200
    there.house.run()
