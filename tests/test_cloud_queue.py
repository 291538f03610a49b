"""The queue and the budget of calls on the embedded cloud: one place, several who want it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from infra.local.demo import Demo, Plan, running
from tests.clock import START
from tests.crossing import VALUES
from tests.depositor import Depositor
from tests.scripted import blank_page
from tests.table_places import tables
from zenferry.adapters.dynamo_queue import DynamoQueueRows
from zenferry.forwarding.queue import Places, Running

pytestmark = pytest.mark.cloud


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    plan = Plan(
        logs=tmp_path_factory.mktemp("cloud") / "logs",
        parameters={"RetrySeconds": "1", "ForwardPlaces": "1"},
        wait_scale=0.05,
        render=blank_page,
    )
    with running(plan) as started:
        yield started


def table(demo: Demo) -> Any:
    return tables(demo.cloud.endpoint).Table(demo.stack.table)


def filled(demo: Demo) -> Depositor:
    depositor = Depositor(demo.invitation())
    depositor.describe(VALUES)
    depositor.upload("notes.txt", b"x")
    return depositor


def test_several_share_one_place_and_all_arrive(demo: Demo) -> None:
    depositors = [filled(demo) for _ in range(3)]
    ahead = [depositor.json("POST", "/submit", json={})["ahead"] for depositor in depositors]
    assert ahead == [None, 0, 1]
    assert {each.settled()["state"] for each in depositors} == {"in_review"}
    row = table(demo).get_item(Key={"pk": "P#zenodo", "sk": "P"})["Item"]
    assert row["next_call"] > START.timestamp()


def test_the_schedule_frees_the_place_of_the_dead(demo: Demo) -> None:
    rows = DynamoQueueRows(table(demo))
    depositor = filled(demo)
    ghost = Places((Running("nobody", 1, "n", START),), rows.places("zenodo").version)
    rows.keep("zenodo", ghost)
    assert depositor.json("POST", "/submit", json={})["ahead"] == 0
    demo.tend()
    assert depositor.settled()["state"] == "in_review"


def test_withdrawn_while_it_waits_it_is_gone_from_the_queue(demo: Demo) -> None:
    rows = DynamoQueueRows(table(demo))
    waiting, behind = filled(demo), filled(demo)
    ghost = Places((Running("nobody", 1, "n", START),), rows.places("zenodo").version)
    rows.keep("zenodo", ghost)
    for each in (waiting, behind):
        each.json("POST", "/submit", json={})
    waiting.json("POST", "/cancel", json={})
    assert [each.submission for each in rows.waiting("zenodo", 9)] == [behind.id]
    assert waiting.settled()["state"] == "cancelled"
    demo.tend()
    assert behind.settled()["state"] == "in_review"
