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
    """The published record that a deposit goes on from. `record`: its id at the repository.

    `repository`: the key of that. `words` stands for what the record said when it was taken over;
    empty: it was not yet. `said`: what the form was filled with then, see remembered.py. `sent`
    stands for the words that we put into a correction; empty: it is not known. `restricted`: a
    curator lets whoever goes on from it see also what is not for everybody. `tried`: when its draft
    was begun, see tries.py.
    """

    kind: BasisKind
    record: str
    doi: str
    url: str
    repository: str = ""
    words: str = ""
    said: str = ""
    sent: str = ""
    restricted: bool = False
    tried: str = ""

    @property
    def corrects(self) -> bool:
        """Whether only the words of the record change, and none of its files."""
        return self.kind is BasisKind.CORRECTION
