"""A page of the mails of a folder, newest first: what a demonstration has instead of mailboxes.

Whatever stands in a mail, it can do nothing here: text is escaped, HTML lies in a frame of its own,
without scripts, forms and pictures from elsewhere.
"""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

__all__ = ["shown"]

_LOOPBACK = "127.0.0.1"
_LINK = re.compile(r"https?://[^\s<>\"']+")
_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 46rem; margin: 0 auto; padding: 1rem }
article { border-top: 1px solid #8888; padding: 1rem 0 }
h2 { font-size: 1.1rem; margin: 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .25rem 0 1rem }
dd { margin: 0; overflow-wrap: anywhere }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }
iframe { width: 100%; height: 36rem; border: 1px solid #8888; background: #fff }
summary { cursor: pointer }
"""
_HERE = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'"
# A link opens a tab of its own, and is a page like any other there.
_SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
_FRAMED = f"default-src 'none'; style-src 'unsafe-inline'; sandbox {_SANDBOX}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    folder: Path


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        folder = cast("_Server", self.server).folder
        framed = re.fullmatch(r"/(\d{3,})\.html", self.path)
        file = folder / f"{framed[1]}.html" if framed else None
        if self.path == "/":
            self._answer(_page(folder), _HERE)
        elif file and file.is_file():
            # Links leave the frame.
            self._answer(f'<base target="_blank">{file.read_text("utf-8")}', _FRAMED)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _answer(self, page: str, policy: str) -> None:
        content = page.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


def _page(folder: Path) -> str:
    texts = sorted(folder.glob("*.txt"), reverse=True)
    mails = "".join(map(_article, texts)) or "<p>None yet. Reload the page later.</p>"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mails</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{_STYLE}</style></head><body><h1>Mails, newest first</h1>{mails}</body></html>"
    )


def _article(file: Path) -> str:
    head, _, body = file.read_text("utf-8").partition("\n\n")
    said = dict(line.partition(": ")[::2] for line in head.splitlines())
    rows = "".join(
        f"<dt>{name}</dt><dd>{html.escape(said.get(name, ''))}</dd>" for name in ("To", "From")
    )
    return (
        f'<article id="mail-{file.stem}"><h2>{html.escape(said.get("Subject", ""))}</h2>'
        f"<dl>{rows}</dl><pre>{_linked(body)}</pre>{_framed(file)}</article>"
    )


def _framed(file: Path) -> str:
    if not file.with_suffix(".html").is_file():
        return ""
    frame = f'<iframe sandbox="{_SANDBOX}" src="/{file.stem}.html" title="HTML" loading="lazy">'
    return f"<details><summary>As HTML</summary>{frame}</iframe></details>"


def _linked(text: str) -> str:
    """Escaped, with what looks like an address made one to follow."""
    parts, end = [], 0
    for found in _LINK.finditer(text):
        address = html.escape(found[0])
        parts.append(html.escape(text[end : found.start()]))
        parts.append(f'<a href="{address}" target="_blank" rel="noreferrer">{address}</a>')
        end = found.end()
    return "".join([*parts, html.escape(text[end:])])


@contextmanager
def shown(folder: Path) -> Iterator[str]:
    """The page's address, for as long as it is there."""
    server = _Server((_LOOPBACK, 0), _Handler)
    server.folder = folder
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://{_LOOPBACK}:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
