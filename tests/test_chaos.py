"""Whatever fails on the way, and whenever: every byte arrives, or somebody is asked to try again.

Each seed is a deposit of its own in trouble of its own, at every boundary, on virtual time.
`CHAOS_SEED=123` plays one again; `CHAOS=5000` plays that many.
"""

import os

import pytest

from tests.chaos.mutants import MUTANTS, LeavesDraftsBehind
from tests.chaos.scene import Scene
from tests.chaos.story import play, shrunk, told

SEEDS = [int(os.environ["CHAOS_SEED"])] if "CHAOS_SEED" in os.environ else []
MANY = int(os.environ.get("CHAOS", "200"))
ENOUGH = 60


@pytest.mark.parametrize("seed", SEEDS or range(MANY))
def test_in_any_trouble_a_deposit_comes_home(seed: int) -> None:
    played = play(seed)
    if played.wrong:
        pytest.fail(told(shrunk(played)), pytrace=False)


@pytest.mark.parametrize("seed", [1, 5, 7])
def test_a_seed_is_the_same_story_each_time(seed: int) -> None:
    first, again = play(seed), play(seed)
    assert first.struck
    assert first == again


def test_what_was_struck_can_be_replayed_without_its_seed_drawing_anything() -> None:
    played = play(1)
    again = play(1, only=frozenset(played.struck))
    assert again == played


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_service_without_one_of_its_precautions_is_found_out(mutant: type[Scene]) -> None:
    found = next((p for p in (play(s, setting=mutant) for s in range(ENOUGH)) if p.wrong), None)
    assert found is not None


def test_a_failure_is_told_with_little_more_than_what_led_to_it() -> None:
    plays = (play(seed, setting=LeavesDraftsBehind) for seed in range(ENOUGH))
    failed = next(played for played in plays if played.wrong)

    least = shrunk(failed, setting=LeavesDraftsBehind)

    assert least.wrong
    assert len(least.struck) <= max(3, len(failed.struck) // 4)
    assert f"CHAOS_SEED={failed.seed}" in told(least)
