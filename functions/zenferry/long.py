"""What a task runs for one file that takes longer than a function may: `python -m zenferry.long`.

Its environment says what is asked of it; the copying is the functions' own.
"""

import logging
import os
from collections.abc import Callable, Mapping

from zenferry.forwarding.attention import Outcome
from zenferry.forwarding.errand import Errand, run
from zenferry.forwarding.route import Way
from zenferry.wiring import Parts, Settings
from zenferry.wiring.steps import sent

__all__ = ["carry", "errand_of"]

_log = logging.getLogger(__name__)
# The machine's clock runs from the launch, this one from when Fargate has found room, fetched the
# image and started it, which takes minutes; and the answer has to come before the machine's ends.
FOR_THE_ANSWER = 600


def errand_of(environment: Mapping[str, str]) -> Errand:
    """What the launcher wrote there: see adapters/ecs_tasks.py."""
    return Errand(
        environment["SUBMISSION"],
        environment["FILE"],
        int(environment["ATTEMPT"]),
        environment["TASK_TOKEN"],
    )


def carry(parts: Parts, errand: Errand) -> None:
    """Do it, tell that it lives, and answer."""
    event: dict[str, str | int] = {
        "file": errand.file,
        "submission": errand.submission,
        "attempt": errand.attempt,
    }

    def send(time_left: Callable[[], float]) -> Outcome:
        outcome = sent(parts, event, way=Way.TASK, time_left=time_left)
        _log.info(
            "%s of %s.%s: %s", errand.file, errand.submission, errand.attempt, outcome["outcome"]
        )
        return outcome

    seconds = max(parts.time_limits.task - FOR_THE_ANSWER, 1)
    run(errand, send, parts.callbacks, now=parts.now, seconds=seconds)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    carry(Parts(Settings.from_environment()), errand_of(os.environ))
