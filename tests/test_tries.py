"""A draft whose answer was lost is known by when it was made, and another's is not taken for it."""

from datetime import timedelta

from tests.clock import START
from zenferry.versions.tries import not_tried, tried_again, was_tried

DAY = timedelta(days=1)


def test_what_was_begun_between_two_tries_is_not_ours() -> None:
    tried = tried_again(tried_again("", START), START + 2 * DAY)

    assert was_tried(tried, START + timedelta(minutes=1))
    assert not was_tried(tried, START + DAY)
    assert was_tried(tried, START + 2 * DAY)
    assert not was_tried(tried, START + 3 * DAY)


def test_however_often_it_is_tried_the_last_tries_are_known() -> None:
    tried = ""
    for day in range(100):
        tried = tried_again(tried, START + day * DAY)

    assert was_tried(tried, START + 99 * DAY)
    assert len(tried) < 1000


def test_a_try_that_was_refused_is_none() -> None:
    tried = tried_again(tried_again("", START), START + DAY)

    left = not_tried(tried, START + DAY)

    assert left == tried_again("", START)
    assert not_tried(left, START) == ""
