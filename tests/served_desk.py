"""A house with curators on a port of its own, its pages and all: what curators and depositors see.

The pages are sent with the headers that they are sent with elsewhere, so that a browser is as
strict with them here as there.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from playwright.sync_api import Page, expect

from tests.api_client import Client
from tests.curated import ADA, CuratedHouse
from tests.served_house import ServedHouse, serving
from tests.table_places import fresh
from zenferry.access import Spend
from zenferry.profile import Curator
from zenferry.site import render
from zenferry.site_headers import headers
from zenferry.state import State
from zenferry.submission import Submission

__all__ = ["ServedDesk", "enter", "served_desk"]

_PROFILE = Path("infra/example/profile.toml")
_STATES = (
    *(State.PUBLISHED for _ in range(5)),
    *(State.DRAFT, State.DRAFT, State.IN_REVIEW, State.AWAITING_APPROVAL),
    *(State.NEEDS_ATTENTION, State.RETURNED, State.CANCELLED),
)


class ServedDesk(ServedHouse):
    """The served house, with pages."""

    house: CuratedHouse

    def __init__(self, site: Path) -> None:
        house = CuratedHouse()
        # A browser has no other clock than its own.
        house.clock.time = datetime.now(UTC)
        super().__init__(house)
        self._site = site

    @property
    def desk(self) -> str:
        """The curators' page."""
        return f"{self.page}curation/"

    def link(self, who: Curator = ADA) -> str:  # type: ignore[override]
        """One to sign in with."""
        return f"{self.desk}#sign-in={self.house.link(who.address)}"

    def status(self, client: Client) -> str:
        """What its depositor sees."""
        return f"{self.page}status/#submission={client.id}&key={client.key}"

    def row(self, **changes: Any) -> Submission:
        """One more deposit, as far as a list shows it."""
        [invitation, *_] = self.house.invitations.rows
        created = changes.pop("created", self.house.clock.now())
        life = {"created": created, "expires": created + timedelta(days=90)}
        new = replace(fresh(invitation, **life), **changes)
        self.house.submissions.add(new, Spend(invitation, created, deposits=0))
        return new

    def rows(self, count: int) -> None:
        """So many, of all ages and in many states."""
        for n in range(count):
            self.row(
                values={"title": f"Sediment cores {n}" if n % 3 else f"Bird counts {n}"},
                state=_STATES[n % len(_STATES)],
                created=self.house.clock.now() - timedelta(hours=n + 1),
            )

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith(("/api/", "/staging/")):
            return super().__call__(environ, start)
        file = self._site / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            start("404 Not Found", [("Content-Length", "0")])
            return []
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        sent = {**headers(path, self.staging.origin), "Content-Type": kind}
        start("200 OK", list(sent.items()))
        return [file.read_bytes()]


@contextmanager
def served_desk(site: Path) -> Iterator[ServedDesk]:
    """`site`: where its pages are written to."""
    with serving(ServedDesk(site)) as served:
        render(_PROFILE, site, staging_origin=served.staging.origin)
        yield served


def enter(page: Page, there: ServedDesk, who: Curator = ADA, *, under: str = "") -> None:
    """A curator signs in, to the desk in the language that lies there."""
    page.goto(there.link(who).replace("/curation/", f"/{under}curation/"))
    page.locator("#use-link-now").click()
    expect(page.locator("#signed-in")).to_be_visible()
    expect(page.locator("#list-lede")).not_to_be_empty()
