"""What the door has done where tokens may be unsealed, and the page's own secret read: elsewhere.

The API holds neither. It knows no way in which that is asked for.
"""

from dataclasses import dataclass, field
from typing import Protocol

__all__ = ["Came", "DoorSteps"]


@dataclass(frozen=True)
class Came:
    """Who signed in: the account's id, and what was sealed for the deposit."""

    account: str
    sealed: bytes = field(repr=False)


class DoorSteps(Protocol):
    """Done at a repository, by its key, for one deposit. NotNow when it is not known if it was."""

    def verify(self, submission: str, repository: str, sealed: bytes) -> str:
        """The id of the account that a sealed token is of. Refused: it is not taken."""
        ...

    def sign_in(self, submission: str, repository: str, code: str) -> Came:
        """What comes of a code, which is used up.

        Refused: it is not taken. Conflict: the page is not known there, or nobody answered.
        """
        ...

    def sign_out(self, submission: str, repository: str, sealed: bytes) -> None:
        """What was sealed is not needed for this deposit any more."""
        ...
