"""The queue is fair, and has no more at work than it has places."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.fake_queue import FakeQueueRows
from tests.hall import Hall
from zenferry.forwarding.queue import (
    A_TURN,
    FAR,
    MOST_TURNS,
    Places,
)
from zenferry.state import State


def test_what_is_sent_begins_at_once_while_there_is_a_place() -> None:
    hall = Hall(places=2)
    first, second, third = (hall.enters(person).id for person in "abc")
    assert hall.started == [first, second] == hall.at_work
    hall.ends(first)
    assert hall.started == [first, second, third]
    assert hall.at_work == [second, third]


def test_the_second_of_one_comes_after_the_first_of_everybody() -> None:
    hall = Hall(places=1)
    running = hall.enters("x").id
    many = [hall.enters("a").id for _ in range(3)]
    hall.clock.advance(hours=1)
    others = [hall.enters(person).id for person in "bc"]
    hall.clock.advance(hours=1)
    order = []
    for _ in range(5):
        hall.ends(running)
        (running,) = hall.at_work
        order.append(running)
    assert order == [many[0], *others, many[1], many[2]]


def test_one_person_leaves_a_place_to_somebody_else() -> None:
    hall = Hall(places=4)
    many = [hall.enters("a").id for _ in range(40)]
    assert hall.at_work == many[:3]
    hall.clock.advance(days=9)
    other = hall.enters("b", heard=False).id
    hall.ends(many[0])
    assert sorted(hall.at_work) == sorted([*many[1:4], other])


@st.composite
def days(draw: st.DrawFn) -> list[tuple[str, int]]:
    """What happens: somebody sends one, or one that is at work ends; minutes between."""
    events = st.tuples(st.sampled_from(["a", "a", "a", "b", "c", "d", "end", "end"]), minutes)
    return draw(st.lists(events, min_size=5, max_size=60))


minutes = st.sampled_from([0, 1, 30, 600, 2000])


@given(days(), st.integers(1, 3))
def test_nobody_is_overtaken_by_a_second_one_nor_waits_for_ever(
    events: list[tuple[str, int]], places: int
) -> None:
    hall = Hall(places=places)
    sent: dict[str, Any] = {}
    later: set[str] = set()
    for who, after in events:
        hall.clock.advance(minutes=after)
        before = set(hall.started)
        if who == "end":
            if hall.at_work:
                hall.ends(hall.at_work[0])
        else:
            mine = {s.id for s in hall.submissions.all() if s.invitation == who and s.waiting}
            new = hall.enters(who)
            sent[new.id] = hall.clock.now()
            if mine:
                later.add(new.id)
        _fair(hall, begun=set(hall.started) - before, sent=sent, later=later)
    while hall.at_work:
        hall.ends(hall.at_work[0])
    assert set(hall.started) == set(sent)


def _fair(hall: Hall, *, begun: set[str], sent: dict[str, Any], later: set[str]) -> None:
    assert len(hall.at_work) <= hall.places
    waiting = sent.keys() - set(hall.started)
    for one in begun:
        for other in waiting:
            if one in later and other not in later:
                assert sent[other] >= sent[one] + A_TURN, "overtaken by a second one"
            assert sent[other] >= sent[one] - A_TURN * (MOST_TURNS + 1), "waits for ever"


def test_a_hundred_dispatchers_at_once_fill_exactly_the_places() -> None:
    hall = Hall(places=4)
    waiting = [hall.enters(f"p{n}", heard=False) for n in range(100)]
    with ThreadPoolExecutor(100) as pool:
        list(pool.map(lambda each: hall.another().sent(each), waiting))
    assert len(hall.at_work) == len(set(hall.at_work)) == 4
    assert sorted(hall.started) == sorted(hall.at_work)


def test_many_ends_at_once_leave_every_place_taken_once() -> None:
    hall = Hall(places=8)
    for n in range(60):
        hall.enters(f"p{n}")
    over = [hall.moved(each, state=State.IN_REVIEW) for each in hall.at_work]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda found: hall.another().ended(found, 1), over))
    hall.queue.mend("zenodo")
    assert len(hall.at_work) == len(set(hall.at_work)) == 8
    assert not set(hall.at_work) & {found.id for found in over}
    assert len(hall.started) == len(set(hall.started)) == 16


def test_one_is_told_how_many_are_before_it() -> None:
    hall = Hall(places=2)
    entered = [hall.enters(person) for person in "abcde"]
    assert [hall.queue.ahead(each) for each in entered] == [None, None, 0, 1, 2]
    hall.ends(entered[0].id)
    assert [hall.queue.ahead(each) for each in entered[3:]] == [0, 1]
    assert hall.queue.ahead(hall.moved(entered[4].id, cancelling=True)) is None


class Counted(FakeQueueRows):
    """Counts what it reads."""

    read = 0

    def waiting(self, *given: Any) -> Any:
        found = super().waiting(*given)
        self.read += len(found)
        return found

    def places(self, queue: str) -> Places:
        self.read += 1
        return super().places(queue)


def test_who_asks_with_a_thousand_before_it_has_a_hundred_counted() -> None:
    hall = Hall()
    for n in range(1004):
        hall.enters(f"p{n}", heard=n < 4)
        hall.clock.advance(seconds=1)
    last = hall.enters("me")
    rows = Counted(hall.submissions)
    rows.rows = hall.queue_rows.rows
    assert replace(hall.queue, rows=rows).ahead(last) == FAR
    assert rows.read == FAR + 4 + 1
