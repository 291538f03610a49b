"""A session with a repository that answers as it is told, on virtual time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.clock import START, Clock
from tests.raw_server import Answer, RawServer, raw_server
from zenferry.adapters.invenio_http import Session
from zenferry.forwarding.pacing import Buckets, Pace, SharedPace
from zenferry.forwarding.stream import Body

TOKEN = "the-token-that-nobody-else-may-see"
GOOD = Answer(body=b'{"id": "1"}')
NOW = START.timestamp()


@dataclass
class Line:
    """A session with a scripted repository, on virtual time."""

    server: RawServer
    clock: Clock = field(default_factory=Clock)
    slept: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session = self._session(None)

    def paced_by(self, buckets: Buckets) -> None:
        """From now on the session shares this budget."""
        self.session = self._session(SharedPace(buckets, "zenodo", self._time))

    def _session(self, pace: Pace | None) -> Session:
        return Session(
            f"{self.server.url}/api",
            TOKEN,
            contact="data@lab.example",
            pace=pace,
            clock=self._time,
            sleep=self._sleep,
        )

    def _time(self) -> float:
        return self.clock.now().timestamp()

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock.sleep(seconds)

    @property
    def paths(self) -> list[str]:
        """What was asked, in order."""
        return [f"{asked.method} {asked.path}" for asked in self.server.asked]


@contextmanager
def line(*answers: Answer) -> Iterator[Line]:
    """A repository that gives these answers, the last one for ever."""
    with raw_server(answers or [GOOD]) as server:
        yield Line(server)


def body(content: bytes = b"the bytes") -> Body:
    """Bytes to send."""
    return Body(iter([content]), len(content))


CALLS: dict[str, Callable[[Session], object]] = {
    "get": lambda session: session.get("records/1"),
    "post": lambda session: session.post("records", {"a": 1}),
    "put": lambda session: session.put("records/1/draft", {"a": 1}),
    "delete": lambda session: session.delete("records/1/draft"),
    "upload": lambda session: session.upload("records/1/draft/files/a/content", body()),
}
