"""Uploads by a browser over a line that can be made bad, and what has arrived of them."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect

from infra.local.demo import Demo
from infra.local.line import Exchange, Line
from tests.browsing import PATIENCE, arguments, field, watched
from zenferry.uploads.staging import LEAST_PART

MB = 10**6
PART = LEAST_PART
# Sending some tens of megabytes takes a while on a small, busy machine.
LONG = 90_000
PARTS = "partNumber="


@contextmanager
def over(browser: Browser, line: Line, **context: Any) -> Iterator[Page]:
    """A page that reaches everything over the line."""
    with watched(browser, proxy=line.for_chromium(), **context) as page:
        yield page


@pytest.fixture
def page(browser: Browser, line: Line) -> Iterator[Page]:
    """Over the line, in place of the usual one."""
    with over(browser, line) as opened:
        yield opened


@contextmanager
def profiled(browser: Browser, directory: Path, **options: Any) -> Iterator[BrowserContext]:
    """A browser of its own that keeps what a browser keeps in `directory`."""
    context = browser.browser_type.launch_persistent_context(directory, **arguments(), **options)
    context.set_default_timeout(PATIENCE)
    yield context
    # Of one that was killed there is nothing left to close.
    with suppress(Error):
        context.close()


def kill(directory: Path) -> None:
    """As a power cut would: every process of the browser with this profile."""
    listed = subprocess.run(
        ["/bin/ps", "-A", "-ww", "-o", "pid=,args="], capture_output=True, text=True, check=True
    )
    pids = [
        int(line.split()[0])
        for line in listed.stdout.splitlines()
        if f"--user-data-dir={directory}" in line
    ]
    assert pids
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def made(path: Path, size: int) -> Path:
    """A file in which no two parts are alike."""
    block = bytes(range(256)) * 256
    with path.open("wb") as file:
        for number in range(size // len(block)):
            file.write(number.to_bytes(8, "big") + block[8:])
        file.write(block[: size % len(block)])
    return path


def choose(page: Page, *files: Path) -> None:
    page.locator("#files").set_input_files(files)


def row(page: Page, name: str) -> Locator:
    """Its line in the list; one that is being replaced is not meant."""
    return page.locator("#file-list > li:not([data-state=removing])").filter(has_text=name)


def uploaded(page: Page, *names: str) -> None:
    """Each of these is, in the end."""
    for name in names:
        expect(row(page, name)).to_have_attribute("data-state", "staged", timeout=LONG)


def fail_for_good(page: Page, line: Line, name: str) -> None:
    """Each wait between two tries passes at once; what is on its way is given its time."""
    failed = page.locator("#file-list > li[data-state=failed]").filter(has_text=name)
    for _ in range(600):
        if failed.count():
            return
        if all(each.ended for each in line.log.of(path="uploadId=|/(files|parts|complete)$")):
            page.clock.fast_forward(31_000)
        page.wait_for_timeout(100)
    raise AssertionError(f"{name} has not failed")


def describe(page: Page) -> None:
    """All that is required."""
    field(page, "Title").fill("Sediment cores of the Jade Bay")
    field(page, "Description").fill("Grain sizes of 12 cores.")
    field(page, "Given name").fill("Josiah")
    field(page, "Family name").fill("Carberry")
    keywords = page.get_by_role("textbox", name="Keywords")
    keywords.fill("sediment")
    keywords.press("Enter")
    page.get_by_label("I agree").check()


def send(page: Page) -> None:
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url(re.compile(r"/status/#"), timeout=LONG)


def in_review(page: Page) -> None:
    heading = page.get_by_role("heading", name=re.compile("review", re.I)).first
    expect(heading).to_be_visible(timeout=LONG)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def submission(demo: Demo, page: Page) -> dict[str, Any]:
    """The deposit of the page's own link, as the service tells of it."""
    link = parse_qs(urlsplit(page.url).fragment)
    [ident], [key] = link["submission"], link["key"]
    answer = requests.get(
        f"{demo.page}api/submissions/{ident}",
        headers={"Authorization": f"Bearer {key}"},
        timeout=60,
    )
    answer.raise_for_status()
    told: dict[str, Any] = answer.json()
    return told


def staged(demo: Demo, page: Page) -> dict[str, str]:
    """SHA-256 of what lies in staging, by name."""
    told = submission(demo, page)
    found = {}
    for file in told["files"]:
        key = f"staging/{told['id']}/{file['id']}"
        answer = demo.clients.s3.get_object(Bucket=demo.stack.bucket, Key=key)
        found[file["path"]] = digest(answer["Body"].read())
    return found


def at_the_repository(demo: Demo, name: str) -> str:
    """SHA-256 of this file in the record made last."""
    headers = {"Authorization": f"Bearer {demo.repository.token}"}
    url = demo.repository.url
    listed = requests.get(f"{url}/user/records?sort=newest", headers=headers, timeout=60).json()
    record = listed["hits"]["hits"][0]["id"]
    content = f"{url}/records/{record}/draft/files/{name}/content"
    answer = requests.get(content, headers=headers, timeout=60)
    answer.raise_for_status()
    return digest(answer.content)


def part(exchange: Exchange) -> int:
    return int(parse_qs(urlsplit(exchange.path).query)["partNumber"][0])


def parts_done(line: Line) -> list[int]:
    """Numbers of the parts that the storage took, in order."""
    return sorted(part(each) for each in line.log.done("PUT", PARTS))
