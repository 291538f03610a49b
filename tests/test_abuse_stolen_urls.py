"""On the embedded cloud, which checks signatures: an upload's URL in a stranger's hands.

It takes the very bytes that it was made for, to the very place, and nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest
import requests

from infra.local.demo import Demo
from tests.api_client import NONCE, completion, described

pytestmark = pytest.mark.cloud

CONTENT = b"depth,size\n1,2\n"
EVIL = "https://evil.example"


@dataclass(frozen=True)
class Deposit:
    """One over the deployed API, with one registered file."""

    page: str
    id: str
    key: str
    file: str

    def call(self, method: str, path: str, **body: object) -> requests.Response:
        return called(self.page, method, f"submissions/{self.id}/{path}", self.key, **body)

    def ticket(self) -> dict[str, Any]:
        answer = self.call("POST", "parts", parts=[described(self.file, CONTENT)])
        assert answer.status_code == 200, answer.text
        return dict(answer.json()["parts"][0])

    def stored(self) -> list[dict[str, Any]]:
        return list(self.call("GET", f"files/{self.file}/parts").json()["parts"])


def called(page: str, method: str, path: str, key: str, **body: object) -> requests.Response:
    headers = {"Authorization": f"Bearer {key}"}
    return requests.request(
        method, f"{page}api/{path}", headers=headers, json=body or None, timeout=30
    )


def begun(demo: Demo) -> Deposit:
    secret = demo.invitation().partition("#invitation=")[2]
    id_ = str(uuid4())
    given = {"id": id_, "invitation": secret, "nonce": NONCE}
    opened = called(demo.page, "POST", "submissions", "none", **given)
    assert opened.status_code == 201, opened.text
    key = opened.json()["key"]
    files = [{"path": "a.csv", "size": len(CONTENT), "type": "text/csv"}]
    answer = called(demo.page, "POST", f"submissions/{id_}/files", key, files=files)
    return Deposit(demo.page, id_, key, answer.json()["files"][0]["id"])


@pytest.fixture(scope="module")
def mine(deployed: Demo) -> Deposit:
    return begun(deployed)


@pytest.fixture(scope="module")
def theirs(deployed: Demo) -> Deposit:
    return begun(deployed)


def sent(ticket: dict[str, Any], content: bytes = CONTENT, **other: Any) -> int:
    """The storage's answer to the stolen URL, changed as the thief likes."""
    asked = {"method": ticket["method"], "url": ticket["url"], "headers": ticket["headers"]} | other
    return requests.request(**asked, data=content, timeout=30, allow_redirects=False).status_code


def at_path(url: str, path: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=path))


Change = Callable[[str, Deposit, Deposit], str]
OTHER_PLACES: dict[str, Change] = {
    "another deposit": lambda url, mine, theirs: url.replace(mine.id, theirs.id),
    "another file": lambda url, mine, _: url.replace(mine.file, "0" * len(mine.file)),
    "another deposit's file": lambda url, mine, theirs: url.replace(mine.id, theirs.id).replace(
        mine.file, theirs.file
    ),
    "the root": lambda url, *_: at_path(url, f"/{urlsplit(url).path.split('/')[1]}/index.html"),
    "above": lambda url, mine, _: url.replace(f"/{mine.id}/", f"/{mine.id}/%2E%2E/x/"),
    "another part": lambda url, *_: url.replace("partNumber=1", "partNumber=2"),
    "no upload": lambda url, *_: re.sub(r"uploadId=[^&]+&?", "", url),
    "for longer": lambda url, *_: re.sub(r"X-Amz-Expires=\d+", "X-Amz-Expires=604800", url),
    "no signature": lambda url, *_: re.sub(r"X-Amz-Signature=[^&]+", "", url),
    "nothing asked": lambda url, *_: url.partition("?")[0],
}


@pytest.mark.parametrize("change", OTHER_PLACES.values(), ids=OTHER_PLACES.keys())
def test_it_leads_to_no_other_place(
    deployed: Demo, mine: Deposit, theirs: Deposit, change: Change
) -> None:
    ticket = mine.ticket()
    url = change(ticket["url"], mine, theirs)
    assert url != ticket["url"]
    assert sent(ticket, url=url) in {400, 403, 404, 405}
    assert (mine.stored(), theirs.stored()) == ([], [])
    assert all(mine.id not in key and "index" not in key for key in objects(deployed))


def objects(demo: Demo) -> list[str]:
    found = demo.clients.s3.list_buckets()["Buckets"]
    listed = (demo.clients.s3.list_objects_v2(Bucket=bucket["Name"]) for bucket in found)
    return [each["Key"] for page in listed for each in page.get("Contents", [])]


@pytest.mark.parametrize("content", [CONTENT * 1000, CONTENT[:-1], b"", b"x" * len(CONTENT)])
def test_it_takes_no_more_no_less_and_nothing_else(mine: Deposit, content: bytes) -> None:
    assert sent(mine.ticket(), content) in {400, 403, 411}
    assert mine.stored() == []


def test_a_thief_does_not_say_what_the_bytes_are(mine: Deposit) -> None:
    ticket, other = mine.ticket(), b"x" * len(CONTENT)
    sha256 = described(mine.file, other)["sha256"]
    forged = {name: sha256 if "sha256" in name else v for name, v in ticket["headers"].items()}
    assert sent(ticket, other, headers=forged) in {400, 403}
    assert sent(ticket, other, headers={}) in {400, 403}
    assert mine.stored() == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "POST"])
def test_it_reads_and_deletes_nothing(mine: Deposit, method: str) -> None:
    assert sent(mine.ticket(), b"", method=method) in {400, 403, 404, 405}


def test_the_page_of_another_origin_is_not_let_in(deployed: Demo, mine: Deposit) -> None:
    ticket = mine.ticket()
    asked = {
        "Origin": EVIL,
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": ",".join(ticket["headers"]).lower(),
    }
    assert requests.options(ticket["url"], headers=asked, timeout=30).status_code == 403
    own = asked | {"Origin": deployed.page.rstrip("/")}
    assert requests.options(ticket["url"], headers=own, timeout=30).ok
    # Nor is the API's answer told to it.
    told = requests.options(f"{deployed.page}api/submissions", headers=asked, timeout=30)
    assert not [name for name in told.headers if name.lower().startswith("access-control")]


def test_afterwards_it_is_worth_nothing(deployed: Demo) -> None:
    mine = begun(deployed)
    ticket = mine.ticket()
    assert sent(ticket) == 200
    done = mine.call("POST", "complete", files=[completion(mine.file, CONTENT)])
    assert done.json()["files"][0]["state"] == "staged", json.dumps(done.json())
    assert sent(ticket) in {403, 404}
    removed = mine.call("DELETE", f"files/{mine.file}")
    assert removed.status_code == 204
    assert sent(ticket) in {403, 404}
    assert all(mine.id not in key for key in objects(deployed))
