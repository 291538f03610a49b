"""The pages of the records over the page's real build, served as those of the bucket are."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from infra.local.site_server import Api, SiteServer
from zenferry.profile import read_profile
from zenferry.record_pages import RecordPages
from zenferry.records.publishing import Written
from zenferry.records.registry import Entry, works
from zenferry.site import render
from zenferry.site_headers import headers

EXAMPLE = Path("infra/example/profile.toml")
STAGING = "http://127.0.0.1:9"


def pages(frame: bytes, entries: Sequence[Entry], page: str) -> dict[str, Written]:
    """All files by their names."""
    made = RecordPages(read_profile(EXAMPLE), page).render(frame, works(entries))
    return {file.name: file for file in made}


@contextmanager
def served(out: Path, entries: Sequence[Entry]) -> Iterator[str]:
    """The address of the list."""
    with SiteServer(0) as server:
        render(EXAMPLE, out, staging_origin=STAGING)
        made = pages((out / "records" / "frame.json").read_bytes(), entries, f"{server.origin}/")

        def found(key: str) -> tuple[bytes, str] | None:
            file = made.get(key.removeprefix("records/"))
            return (file.content, file.kind) if file else None

        server.records = found
        sent = partial(headers, staging_origin=STAGING)
        with server.serving(out, Api(0, ""), sent, log=io.StringIO()):
            yield f"{server.origin}/records/"
