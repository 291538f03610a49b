"""What the rush is assumed to meet. Each number says where it comes from; change one, run again."""

from __future__ import annotations

from dataclasses import dataclass

from zenferry.forwarding.pacing import USUAL_CALLS
from zenferry.forwarding.queue import USUAL_PLACES

__all__ = ["World"]

MB = 1_000_000
GB = 1_000_000_000


@dataclass(frozen=True)
class World:
    """One set of assumptions. Rates in bytes or calls a second, times in seconds."""

    # The rush: a consortium's deadline.
    people: int = 1_000
    open_within: float = 3_600
    # A few people carry much: these have so many deposits each, all others one.
    heavy_people: int = 10
    heavy_deposits: int = 30

    # A deposit, assumed: lognormal, cut at Zenodo's limits of 100 files and 50 GB.
    files_median: float = 5
    files_sigma: float = 1.0
    bytes_median: float = 300 * MB
    bytes_sigma: float = 2.0

    # A depositor's line, assumed: 20 Mbit/s upwards for half of them.
    line_median: float = 2.5 * MB
    line_sigma: float = 0.9

    # To Zenodo. Calls: its documented 100 a minute are shared with others at the address.
    calls_a_minute: int = USUAL_CALLS
    # Not known: no measurement of Zenodo's intake was to be had. 20 MB/s a stream is a guess.
    stream_rate: float = 20 * MB
    stream_sigma: float = 0.3
    answer: float = 0.4

    # Ours: parameters of the template.
    places: int = USUAL_PLACES
    streams_a_deposit: int = 4
    fair: bool = True
    function_seconds: int = 900
    task_seconds: int = 43_200
    task_start: float = 60
    retry_seconds: float = 30
    retry_longest: float = 600
    # Calls of pages a second, and in one burst.
    api_rate: int = 50
    api_burst: int = 100

    # What all functions of an account share in a region; Lambda's default.
    functions: int = 1_000

    # The page, as it is: assumed to stay open until its deposit has arrived. Seconds between
    # looks, with more than so many before it and without; counted calls beside those.
    look_seldom: float = 15
    look_often: float = 2
    soon: int = 3
    calls: int = 30
    parts_a_call: int = 6
    # How long an answer takes a function that is warm, assumed.
    api_answer: float = 0.05

    @property
    def deposits(self) -> int:
        """Of all people."""
        return self.people + self.heavy_people * (self.heavy_deposits - 1)
