"""A file that takes a function too long goes by a task; one no task can bring is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from tests.clock import Clock
from tests.crossing import ID, Crossing, State, codes, stopped_for
from tests.fake_repository import FakeRepository
from tests.fakes import FakeThroughputs
from tests.house import House
from tests.test_copies import SlowStaging
from zenferry.errors import NotNow
from zenferry.forwarding.errand import NobodyWaits, Pulse
from zenferry.forwarding.route import TimeLimits
from zenferry.forwarding.stream import Body
from zenferry.forwarding.throughput import Measured
from zenferry.repository import SentFile

BOTH = TimeLimits(900, 43200)
# Three seconds a thousand bytes: two and a half minutes, and 45.
FILES = {"a.bin": b"a" * 50_000, "b.txt": b"b"}
MINUTES_45 = {"a.bin": b"a" * 900_000}


def slow(
    *, files: Mapping[str, bytes] = FILES, time_limits: TimeLimits = BOTH
) -> tuple[Crossing, SlowStaging]:
    """A filled deposit that is not sent yet, and the staging area that is slow."""
    crossing = Crossing(files=files, time_limits=time_limits)
    staging = SlowStaging(crossing.clock)
    crossing.staging = staging
    crossing.fill()
    return crossing, staging


def place(crossing: Crossing) -> str:
    return crossing.profile.repository.key


def ids(crossing: Crossing) -> dict[str, str]:
    return {file.path: file.id for file in crossing.found.files}


def test_what_was_measured_sends_a_file_the_long_way() -> None:
    crossing, _ = slow()
    crossing.throughputs.rows[place(crossing)] = Measured(60, crossing.clock.now())

    crossing.submit()

    assert crossing.state() is State.IN_REVIEW
    assert crossing.tasks.launched == [ids(crossing)["a.bin"]]
    assert crossing.arrived() == FILES


def test_a_task_says_each_minute_that_it_lives() -> None:
    crossing, _ = slow(files=MINUTES_45, time_limits=TimeLimits(0, 43200))

    crossing.submit()

    assert crossing.state() is State.IN_REVIEW
    assert 44 <= crossing.callbacks.beats <= 47


def test_a_function_that_can_not_finish_leaves_the_file_to_a_task() -> None:
    crossing, _ = slow()
    crossing.time_left = 60

    crossing.submit()

    assert crossing.state() is State.IN_REVIEW
    assert crossing.tasks.launched == [ids(crossing)["a.bin"]]
    assert crossing.arrived() == FILES
    assert 300 < crossing.throughputs.rows[place(crossing)].rate < 350


def test_where_there_is_no_long_way_the_depositor_is_told_in_numbers() -> None:
    crossing, _ = slow(time_limits=TimeLimits(900, 0))
    crossing.time_left = 60

    crossing.submit()

    assert stopped_for(crossing) == ("file_takes_too_long", f"files.{ids(crossing)['a.bin']}")
    assert crossing.found.problems[0].params["needed"] == "3 min"
    assert crossing.staged() == FILES


def test_what_can_not_finish_is_refused_before_anything_is_made_over_there() -> None:
    crossing, _ = slow()
    crossing.throughputs.rows[place(crossing)] = Measured(1, crossing.clock.now())

    crossing.submit()

    assert stopped_for(crossing) == ("file_takes_too_long", f"files.{ids(crossing)['a.bin']}")
    assert crossing.fake.records == {}
    assert crossing.staged() == FILES


def test_what_can_not_finish_is_not_even_uploaded_and_the_depositor_is_told_in_numbers() -> None:
    there = House(time_limits=TimeLimits(900, 0))
    there.invite()
    client = there.opened()
    there.throughputs.rows["zenodo"] = Measured(10**6, there.clock.now())
    asked = [("small.csv", 3), ("large.zip", 4 * 10**9)]

    refused = client.register(*asked)

    assert refused.status_code == 422
    [problem] = refused.get_json()["errors"]
    assert problem["field"] == "files.1.size"
    assert problem["message"].startswith("large.zip (4 GB) can't be copied to Zenodo: at 1 MB/s")
    assert client.look()["files"] == []

    there.clock.advance(days=1)
    assert client.register(*asked).status_code == 201


class Silent(FakeThroughputs):
    """Does not answer."""

    def measured(self, repository: str) -> Measured | None:
        raise NotNow("storage_unavailable", repository=repository)


def test_nobody_is_refused_for_what_can_not_be_read_now() -> None:
    there = House(time_limits=TimeLimits(900, 0))
    there.throughputs = Silent()
    there.invite()
    assert there.opened().register(("large.zip", 40 * 10**9)).status_code == 201


def test_what_goes_through_even_slowly_is_taken_without_a_look_at_what_was_measured() -> None:
    there = House(time_limits=TimeLimits(900, 0))
    there.invite()
    there.throughputs.rows["zenodo"] = Measured(1, there.clock.now())
    assert there.opened().register(("small.zip", 3 * 10**9)).status_code == 201


def test_what_was_refused_can_be_sent_on_a_better_day() -> None:
    crossing, _ = slow()
    crossing.throughputs.rows[place(crossing)] = Measured(1, crossing.clock.now())
    crossing.submit()

    crossing.clock.advance(days=1)
    crossing.parts.deposits.retry(ID)
    crossing.run()

    assert crossing.state() is State.IN_REVIEW
    assert crossing.arrived() == FILES


def test_without_the_file_that_takes_too_long_the_rest_goes() -> None:
    crossing, _ = slow()
    crossing.throughputs.rows[place(crossing)] = Measured(1, crossing.clock.now())
    crossing.submit()

    crossing.parts.uploads.remove(ID, ids(crossing)["a.bin"])
    crossing.submit()

    assert crossing.state() is State.IN_REVIEW
    assert crossing.arrived() == {"b.txt": b"b"}


def test_a_task_that_runs_out_of_time_says_so_in_numbers() -> None:
    crossing, _ = slow(files=MINUTES_45, time_limits=TimeLimits(0, 1200))

    crossing.submit()

    assert stopped_for(crossing)[0] == "file_takes_too_long"
    assert crossing.found.problems[0].params["longest"] == "16 min"


def test_a_task_nobody_waits_for_any_more_ends_and_another_brings_the_file() -> None:
    crossing, staging = slow(time_limits=TimeLimits(0, 43200), files=MINUTES_45)
    stalled = [timedelta(minutes=16)]

    def stall() -> None:
        while stalled:
            crossing.clock.time += stalled.pop()

    staging.meanwhile = stall

    crossing.submit()

    assert len(crossing.tasks.launched) == 2
    assert crossing.state() is State.IN_REVIEW
    assert crossing.arrived() == MINUTES_45


def test_withdrawn_while_a_task_carries_its_file_a_deposit_is_withdrawn() -> None:
    crossing, staging = slow(time_limits=TimeLimits(0, 43200))
    staging.meanwhile = lambda: crossing.quiet.deposits.cancel(ID)

    crossing.submit()

    assert crossing.state() is State.CANCELLED
    assert crossing.fake.records == {}


def test_a_file_that_is_long_in_coming_tells_what_the_line_gives() -> None:
    crossing, _ = slow()

    crossing.submit()

    assert crossing.throughputs.rows[place(crossing)].rate == 333


class Crowded(FakeRepository):
    """Each call waits for its turn, and for an answer; the bytes themselves go at once."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def send(self, draft: str, name: str, body: Body) -> SentFile:
        self._clock.advance(seconds=50)
        sent = super().send(draft, name, body)
        self._clock.advance(seconds=50)
        return sent


