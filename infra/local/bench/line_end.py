"""The two ends of a transfer, each a process: a source of as many bytes as its path says, a sink.

They do as little as they can, so that what lies between them is what is measured.
"""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.leash import leashed
from infra.local.package import ROOT

BLOCK = 1024 * 1024
# Told, so that nobody sends the next one of many into a line that is about to be closed.
_OK = "HTTP/1.1 200 OK\r\nConnection: close\r\n"


@contextmanager
def served(end: str, log: Path) -> Iterator[int]:
    """The port of a source or a sink."""
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "infra.local.bench.line_end", end]
    with leashed(command, environment=environment, log=log) as process:
        yield int(process.output.readline())


def head_of(line: socket.socket) -> tuple[str, int]:
    """The head of a message, and how much of what follows it was read along with it."""
    read = b""
    while b"\r\n\r\n" not in read:
        piece = line.recv(65536)
        if not piece:
            return "", 0
        read += piece
    head, _, rest = read.partition(b"\r\n\r\n")
    return head.decode("latin-1"), len(rest)


def length_of(head: str) -> int:
    """Its Content-Length."""
    found = re.search(r"content-length: *(\d+)", head, re.IGNORECASE)
    return int(found[1]) if found else 0


def swallow(line: socket.socket, count: int) -> None:
    """Read this many bytes and forget them."""
    buffer = bytearray(BLOCK)
    while count > 0 and (read := line.recv_into(buffer, min(count, BLOCK), socket.MSG_WAITALL)):
        count -= read


def _give(line: socket.socket, head: str) -> None:
    size = int(head.split()[1].partition("?")[0].rpartition("/")[2])
    line.sendall(f"{_OK}Content-Length: {size}\r\nETag: none\r\n\r\n".encode())
    block = memoryview(bytes(BLOCK))
    for start in range(0, size, BLOCK):
        line.sendall(block[: min(BLOCK, size - start)])


def _take(line: socket.socket, head: str, already: int) -> None:
    swallow(line, length_of(head) - already)
    line.sendall(f"{_OK}Content-Length: 2\r\n\r\n{{}}".encode())


def _answer(line: socket.socket, end: str) -> None:
    head, already = head_of(line)
    if head and end == "source":
        _give(line, head)
    elif head:
        _take(line, head, already)


def main() -> None:
    """One exchange a connection, one connection after the other, until the owner ends it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(listening.getsockname()[1], flush=True)
        while True:
            line, _ = listening.accept()
            with line:
                _answer(line, sys.argv[1])


if __name__ == "__main__":
    main()
