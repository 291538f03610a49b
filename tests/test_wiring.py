"""The parts of the service: those that are given, and those that there are not."""

import pytest

from tests.fake_repository import FakeRepository
from zenferry.wiring import Parts, Settings
from zenferry.wiring.parts import EVERYWHERE, made


def test_a_part_that_is_given_is_taken_as_it_is() -> None:
    fake = FakeRepository()

    assert Parts(Settings(), repository=fake).repository is fake


@pytest.mark.parametrize("misspelled", ["repositry", "settings_", "__init__", "Repository", ""])
def test_a_part_that_does_not_exist_is_not_taken(misspelled: str) -> None:
    with pytest.raises(TypeError, match="There is no part called"):
        Parts(Settings(), **{misspelled: FakeRepository()})


def test_what_is_shared_by_all_repositories_is_a_part() -> None:
    assert made(Parts) >= EVERYWHERE
