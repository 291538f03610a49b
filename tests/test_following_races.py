"""What a depositor does while the schedule looks at the same deposit is not undone by it."""

from dataclasses import replace

import pytest

from tests.crossing import ID, Boundary, handed_over
from zenferry.state import State


@pytest.mark.parametrize("moment", range(1, 8))
def test_sent_again_while_the_schedule_looks_at_it_a_deposit_goes_its_way(moment: int) -> None:
    crossing = handed_over()
    lost = replace(crossing.found, state=State.FORWARDING, review=None, review_url=None)
    crossing.submissions.replace(lost)
    crossing.parts.attention.give_up(ID, 1)

    def sent_again() -> None:
        crossing.quiet.deposits.retry(ID)
        crossing.step("prepare", 2, by=crossing.quiet)

    crossing.clock.advance(hours=2)
    crossing.disturb(boundary := Boundary(at=moment, act=sent_again))
    crossing.parts.tending.tend()
    crossing.clock.advance(hours=2)
    crossing.parts.tending.tend()

    assert boundary.fired
    assert (crossing.state(), crossing.found.attempt) == (State.FORWARDING, 2)
