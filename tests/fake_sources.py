"""Sources and services that remember what they were asked, and fail as real ones do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zenferry.errors import NotNow
from zenferry.look_ups.fetching import Elsewhere
from zenferry.look_ups.vocabularies import Item


def item(known: str, **values: object) -> Item:
    """One suggestion, labelled as it is known."""
    return Item(known, known.title(), values=values)


@dataclass
class FakeSource:
    """Suggests always the same, unless it is down."""

    title: str
    items: Sequence[Item] = ()
    down: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)

    def suggest(self, text: str, language: str) -> Sequence[Item]:
        """See the port."""
        self.asked.append((text, language))
        if self.down:
            raise NotNow("service_down", service=self.title)
        return self.items


@dataclass
class FakeFetcher:
    """Answers each service with what it was given for it; an exception is raised."""

    answers: dict[Elsewhere, Any] = field(default_factory=dict)
    asked: list[tuple[Elsewhere, tuple[str, ...], dict[str, str]]] = field(default_factory=list)

    def json(
        self,
        of: Elsewhere,
        path: Sequence[str],
        params: Mapping[str, str] | None = None,
        *,
        seconds: float = 2.0,  # noqa: ARG002
    ) -> Any:
        """See the port."""
        self.asked.append((of, tuple(path), dict(params or {})))
        answer = self.answers.get(of, {})
        if isinstance(answer, Exception):
            raise answer
        return answer


class Ticking:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time
