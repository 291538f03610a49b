"""Bytes of known length on their way out: read ahead and hashed by threads while they are sent.

It knows no file, no S3. The threads end with the block that started them, whatever happens in it.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from queue import SimpleQueue
from threading import Event, Semaphore, Thread
from typing import TYPE_CHECKING

from zenferry.errors import NotNow

if TYPE_CHECKING:
    from hashlib import _Hash

__all__ = ["Body", "flowing", "read_ahead"]

# Of 1 MiB each: enough to bridge what a line stalls for, and little memory.
AHEAD = 4
# Smaller files are over before a thread has begun.
WORTH_A_THREAD = 1024 * 1024


class Body:
    """A readable of exactly `size` bytes, read once: each try opens its source anew.

    `__len__` is there because requests sends Content-Length only when it can learn a length, and
    chunks the body otherwise, which Zenodo refuses. `progress` hears of all bytes read so far: of
    none, when the first are asked for.
    """

    def __init__(
        self,
        chunks: Iterator[bytes],
        size: int,
        *,
        digest: "_Hash | None" = None,
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._chunks = _exactly(chunks, size)
        self._size = size
        self._rest = b""
        self._progress = progress
        self._digest = digest
        self.sent = 0

    def __len__(self) -> int:
        return self._size

    def read(self, amount: int = -1) -> bytes:
        """Up to `amount` bytes; b"" at the end. NotNow when the source has fewer or more."""
        if amount < 0:
            return b"".join(iter(lambda: self.read(1 << 20), b""))
        if not self.sent:
            self._progress(0)
        if not self._rest:
            self._rest = next(self._chunks, b"")
        piece, self._rest = self._rest[:amount], self._rest[amount:]
        self.sent += len(piece)
        self._progress(self.sent)
        return piece

    @property
    def md5(self) -> str | None:
        """Hex digest of what was read, once all of it was; None when it was not hashed."""
        return self._digest.hexdigest() if self._digest and self.sent == self._size else None


@contextmanager
def flowing(
    chunks: Iterator[bytes],
    size: int,
    *,
    hashed: bool,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Body]:
    """A body whose source is read in one thread and hashed in another, while it is sent."""
    beside = read_ahead if size > WORTH_A_THREAD else nullcontext
    with ExitStack() as threads:
        flow = threads.enter_context(beside(chunks))
        # Not for security: it is the checksum the repository speaks.
        digest = hashlib.md5(usedforsecurity=False) if hashed else None
        if digest:
            flow = threads.enter_context(beside(_hashed(flow, digest)))
        yield Body(flow, size, digest=digest, progress=progress)


@contextmanager
def read_ahead(chunks: Iterator[bytes], blocks: int = AHEAD) -> Iterator[Iterator[bytes]]:
    """The same chunks, read by a thread that is at most so many of them ahead."""
    room, stopped = Semaphore(blocks), Event()
    there: SimpleQueue[bytes | BaseException | None] = SimpleQueue()

    def read() -> None:
        try:
            while room.acquire() and not stopped.is_set():
                there.put(next(chunks, None))
        except BaseException as error:
            # Raised again where the chunks are taken.
            there.put(error)

    def taken() -> Iterator[bytes]:
        while (chunk := there.get()) is not None:
            if isinstance(chunk, BaseException):
                raise chunk
            yield chunk
            room.release()

    reading = Thread(target=read, name="read-ahead", daemon=True)
    reading.start()
    try:
        yield taken()
    finally:
        # It may be reading still: whoever reads has a limit on how long that takes.
        stopped.set()
        room.release()
        reading.join()


def _hashed(chunks: Iterator[bytes], digest: "_Hash") -> Iterator[bytes]:
    for chunk in chunks:
        digest.update(chunk)
        yield chunk


def _exactly(chunks: Iterator[bytes], size: int) -> Iterator[bytes]:
    """Fewer bytes than were announced would leave the other side waiting; more, confuse it."""
    for chunk in chunks:
        size -= len(chunk)
        if size < 0:
            break
        if chunk:
            yield chunk
    if size:
        raise NotNow("storage_unavailable")
