"""`zenferry deposit` over a line that cuts, stalls and lies, killed, and typed again."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.line import Cut, Fault, LateAnswer, Refusal, ShortAnswer, Stall
from tests.api_client import SECRET
from tests.client_desk import CONTENT, PARTS, TypedDesk, typed_desk
from tests.waiting import wait_for
from zenferry.access import hashed


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TypedDesk]:
    with typed_desk(tmp_path) as made:
        yield made


def test_two_of_the_same_at_once_are_one_too_many(desk: TypedDesk) -> None:
    desk.line.faults.add(LateAnswer(), path="/metadata")
    first = desk.start()
    held(desk)
    code, _, err = desk.run()
    assert code == 2
    assert "already" in err
    desk.line.release()
    first.communicate(timeout=60)
    assert first.returncode == 0


MOMENTS = {
    "opening, unheard": (LateAnswer(), "POST", r"/submissions$"),
    "saving, unheard": (LateAnswer(), "PUT", r"/metadata$"),
    "registering, unheard": (LateAnswer(), "POST", r"/files$"),
    "the first part, half": (Stall(500_000), "PUT", r"part=1$"),
    "the second part, half": (Stall(500_000), "PUT", r"part=2$"),
    "the second part, unheard": (LateAnswer(), "PUT", r"part=2$"),
    "completing, unheard": (LateAnswer(), "POST", r"/complete$"),
    "submitting, unheard": (LateAnswer(), "POST", r"/submit$"),
}


def held(desk: TypedDesk) -> None:
    wait_for(lambda: [each for each in desk.line.log.of() if each.held] or None, seconds=60)


@pytest.mark.parametrize(("fault", "method", "path"), MOMENTS.values(), ids=MOMENTS)
def test_killed_at_any_moment_the_same_command_goes_on(
    desk: TypedDesk, fault: Fault, method: str, path: str
) -> None:
    # Both files have a first part, in no order, and the shorter one is through before it stalls.
    desk.line.faults.add(fault, method=method, path=path, times=2)
    process = desk.start("words.json", "data", "--parallel=1")
    held(desk)
    process.kill()
    process.communicate(timeout=60)
    assert_the_same_command_goes_on(desk)


def test_ctrl_c_says_how_to_go_on_and_waits_for_nobody(desk: TypedDesk) -> None:
    desk.line.faults.add(Stall(500_000), path="part=2$")
    process = desk.start()
    held(desk)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "goes on from here" in err
    assert_the_same_command_goes_on(desk)


def assert_the_same_command_goes_on(desk: TypedDesk) -> None:
    desk.line.faults.clear()
    desk.line.release()
    code, _, err = desk.run()
    assert code == 0, err
    assert desk.there.staged() == CONTENT
    taken = desk.there.staging.taken
    assert len(taken) == len({*taken}) == PARTS
    row = desk.there.house.invitations.get(hashed(SECRET))
    assert (row.used_deposits, row.used_files) == (1, 2)
    assert len(desk.there.house.workflow.started) == 1


def test_over_a_bad_line_every_byte_arrives_once(desk: TypedDesk) -> None:
    faults = desk.line.faults
    faults.add(Cut(300_000), path="part=1", nth=2)
    faults.add(Refusal(500), path="part=2")
    faults.add(Refusal(403), path="part=3")
    faults.add(Refusal(429, headers={"Retry-After": "1"}), path="part=3")
    faults.add(Refusal(502), method="POST", path="/parts", nth=2)
    faults.add(Cut(), method="POST", path="/complete")
    faults.add(ShortAnswer(20), method="POST", path="/submissions$")
    faults.add(ShortAnswer(20), method="PUT", path="/metadata")
    code, _, err = desk.run()
    assert code == 0, err
    assert desk.there.staged() == CONTENT
    assert len(desk.there.staging.taken) == PARTS


def test_a_service_that_stays_away_is_told_and_gone_on_with_later(desk: TypedDesk) -> None:
    desk.line.faults.add(Refusal(503), path="part=", times=float("inf"))
    code, _, err = desk.run("words.json", "data", "--patience=0")
    assert code == 1
    assert "503" in err
    desk.line.faults.clear()
    assert desk.run()[0] == 0
    assert desk.there.staged() == CONTENT
