"""The simulated rush keeps to the rules of the service it stands for."""

from dataclasses import replace

import pytest

from infra.simulation.costs import costs_of
from infra.simulation.findings import findings
from infra.simulation.forwarding import Run, run
from infra.simulation.functions import Functions
from infra.simulation.page import PAGE, mark
from infra.simulation.rush import rush
from infra.simulation.world import GB, World
from tests.template import template

SMALL = World(people=42, heavy_people=2, heavy_deposits=10, open_within=600)
SEED = 7


def done(world: World = SMALL) -> Run:
    return run(world, rush(world, SEED), SEED)


def test_the_same_seed_gives_the_same_rush_and_another_seed_another() -> None:
    assert done().passages == done().passages
    assert rush(SMALL, SEED) != rush(SMALL, SEED + 1)


def test_every_deposit_is_sent_once_within_the_limits_and_ends_after_its_turn() -> None:
    passages = done().passages
    assert len({passage.deposit.id for passage in passages}) == SMALL.deposits
    for passage in passages:
        assert 1 <= len(passage.deposit.sizes) <= 100
        assert 0 < passage.deposit.bytes <= 50 * GB
        assert passage.deposit.sent <= passage.begun < passage.ended


@pytest.mark.parametrize("places", [1, 3])
def test_no_more_deposits_are_forwarded_at_once_than_there_are_places(places: int) -> None:
    passages = done(replace(SMALL, places=places)).passages
    at_once = [
        sum(other.begun <= passage.begun < other.ended for other in passages)
        for passage in passages
    ]
    assert max(at_once) == places


def test_calls_never_go_out_faster_than_the_budget() -> None:
    slow = done(replace(SMALL, calls_a_minute=10))
    calls = sum(passage.calls for passage in slow.passages)
    assert slow.seconds >= calls / 10 * 60 - min(p.deposit.sent for p in slow.passages)
    assert calls == sum(14 + 2 * len(passage.deposit.sizes) for passage in slow.passages)


def test_who_has_one_deposit_waits_less_in_the_fair_order() -> None:
    crowded = replace(SMALL, calls_a_minute=10, line_median=1e9)

    def single_wait(world: World) -> float:
        return sum(p.waited for p in done(world).passages if not p.deposit.heavy)

    assert single_wait(crowded) < single_wait(replace(crowded, fair=False))


def test_a_file_too_long_for_a_function_takes_a_task() -> None:
    slow = done(replace(SMALL, stream_rate=100_000, people=12))
    assert sum(passage.tasks for passage in slow.passages) > 0
    assert costs_of(slow)["tasks for long files"] > 0


def test_the_findings_say_what_the_runs_did() -> None:
    found = findings(SMALL, SEED)
    assert found.calls == sum(passage.calls for passage in done().passages)
    four = next(turn for turn in found.places if turn.knob == SMALL.places)
    assert replace(four, knob=0) == found.base


class TestFunctions:
    """Those who forward and those who answer pages share them."""

    def test_no_more_are_at_work_at_once_than_there_are(self) -> None:
        scarce = done(replace(SMALL, functions=6))
        assert scarce.load.most == 6 < done().load.most
        assert scarce.load.without_function > 0
        assert scarce.most_tries > 1
        assert all(passage.ended for passage in scarce.passages)

    def test_a_page_that_is_answered_leaves_one_less_to_forward_until_it_was(self) -> None:
        now = [0.0]
        functions = Functions(replace(SMALL, functions=2, api_answer=0.05), lambda: now[0])
        assert functions.begun()
        assert functions.answered()
        assert not functions.begun()
        assert not functions.answered()
        now[0] = 0.05
        assert functions.begun()
        assert not functions.answered()
        functions.ended()
        assert functions.answered()

    def test_calls_beyond_the_rate_are_turned_away_and_made_again(self) -> None:
        rushed = done(replace(SMALL, api_rate=1, api_burst=1))
        assert rushed.load.turned_away > 0
        answers = sum(passage.answers for passage in rushed.passages)
        assert rushed.load.asked == rushed.load.turned_away + answers

    def test_every_page_is_counted_until_its_deposit_has_arrived(self) -> None:
        assert SMALL.people < done().most_pages <= SMALL.deposits


def test_what_is_assumed_of_the_template_stands_there() -> None:
    names = {
        "ForwardPlaces": "places",
        "MapConcurrency": "streams_a_deposit",
        "CallsPerMinute": "calls_a_minute",
        "SendSeconds": "function_seconds",
        "LongSeconds": "task_seconds",
        "RetrySeconds": "retry_seconds",
        "ApiRate": "api_rate",
        "ApiBurst": "api_burst",
    }
    parameters = template()["Parameters"]
    given = {name: parameters[name]["Default"] for name in names}
    assert given == {name: getattr(World(), field) for name, field in names.items()}


def test_the_page_says_what_this_code_finds() -> None:
    assert PAGE.read_text("utf-8").endswith(f"\n{mark(World())}\n"), "make simulation"
