"""What is the stand-in's own: its pages, its limits, the communities one can add, its process."""

import html
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests

from infra.local.repository import Limits, Standin, running
from tests.standin_targets import (
    BYTES,
    FOR_PEOPLE,
    METADATA,
    Account,
    Target,
    standin,
    submit_link,
    target,
)

__all__ = ["standin"]

HOSTILE = "<script>alert(1)</script>\"'&"


@pytest.fixture
def repository(standin: Standin) -> Target:
    """The stand-in, to be called."""
    return target(standin)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Standin]:
    """A stand-in of narrow limits."""
    limits = Limits(files=3, bytes=10)
    with running(tmp_path, faults=False, limits=limits, rate=8) as started:
        yield started


def _page(link: str) -> str:
    answer = requests.get(link, timeout=10)
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    return answer.text


def _decide(
    standin: Standin, request_id: str, action: str, words: str = "", **headers: str
) -> requests.Response:
    link = f"{standin.page}requests/{request_id}/{action}"
    return requests.post(link, {"words": words}, headers=headers, timeout=10)


def test_a_record_can_be_looked_at(standin: Standin, repository: Target) -> None:
    draft = repository.draft()
    request = repository.submitted(draft)

    for link in (draft["links"]["self_html"], request["links"]["self_html"]):
        page = _page(link)
        assert METADATA["title"] in page
        assert "5d41402abc4b2a76b9719d911017c592" in page
        assert "Accept and publish" in page
    assert draft["links"]["self_html"].removeprefix(standin.page) in _page(standin.page)


def test_whatever_was_deposited_is_shown_as_text(standin: Standin, repository: Target) -> None:
    metadata = METADATA | {"title": HOSTILE, "description": HOSTILE, "version": HOSTILE}
    metadata["subjects"] = [{"subject": HOSTILE}]
    draft = repository.depositor.json("POST", "/records", json={"metadata": metadata})
    repository.stored(draft, HOSTILE)

    for page in (_page(draft["links"]["self_html"]), _page(standin.page)):
        assert "<script" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&#34;" in page


def _file_links(page: str) -> dict[str, str]:
    """The addresses of files, by their names."""
    found = re.findall(r'<a href="([^"]*)" download>([^<]*)</a>', page)
    return {html.unescape(name): html.unescape(link) for link, name in found}


@pytest.mark.parametrize("key", ["a.txt", "a b/<b>\"&'%41é.txt"])
def test_the_files_of_a_published_record_can_be_had_from_its_page(
    standin: Standin, repository: Target, key: str
) -> None:
    draft = repository.draft()
    repository.stored(draft, key)
    link = draft["links"]["self_html"]
    assert _file_links(_page(link)) == {}
    repository.depositor.json("POST", draft["links"]["publish"])
    assert "<b>" not in _page(link)
    links = _file_links(_page(link))
    assert links.keys() == {key}
    assert requests.get(urljoin(standin.page, links[key]), timeout=10).content == b"hello"


@pytest.mark.parametrize(("action", "status"), [("accept", "published"), ("decline", "declined")])
def test_a_person_decides_on_the_page(
    standin: Standin, repository: Target, action: str, status: str
) -> None:
    draft = repository.draft()
    request = repository.submitted(draft)
    origin = standin.page.rstrip("/")

    asked = _decide(standin, request["id"], "comment", "Why <b>so</b>?\n\nAnd how?", Origin=origin)
    assert "Comment: Why &lt;b&gt;so&lt;/b&gt;?\nAnd how?" in asked.text
    assert _decide(standin, request["id"], "comment", " ", Origin=origin).status_code == 400
    answer = _decide(standin, request["id"], action, "Because.", Origin=origin)

    assert "Comment: Because." in answer.text
    assert answer.url == f"{origin}/records/{draft['id']}"
    assert {r["id"]: r["status"] for r in standin.records()}[draft["id"]] == status
    assert "Accept and publish" not in answer.text
    again = _decide(standin, request["id"], action, Origin=origin)
    assert again.status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://evil.example", "Host": "evil.example"},
    ],
)
def test_another_site_cannot_decide(
    standin: Standin, repository: Target, headers: dict[str, str]
) -> None:
    draft = repository.draft()
    request = repository.submitted(draft)

    assert _decide(standin, request["id"], "accept", **headers).status_code == 403
    assert repository.status(draft) == "in_review"


def test_an_unknown_page_is_not_found(standin: Standin) -> None:
    for path in ("nowhere", "records/none", "requests/none"):
        assert requests.get(standin.page + path, timeout=10).status_code == 404


