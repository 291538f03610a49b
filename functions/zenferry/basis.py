"""The published record that a deposit goes on from. It does not know what is deposited."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Basis", "BasisKind"]


class BasisKind(StrEnum):
    """What becomes of a published record."""

    VERSION = "version"
    CORRECTION = "correction"


@dataclass(frozen=True)
class Basis:
    """The published record that a deposit goes on from. `record`: its id at the repository."""

    kind: BasisKind
    record: str
    doi: str
    url: str
