"""The body of a request while it arrives: a stream that can end early, break, crawl or be damaged.

Faults are done to the stream, so that what reads it goes through its own honest paths.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPMessage
from typing import BinaryIO

CHUNK = 64 * 1024


class ShortBody(Exception):
    """The sender closed cleanly before everything that was announced had come."""


class BrokenBody(Exception):
    """The connection failed while the body was coming."""


@dataclass
class Harm:
    """What is done to a body on its way in; by default nothing."""

    break_at: float | None = None  # the share of the body after which the stream fails
    keep: float = 1.0  # the share that is passed on, the rest is swallowed
    damage: bool = False  # the first byte is changed
    seconds: float = 0.0  # how long the whole body takes at least


class Body:
    """An iterable of pieces; `length` is None when the sender did not announce it."""

    def __init__(self, stream: BinaryIO, headers: HTTPMessage) -> None:
        self._stream = stream
        self._chunked = "chunked" in headers.get("Transfer-Encoding", "").lower()
        announced = headers.get("Content-Length")
        self.length = None if self._chunked else int(announced or 0)
        self.received = 0
        self.finished = self.length == 0
        self.harm = Harm()
        self._document: bytes | None = None

    def __iter__(self) -> Iterator[bytes]:
        pieces = self._chunked_pieces() if self._chunked else self._announced_pieces()
        try:
            yield from self._harmed(pieces)
        except (OSError, ValueError) as error:
            raise BrokenBody from error

    def document(self) -> bytes:
        """All of it at once, read the first time it is asked for."""
        if self._document is None:
            self._document = b"".join(self)
        return self._document

    def drain(self, seconds: float) -> None:
        """Swallow what is left, so that the answer is not lost with the connection."""
        end = time.monotonic() + seconds
        while self.length and self.received < self.length and time.monotonic() < end:
            piece = self._stream.read1(CHUNK)  # type: ignore[attr-defined]
            if not piece:
                return
            self.received += len(piece)

    def _harmed(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        harm, total, passed = self.harm, self.length or 1, 0
        for piece in pieces:
            if harm.break_at is not None and self.received > total * harm.break_at:
                raise BrokenBody
            if harm.seconds:
                time.sleep(harm.seconds * len(piece) / total)
            whole = bytes([piece[0] ^ 0xFF]) + piece[1:] if harm.damage and not passed else piece
            kept = whole if harm.keep == 1 else whole[: max(0, int(total * harm.keep) - passed)]
            passed += len(kept)
            yield kept
        if harm.break_at is not None:
            raise BrokenBody

    def _announced_pieces(self) -> Iterator[bytes]:
        total = self.length or 0
        # Small bodies come in at least two pieces, so that they too can break in the middle.
        size = max(1, min(CHUNK, total // 2))
        while self.received < total:
            piece = self._stream.read1(min(size, total - self.received))  # type: ignore[attr-defined]
            if not piece:
                raise ShortBody
            self.received += len(piece)
            yield piece
        self.finished = True

    def _chunked_pieces(self) -> Iterator[bytes]:
        while size := int(self._stream.readline(32).split(b";")[0], 16):
            piece = self._stream.read(size)
            if len(piece) < size:
                raise ShortBody
            self._stream.readline(8)
            self.received += size
            yield piece
        while self._stream.readline(CHUNK).strip():
            continue
        self.finished = True
