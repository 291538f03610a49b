"""What a deposit costs at AWS, from counted work. Prices change: these are dated, and from memory.

us-east-1, on demand, November 2026, without the free tier; look them up before you rely on them.
"""

from __future__ import annotations

from collections.abc import Mapping

from infra.simulation.forwarding import Passage, Run
from infra.simulation.world import GB

__all__ = ["PRICES", "costs_of"]

# In dollars.
PRICES: Mapping[str, float] = {
    "a GB that leaves for the internet": 0.09,
    "a GB staged for a month": 0.023,
    "1,000 requests that write to S3": 0.005,
    "a GB-second of a function": 0.0000166667,
    "1,000,000 calls of a function": 0.20,
    "1,000,000 writes to the table": 0.625,
    "1,000,000 requests of the HTTP API": 1.00,
    "1,000 transitions of the state machine": 0.025,
    "an hour of a task, 1 vCPU and 2 GB": 0.0494,
}
# As in template.yaml.
SENDING_GB = 1769 / 1024
API_GB = 0.5
# Counted on the embedded cloud, for a deposit without files and for each file.
TRANSITIONS, TRANSITIONS_A_FILE = 12, 3
WRITES, WRITES_A_FILE = 20, 8
# Between being staged and being emptied.
STAGED_DAYS = 14


def costs_of(run: Run) -> dict[str, float]:
    """Dollars for each deposit on average, by what they go for."""
    count = len(run.passages)
    totals = [_costs(run, passage) for passage in run.passages]
    return {name: sum(each[name] for each in totals) / count for name in totals[0]}


def _costs(run: Run, passage: Passage) -> dict[str, float]:
    deposit = passage.deposit
    gigabytes, files = deposit.bytes / GB, len(deposit.sizes)
    writes = WRITES + files * WRITES_A_FILE + passage.calls
    return {
        "out to Zenodo": gigabytes * PRICES["a GB that leaves for the internet"],
        "staged": gigabytes * PRICES["a GB staged for a month"] * STAGED_DAYS / 30
        + (deposit.parts + 2 * files) / 1e3 * PRICES["1,000 requests that write to S3"],
        "functions that forward": passage.paid * SENDING_GB * PRICES["a GB-second of a function"],
        "tasks for long files": passage.task_seconds
        / 3600
        * PRICES["an hour of a task, 1 vCPU and 2 GB"],
        "the API": passage.answers
        * (
            run.world.api_answer * API_GB * PRICES["a GB-second of a function"]
            + PRICES["1,000,000 calls of a function"] / 1e6
            + PRICES["1,000,000 requests of the HTTP API"] / 1e6
        ),
        "table and state machine": writes * PRICES["1,000,000 writes to the table"] / 1e6
        + (TRANSITIONS + files * TRANSITIONS_A_FILE)
        / 1e3
        * PRICES["1,000 transitions of the state machine"],
    }
