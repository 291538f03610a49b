"""The queue is fair, has no more at work than it has places, and loses nobody, whoever dies."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from botocore.config import Config
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from tests.clock import START, Clock
from tests.crossing import ID, Crossing
from tests.fake_line import FakeLine
from tests.fakes import FakeInvitations, FakeSubmissions, FakeWorkflow
from tests.table_places import CLOUD, fresh, made_by_moto, tables
from zenferry.access import Invitation, Spend
from zenferry.adapters.dynamo_line import DynamoLine
from zenferry.adapters.dynamo_submissions import DynamoInvitations, DynamoSubmissions
from zenferry.errors import Conflict, NotNow
from zenferry.queue import (
    A_TURN,
    FAR,
    LONGEST_START,
    MOST_TURNS,
    Line,
    Places,
    Queue,
    Running,
    Waiting,
)
from zenferry.submission import Job, State, Submission, Submissions


class Weak(FakeWorkflow):
    """Does not answer, while it is down."""

    down = False

    def start(self, submission: str, attempt: int, job: Job) -> None:
        if self.down:
            raise NotNow("storage_unavailable")
        super().start(submission, attempt, job)


@dataclass
class Hall:
    """A queue and those who wait in it."""

    places: int = 4
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.invitations = FakeInvitations()
        self.submissions = FakeSubmissions(self.invitations)
        self.line = FakeLine(self.submissions)
        self.workflow = Weak(lambda _: {})
        self.queue = self.another()

    def another(self) -> Queue:
        return Queue(self.submissions, self.line, self.workflow, self.places, self.clock.now)

    def enters(self, person: str, *, heard: bool = True) -> Submission:
        """Somebody sends one."""
        self.clock.advance(microseconds=1)
        if person not in self.invitations.rows:
            room = {"deposits": 10**6, "files": 1, "bytes": 1}
            self.invitations.add(Invitation(person, "", START + timedelta(days=999), **room))
        new = fresh(
            person,
            state=State.SUBMITTED,
            attempt=1,
            queue="zenodo",
            turn=self.queue.turn("zenodo", person),
        )
        self.submissions.add(new, Spend(person, deposits=1))
        kept = self.submissions.get(new.id)
        if heard:
            self.queue.sent(kept)
        return kept

    def moved(self, submission: str, **changes: Any) -> Submission:
        return self.submissions.replace(replace(self.submissions.get(submission), **changes))

    def ends(self, submission: str, state: State = State.IN_REVIEW) -> None:
        """Its execution ends, and says so."""
        found = self.moved(submission, state=state)
        self.queue.ended(found, found.attempt)

    @property
    def at_work(self) -> list[str]:
        return [each.submission for each in self.line.places("zenodo").running]

    @property
    def started(self) -> list[str]:
        return [submission for submission, _, _ in self.workflow.started.values()]


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


def test_a_dispatcher_that_dies_anywhere_loses_nobody() -> None:
    hall = Hall(places=2)
    unheard = [hall.enters(person, heard=False).id for person in "abc"]
    # One got its place, and nobody started it.
    place = Running(unheard[0], 1, "a", hall.clock.now())
    hall.line.keep("zenodo", Places((place,)))
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
    crossing.line.keep("zenodo", full(4))
    crossing.parts.deposits.submit(ID)
    assert crossing.parts.queue.ahead(crossing.found) == 0
    assert not crossing.workflow.started

    crossing.parts.deposits.cancel(ID)
    assert crossing.line.waiting("zenodo", 9) == []
    crossing.run()
    assert crossing.state() is State.CANCELLED


def full(places: int, version: int = 0) -> Places:
    return Places(tuple(Running(f"o{n}", 1, "o", START) for n in range(places)), version)


def test_the_schedule_starts_what_waits_once_there_is_a_place() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.line.keep("zenodo", full(4))
    crossing.submit()
    assert crossing.state() is State.SUBMITTED
    # Nobody knows these four: they do not exist.
    crossing.tend(minutes=1)
    assert crossing.state() is State.IN_REVIEW


def test_a_queue_that_has_gone_is_left_within_a_day() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.line.keep("zenodo", full(4))
    crossing.parts.deposits.submit(ID)
    crossing.submissions.replace(replace(crossing.found, queue="no-more"))
    crossing.tend(hours=25)
    crossing.tend(minutes=1)
    assert crossing.state() is State.IN_REVIEW


class Lagging(FakeLine):
    """As an index that hears of everything late: it shows what waited when it was last told."""

    seen: tuple[Waiting, ...] = ()

    def tell(self) -> None:
        self.seen = tuple(super().waiting("zenodo", 999))

    def waiting(self, queue: str, most: int, before: datetime | None = None) -> list[Waiting]:
        known = [each for each in self.seen if before is None or each.turn < before]
        return known[:most] if queue == "zenodo" else []


def test_an_index_that_lags_hides_nobody_and_starts_nobody_twice() -> None:
    hall = Hall(places=1)
    line = Lagging(hall.submissions)
    hall.line, hall.queue = line, replace(hall.queue, line=line)
    first = hall.enters("a").id
    assert hall.started == [first], "not yet in the index, it starts all the same"
    gone, second, unknown = (hall.enters(person).id for person in "bcd")
    line.tell()
    line.seen = line.seen[:-1]
    hall.moved(gone, cancelling=True)
    hall.ends(first)
    assert hall.started == [first, second]
    hall.moved(second, state=State.FORWARDING)
    hall.ends(second)
    assert hall.started == [first, second], "of the last one nobody has heard"
    line.tell()
    hall.queue.mend("zenodo")
    assert hall.started == [first, second, unknown]


def test_one_is_told_how_many_are_before_it() -> None:
    hall = Hall(places=2)
    entered = [hall.enters(person) for person in "abcde"]
    assert [hall.queue.ahead(each) for each in entered] == [None, None, 0, 1, 2]
    hall.ends(entered[0].id)
    assert [hall.queue.ahead(each) for each in entered[3:]] == [0, 1]
    assert hall.queue.ahead(hall.moved(entered[4].id, cancelling=True)) is None


class Counted(FakeLine):
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
    line = Counted(hall.submissions)
    line.rows = hall.line.rows
    assert replace(hall.queue, line=line).ahead(last) == FAR
    assert line.read == FAR + 4 + 1


@dataclass(frozen=True)
class Kept:
    """What keeps a queue, and those who wait in it."""

    line: Line
    submissions: Submissions
    invitation: str


@pytest.fixture(params=["memory", "moto", CLOUD])
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    """In memory, in DynamoDB by moto, in that of the embedded cloud."""
    row = Invitation(uuid4().hex, "", START + timedelta(days=9), deposits=99, files=1, bytes=1)
    if request.param == "memory":
        invitations = FakeInvitations()
        invitations.add(row)
        submissions = FakeSubmissions(invitations)
        yield Kept(FakeLine(submissions), submissions, row.hash)
        return
    with mock_aws() if request.param == "moto" else _cloud():
        table = made_by_moto() if request.param == "moto" else _cloud_table(request)
        DynamoInvitations(table).add(row)
        yield Kept(DynamoLine(table), DynamoSubmissions(table), row.hash)


def _cloud_table(request: pytest.FixtureRequest) -> Any:
    demo: Any = request.getfixturevalue("deployed")
    return tables(demo.cloud.endpoint).Table(demo.stack.table)


class _cloud:  # noqa: N801 - stands where moto does
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


def test_those_who_wait_are_found_in_order_and_only_while_they_wait(kept: Kept) -> None:
    name = uuid4().hex
    waiting = []
    for hours in (3, 1, 2):
        turn = START + timedelta(hours=hours)
        new = fresh(kept.invitation, state=State.SUBMITTED, queue=name, turn=turn)
        kept.submissions.add(new, Spend(kept.invitation, deposits=1))
        waiting.append(kept.submissions.get(new.id))
    third, first, second = waiting

    def found(most: int = 9, **bounds: Any) -> list[str]:
        return [each.submission for each in kept.line.waiting(name, most, **bounds)]

    assert found() == [first.id, second.id, third.id]
    assert found(2) == [first.id, second.id]
    assert found(before=second.turn) == [first.id]
    assert kept.line.waiting(uuid4().hex, 9) == []
    (one,) = kept.line.waiting(name, 1)
    assert (one.invitation, one.turn) == (kept.invitation, first.turn)
    kept.submissions.replace(replace(first, cancelling=True))
    kept.submissions.replace(replace(second, state=State.FORWARDING))
    assert found() == [third.id]


def test_places_are_kept_as_the_next_version_only(kept: Kept) -> None:
    name = uuid4().hex
    assert kept.line.places(name) == Places()
    kept.line.keep(name, full(2))
    assert kept.line.places(name) == full(2, version=1)
    for version in (0, 2):
        with pytest.raises(Conflict, match="busy"):
            kept.line.keep(name, full(1, version))
    kept.line.keep(name, full(1, version=1))
    assert kept.line.places(name) == full(1, version=2)


def test_a_table_that_does_not_answer_is_tried_again_later() -> None:
    patience = Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 1})
    line = DynamoLine(tables("http://127.0.0.1:9", patience).Table("table"))
    for call in (
        lambda: line.waiting("q", 1),
        lambda: line.places("q"),
        lambda: line.keep("q", Places()),
    ):
        with pytest.raises(NotNow, match="storage_unavailable"):
            call()
