"""A file that takes a function too long, on the embedded cloud: a task carries it, killed and all.

The task is what the template defines: its command, its environment, the keys of its own role.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import requests

from infra.local.demo import Demo, Plan, running
from tests.crossing import VALUES
from tests.depositor import Depositor
from tests.places import md5
from tests.scripted import blank_page
from tests.waiting import wait_for

pytestmark = pytest.mark.cloud

# At the rate assumed before anything was measured, more than four seconds' worth.
LONG = {"long.bin": bytes(range(256)) * 120_000, "short.txt": b"x"}
PATIENCE = 60


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    parameters = {"RetrySeconds": "1", "RetryAttempts": "8", "SendSeconds": "4"}
    logs = tmp_path_factory.mktemp("cloud") / "logs"
    with running(
        Plan(logs=logs, parameters=parameters, wait_scale=0.05, render=blank_page)
    ) as started:
        yield started
        left = started.tasks.pids()
    wait_for(lambda: not [pid for pid in left if exists(pid)], seconds=PATIENCE, pause=0.05)


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def submitted(demo: Demo) -> Depositor:
    depositor = Depositor(demo.invitation())
    depositor.describe(VALUES)
    for path, content in LONG.items():
        depositor.upload(path, content)
    depositor.submit()
    return depositor


def assert_whole(found: dict[str, object]) -> None:
    assert found["state"] == "in_review", found["attention"]
    rows = found["reconciliation"]
    assert isinstance(rows, list)
    expected = {path: md5(content) for path, content in LONG.items()}
    assert {row["path"]: row["repository_md5"] for row in rows} == expected


def slowed(demo: Demo) -> Depositor:
    """A deposit of which a task is carrying a file, and has been for a moment."""
    content = {"method": "PUT", "path": "/long.bin/content$"}
    body = {"when": content, "kind": "slow", "times": 1, "seconds": 60}
    url = demo.repository.url.removesuffix("/api") + "/faults"
    assert requests.post(url, json=body, timeout=10).ok
    depositor = submitted(demo)
    wait_for(
        lambda: states(depositor)["long.bin"] == "copying",
        seconds=PATIENCE,
        pause=0.05,
    )
    return depositor


def states(depositor: Depositor) -> dict[str, str]:
    return {file["path"]: file["state"] for file in depositor.json("GET")["files"]}


def test_it_arrives_whole(demo: Demo) -> None:
    before = demo.tasks.started

    found = submitted(demo).settled()

    assert_whole(found)
    assert demo.tasks.started == before + 1


def test_killed_on_its_way_it_is_begun_anew_and_arrives_whole(demo: Demo) -> None:
    before = demo.tasks.started
    depositor = slowed(demo)
    assert demo.tasks.kill() == 1

    found = depositor.settled()

    assert_whole(found)
    assert demo.tasks.started == before + 2


def test_what_still_runs_ends_with_the_demo(demo: Demo) -> None:
    slowed(demo)
    # The rest is seen to where the demo is left: see above.
    assert len(demo.tasks.pids()) == 1
