"""The client over a line and a service that fail: it waits, asks again, and goes on."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.client_line import Call, Desk, filled_desk
from tests.house import House
from zenferry.client.line import Answer, Broken
from zenferry.client.trouble import Later


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return filled_desk(tmp_path, monkeypatch)


def often(times: int, match: str, bad: Callable[[], Answer]) -> Any:
    left = [times]

    def fault(call: Call, answer: Callable[[], Answer]) -> Answer:
        if match in call.path and left[0]:
            left[0] -= 1
            return bad()
        return answer()

    return fault


@pytest.mark.parametrize("status", [500, 429])
@pytest.mark.parametrize(
    "match", ["/api/submissions", "/metadata", "/files", "/parts", "/complete", "fake://"]
)
def test_what_passes_is_waited_for(desk: Desk, status: int, match: str) -> None:
    desk.line.fault = often(4, match, lambda: Answer(status))
    assert desk.run()["state"] == "submitted"
    assert desk.staged() == desk.written()
    assert desk.heard.there == desk.heard.total


@pytest.mark.parametrize("match", ["/metadata", "/files", "/complete", "/submit", "fake://"])
def test_cut_before_and_cut_after_end_the_same(desk: Desk, match: str) -> None:
    turns = [0]

    def cut(call: Call, answer: Callable[[], Answer]) -> Answer:
        if match in call.path and turns[0] < 6:
            turns[0] += 1
            if turns[0] % 2:
                answer()
            raise Broken("cut")
        return answer()

    desk.line.fault = cut
    assert desk.run()["state"] == "submitted"
    assert desk.staged() == desk.written()
    assert desk.invitation.used_deposits == 1


def test_retry_after_is_believed(desk: Desk) -> None:
    before = desk.house.clock.now()
    told = Answer(503, {"retry-after": "77"})
    desk.line.fault = often(1, "/files", lambda: told)
    desk.run()
    assert desk.house.clock.now() - before >= timedelta(seconds=77)


def test_a_ticket_that_ended_is_asked_for_again(desk: Desk) -> None:
    desk.line.fault = often(2, "fake://", lambda: Answer(403))
    desk.run()
    assert desk.staged() == desk.written()
    assert len(desk.line.said("/parts")) == 3


def test_an_upload_that_ended_in_the_storage_is_begun_again(desk: Desk) -> None:
    desk.line.fault = often(1, "fake://", forgotten(desk.house))
    desk.run()
    assert desk.staged() == desk.written()
    assert desk.heard.there == desk.heard.total


def forgotten(there: House) -> Callable[[], Answer]:
    def forget() -> Answer:
        there.staging.uploads.clear()
        return Answer(404)

    return forget


def test_half_an_answer_is_none(desk: Desk) -> None:
    desk.line.fault = often(1, "/files", lambda: Answer(201, {}, b'{"files": ['))
    assert desk.run()["state"] == "submitted"


def test_a_log_in_page_in_the_way_is_no_answer(desk: Desk) -> None:
    desk.line.fault = often(1, "/api/sub", lambda: Answer(200, {}, b"<html>Log in"))
    assert desk.run()["state"] == "submitted"


def test_patience_ends_and_the_same_again_goes_on(desk: Desk) -> None:
    def dead(call: Call, answer: Callable[[], Answer]) -> Answer:
        if call.path.startswith("fake://") and "part=2" in call.path:
            raise Broken("dead")
        return answer()

    desk.line.fault = dead
    with pytest.raises(Later):
        desk.run()
    sent = len(desk.house.staging.uploads)
    assert sent
    desk.line.fault = lambda _, answer: answer()
    desk.line.calls.clear()
    desk.run()
    assert desk.staged() == desk.written()
    assert not any("part=1" in call.path for call in desk.line.parts)


def test_completing_that_takes_long_is_asked_about_until_it_is_done(desk: Desk) -> None:
    left = [5]

    def slowly(call: Call, answer: Callable[[], Answer]) -> Answer:
        if call.path.endswith("/complete") and left[0]:
            left[0] -= 1
            asked = json.loads(call.body)["files"]
            body = {"files": [{"file": f["file"], "state": "uploading"} for f in asked]}
            return Answer(200, {}, json.dumps(body).encode())
        return answer()

    desk.line.fault = slowly
    assert desk.run()["state"] == "submitted"
