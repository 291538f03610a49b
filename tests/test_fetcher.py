"""Others are asked at their configured addresses only, and whatever they answer does no harm."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.raw_server import Answer, RawServer, raw_server
from zenferry.adapters.fetcher import MOST_BYTES, HttpFetcher
from zenferry.errors import Absent, NotNow
from zenferry.look_ups.fetching import Elsewhere

ROR = Elsewhere.ROR


@pytest.fixture
def server() -> Iterator[RawServer]:
    with raw_server([Answer()]) as started:
        yield started


def fetcher(url: str, **headers: str) -> HttpFetcher:
    given = {ROR: headers}
    return HttpFetcher({ROR: f"{url}/v2/"}, contact="data@tidal-flats.example", headers=given)


def test_a_path_and_its_query_arrive_as_they_are_meant(server: RawServer) -> None:
    server.answers = [Answer(body=b'{"a": [1]}')]

    found = fetcher(server.url).json(ROR, ("dois", "10.1/a b?c#d&ü"), {"q": "a&b=c"})

    assert found == {"a": [1]}
    assert server.asked[0].path == "/v2/dois/10.1%2Fa%20b%3Fc%23d%26%C3%BC?q=a%26b%3Dc"


def test_it_says_who_asks_and_carries_nothing_else(server: RawServer) -> None:
    server.answers = [Answer(headers={"Set-Cookie": "a=b"})]
    asking = fetcher(server.url, **{"Client-Id": "ours"})
    asking.json(ROR, ("x",))
    asking.json(ROR, ("x",))

    for asked in server.asked:
        assert asked.headers["User-Agent"].endswith("(mailto:data@tidal-flats.example)")
        assert asked.headers["Client-Id"] == "ours"
        assert not {"Cookie", "Authorization"} & asked.headers.keys()


@pytest.mark.parametrize("step", ["", ".", ".."])
def test_no_path_leads_upward(server: RawServer, step: str) -> None:
    with pytest.raises(Absent):
        fetcher(server.url).json(ROR, ("organizations", step, "admin"))
    assert server.asked == []


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_whatever_is_looked_up_stays_below_its_address(steps: list[str]) -> None:
    with raw_server([Answer()]) as server:
        try:
            fetcher(server.url).json(ROR, steps)
        except Absent:
            assert server.asked == []
        else:
            (asked,) = server.asked
            assert asked.path.startswith("/v2/")
            assert asked.path.count("/") == 1 + len(steps)
            assert "?" not in asked.path


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(server: RawServer, status: int) -> None:
    with raw_server([Answer()]) as other:
        server.answers = [Answer(status, headers={"Location": f"{other.url}/secret"})]
        with pytest.raises(NotNow):
            fetcher(server.url).json(ROR, ("x",))
        assert other.asked == []
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [400, 404, 410, 422])
def test_what_is_not_known_is_absent(server: RawServer, status: int) -> None:
    server.answers = [Answer(status)]
    with pytest.raises(Absent):
        fetcher(server.url).json(ROR, ("x",))


@pytest.mark.parametrize("status", [0, 204, 401, 403, 429, 500, 502, 503, 504])
def test_a_service_in_trouble_is_not_now(server: RawServer, status: int) -> None:
    server.answers = [Answer(status)]
    with pytest.raises(NotNow):
        fetcher(server.url).json(ROR, ("x",))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Welcome to the wireless network</html>",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b"9" * 5000,
        b" " * (MOST_BYTES + 1),
        b'"' + b"a" * 10_000_000 + b'"',
    ],
    ids=["empty", "page", "half", "bytes", "deep", "long number", "blank", "10 MB"],
)
def test_an_answer_that_cannot_be_read_is_not_now(server: RawServer, body: bytes) -> None:
    server.answers = [Answer(body=body)]
    with pytest.raises(NotNow):
        fetcher(server.url).json(ROR, ("x",))


def test_what_is_small_only_when_it_is_packed_is_not_unpacked(server: RawServer) -> None:
    packed = gzip.compress(b" " * 200_000_000)
    server.answers = [Answer(body=packed, headers={"Content-Encoding": "gzip"})]
    with pytest.raises(NotNow):
        fetcher(server.url).json(ROR, ("x",))


def test_a_packed_answer_is_read(server: RawServer) -> None:
    packed = gzip.compress(json.dumps({"a": "ü" * 100_000}).encode())
    server.answers = [Answer(body=packed, headers={"Content-Encoding": "gzip"})]
    assert len(fetcher(server.url).json(ROR, ("x",))["a"]) == 100_000


def test_an_answer_in_chunks_is_read() -> None:
    def answer(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        line.sendall(b"2\r\n[1\r\n1\r\n]\r\n0\r\n\r\n")

    with listening(answer) as url:
        assert fetcher(url).json(ROR, ("x",)) == [1]


def test_nobody_there_is_not_now() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(NotNow):
            fetcher(url).json(ROR, ("x",))


def _silent(line: socket.socket) -> None:
    line.recv(1)
    time.sleep(3)


def _dripping(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(100):
        line.sendall(b" ")
        time.sleep(0.05)


@pytest.mark.parametrize("answer", [_silent, _dripping])
def test_no_answer_is_waited_for_longer_than_said(answer: Callable[[socket.socket], None]) -> None:
    with listening(answer) as url:
        begun = time.monotonic()
        with pytest.raises(NotNow):
            fetcher(url).json(ROR, ("x",), seconds=0.3)
        # Not a measure of speed: without a limit it would take ten times as long.
        assert time.monotonic() - begun < 2.5


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """One connection that is treated as the function says."""

    def serve() -> None:
        line, _ = listener.accept()
        with line:
            try:
                answer(line)
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
