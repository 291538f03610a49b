"""What flows out is what flowed in, once; and whatever happens, no thread is left behind."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import suppress
from itertools import count, pairwise, repeat

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.machine import Killed
from zenferry.errors import NotNow
from zenferry.forwarding.stream import AHEAD, WORTH_A_THREAD, Body, flowing, read_ahead

SIZE = WORTH_A_THREAD + 200_000
CONTENT = bytes(range(256)) * (SIZE // 256) + b"x" * (SIZE % 256)
BLOCK = 100_000


class Broken(Exception):
    """Whatever may happen."""


def reading() -> list[threading.Thread]:
    """The threads of a stream, and nobody else's: those of others come and go."""
    return [thread for thread in threading.enumerate() if thread.name == "read-ahead"]


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    assert reading() == []
    yield
    assert reading() == []


def blocks(content: bytes = CONTENT, block: int = BLOCK) -> Iterator[bytes]:
    return (content[at : at + block] for at in range(0, len(content), block))


def breaking(error: BaseException, after: int = 3) -> Iterator[bytes]:
    for number, block in enumerate(blocks()):
        if number == after:
            raise error
        yield block


def hex_md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(0, 300_000), max_size=12),
    # Millions of bytes one by one would say no more than a few, and take long.
    st.integers(1000, 400_000) | st.just(-1),
    st.booleans(),
)
@example(lengths=[3, 0, 5], amount=1, hashed=True)
@example(lengths=[WORTH_A_THREAD, 1], amount=77, hashed=True)
def test_every_byte_goes_through_once(lengths: list[int], amount: int, hashed: bool) -> None:  # noqa: FBT001
    """Some files are small enough to be sent without a thread, some blocks are empty."""
    cuts = [sum(lengths[:n]) for n in range(len(lengths) + 1)]
    content = (CONTENT * 3)[: cuts[-1]]
    source = (content[a:b] for a, b in pairwise(cuts))

    with flowing(source, len(content), hashed=hashed) as body:
        read = b"".join(iter(lambda: body.read(amount), b""))

    assert read == content
    assert body.md5 == (hex_md5(content) if hashed else None)


def test_how_far_it_has_come_is_told_with_every_block() -> None:
    told: list[int] = []
    with flowing(blocks(), SIZE, hashed=True, progress=told.append) as body:
        while body.read(BLOCK):
            pass
    assert told == [0, *range(BLOCK, SIZE, BLOCK), SIZE, SIZE]


@pytest.mark.parametrize("hashed", [True, False])
@pytest.mark.parametrize("error", [NotNow("storage_unavailable"), Killed("here"), OSError()])
def test_a_source_that_breaks_breaks_the_sending(error: BaseException, *, hashed: bool) -> None:
    with pytest.raises(type(error)), flowing(breaking(error), SIZE, hashed=hashed) as body:
        body.read()
    assert body.md5 is None


@pytest.mark.parametrize("hashed", [True, False])
@pytest.mark.parametrize("size", [SIZE + 1, SIZE - 1, SIZE - BLOCK, 3 * SIZE])
def test_a_source_of_another_length_is_not_sent(size: int, *, hashed: bool) -> None:
    with pytest.raises(NotNow), flowing(blocks(), size, hashed=hashed) as body:
        body.read()
    assert body.md5 is None


@pytest.mark.parametrize("content", [b"ab", b"abcd", b""])
def test_a_small_source_of_another_length_is_not_sent(content: bytes) -> None:
    with pytest.raises(NotNow), flowing(iter([content]), 3, hashed=False) as body:
        body.read()


@pytest.mark.parametrize("hashed", [True, False])
def test_a_sink_that_breaks_leaves_nothing_running(*, hashed: bool) -> None:
    with suppress(Broken), flowing(repeat(CONTENT[:BLOCK]), 10**12, hashed=hashed) as body:
        body.read(BLOCK)
        raise Broken


@pytest.mark.parametrize("hashed", [True, False])
@pytest.mark.parametrize("reads", [0, 1, 4])
def test_who_stops_early_leaves_nothing_running(reads: int, *, hashed: bool) -> None:
    with flowing(repeat(CONTENT[:BLOCK]), 10**12, hashed=hashed) as body:
        for _ in range(reads):
            assert body.read(BLOCK) == CONTENT[:BLOCK]
    assert body.md5 is None


def test_who_breaks_off_while_a_block_is_read_waits_for_no_more_than_that_block() -> None:
    let_go, taken = threading.Event(), []

    def stalling() -> Iterator[bytes]:
        for number in count():
            taken.append(number)
            yield b"x"
            let_go.wait()

    later = threading.Timer(0.05, let_go.set)
    with suppress(Broken), read_ahead(stalling()) as ahead:
        next(ahead)
        later.start()
        raise Broken
    later.join()
    assert len(taken) <= 2


def test_a_thread_is_no_further_ahead_than_it_may_be() -> None:
    read: list[int] = []
    most = 0

    def source() -> Iterator[bytes]:
        for number in range(500):
            read.append(number)
            yield b"%d" % number

    with read_ahead(source()) as ahead:
        for number, chunk in enumerate(ahead):
            assert chunk == b"%d" % number
            most = max(most, len(read) - number - 1)
    assert most <= AHEAD


@pytest.mark.parametrize(("hashed", "threads"), [(False, 1), (True, 2)])
def test_a_large_file_is_read_ahead_and_hashed_by_a_thread_each(
    threads: int, *, hashed: bool
) -> None:
    with flowing(blocks(), SIZE, hashed=hashed):
        assert len(reading()) == threads


def test_a_small_file_is_worth_no_thread() -> None:
    with flowing(iter([b"abc"]), 3, hashed=True) as body:
        assert reading() == []
        assert body.read() == b"abc"
    assert body.md5 == hex_md5(b"abc")


def test_a_source_is_made_anew_for_each_try() -> None:
    """What was read is read: a second try with the same body would send nothing, and says so."""
    body = Body(iter([b"abc"]), 3)
    assert body.read() == b"abc"
    assert body.read() == b""
