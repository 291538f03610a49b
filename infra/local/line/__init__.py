"""A line that can be made bad: a forward proxy for plain HTTP on loopback, for tests and figures.

    with opened(Shape(up=2_000_000, delay=0.02)) as line:
        browser.new_context(proxy=line.for_chromium())
        line.faults.add(Refusal(403), method="PUT", path=r"survey", nth=2)
        ...
        assert line.log.count("PUT") == 7

A forward proxy leaves a URL's host alone, so what was signed with it stays right.
"""

from infra.local.line.fault import Cut, Fault, LateAnswer, LostAnswer, Refusal, ShortAnswer, Stall
from infra.local.line.line import Line, opened
from infra.local.line.log import Exchange, Log
from infra.local.line.shape import Shape

__all__ = [
    "Cut",
    "Exchange",
    "Fault",
    "LateAnswer",
    "Line",
    "Log",
    "LostAnswer",
    "Refusal",
    "Shape",
    "ShortAnswer",
    "Stall",
    "opened",
]
