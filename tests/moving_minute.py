"""Calls against a budget of the minute: a clock for them, and the fullest minute there was."""

from tests.clock import START


class Time:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = START.timestamp()

    def __call__(self) -> float:
        return self.now


def most_in_a_minute(times: list[float]) -> int:
    """Of all windows of a minute, the fullest."""
    ordered = sorted(times)
    most, first = 0, 0
    for last, at in enumerate(ordered):
        while at - ordered[first] >= 60:
            first += 1
        most = max(most, last - first + 1)
    return most
