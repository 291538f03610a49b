"""The page in Chromium, as a host with compression would send it. It knows of no service: the one
submission there is lies in this module's hands.
"""

from __future__ import annotations

import gzip
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from infra.local.bench.fresh import BenchFailure
from infra.local.demo import EXAMPLE
from zenferry.site import headers, render

_CHROMIUM = ("chromium", "google-chrome")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Path

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        file = self.site / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
        if not file.is_file():
            self.send_error(404)
            return
        content = gzip.compress(file.read_bytes())
        self.send_response(200)
        for name, value in headers(path, "").items():
            self.send_header(name, value)
        self.send_header("Content-Type", _TYPES.get(file.suffix, "application/octet-stream"))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing: a bench prints figures."""


@contextmanager
def served(scratch: Path) -> Iterator[str]:
    """The site's address."""
    site = scratch / "shown"
    render(EXAMPLE, site, staging_origin="")
    handler = type("Handler", (_Handler,), {"site": site})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Found as the browser tests find it."""
    found = next((path for name in _CHROMIUM if (path := shutil.which(name))), _MAC)
    if not Path(found).exists():
        raise BenchFailure("The page's figures need Chromium; infra/local/need-chromium gets it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_QUIET)
        yield browser
        browser.close()


def answer_with(page: Page, metadata: Mapping[str, Any]) -> None:
    """Whatever the page asks of the service, there is this one draft."""
    limits = {"files": 100, "bytes": 50e9, "part_batch": 100}
    counts = ("files", "bytes", "staged_files", "staged_bytes", "copied_files", "copied_bytes")
    repository = dict.fromkeys(("doi", "record", "preview", "review")) | {
        "name": "Zenodo",
        "practice": False,
    }
    submission = {
        "id": "one",
        "state": "draft",
        "cancelling": False,
        "revision": 1,
        "metadata": metadata,
        "problems": [],
        "files": [],
        "totals": dict.fromkeys(counts, 0),
        "limits": limits,
        "repository": repository,
        "reconciliation": None,
        "attention": None,
        "agreement": None,
        "timeline": [],
        "actions": ["edit", "upload", "submit", "cancel"],
        "expires": "2099-01-01T00:00:00Z",
        "ends_soon": False,
    }

    def answered(route: Route) -> None:
        is_save = route.request.method == "PUT"
        route.fulfill(json={"revision": 2, "problems": []} if is_save else submission)

    page.route("**/api/submissions/**", answered)
    page.route("**/config.json", lambda route: route.fulfill(json={"api": "/api"}))
