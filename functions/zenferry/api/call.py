"""What the API's own description says of a call."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Call"]


@dataclass(frozen=True)
class Call:
    """One call: its body's schema and its answer's. "Metadata" is the form's own.

    `key`: whether it asks for one; those of one deposit all do. `media`: of an answer that is no
    JSON.
    """

    path: str
    method: str
    summary: str
    body: str | None
    answer: str | None
    statuses: tuple[int, ...]
    query: Mapping[str, str] = field(default_factory=dict)
    key: bool = False
    media: str = ""

    @property
    def needs_key(self) -> bool:
        """Whether nobody is answered without one."""
        return self.key or "{submission}" in self.path
