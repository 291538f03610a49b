"""The client killed at every call and at every word to its journal, and run again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.client_line import Call, Desk
from tests.deposit_client import house
from zenferry.client.journal import Journal
from zenferry.client.line import Answer

CONTENT = {"a.csv": b"a,b\n" * 10, "b.bin": bytes(range(256)) * 10_000, "c.txt": b"c"}
# As many as there are, and a few more.
CALLS = range(18)


class Killed(BaseException):
    """No handler, no tidying up."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("zenferry.uploads.staging.LEAST_PART", 1)
    made = Desk(house(), tmp_path)
    made.write(**{name.replace(".", "__"): content for name, content in CONTENT.items()})
    return made


def assert_all_is_there_once(desk: Desk) -> None:
    assert desk.staged() == {f"data/{name}": content for name, content in CONTENT.items()}
    row = desk.invitation
    assert (row.used_deposits, row.used_files) == (1, 3)
    assert row.used_bytes == sum(map(len, CONTENT.values()))
    assert len(desk.house.workflow.started) == 1
    assert desk.house.staging.uploads == {}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("at", CALLS)
def test_killed_at_any_call_it_goes_on(desk: Desk, at: int, when: str) -> None:
    count = [0]
    arrived: list[str] = []

    def kill(call: Call, answer: Callable[[], Answer]) -> Answer:
        count[0] += 1
        if count[0] - 1 != at:
            return answered(call, answer)
        if when == "after":
            answered(call, answer)
        raise Killed

    def answered(call: Call, answer: Callable[[], Answer]) -> Answer:
        got = answer()
        if call.path.startswith("fake://") and got.good:
            arrived.append(call.path)
        return got

    desk.line.fault = kill
    try:
        desk.run()
    except Killed:
        desk.run()
    assert_all_is_there_once(desk)
    # No part that had arrived was sent again: 3 of the large file, 1 of each small one.
    assert len(arrived) == len({*arrived}) == 5


def test_a_file_that_becomes_whole_while_it_is_asked_for_is_not_sent_again(desk: Desk) -> None:
    asked: list[Call] = []
    key = ""

    def kill(call: Call, answer: Callable[[], Answer]) -> Answer:
        if call.path.endswith("/complete"):
            asked.append(call)
            raise Killed
        return answer()

    def complete(call: Call, answer: Callable[[], Answer]) -> Answer:
        if call.method == "GET" and call.path.endswith("/parts"):
            headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
            done = desk.house.http.post(asked[0].path, data=asked[0].body, headers=headers)
            assert done.status_code == 200
        return answer()

    desk.line.fault = kill
    with pytest.raises(Killed):
        desk.run()
    key = json.loads(desk.journal.read_text())["key"]
    sent = len(desk.line.parts)
    desk.line.fault = complete
    desk.run()
    assert_all_is_there_once(desk)
    assert len(desk.line.parts) == sent


def test_the_kills_reach_every_call(desk: Desk) -> None:
    desk.run()
    assert len(desk.line.calls) <= len(CALLS)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("at", range(4))
def test_killed_while_it_writes_its_journal_it_goes_on(
    desk: Desk, at: int, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = [0]
    write = Journal.write

    def killing(journal: Journal) -> None:
        count[0] += 1
        if count[0] - 1 == at and when == "before":
            raise Killed
        write(journal)
        if count[0] - 1 == at:
            raise Killed

    monkeypatch.setattr(Journal, "write", killing)
    with pytest.raises(Killed):
        desk.run()
    desk.run()
    assert_all_is_there_once(desk)
