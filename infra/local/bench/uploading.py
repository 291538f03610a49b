"""How fast a file goes up from the page in Chromium, beside boto3 on the same line to the same
storage. Both begin with what they need being open, and end when the storage has put it together.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, ProxySettings

from infra.local.bench.figure import Figure, side_by_side
from infra.local.bench.fresh import BenchFailure, measured
from infra.local.bench.shown import chromium
from infra.local.demo import Demo, Plan, running
from infra.local.leash import leashed
from infra.local.package import ROOT

_SIZE = 200 * 10**6
_ROUNDS = 3
_PATIENCE = 120_000
_COUNTS = (1, 10, 100)
# To open the deposit; for all files their entries, signatures and completion.
_LEAST_CALLS = 4
_STAGED = "n => document.querySelectorAll('#file-list > li[data-state=staged]').length === n"
# A good line at a university: 240 Mbit/s up, 40 ms there and back.
_SHAPE = ("--up", "30e6", "--delay", "0.02")


@contextmanager
def _line(log: Path) -> Iterator[str]:
    """A process of its own: what it costs falls on both alike."""
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "infra.local.line", *_SHAPE]
    with leashed(command, environment=environment, log=log) as process:
        yield process.output.readline().strip()


@dataclass(frozen=True)
class _Race:
    demo: Demo
    browser: Browser
    line: str
    file: Path

    def _page(self) -> Page:
        proxy = ProxySettings(server=self.line, bypass="<-loopback>")
        return self.browser.new_context(proxy=proxy).new_page()

    def calls(self, files: list[Path]) -> int:
        """To the service, from the invitation to the word that all are uploaded."""
        page, calls = self._page(), []
        page.on("request", lambda request: calls.append(request.url))
        page.goto(self.demo.invitation())
        page.locator("#files").set_input_files(files)
        page.wait_for_function(_STAGED, arg=len(files), timeout=_PATIENCE)
        page.context.close()
        return sum("/api/" in call for call in calls)

    def by_page(self) -> float:
        """MB/s, from the choice of the file to the word that it is uploaded."""
        page = self._page()
        page.goto(self.demo.invitation())
        page.get_by_label("Title", exact=True).first.fill("Sediment cores of the Jade Bay")
        page.locator("#saved[data-state=saved]").wait_for(timeout=_PATIENCE)
        begun = time.perf_counter()
        page.locator("#files").set_input_files(self.file)
        # With every frame; a locator's own wait looks only twice a second after a while.
        page.wait_for_function(_STAGED, arg=1, timeout=_PATIENCE)
        seconds = time.perf_counter() - begun
        page.context.close()
        self._tidy()
        return _SIZE / seconds / 1e6

    def by_boto(self) -> float:
        """The same by boto3."""
        cloud = self.demo.cloud
        given = (cloud.endpoint, self.demo.stack.bucket, self.file, self.line)
        program = ("-m", "infra.local.bench.boto_upload")
        numbers = measured(*program, *given, environment=cloud.environment())
        self._tidy()
        return _SIZE / numbers["seconds"] / 1e6

    def _tidy(self) -> None:
        """The embedded storage is this machine's memory."""
        s3, bucket = self.demo.clients.s3, self.demo.stack.bucket
        for item in s3.list_objects_v2(Bucket=bucket, Prefix="").get("Contents", []):
            if item["Size"] == _SIZE:
                s3.delete_object(Bucket=bucket, Key=item["Key"])


def _made(path: Path) -> Path:
    """Of bytes that nothing can make fewer."""
    with path.open("wb") as file:
        for _ in range(_SIZE // 10**6):
            file.write(os.urandom(10**6))
    return path


def _small(scratch: Path) -> list[Path]:
    files = [scratch / f"core-{number:03}.csv" for number in range(max(_COUNTS))]
    for number, file in enumerate(files):
        file.write_bytes(os.urandom(1000 + number))
    return files


def figures(scratch: Path) -> Iterator[Figure]:
    """One rate; and how calls grow with the files."""
    file, small = _made(scratch / "upload.dat"), _small(scratch)
    log = scratch / "upload-line.log"
    with running(Plan(scratch / "upload")) as demo, chromium() as browser, _line(log) as line:
        race = _Race(demo, browser, line, file)
        try:
            rates = side_by_side(race.by_page, race.by_boto, rounds=_ROUNDS)
            yield Figure("browser-upload", *rates, "MB/s", ">=0.90")
            for count in _COUNTS:
                calls = race.calls(small[:count])
                yield Figure(f"browser-calls-{count}-files", calls, _LEAST_CALLS, "calls", "-")
        except Error as error:
            raise BenchFailure(f"The page did not upload: {error}") from error
    file.unlink()
