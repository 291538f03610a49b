"""The stand-in fails on demand, and afterwards its state is that of a real failure."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import requests

from infra.local.repository import KINDS, Standin
from tests.standin_targets import BYTES, METADATA, Account, Json, Target, standin, target

__all__ = ["standin"]

CONTENT = r"/content$"


@pytest.fixture
def failing(standin: Standin) -> Standin:
    """The stand-in with no fault left over from another test."""
    standin.clear_faults()
    return standin


@pytest.fixture
def repository(failing: Standin) -> Target:
    """The same, to be called."""
    return target(failing)


@pytest.fixture
def links(repository: Target) -> dict[str, str]:
    """An announced file."""
    found: dict[str, str] = repository.announced(repository.draft(), "a.txt")["a.txt"]
    return found


def _send(repository: Target, links: dict[str, str], data: bytes) -> requests.Response:
    return repository.depositor.call("PUT", links["content"], data=data, headers=BYTES)


def _entry_status(repository: Target, links: dict[str, str]) -> str | int:
    answer = repository.depositor.call("GET", links["self"])
    return str(answer.json()["status"]) if answer.ok else answer.status_code


@pytest.mark.parametrize(("kind", "status"), [("rate_limited", 429), ("unavailable", 503)])
def test_try_again_says_when(failing: Standin, kind: str, status: int) -> None:
    failing.fault(kind, method="POST", path="/records$", retry_after=7)

    answer = _post_draft(failing)

    assert (answer.status_code, answer.headers["Retry-After"]) == (status, "7")
    assert answer.json()["status"] == status
    assert _post_draft(failing).status_code == 201


def _post_draft(failing: Standin) -> requests.Response:
    headers = {"Authorization": f"Bearer {failing.tokens['depositor']}"}
    body = {"metadata": METADATA}
    return requests.post(f"{failing.url}/records", json=body, headers=headers, timeout=10)


@pytest.mark.parametrize(("kind", "status"), [("server_error", 500), ("not_found", 404)])
def test_a_refusal_does_nothing(
    failing: Standin, repository: Target, links: dict[str, str], kind: str, status: int
) -> None:
    _send(repository, links, b"hello")
    failing.fault(kind, method="POST", path="/commit$")

    assert repository.depositor.call("POST", links["commit"]).status_code == status
    assert _entry_status(repository, links) == "pending"
    assert repository.depositor.json("POST", links["commit"])["size"] == 5


@pytest.mark.parametrize("size", [2, 5_000, 3_000_000])
def test_a_bad_gateway_in_mid_body_removes_the_entry(
    failing: Standin, repository: Target, links: dict[str, str], size: int
) -> None:
    failing.fault("bad_gateway", method="PUT", path=CONTENT)

    answer = _send(repository, links, b"x" * size)

    assert answer.status_code == 502
    assert answer.headers["Content-Type"] == "text/html"
    assert _entry_status(repository, links) == 404


def test_a_bad_gateway_on_a_document_changes_nothing(failing: Standin) -> None:
    before = len(failing.records())
    failing.fault("bad_gateway", method="POST", path="/records$")

    assert _post_draft(failing).status_code == 502
    assert len(failing.records()) == before


def test_a_gateway_timeout_hides_that_the_work_was_done(failing: Standin) -> None:
    before = len(failing.records())
    failing.fault("gateway_timeout", method="POST", path="/records$")

    answer = _post_draft(failing)

    assert (answer.status_code, answer.headers["Content-Type"]) == (504, "text/html")
    assert len(failing.records()) == before + 1


def test_a_publication_may_succeed_behind_a_timeout(failing: Standin, repository: Target) -> None:
    draft = repository.draft()
    repository.stored(draft)
    failing.fault("gateway_timeout", path="/actions/publish$")

    answer = repository.depositor.call("POST", draft["links"]["publish"])

    assert answer.status_code == 504
    assert repository.guest.json("GET", draft["links"]["record"])["status"] == "published"


def test_a_failed_transfer_is_a_good_status_with_errors(
    failing: Standin, repository: Target, links: dict[str, str]
) -> None:
    failing.fault("transfer_failed", method="PUT", path=CONTENT)

    answer = _send(repository, links, b"hello")

    assert answer.status_code == 200
    assert answer.json()["errors"] == "File upload transfer failed."
    assert _entry_status(repository, links) == 404


@pytest.mark.parametrize(
    ("kind", "stored"), [("wrong_md5", b"\x97ello"), ("truncated", b"hel"[:2])]
)
def test_stored_bytes_may_differ_and_the_checksum_tells(
    failing: Standin, repository: Target, links: dict[str, str], kind: str, stored: bytes
) -> None:
    failing.fault(kind, method="PUT", path=CONTENT)

    _send(repository, links, b"hello")
    entry = repository.depositor.json("POST", links["commit"])

    digest = hashlib.md5(stored, usedforsecurity=False).hexdigest()
    assert (entry["checksum"], entry["size"]) == (f"md5:{digest}", len(stored))
    assert repository.depositor.call("GET", links["content"]).content == stored


def test_a_reset_before_the_body_leaves_the_entry(
    failing: Standin, repository: Target, links: dict[str, str]
) -> None:
    failing.fault("reset", method="PUT", path=CONTENT)

    with pytest.raises(requests.ConnectionError):
        _send(repository, links, b"x" * 500_000)

    assert _entry_status(repository, links) == "pending"


def test_a_reset_in_mid_body_removes_the_entry(
    failing: Standin, repository: Target, links: dict[str, str]
) -> None:
    failing.fault("reset_midway", method="PUT", path=CONTENT)

    with pytest.raises(requests.ConnectionError):
        _send(repository, links, b"x" * 500_000)

    assert _entry_status(repository, links) == 404


def test_a_reset_after_the_work_loses_only_the_answer(
    failing: Standin, repository: Target, links: dict[str, str]
) -> None:
    failing.fault("reset_after", method="PUT", path=CONTENT)

    with pytest.raises(requests.ConnectionError):
        _send(repository, links, b"hello")

    assert repository.depositor.json("POST", links["commit"])["size"] == 5


def test_other_calls_are_answered_while_a_content_crawls(
    failing: Standin, repository: Target, links: dict[str, str]
) -> None:
    failing.fault("slow", method="PUT", path=CONTENT, seconds=0.5)

    with _crawling(failing, lambda: _send(repository, links, b"x" * 400_000)):
        assert _entry_status(repository, links) == "pending"

    assert repository.depositor.json("POST", links["commit"])["size"] == 400_000


def test_other_calls_are_answered_while_a_document_crawls(failing: Standin) -> None:
    before = len(failing.records())
    failing.fault("slow", method="POST", path="/records$", seconds=0.5)

    with _crawling(failing, lambda: _post_draft(failing)):
        assert len(failing.records()) == before

    assert len(failing.records()) == before + 1


@contextmanager
def _crawling(failing: Standin, send: Callable[[], object]) -> Iterator[None]:
    sending = threading.Thread(target=send)
    sending.start()
    while failing.faults.waiting():
        continue
    yield
    assert sending.is_alive()
    sending.join()


def test_a_fault_befalls_the_nth_request_so_many_times(failing: Standin) -> None:
    failing.fault("server_error", path="/records$", skip=1, times=2)

    assert [_post_draft(failing).status_code for _ in range(4)] == [201, 500, 500, 201]


def test_faults_come_and_go_over_http(failing: Standin) -> None:
    link = f"{failing.page}faults"
    wanted: Json = {"when": {"method": "POST", "path": "/records$"}, "kind": "server_error"}

    made = requests.post(link, json=wanted | {"times": 3}, timeout=10)
    first = _post_draft(failing)
    cleared = requests.delete(link, timeout=10)

    assert [fault["times"] for fault in made.json()["waiting"]] == [3]
    assert first.status_code == 500
    assert cleared.json() == {"waiting": []}
    assert _post_draft(failing).status_code == 201


@pytest.mark.parametrize(
    "wanted", [{"kind": "no-such"}, {}, {"kind": "slow", "when": {"path": "("}}]
)
def test_a_fault_that_makes_no_sense_is_refused(failing: Standin, wanted: Json) -> None:
    answer = requests.post(f"{failing.page}faults", data=json.dumps(wanted), timeout=10)

    assert answer.status_code == 400
    assert requests.get(f"{failing.page}faults", timeout=10).json() == {"waiting": []}


def test_every_kind_of_fault_keeps_the_server_alive(failing: Standin) -> None:
    caller = Account(failing.url, failing.tokens["depositor"])
    for kind in KINDS:
        failing.fault(kind, method="DELETE", retry_after=1)
        try:
            requests.delete(f"{failing.url}/records/abcde-fghij/draft", timeout=10)
        except requests.ConnectionError:
            assert kind.startswith("reset")

    assert caller.call("GET", "/user/records").status_code == 200
