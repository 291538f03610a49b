"""A copy is believed only when name, size and checksum agree; one withdrawn midway is left."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest

from tests.clock import Clock
from tests.crossing import FILES, ID, Boundary, Crossing
from tests.fake_repository import FakeRepository
from tests.fakes import FakeStaging
from zenferry.errors import NotNow
from zenferry.forwarding.attention import STOPPED
from zenferry.forwarding.stream import Body
from zenferry.profile import HandOver
from zenferry.repository import SentFile
from zenferry.state import State
from zenferry.transfer import TransferState

LARGEST = "deep/core 2.csv"


class Miscounting(FakeRepository):
    """Tells the right checksum of every file, and of one a wrong size."""

    def __init__(self) -> None:
        super().__init__()
        self.miscounted = ""

    def _told(self, sent: SentFile) -> SentFile:
        wrong = sent.complete and sent.name == self.miscounted
        return replace(sent, size=(sent.size or 0) + 1) if wrong else sent

    def files(self, draft: str) -> Sequence[SentFile]:
        return [self._told(sent) for sent in super().files(draft)]

    def send(self, draft: str, name: str, body: Body) -> SentFile:
        return self._told(super().send(draft, name, body))


class SlowStaging(FakeStaging):
    """Takes three seconds a thousand bytes; meanwhile, once, something may happen."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self.meanwhile: Callable[[], object] = lambda: None

    @contextmanager
    def open(self, key: str, size: int) -> Iterator[Iterator[bytes]]:
        with super().open(key, size) as chunks:
            yield self._slowly(chunks)

    def _slowly(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for number, chunk in enumerate(chunks):
            self._clock.advance(seconds=3)
            if number == 1:
                self.meanwhile()
            yield chunk


def prepared(crossing: Crossing) -> Crossing:
    crossing.fill()
    crossing.parts.deposits.submit(ID)
    crossing.step("prepare")
    return crossing


def id_of(crossing: Crossing, path: str) -> str:
    return next(file.id for file in crossing.found.files if file.path == path)


def send_all(crossing: Crossing) -> None:
    for file in crossing.found.files:
        crossing.parts.sending.send(ID, file.id, 1)


def test_a_copy_with_another_checksum_is_sent_again_though_its_size_is_right() -> None:
    crossing = prepared(Crossing())
    send_all(crossing)
    crossing.fake.records[str(crossing.found.draft)].entries["x.txt"].content = b"y"

    again = crossing.step("reconcile")

    assert again == {
        "outcome": "again",
        "files": [{"file": id_of(crossing, "x.txt"), "way": "function"}],
    }
    crossing.run()
    assert crossing.state() is State.IN_REVIEW
    assert crossing.arrived() == dict(FILES)


def test_a_copy_with_another_size_is_sent_again_though_its_checksum_is_right() -> None:
    miscounting = Miscounting()
    crossing = prepared(Crossing(repository=miscounting))
    send_all(crossing)
    miscounting.miscounted = "x.txt"

    again = crossing.step("reconcile")

    assert again == {
        "outcome": "again",
        "files": [{"file": id_of(crossing, "x.txt"), "way": "function"}],
    }


def test_an_answer_with_another_size_is_not_believed() -> None:
    miscounting = Miscounting()
    miscounting.miscounted = "x.txt"
    crossing = prepared(Crossing(repository=miscounting))

    with pytest.raises(NotNow, match="copy_differs"):
        crossing.parts.sending.send(ID, id_of(crossing, "x.txt"), 1)

    transfer = crossing.found.transfer(id_of(crossing, "x.txt"))
    assert (transfer.state, transfer.tries) == (TransferState.COPYING, 1)


@pytest.mark.parametrize("hand_over", list(HandOver))
def test_a_size_that_is_wrong_at_the_last_look_keeps_it_from_everybody(hand_over: HandOver) -> None:
    miscounting = Miscounting()
    crossing = prepared(Crossing(repository=miscounting, hand_over=hand_over))
    send_all(crossing)
    crossing.step("reconcile")
    miscounting.miscounted = "x.txt"

    assert crossing.step("hand_over") == {"outcome": "needs_attention"}
    assert miscounting.reviews == {}


def slow() -> tuple[Crossing, SlowStaging]:
    crossing = Crossing()
    staging = SlowStaging(crossing.clock)
    crossing.staging = staging
    return prepared(crossing), staging


def test_how_far_a_copy_has_come_is_told_while_it_is_on_its_way() -> None:
    crossing, staging = slow()
    file = id_of(crossing, LARGEST)
    staging.meanwhile = lambda: told.append(crossing.found.transfer(file).copied_bytes)
    told: list[int] = []

    crossing.parts.sending.send(ID, file, 1)

    assert told == [1000]
    assert crossing.found.transfer(file).copied_bytes == len(FILES[LARGEST])


def test_a_copy_that_takes_an_hour_is_told_of_often_and_written_down_seldom() -> None:
    crossing = Crossing(files={"long.bin": b"x" * 900_000})
    crossing.staging = SlowStaging(crossing.clock)
    prepared(crossing)
    file, begun = id_of(crossing, "long.bin"), crossing.clock.now()
    counted = Boundary()
    crossing.disturb(counted)

    crossing.parts.sending.send(ID, file, 1)

    took = crossing.clock.now() - begun
    written = counted.calls.count("FakeSubmissions.put_transfer")
    assert took.total_seconds() == 2700
    # Every 20 s would be 135 in all; in the first minute it is every 3.
    assert 135 < written < 200


def test_withdrawn_while_its_bytes_are_on_their_way_a_copy_is_left() -> None:
    crossing, staging = slow()
    staging.meanwhile = lambda: crossing.quiet.deposits.cancel(ID)

    left = crossing.parts.sending.send(ID, id_of(crossing, LARGEST), 1)

    assert left == {"outcome": "cancel"}
    assert crossing.arrived() == {}


def test_a_copy_is_left_when_a_later_attempt_has_begun_meanwhile() -> None:
    crossing, staging = slow()

    def sent_again() -> None:
        crossing.quiet.attention.give_up(ID, 1)
        crossing.quiet.deposits.retry(ID)

    staging.meanwhile = sent_again

    crossing.parts.sending.send(ID, id_of(crossing, LARGEST), 1)

    assert crossing.arrived() == {}
    assert (crossing.state(), crossing.found.attempt) == (State.SUBMITTED, 2)


def test_an_execution_that_died_late_does_not_stop_the_attempt_after_it() -> None:
    crossing, _ = slow()
    crossing.parts.attention.give_up(ID, 1)
    crossing.parts.deposits.retry(ID)
    crossing.step("prepare", 2)
    before = crossing.found

    assert crossing.parts.attention.give_up(ID, 1) == STOPPED

    assert crossing.found == before
