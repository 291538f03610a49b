"""A clock that moves only when it is told to, or when somebody sleeps."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


class Clock:
    """Virtual time: `now` for the domain, `sleep` for whatever waits."""

    def __init__(self, start: datetime = START) -> None:
        self.time = start

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)

    def advance(self, **parts: float) -> None:
        self.time += timedelta(**parts)
