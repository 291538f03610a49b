"""Whole deposits on the embedded cloud: every function with its own role, over HTTP, and killed."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from infra.local.demo import Demo, Plan, running
from infra.local.target import Target
from tests.crossing import VALUES
from tests.depositor import Depositor
from tests.places import md5, session
from tests.scripted import blank_page
from zenferry.adapters.invenio import Invenio

CONTENT = {"core 1.csv": b"a,b\n" * 5_000_000, "deep/notes.txt": b"x"}
FAST = {"RetrySeconds": "1", "RetryAttempts": "8"}


def plan(logs: Path, repository: Target | None = None) -> Plan:
    return Plan(
        logs=logs, parameters=FAST, wait_scale=0.05, repository=repository, render=blank_page
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running(plan(tmp_path_factory.mktemp("cloud") / "logs")) as started:
        yield started


def filled(demo: Demo) -> Depositor:
    depositor = Depositor(demo.invitation())
    depositor.describe(VALUES)
    for path, content in CONTENT.items():
        depositor.upload(path, content)
    return depositor


def assert_whole(found: dict[str, object], demo: Demo) -> None:
    assert found["state"] == "in_review", found["attention"]
    rows = found["reconciliation"]
    assert isinstance(rows, list)
    expected = {path: md5(content) for path, content in CONTENT.items()}
    assert {row["path"]: row["repository_md5"] for row in rows} == expected
    own = session(demo.repository.url, demo.repository.token)
    hits = own.get("user/records", {"size": "100"})["hits"]["hits"]
    left_behind = [
        hit["id"] for hit in hits if str(found["id"]) in hit["metadata"].get("title", "")
    ]
    assert left_behind == []


def staged(demo: Demo, depositor: Depositor) -> list[int]:
    """The sizes of what is staged for this one deposit."""
    prefix = f"staging/{depositor.id}/"
    listed = demo.clients.s3.list_objects_v2(Bucket=demo.stack.bucket, Prefix=prefix)
    return sorted(found["Size"] for found in listed.get("Contents", []))


def fault(demo: Demo, kind: str, method: str, path: str) -> None:
    body = {"when": {"method": method, "path": path}, "kind": kind, "times": 1}
    url = demo.repository.url.removesuffix("/api") + "/faults"
    assert requests.post(url, json=body, timeout=10).ok


@pytest.mark.cloud
def test_a_deposit_goes_from_the_invitation_to_publication_and_staging_is_kept(demo: Demo) -> None:
    depositor = filled(demo)
    doi = depositor.json("POST", "/doi", json={})["doi"]

    depositor.submit()
    found = depositor.settled()

    assert_whole(found, demo)
    assert found["repository"]["doi"] == doi
    curator = session(demo.repository.url, demo.repository.tokens["curator"])
    request = found["repository"]["review"].rstrip("/").rpartition("/")[2]
    curator.post(f"requests/{request}/actions/accept")
    found = depositor.settled(moving=("in_review",))
    assert found["state"] == "published"
    assert staged(demo, depositor) == sorted(map(len, CONTENT.values()))


@pytest.mark.cloud
@pytest.mark.parametrize(
    ("kind", "method", "path"),
    [
        ("gateway_timeout", "POST", r"/records$"),
        ("bad_gateway", "PUT", r"/draft$"),
        ("rate_limited", "POST", r"/draft/files$"),
        ("bad_gateway", "PUT", r"/content$"),
        ("reset_midway", "PUT", r"/content$"),
        ("transfer_failed", "PUT", r"/content$"),
        ("wrong_md5", "PUT", r"/content$"),
        ("not_found", "POST", r"/commit$"),
        ("gateway_timeout", "POST", r"/submit-review$"),
    ],
)
def test_a_failing_repository_is_made_up_for(demo: Demo, kind: str, method: str, path: str) -> None:
    depositor = filled(demo)
    fault(demo, kind, method, path)

    depositor.submit()

    assert_whole(depositor.settled(), demo)


@pytest.mark.cloud
@pytest.mark.parametrize("function", ["send", "forward", "api"])
def test_a_function_killed_while_it_works_is_made_up_for(demo: Demo, function: str) -> None:
    depositor = filled(demo)
    fault(demo, "slow", "PUT", r"/content$")
    fault(demo, "slow", "PUT", r"/draft$")
    stop = threading.Event()
    killed: list[int] = []

    def kill() -> None:
        while not stop.wait(0.3):
            killed.append(demo.kill_worker(function))
            if sum(killed) >= 3:
                return

    killer = threading.Thread(target=kill)
    killer.start()
    depositor.submit()
    found = depositor.settled()
    stop.set()
    killer.join()

    assert sum(killed) > 0
    if found["state"] == "needs_attention":
        depositor.json("POST", "/retry", json={})
        found = depositor.settled()
    assert_whole(found, demo)


@pytest.mark.cloud
def test_withdrawn_nothing_is_left_over_there_and_the_staging_area_is_emptied(demo: Demo) -> None:
    depositor = filled(demo)
    depositor.submit()
    depositor.settled()

    depositor.json("POST", "/cancel", json={})
    assert depositor.settled()["state"] == "cancelled"
    demo.tend()

    assert staged(demo, depositor) == []


@pytest.mark.conformance
def test_the_embedded_cloud_deposits_into_a_real_repository(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    url = os.environ["RDM_URL"]
    page = url.removesuffix("/api") + "/"
    real = Target(url, page, os.environ["RDM_TOKEN"], os.environ["RDM_REVIEWED"])
    with running(plan(tmp_path_factory.mktemp("real") / "logs", real)) as demo:
        depositor = filled(demo)
        depositor.submit()
        found = depositor.settled()
        assert_whole(found, demo)
        curator = session(url, os.environ["RDM_CURATOR_TOKEN"])
        review = Invenio(curator).follow(found["repository"]["review"].rpartition("/")[2])
        curator.post(f"requests/{review.id}/actions/accept")

        assert depositor.settled(moving=("in_review",))["state"] == "published"