def test_a_record_holds_only_so_much(small: Standin) -> None:
    repository = target(small)
    draft = repository.draft()
    links = repository.announced(draft, "a.bin", "b.bin")

    sent = [
        repository.depositor.call("PUT", links[key]["content"], data=b"x" * size, headers=BYTES)
        for key, size in (("a.bin", 11), ("a.bin", 6), ("b.bin", 6))
    ]

    assert [answer.status_code for answer in sent] == [400, 200, 400]
    assert sent[0].json()["message"] == "Maximum file size exceeded."
    assert sent[2].json()["message"] == "Bucket quota exceeded."
    status = repository.depositor.json("GET", links["b.bin"]["self"])["status"]
    assert status == "pending"


def test_too_many_calls_a_minute_are_told_so(small: Standin) -> None:
    link = f"{small.url}/user/records"
    headers = {"Authorization": f"Bearer {small.tokens['depositor']}"}

    # Two minutes' worth, so that it holds wherever in a minute this begins.
    answers = [requests.get(link, headers=headers, timeout=10) for _ in range(17)]

    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.json() == {"message": "8 per 1 minute", "status": 429}
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["X-RateLimit-Remaining"] == "0"


def test_faults_are_only_for_who_started_with_them(small: Standin) -> None:
    answer = requests.post(f"{small.page}faults", json={"kind": "reset"}, timeout=10)

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("policy", "role", "direct"),
    [
        ("closed", "curator", False),
        ("open", "reader", False),
        ("open", "curator", True),
        ("members", "reader", True),
        ("members", None, False),
    ],
)
def test_policy_and_role_decide_who_needs_consent(
    standin: Standin, repository: Target, policy: str, role: str | None, *, direct: bool
) -> None:
    slug = f"{policy}-{role}"
    roles = {"depositor": role} if role else {}
    standin.add_community(slug, review_policy=policy, roles=roles)
    draft = repository.draft()
    repository.stored(draft)
    repository.review_asked(draft, slug)

    answer = repository.depositor.json("GET", f"/communities/{slug}", headers=FOR_PEOPLE)
    request = repository.depositor.json("POST", submit_link(draft), json={})

    assert answer["ui"]["permissions"]["can_include_directly"] is direct
    assert request["status"] == ("accepted" if direct else "submitted")


def test_a_community_may_be_closed_to_others(standin: Standin, repository: Target) -> None:
    standin.add_community("members-only", submission_policy="closed")
    draft = repository.draft()
    repository.stored(draft)
    repository.review_asked(draft, "members-only")

    answer = repository.depositor.call("POST", submit_link(draft), json={})

    assert answer.status_code == 403
    words = "Submission to this community is only allowed to community members."
    assert answer.json()["message"] == words
    standin.set_role("members-only", "depositor", "reader")
    assert repository.depositor.json("POST", submit_link(draft), json={})["status"] == "submitted"


def test_drafts_are_found_by_what_they_hold(repository: Target) -> None:
    mark = "urn:mark:5d2c"
    identifiers = [{"identifier": mark, "scheme": "urn"}]
    body = {"metadata": METADATA | {"identifiers": identifiers}}
    draft = repository.depositor.json("POST", "/records", json=body)

    def found(query: str) -> list[str]:
        answer = repository.depositor.json("GET", "/user/records", params={"q": query})
        return [hit["id"] for hit in answer["hits"]["hits"]]

    assert found(f'metadata.identifiers.identifier:"{mark}"') == [draft["id"]]
    assert found(f'"{mark}" is_published:false') == [draft["id"]]
    assert found('"urn:mark:none"') == []


def test_the_files_are_gone_from_the_disk_with_their_entries(small: Standin) -> None:
    repository = target(small)
    repository.stored(draft := repository.draft())

    assert len(list(small.state.directory.iterdir())) == 1
    repository.depositor.call("DELETE", draft["links"]["self"])
    assert list(small.state.directory.iterdir()) == []


def test_it_runs_as_a_process_until_it_is_told_to_stop(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "infra.local.repository", "--directory", str(tmp_path)]
    with subprocess.Popen(  # noqa: S603
        [*command, "--faults", "--community", "mud"], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        caller = Account(ready["url"], ready["tokens"]["depositor"])
        community = caller.json("GET", "/communities/mud")
        process.send_signal(signal.SIGTERM)

        assert process.wait(10) == 0
        assert community["id"] == ready["communities"]["mud"]
        assert set(ready["communities"]) == {"mud", "lab-reviewed", "lab-open"}
