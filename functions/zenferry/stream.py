"""Bytes of known length on their way out, hashed while they are read. It knows no file, no S3."""

import hashlib
from collections.abc import Callable, Iterator

__all__ = ["Body"]


class Body:
    """A readable of exactly `size` bytes, read once: each try opens its source anew.

    `__len__` is there because requests sends Content-Length only when it can learn a length, and
    chunks the body otherwise, which Zenodo refuses. `progress` hears of all bytes read so far.
    """

    def __init__(
        self,
        chunks: Iterator[bytes],
        size: int,
        *,
        hashed: bool = True,
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._chunks = chunks
        self._size = size
        self._rest = b""
        self._progress = progress
        # Not for security: it is the checksum the repository speaks.
        self._md5 = hashlib.md5(usedforsecurity=False) if hashed else None
        self.sent = 0

    def __len__(self) -> int:
        return self._size

    def read(self, amount: int = -1) -> bytes:
        """Up to `amount` bytes; b"" at the end."""
        if amount < 0:
            return b"".join(iter(lambda: self.read(1 << 20), b""))
        if not self._rest:
            self._rest = next(self._chunks, b"")
        piece, self._rest = self._rest[:amount], self._rest[amount:]
        if self._md5 and piece:
            self._md5.update(piece)
        self.sent += len(piece)
        self._progress(self.sent)
        return piece

    @property
    def md5(self) -> str | None:
        """Hex digest of what was read, once all of it was; None when it was not hashed."""
        return self._md5.hexdigest() if self._md5 and self.sent == self._size else None
