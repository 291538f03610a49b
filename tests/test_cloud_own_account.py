"""A deposit into an account of one's own on the embedded cloud: every function with its own role.

The token is sealed by one function and unsealed by others; nothing of it is left anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from infra.local.demo import Demo, Plan, running
from tests.crossing import VALUES
from tests.depositor import Depositor
from tests.example_profile import retold
from tests.places import md5, session
from tests.planted import cloud_places, traces
from tests.scripted import blank_page
from tests.waiting import wait_for
from zenferry.adapters.invenio import Invenio

pytestmark = pytest.mark.cloud

CONTENT = {"core 1.csv": b"a,b\n" * 1000, "deep/notes.txt": b"x"}
FAST = {"RetrySeconds": "1", "RetryAttempts": "8"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    directory = tmp_path_factory.mktemp("own")
    profile = retold(directory / "profile", _offering)
    logs = directory / "logs"
    plan = Plan(logs=logs, profile=profile, parameters=FAST, wait_scale=0.05, render=blank_page)
    with running(plan) as started:
        yield started


def _offering(text: str) -> str:
    """The profile with own accounts, whatever it says of them itself."""
    before, found, after = text.partition("\n[own_account]\n")
    rest = after.partition("\n[")[2] if found else ""
    more = f"\n[{rest}" if rest else ""
    return f'{before}{more}\n[own_account]\ntoken = true\nhand_over = "review"\n'


def opened(demo: Demo, token: str) -> Depositor:
    depositor = Depositor(demo.page, token=token, repository="zenodo")
    depositor.describe(VALUES)
    for path, content in CONTENT.items():
        depositor.upload(path, content)
    return depositor


def nowhere(demo: Demo, *tokens: str) -> None:
    for token in tokens:
        assert traces(token, cloud_places(demo)) == []


def kept(demo: Demo, depositor: Depositor) -> bool:
    key = {"pk": {"S": f"K#{depositor.id}"}, "sk": {"S": "K"}}
    return "Item" in demo.clients.dynamodb.get_item(TableName=demo.stack.table, Key=key)


def test_it_goes_from_the_token_to_a_review_of_that_account_and_ends_without_a_trace(
    demo: Demo,
) -> None:
    token = demo.repository.tokens["other"]
    depositor = opened(demo, token)
    assert depositor.json("POST", "/doi", json={})["doi"]
    depositor.submit()
    found = depositor.settled()

    assert found["state"] == "in_review", found["attention"]
    assert (found["account"], found["token_wanted"]) == ("2", False)
    rows = {row["path"]: row["repository_md5"] for row in found["reconciliation"]}
    assert rows == {path: md5(content) for path, content in CONTENT.items()}
    record = str(found["repository"]["record"]).rstrip("/").rpartition("/")[2]
    theirs = session(demo.repository.url, token).get(f"records/{record}/draft")
    assert theirs["parent"]["access"]["owned_by"] == {"user": "2"}
    assert kept(demo, depositor)

    depositor.json("POST", "/cancel", json={})
    assert depositor.settled()["state"] == "cancelled"
    demo.tend()
    assert not kept(demo, depositor)
    assert list(Invenio(session(demo.repository.url, token)).titled(f"{VALUES['title']}")) == []
    nowhere(demo, token)


def test_a_token_that_nobody_takes_opens_nothing_and_is_not_kept(demo: Demo) -> None:
    wrong = "a-token-that-nobody-ever-made"
    with pytest.raises(AssertionError, match="does not take this token"):
        Depositor(demo.page, token=wrong, repository="zenodo")
    nowhere(demo, wrong)


def test_the_seal_of_one_deposit_opens_no_other(demo: Demo) -> None:
    """By who could write the table: a row that was copied from another deposit."""
    victim = opened(demo, demo.repository.tokens["other"])
    thief = opened(demo, demo.repository.tokens["curator"])
    rows = demo.clients.dynamodb
    copied = rows.get_item(
        TableName=demo.stack.table, Key={"pk": {"S": f"K#{victim.id}"}, "sk": {"S": "K"}}
    )["Item"]
    rows.put_item(TableName=demo.stack.table, Item=copied | {"pk": {"S": f"K#{thief.id}"}})
    thief.submit()

    found = thief.settled()
    assert (found["state"], found["token_wanted"]) == ("needs_attention", True)
    thief.json("PUT", "/token", json={"token": demo.repository.tokens["curator"]})
    thief.json("POST", "/cancel", json={})
    assert thief.settled()["state"] == "cancelled"


def test_a_repository_that_fails_is_told_and_the_log_says_so_without_the_token(
    demo: Demo,
) -> None:
    """That the log says something shows that it was searched."""
    token = demo.repository.tokens["other"]
    # Asked twice, it fails twice.
    fault = {"when": {"method": "GET", "path": "/api/me"}, "kind": "server_error", "times": 2}
    faults = demo.repository.url.removesuffix("/api") + "/faults"
    assert requests.post(faults, json=fault, timeout=10).ok
    with pytest.raises(AssertionError, match="can't be asked about this token"):
        Depositor(demo.page, token=token, repository="zenodo")

    log = demo.logs / "functions.log"
    wait_for(lambda: log.exists() and "own_token_unchecked" in log.read_text("utf-8"), seconds=60)
    nowhere(demo, token)
