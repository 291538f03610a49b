"""The queue loses nobody, whoever dies, and however late it hears of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from tests.crossing import ID, Crossing
from tests.fake_queue import FakeQueueRows
from tests.hall import Hall, full
from zenferry.forwarding.queue import (
    LONGEST_START,
    Places,
    Running,
    Waiting,
)
from zenferry.state import State


def test_a_dispatcher_that_dies_anywhere_loses_nobody() -> None:
    hall = Hall(places=2)
    unheard = [hall.enters(person, heard=False).id for person in "abc"]
    # One got its place, and nobody started it.
    place = Running(unheard[0], 1, "a", hall.clock.now())
    hall.queue_rows.keep("zenodo", Places((place,)))
    assert hall.started == []
    assert hall.queue.mend("zenodo") == []
    assert hall.started == unheard[:2] == hall.at_work


def test_a_start_that_is_refused_keeps_its_place_and_is_made_up_for() -> None:
    hall = Hall(places=1)
    hall.workflow.down = True
    first = hall.enters("a").id
    assert (hall.at_work, hall.started) == ([first], [])
    hall.workflow.down = False
    hall.queue.mend("zenodo")
    assert hall.started == [first]


def test_sent_again_what_has_a_place_is_started_again() -> None:
    hall = Hall()
    hall.workflow.down = True
    first = hall.enters("a")
    hall.workflow.down = False
    hall.queue.sent(first)
    assert hall.started == [first.id]


def test_the_place_of_one_that_died_goes_to_the_next() -> None:
    hall = Hall(places=1)
    first, second = (hall.enters(person).id for person in "ab")
    hall.moved(first, state=State.NEEDS_ATTENTION)
    hall.queue.mend("zenodo")
    assert hall.at_work == [second]


def test_an_earlier_attempt_that_never_said_it_was_over_keeps_no_place() -> None:
    hall = Hall(places=1)
    first = hall.enters("a").id
    again = hall.moved(first, attempt=2, turn=hall.clock.now())
    hall.queue.sent(again)
    assert list(hall.workflow.started) == [f"{first}.1", f"{first}.2"]


def test_one_that_never_began_is_handed_to_who_gives_it_up() -> None:
    hall = Hall()
    first = hall.enters("a")
    hall.clock.time += LONGEST_START + timedelta(seconds=1)
    assert [each.submission for each in hall.queue.mend("zenodo")] == [first.id]


def test_withdrawn_while_it_waits_it_leaves_the_queue_at_once() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.queue_rows.keep("zenodo", full(4))
    crossing.parts.deposits.submit(ID)
    assert crossing.parts.queue.ahead(crossing.found) == 0
    assert not crossing.workflow.started

    crossing.parts.deposits.cancel(ID)
    assert crossing.queue_rows.waiting("zenodo", 9) == []
    crossing.run()
    assert crossing.state() is State.CANCELLED


def test_the_schedule_starts_what_waits_once_there_is_a_place() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.queue_rows.keep("zenodo", full(4))
    crossing.submit()
    assert crossing.state() is State.SUBMITTED
    # Nobody knows these four: they do not exist.
    crossing.tend(minutes=1)
    assert crossing.state() is State.IN_REVIEW


def test_a_queue_that_has_gone_is_left_within_a_day() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.queue_rows.keep("zenodo", full(4))
    crossing.parts.deposits.submit(ID)
    crossing.submissions.replace(replace(crossing.found, queue="no-more"))
    crossing.tend(hours=25)
    crossing.tend(minutes=1)
    assert crossing.state() is State.IN_REVIEW


class Lagging(FakeQueueRows):
    """As an index that hears of everything late: it shows what waited when it was last told."""

    seen: tuple[Waiting, ...] = ()

    def tell(self) -> None:
        self.seen = tuple(super().waiting("zenodo", 999))

    def waiting(self, queue: str, most: int, before: datetime | None = None) -> list[Waiting]:
        known = [each for each in self.seen if before is None or each.turn < before]
        return known[:most] if queue == "zenodo" else []


def test_an_index_that_lags_hides_nobody_and_starts_nobody_twice() -> None:
    hall = Hall(places=1)
    rows = Lagging(hall.submissions)
    hall.queue_rows, hall.queue = rows, replace(hall.queue, rows=rows)
    first = hall.enters("a").id
    assert hall.started == [first], "not yet in the index, it starts all the same"
    gone, second, unknown = (hall.enters(person).id for person in "bcd")
    rows.tell()
    rows.seen = rows.seen[:-1]
    hall.moved(gone, cancelling=True)
    hall.ends(first)
    assert hall.started == [first, second]
    hall.moved(second, state=State.FORWARDING)
    hall.ends(second)
    assert hall.started == [first, second], "of the last one nobody has heard"
    rows.tell()
    hall.queue.mend("zenodo")
    assert hall.started == [first, second, unknown]
