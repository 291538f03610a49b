"""What a key costs in a form with 100 creators and 200 keywords, beside one in an empty form; and
how soon the page can be typed into on a slow line and a slow machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from infra.local.bench.figure import Figure, side_by_side
from infra.local.bench.shown import answer_with, chromium, served

_CREATORS = 100
_KEYWORDS = 200
_KEYS = 100
_ROUNDS = 5
_SECONDS = 1.5
# Lighthouse's slow 4G.
# https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_638_400 / 8,
    "uploadThroughput": 750_000 / 8,
}
_CPU = 4
# Told by the page itself: whoever asks from outside would ask too late.
_WATCH = """new MutationObserver((_, observer) => {
  const desk = document.getElementById("desk");
  if (!desk || desk.hidden) return;
  document.documentElement.dataset.ready = performance.now();
  observer.disconnect();
}).observe(document, {subtree: true, childList: true, attributes: true})"""


def _filled() -> Mapping[str, Any]:
    creators = [
        {
            "type": "person",
            "family_name": f"Lovelace {number}",
            "given_name": "Ada",
            "orcid": "0000-0002-1825-0097",
            "affiliations": [{"name": "Navy"}],
        }
        for number in range(_CREATORS)
    ]
    return {"creators": creators, "keywords": [f"word {number}" for number in range(_KEYWORDS)]}


def _task_seconds(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(each["value"]) for each in metrics if each["name"] == "TaskDuration")


class _Form:
    """A form to type into; a figure is the time that its thread was at work, in ms a key."""

    def __init__(self, browser: Browser, address: str, metadata: Mapping[str, Any]) -> None:
        self._page: Page = browser.new_page()
        answer_with(self._page, metadata)
        self._page.goto(f"{address}#submission=one&key=none")
        self._page.locator("#desk:not([hidden])").wait_for()
        self._session = self._page.context.new_cdp_session(self._page)
        self._session.send("Performance.enable")

    def cost(self) -> float:
        self._page.locator("#title").focus()
        # Whatever was begun before is over.
        self._page.wait_for_timeout(1500)
        before = _task_seconds(self._session)
        self._page.keyboard.type("x" * _KEYS)
        return (_task_seconds(self._session) - before) * 1000 / _KEYS


def _ready_seconds(browser: Browser, address: str) -> float:
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": _CPU})
    page.add_init_script(_WATCH)
    page.goto(f"{address}#invitation=none")
    page.locator("html[data-ready]").wait_for()
    ready = page.locator("html").get_attribute("data-ready")
    page.context.close()
    return float(ready or 0) / 1000


def figures(scratch: Path) -> Iterator[Figure]:
    """A key, and the start."""
    with served(scratch) as address, chromium() as browser:
        full, empty = _Form(browser, address, _filled()), _Form(browser, address, {})
        costs = side_by_side(full.cost, empty.cost, rounds=_ROUNDS)
        yield Figure("page-keystroke", *costs, "ms", "<=2.00")
        ready = median(_ready_seconds(browser, address) for _ in range(_ROUNDS))
        yield Figure("page-ready", ready, _SECONDS, "s")
