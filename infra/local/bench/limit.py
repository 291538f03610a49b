"""What a machine can do at best: bytes from one socket to another, or through MD5. No service."""

from __future__ import annotations

import hashlib
import json
import socket
import sys
import time

from infra.local.bench.line_end import BLOCK, head_of


def _relayed(size: int, source: int, sink: int) -> None:
    with (
        socket.create_connection(("127.0.0.1", source)) as there,
        socket.create_connection(("127.0.0.1", sink)) as here,
    ):
        there.sendall(f"GET /{size} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
        here.sendall(f"PUT / HTTP/1.1\r\nHost: bench\r\nContent-Length: {size}\r\n\r\n".encode())
        _head, already = head_of(there)
        # What came with the head is of no interest; that as many bytes go on, is.
        here.sendall(bytes(already))
        _pumped(there, here, size - already)
        head_of(here)


def _pumped(there: socket.socket, here: socket.socket, count: int) -> None:
    buffer = bytearray(BLOCK)
    view = memoryview(buffer)
    # A whole block at a time: woken for every little bit, it would be the slower for it.
    while count > 0 and (read := there.recv_into(buffer, min(count, BLOCK), socket.MSG_WAITALL)):
        here.sendall(view[:read])
        count -= read


def _hashed(size: int) -> None:
    digest = hashlib.md5(usedforsecurity=False)
    block = bytes(BLOCK)
    for _ in range(size // BLOCK):
        digest.update(block)
    digest.update(block[: size % BLOCK])
    digest.hexdigest()


def main() -> None:
    """`relay SIZE COUNT SOURCE SINK` or `md5 SIZE COUNT`: so many files of that size."""
    what = sys.argv[1]
    size, count, *ports = map(int, sys.argv[2:])
    begun = time.perf_counter()
    for _ in range(count):
        if what == "relay":
            _relayed(size, *ports)
        else:
            _hashed(size)
    print(json.dumps({"seconds": time.perf_counter() - begun}))


if __name__ == "__main__":
    main()