def test_what_a_copy_waits_for_before_and_after_says_nothing_of_the_line() -> None:
    clock = Clock()
    crossing = Crossing(files=MINUTES_45, time_limits=TimeLimits(900, 0), repository=Crowded(clock))
    crossing.clock = clock
    crossing.time_left = 900
    crossing.fill()

    crossing.submit()

    assert crossing.state() is State.IN_REVIEW
    assert crossing.throughputs.rows == {}


def test_the_timeline_speaks_of_no_ways() -> None:
    short, _ = slow()
    short.submit()
    long, _ = slow(time_limits=TimeLimits(0, 43200))
    long.submit()

    assert codes(long) == codes(short)


class Deaf:
    """Hears no heartbeat, twice; then nobody waits."""

    def __init__(self) -> None:
        self.answers: list[Exception] = [NotNow("storage_unavailable"), NobodyWaits()]

    def beat(self) -> None:
        raise self.answers.pop(0)


def test_a_heartbeat_that_is_not_heard_does_not_end_the_work() -> None:
    clock, deaf = Clock(), Deaf()
    pulse = Pulse(deaf.beat, clock.now, 600)

    assert pulse.time_left() == 600
    clock.advance(seconds=59)
    assert pulse.time_left() == 541
    assert len(deaf.answers) == 1
