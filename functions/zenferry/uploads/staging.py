"""Where files wait before they are forwarded: parts, tickets to send them, and the port.

It knows sizes and checksums; it does not know who stores the bytes.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

__all__ = [
    "Part",
    "Staging",
    "Ticket",
    "composite",
    "part_count",
    "part_length",
    "part_size",
    "staging_key",
]

MIB = 1024 * 1024
# A retry stays cheap, and S3's least part size (5 MiB) is far below.
LEAST_PART = 16 * MIB
# One ListParts answer holds 1,000 parts: a listing fits one page.
MOST_PARTS = 900


def part_size(size: int) -> int:
    """Bytes of each part, but the last, of a file of `size` bytes."""
    return max(LEAST_PART, -(-size // MOST_PARTS // MIB) * MIB)


def part_count(size: int, part: int) -> int:
    """How many parts of `part` bytes a file of `size` bytes has."""
    return -(-size // part)


def part_length(size: int, part: int, number: int) -> int:
    """Bytes of part `number` (from 1); 0 for a part the file has not."""
    return max(0, min(part, size - (number - 1) * part)) if number > 0 else 0


def staging_key(submission: str, file: str) -> str:
    """One prefix a submission, chosen by us: no name a person typed ever becomes a key."""
    return f"staging/{submission}/{file}"


@dataclass(frozen=True)
class Part:
    """A part as declared or as stored. `sha256` in base64, as S3 takes and gives it.

    `tag` is what the store calls a part that has arrived: it wants to hear it again at the end.
    """

    number: int
    size: int
    sha256: str
    tag: str = field(default="", compare=False)


@dataclass(frozen=True)
class Ticket:
    """What the browser needs to send one part: it holds no knowledge of S3."""

    method: str
    url: str
    headers: dict[str, str]


def composite(parts: Iterable[Part]) -> str:
    """The SHA-256 over the parts' digests, a hyphen and their number, as S3 forms it."""
    digests = [base64.b64decode(part.sha256) for part in parts]
    whole = hashlib.sha256(b"".join(digests)).digest()
    return f"{base64.b64encode(whole).decode()}-{len(digests)}"


class Staging(Protocol):
    """Keeps files by key. Every method raises NotNow when the store does not answer."""

    def begin(self, key: str) -> str:
        """Open an upload in parts; its id."""
        ...

    def ticket(self, key: str, upload: str, part: Part) -> Ticket:
        """Leave to send exactly this part, for a short while."""
        ...

    def parts(self, key: str, upload: str) -> tuple[Part, ...]:
        """What has arrived, by number. Absent when the upload has ended."""
        ...

    def complete(self, key: str, upload: str, parts: tuple[Part, ...], size: int) -> None:
        """Make one object of `size` bytes of these parts as they were listed.

        Absent when the upload has ended; nothing new when just this was said before. With many
        parts it takes as long as it takes: minutes.
        """
        ...

    def stored(self, key: str) -> int | None:
        """The size of an object, None when there is none."""
        ...

    def abort(self, key: str, upload: str) -> None:
        """End an upload and forget its parts; nothing happens when it has ended."""
        ...

    def put(self, key: str, content: bytes) -> None:
        """Keep a small object of our own at once; what stood there goes."""
        ...

    def open(self, key: str, size: int) -> AbstractContextManager[Iterator[bytes]]:
        """The bytes of an object. Absent when there is none of this size."""
        ...

    def delete(self, key: str) -> None:
        """Forget an object; nothing happens when there is none."""
        ...

    def clear(self, prefix: str) -> None:
        """Forget all objects and uploads whose keys begin so; may be said again."""
        ...
