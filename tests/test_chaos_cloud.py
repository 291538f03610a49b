"""Deposits in trouble on the embedded cloud: real functions and executions, killed and failed.

The depositor is the installed command, on a bad line to the API and to the storage. What fails is
drawn from a seed; when it strikes, the clock on the wall decides. So a seed makes the same trouble
again, and not always the same story: those are in test_chaos.py.
"""

import json
import random
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from botocore.exceptions import ClientError

from infra.local.demo import Demo, Plan, running
from infra.local.line import (
    Cut,
    Fault,
    LateAnswer,
    Line,
    LostAnswer,
    Refusal,
    Shape,
    ShortAnswer,
    Stall,
)
from tests.client_process import started
from tests.crossing import VALUES
from tests.depositor import Depositor
from tests.places import md5, session
from tests.scripted import blank_page
from zenferry.uploads.staging import LEAST_PART

pytestmark = pytest.mark.cloud

FAST = {"RetrySeconds": "1", "RetryAttempts": "5"}
FILES: Mapping[str, bytes] = {
    "core 1.csv": b"a,b\n" * 50_000,
    "tief/Gräben ü.txt": b"x",
    "データ/潮 位.csv": "潮,1\n".encode() * 3_000,
    "sonar.bin": bytes(range(256)) * (LEAST_PART // 256) + b"a second part",
}
PARTS = len(FILES) + 1
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
LINE = (Cut(), LostAnswer(), LateAnswer(), Refusal(500), Refusal(503))
TO_API = (*LINE, ShortAnswer(40))
TO_STORAGE = (*LINE, Cut(100_000), Stall(9_000_000), Refusal(403))
API = (
    ("POST", r"/api/submissions$"),
    ("GET", r"/api/submissions/[^/]+$"),
    ("PUT", r"/metadata$"),
    ("POST", r"/files$"),
    ("POST", r"/parts$"),
    ("POST", r"/complete$"),
    ("POST", r"/submit$"),
)
PART = ("PUT", r"/staging/")
SHAPES = (Shape(), Shape(delay=0.02), Shape(up=12_000_000, delay=0.005))
FUNCTIONS = ("send", "forward", "api", "tend")
RETRIES = 4
PATIENCE = 120


@dataclass(frozen=True)
class Trouble:
    """What is to fail: the depositor's line and calls of the repository; functions are killed.

    So is the depositor's command, perhaps, so many seconds after it began; and the execution is
    stopped, so many after it could begin.
    """

    shape: Shape
    line: tuple[tuple[str, str, Fault, int], ...]
    faults: tuple[tuple[str, str, str, int], ...]
    kills: tuple[tuple[float, str], ...]
    crash: float | None
    stop_after: float | None


def trouble(seed: int) -> Trouble:
    chance = random.Random(seed)
    calls = chance.choices(sorted(CALLS), k=chance.randint(2, 5))
    faults = tuple((*call, chance.choice(CALLS[call]), chance.choice([1, 1, 2])) for call in calls)
    kills = [(chance.uniform(0, 8), chance.choice(FUNCTIONS)) for _ in range(chance.randint(0, 4))]
    stop = chance.uniform(0.2, 3) if chance.random() < 0.4 else None
    crash = chance.uniform(0.5, 4) if chance.random() < 0.3 else None
    shape = chance.choice(SHAPES)
    return Trouble(shape, _on_line(chance), faults, tuple(sorted(kills)), crash, stop)


def _on_line(chance: random.Random) -> tuple[tuple[str, str, Fault, int], ...]:
    calls = [(*call, chance.choice(TO_API)) for call in chance.sample(API, chance.randint(1, 4))]
    parts = [(*PART, chance.choice(TO_STORAGE)) for _ in range(chance.randint(1, 3))]
    return tuple((*each, chance.choice([1, 1, 2])) for each in calls + parts)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    logs = tmp_path_factory.mktemp("chaos") / "logs"
    with running(Plan(logs=logs, parameters=FAST, wait_scale=0.05, render=blank_page)) as started:
        yield started


@contextmanager
def struck(demo: Demo, line: Line, wanted: Trouble) -> Iterator[None]:
    """While it lasts, it fails as wanted; afterwards nothing does."""
    faults = demo.repository.url.removesuffix("/api") + "/faults"
    for method, path, kind, times in wanted.faults:
        when = {"method": method, "path": path}
        fault = {"when": when, "kind": kind, "times": times}
        assert requests.post(faults, json=fault, timeout=10).ok
    line.reshape(wanted.shape)
    for method, path, befalls, times in wanted.line:
        line.faults.add(befalls, method=method, path=path, times=times)
    over = threading.Event()
    beside = [
        threading.Thread(target=_kill, args=(demo, wanted.kills, over)),
        threading.Thread(target=_release, args=(line, over)),
    ]
    for thread in beside:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in beside:
            thread.join()
        assert requests.delete(faults, timeout=10).ok


def _kill(demo: Demo, kills: tuple[tuple[float, str], ...], over: threading.Event) -> None:
    since = 0.0
    for at, function in kills:
        if over.wait(at - since):
            return
        since = at
        demo.kill_worker(function)


def _release(line: Line, over: threading.Event) -> None:
    """What stalls goes on, sooner than the command's patience would end."""
    while not over.wait(1):
        line.release()


def deposited(demo: Demo, line: Line, folder: Path, wanted: Trouble) -> Depositor:
    """By the command, typed again after a crash; who holds the link it told in the end."""
    for path, content in FILES.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / "words.json").write_text(json.dumps(VALUES))
    named = sorted({path.partition("/")[0] for path in FILES})
    link = demo.invitation()
    for patience in filter(None, (wanted.crash, PATIENCE)):
        process = started(
            folder, link, "words.json", *named, "--json", "--show-link", http_proxy=line.address
        )
        try:
            out, err = process.communicate(timeout=patience)
            break
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
    else:
        raise AssertionError(f"It never ended: {wanted}")
    assert (process.returncode, err) == (0, ""), (wanted, out)
    return Depositor(json.loads(out.splitlines()[-1])["status_link"])


def stop(demo: Demo, submission: str) -> None:
    """Somebody stops the execution, where there is one by then."""
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
def test_in_any_trouble_a_deposit_comes_home(
    demo: Demo, line: Line, tmp_path: Path, seed: int
) -> None:
    wanted = trouble(seed)
    with struck(demo, line, wanted):
        depositor = deposited(demo, line, tmp_path, wanted)
        if wanted.stop_after is not None:
            time.sleep(wanted.stop_after)
            stop(demo, depositor.id)
        depositor.settled()
    found = home(depositor)

    assert line.log.count(*PART) >= PARTS
    assert found["state"] == "in_review", (wanted, found["attention"])
    rows = found["reconciliation"]
    assert isinstance(rows, list)
    expected = {path: md5(content) for path, content in FILES.items()}
    assert {row["path"]: row["repository_md5"] for row in rows} == expected, wanted
    assert left_behind(demo, depositor.id) == [], wanted
    assert staged(demo, depositor.id) == sorted(map(len, FILES.values())), wanted
