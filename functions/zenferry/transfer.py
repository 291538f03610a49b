"""A registered file of a submission, and how far it has come. Pure; it knows no other."""

from dataclasses import dataclass, replace
from enum import StrEnum

__all__ = ["KEPT", "OURS", "File", "Transfer", "TransferState"]


class TransferState(StrEnum):
    """How far one file has come."""

    REGISTERED = "registered"
    UPLOADING = "uploading"
    COMPLETING = "completing"
    STAGED = "staged"
    COPYING = "copying"
    COPIED = "copied"
    KEPT = "kept"


# What begins the id of a file that we made; those of depositors are hexadecimal.
OURS = "crate-"
# And of one that a published record holds already, and its next version takes over.
KEPT = "kept-"


@dataclass(frozen=True)
class File:
    """A registered file. `path` is what the repository will call it; sizes in bytes."""

    id: str
    path: str
    size: int
    media_type: str
    part_size: int

    @property
    def ours(self) -> bool:
        """Whether we made it, and no depositor sent it: see companion.py."""
        return self.id.startswith(OURS)

    @property
    def kept(self) -> bool:
        """Whether the repository has it, and nobody sends it: see former.py."""
        return self.id.startswith(KEPT)


_ALL_THERE = frozenset(
    {TransferState.STAGED, TransferState.COPYING, TransferState.COPIED, TransferState.KEPT}
)


@dataclass(frozen=True)
class Transfer:
    """One file's progress, in a row of its own so that files move side by side.

    `checksum`: composite SHA-256 of the upload. `md5`: hex, the browser's or our own. `tries`
    counts copies that were refused or arrived changed. `version` guards the row.
    """

    file: str
    state: TransferState = TransferState.REGISTERED
    upload: str | None = None
    checksum: str | None = None
    md5: str | None = None
    copied_bytes: int = 0
    repository_size: int | None = None
    repository_md5: str | None = None
    tries: int = 0
    version: int = 0

    @property
    def staged(self) -> bool:
        """Whether all bytes are in the staging area, or never have to be."""
        return self.state in _ALL_THERE

    @property
    def begun(self) -> bool:
        """Whether anything may have been sent to its entry at the repository."""
        return self.state in {TransferState.COPYING, TransferState.COPIED}

    @property
    def equal(self) -> bool:
        """Whether the repository's copy is known to be the file that was sent."""
        return self.state is TransferState.COPIED and self.md5 == self.repository_md5

    def arrived(self, size: int | None, md5: str | None) -> "Transfer":
        """The same once it is copied, as the repository says what it has."""
        return replace(
            self,
            state=TransferState.COPIED,
            copied_bytes=size or 0,
            repository_size=size,
            repository_md5=md5,
        )
