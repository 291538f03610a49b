"""The installed command on the embedded cloud: killed, run again, followed to the curators."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from infra.local.demo import Demo
from tests.client_process import started
from tests.deposit_client import VALUES

CONTENT = {
    "survey/cores.bin": bytes(range(256)) * 300_000,
    **{f"survey/notes/{n:02}.txt": b"note %d" % n for n in range(30)},
}


def filled(folder: Path, values: Mapping[str, object]) -> None:
    for path, content in CONTENT.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / "words.json").write_text(json.dumps(values))


def deposit(page: str, link: str) -> dict[str, Any]:
    """As the page shows it to who holds the status link."""
    given = parse_qs(urlsplit(link).fragment)
    headers = {"Authorization": f"Bearer {given['key'][0]}"}
    url = f"{page}api/submissions/{given['submission'][0]}"
    return dict(requests.get(url, headers=headers, timeout=30).json())


@pytest.mark.cloud
def test_the_installed_command_deposits_is_killed_and_goes_on_to_the_curators(
    demo: Demo, tmp_path: Path
) -> None:
    filled(tmp_path, VALUES)
    link = demo.invitation("--deposits", "1")
    first = started(tmp_path, link, "words.json", "survey", "--json")
    assert first.stdout is not None
    for line in first.stdout:
        if json.loads(line)["event"] == "progress":
            break
    first.kill()
    first.communicate(timeout=60)

    more = ("--json", "--wait", "--show-link")
    again = started(tmp_path, link, "words.json", "survey", *more)
    out, err = again.communicate(timeout=300)

    told = [json.loads(line) for line in out.splitlines()]
    assert (again.returncode, err) == (0, ""), out
    assert told[0]["event"] == "continued"
    assert told[-1]["state"] == "in_review"
    found = deposit(demo.page, told[-1]["status_link"])
    rows = {row["path"]: row["repository_md5"] for row in found["reconciliation"]}
    md5 = {p: hashlib.md5(c, usedforsecurity=False).hexdigest() for p, c in CONTENT.items()}
    assert {path: rows[path] for path in md5} == md5
