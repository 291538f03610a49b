"""The findings as a picture: the same numbers give the same file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from infra.simulation.findings import Findings, Turn

__all__ = ["draw"]

BLUE, ORANGE, GREY = "#1a5f9e", "#c2570c", "#6b7280"


def draw(found: Findings, path: Path) -> None:
    """Four panels: who waits, what helps, what does not, what it costs."""
    mpl.rcParams["svg.hashsalt"] = "zenferry"
    figure = Figure(figsize=(10, 7), layout="constrained")
    who, calls, places, costs = figure.subplots(2, 2).flat
    _waits(who, found)
    _knob(calls, found.calls_a_minute, "calls a minute", "More calls help")
    _knob(places, found.places, "deposits forwarded at once", "More places do not")
    _costs(costs, found.costs)
    figure.savefig(path, metadata={"Date": None})


def _waits(axes: Axes, found: Findings) -> None:
    for label, waits, colour in (
        ("fair order", found.waits, BLUE),
        ("first come, first served", found.waits_in_order, ORANGE),
    ):
        share = [100 * (index + 1) / len(waits) for index in range(len(waits))]
        axes.plot(waits, share, label=label, color=colour)
    axes.set(
        title="Whose first deposit had its turn",
        xlabel="hours since it was sent",
        ylabel="% of people",
    )
    axes.legend(frameon=False)


def _knob(axes: Axes, turns: Sequence[Turn], label: str, title: str) -> None:
    at = [turn.knob for turn in turns]
    axes.plot(at, [t.late_wait for t in turns], "o-", color=ORANGE, label="nine of ten wait less")
    axes.plot(at, [t.median_wait for t in turns], "o-", color=BLUE, label="half wait less")
    axes.set(title=title, xlabel=label, ylabel="hours in the queue", ylim=(0, None))
    axes.legend(frameon=False)


def _costs(axes: Axes, costs: dict[str, float]) -> None:
    names = sorted(costs, key=lambda name: costs[name])
    axes.barh(names, [100 * costs[name] for name in names], color=GREY)
    axes.set(title="What a deposit costs on average", xlabel="US cents")
