"""How the client looks: a bar, plain lines, JSON, or nothing. It knows what is told, not why."""

import json
import sys
import threading
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, TextIO

from zenferry.amounts import amount
from zenferry.client.telling import Event, Listener, Silence

__all__ = ["JsonLines", "Lines", "Warnings", "screen"]

# A line of progress in a log, and in a stream of JSON.
LINE_SECONDS = 15.0


def screen(*, quiet: bool = False, as_json: bool = False) -> Listener:
    """What fits: JSON goes to stdout, words for people to stderr, as results go to stdout."""
    if as_json:
        return JsonLines(sys.stdout)
    if quiet:
        return Warnings(sys.stderr)
    if sys.stderr.isatty() and find_spec("rich"):
        return Bar(sys.stderr)
    return Lines(sys.stderr)


class Warnings(Silence):
    """Only what somebody should look at."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def tell(self, event: Event) -> None:
        """In a line."""
        if event.warning:
            self._line(event.text)

    def _line(self, text: str) -> None:
        self._out.write(f"{_plain(text)}\n")
        self._out.flush()


class _Counting(Silence):
    """Counts bytes from several threads; `_step` is called now and then."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._counting = threading.Lock()
        self._sent = self._total = 0
        self._next = 0.0

    def begin(self, sent: int, total: int) -> None:
        """From here on."""
        self._sent, self._total = sent, total
        self._next = self._clock() + LINE_SECONDS

    def moved(self, size: int) -> None:
        """One more piece."""
        with self._counting:
            self._sent += size
            due = self._clock() >= self._next
            if due:
                self._next = self._clock() + LINE_SECONDS
        if due:
            self._step()

    def _step(self) -> None:
        raise NotImplementedError


class Lines(_Counting, Warnings):
    """A line an event, and one of progress now and then: for logs."""

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        Warnings.__init__(self, out)
        _Counting.__init__(self, clock)

    def tell(self, event: Event) -> None:
        """In a line."""
        self._line(event.text)

    def _step(self) -> None:
        self._line(f"{amount(self._sent)} of {amount(self._total)} are there.")


class JsonLines(_Counting):
    """One JSON object a line: {"event": ..., "text": ..., ...}."""

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self._out = out
        self._writing = threading.Lock()

    def tell(self, event: Event) -> None:
        """Facts and sentence together."""
        self._write({"event": event.name, "text": event.text, **event.facts})

    def begin(self, sent: int, total: int) -> None:
        """Where it starts is worth a line."""
        super().begin(sent, total)
        self._step()

    def end(self) -> None:
        """And where it ended."""
        self._step()

    def _step(self) -> None:
        self._write({"event": "progress", "sent_bytes": self._sent, "bytes": self._total})

    def _write(self, told: dict[str, object]) -> None:
        with self._writing:
            self._out.write(json.dumps(told) + "\n")
            self._out.flush()


class Bar(Warnings):
    """A bar with rate and time left, below the lines of what happened."""

    def __init__(self, out: TextIO) -> None:
        # Imported late: who looks at no bar does not wait for it.
        from rich.console import Console  # noqa: PLC0415

        super().__init__(out)
        self._console = Console(file=out, highlight=False)
        self._shown: Any = None
        self._task: Any = None

    def tell(self, event: Event) -> None:
        """Files go by in the bar."""
        if event.name != "file_staged":
            self._console.print(_plain(event.text), markup=False)

    def begin(self, sent: int, total: int) -> None:
        """Show it."""
        from rich import progress as shown  # noqa: PLC0415

        columns = (
            shown.BarColumn(),
            shown.TaskProgressColumn(),
            shown.DownloadColumn(),
            shown.TransferSpeedColumn(),
            shown.TimeRemainingColumn(),
        )
        self._shown = shown.Progress(*columns, console=self._console)
        self._task = self._shown.add_task("", total=total, completed=sent)
        self._shown.start()

    def moved(self, size: int) -> None:
        """Along."""
        self._shown.advance(self._task, size)

    def end(self) -> None:
        """It stays where it ended."""
        self._shown.stop()


def _plain(text: str) -> str:
    """Names of files, and what a service says, are no commands to a terminal."""
    return "".join(c if c.isprintable() else "�" for c in text)
