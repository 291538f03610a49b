"""Copies what the functions log in the embedded cloud into a file, while they run."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

# One function each time: asked all at once, an idle cloud would have nothing else to do.
_EVERY_SECONDS = 0.25
# Lines are looked for again this long after newer ones were seen.
_LATE_MILLISECONDS = 10_000
_PLATFORM = ("START RequestId", "END RequestId", "REPORT RequestId")


@contextmanager
def copied(client: Any, functions: Mapping[str, str], file: Path) -> Iterator[None]:
    """Each line begins with the function's short name; the cloud's own lines are left out."""
    ended = threading.Event()
    copier = _Copier(client, functions, file)

    def follow() -> None:
        turns = cycle(functions)
        while not ended.wait(_EVERY_SECONDS):
            copier.copy([next(turns)])

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        copier.copy(functions)


class _Copier:
    def __init__(self, client: Any, functions: Mapping[str, str], file: Path) -> None:
        self._client, self._functions, self._file = client, functions, file
        self._seen: set[str] = set()
        self._newest = dict.fromkeys(functions, 0)

    def copy(self, functions: Iterable[str]) -> None:
        """A cloud that is busy or going away is asked again, or not at all."""
        try:
            lines = [line for short in functions for line in self._news(short)]
        except (BotoCoreError, ClientError):
            return
        if lines:
            with self._file.open("a", encoding="utf-8") as file:
                file.writelines(lines)

    def _news(self, short: str) -> Iterator[str]:
        """A call's lines come all at once when it has ended, in a stream of their own."""
        events = self._client.filter_log_events(
            logGroupName=f"/aws/lambda/{self._functions[short]}",
            startTime=max(0, self._newest[short] - _LATE_MILLISECONDS),
        )["events"]
        fresh = [event for event in events if event["logStreamName"] not in self._seen]
        for event in fresh:
            self._seen.add(event["logStreamName"])
            self._newest[short] = max(self._newest[short], event["timestamp"])
            message = event["message"].rstrip("\n")
            if not message.startswith(_PLATFORM):
                yield f"{short:8}{message}\n"
