"""Deposits in trouble on the embedded cloud: real functions and executions, killed and failed.

What fails is drawn from a seed; when it strikes, the clock on the wall decides. So a seed makes the
same trouble again, and not always the same story: those are in test_chaos.py.
"""

import random
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import requests
from botocore.exceptions import ClientError

from infra.local.demo import Demo, Plan, running
from tests.crossing import VALUES
from tests.depositor import Depositor
from tests.places import md5, session
from tests.scripted import blank_page

pytestmark = pytest.mark.cloud

FAST = {"RetrySeconds": "1", "RetryAttempts": "5"}
FILES: Mapping[str, bytes] = {
    "core 1.csv": b"a,b\n" * 50_000,
    "tief/Gräben ü.txt": b"x",
    "データ/潮 位.csv": "潮,1\n".encode() * 3_000,
}
ANYWHERE = (
    "server_error",
    "bad_gateway",
    "gateway_timeout",
    "rate_limited",
    "reset_after",
    "reset",
)
CONTENT = (*ANYWHERE, "wrong_md5", "truncated", "reset_midway", "transfer_failed", "slow")
CALLS = {
    ("POST", r"/records$"): ANYWHERE,
    ("PUT", r"/draft$"): ANYWHERE,
    ("GET", r"/draft/files$"): ANYWHERE,
    ("POST", r"/draft/files$"): ANYWHERE,
    ("PUT", r"/content$"): CONTENT,
    ("POST", r"/commit$"): (*ANYWHERE, "not_found"),
    ("PUT", r"/draft/review$"): ANYWHERE,
    ("POST", r"/submit-review$"): ANYWHERE,
}
FUNCTIONS = ("send", "forward", "api", "tend")
RETRIES = 4


@dataclass(frozen=True)
class Trouble:
    """What is to fail: calls of the repository, functions, and perhaps the execution."""

    faults: tuple[tuple[str, str, str, int], ...]
    kills: tuple[tuple[float, str], ...]
    stop_after: float | None


def trouble(seed: int) -> Trouble:
    chance = random.Random(seed)
    calls = chance.choices(sorted(CALLS), k=chance.randint(2, 6))
    faults = tuple((*call, chance.choice(CALLS[call]), chance.choice([1, 1, 3])) for call in calls)
    kills = [(chance.uniform(0, 4), chance.choice(FUNCTIONS)) for _ in range(chance.randint(0, 5))]
    stop = chance.uniform(0.2, 3) if chance.random() < 0.4 else None
    return Trouble(faults, tuple(sorted(kills)), stop)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    logs = tmp_path_factory.mktemp("chaos") / "logs"
    with running(Plan(logs=logs, parameters=FAST, wait_scale=0.05, render=blank_page)) as started:
        yield started


@contextmanager
def struck(demo: Demo, submission: str, wanted: Trouble) -> Iterator[None]:
    """While it lasts, it fails as wanted; afterwards nothing does."""
    faults = demo.repository.url.removesuffix("/api") + "/faults"
    for method, path, kind, times in wanted.faults:
        when = {"method": method, "path": path}
        fault = {"when": when, "kind": kind, "times": times}
        assert requests.post(faults, json=fault, timeout=10).ok
    over = threading.Event()
    killer = threading.Thread(target=_kill, args=(demo, wanted.kills, over))
    stopper = threading.Thread(target=_stop, args=(demo, submission, wanted.stop_after, over))
    for thread in (killer, stopper):
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in (killer, stopper):
            thread.join()
        assert requests.delete(faults, timeout=10).ok


def _kill(demo: Demo, kills: tuple[tuple[float, str], ...], over: threading.Event) -> None:
    since = 0.0
    for at, function in kills:
        if over.wait(at - since):
            return
        since = at
        demo.kill_worker(function)


def _stop(demo: Demo, submission: str, after: float | None, over: threading.Event) -> None:
    """Somebody stops the execution, where there is one by then."""
    if after is None or over.wait(after):
        return
    machine = demo.stack.state_machine.replace(":stateMachine:", ":execution:")
    try:
        demo.clients.executions.stop_execution(executionArn=f"{machine}:{submission}.1")
    except ClientError:
        return


def home(depositor: Depositor) -> dict[str, object]:
    """What it is in the end, whoever has to try again."""
    found = depositor.settled()
    for _ in range(RETRIES):
        if found["state"] != "needs_attention":
            break
        depositor.json("POST", "/retry", json={})
        found = depositor.settled()
    return found


def left_behind(demo: Demo, submission: str) -> list[str]:
    own = session(demo.repository.url, demo.repository.token)
    hits = own.get("user/records", {"size": "100"})["hits"]["hits"]
    return [hit["id"] for hit in hits if submission in hit["metadata"].get("title", "")]


def staged(demo: Demo, submission: str) -> list[int]:
    prefix = f"staging/{submission}/"
    listed = demo.clients.s3.list_objects_v2(Bucket=demo.stack.bucket, Prefix=prefix)
    return sorted(found["Size"] for found in listed.get("Contents", []))


@pytest.mark.parametrize("seed", range(10))
def test_in_any_trouble_a_deposit_comes_home(demo: Demo, seed: int) -> None:
    wanted = trouble(seed)
    depositor = Depositor(demo.invitation())
    with struck(demo, depositor.id, wanted):
        depositor.describe(VALUES)
        for path, content in FILES.items():
            depositor.upload(path, content)
        depositor.submit()
        depositor.settled()
    found = home(depositor)

    assert found["state"] == "in_review", (wanted, found["attention"])
    rows = found["reconciliation"]
    assert isinstance(rows, list)
    expected = {path: md5(content) for path, content in FILES.items()}
    assert {row["path"]: row["repository_md5"] for row in rows} == expected, wanted
    assert left_behind(demo, depositor.id) == [], wanted
    assert staged(demo, depositor.id) == sorted(map(len, FILES.values())), wanted
