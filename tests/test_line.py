"""The line that the browser tests and the figures are taken over: fair, and bad as it was told."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import boto3
import pytest
import requests
from botocore.config import Config

from infra.local.leash import leashed
from infra.local.line import (
    Cut,
    Exchange,
    LateAnswer,
    Line,
    Log,
    LostAnswer,
    Refusal,
    Shape,
    ShortAnswer,
    Stall,
    opened,
)
from infra.local.line.shape import Bucket
from infra.local.package import ROOT
from tests.raw_server import Answer, RawServer, raw_server
from tests.waiting import wait_for

_BODY = bytes(range(256)) * 4096


@pytest.fixture
def there() -> Iterator[RawServer]:
    with raw_server([Answer(200, b"done" * 1000, {"ETag": '"e"', "X-Name": "caf\xe9"})]) as server:
        yield server


def put(line: Line, there: RawServer, path: str = "/a?b=c%2Fd", body: bytes = _BODY) -> int:
    """The status; raises as requests does."""
    answer = requests.put(there.url + path, data=body, proxies=line.proxies, timeout=20)
    assert answer.status_code != 200 or answer.content == b"done" * 1000
    return answer.status_code


def later(line: Line, there: RawServer, path: str = "/a") -> Future[int]:
    """A call under way."""
    with_one = ThreadPoolExecutor(1)
    future = with_one.submit(put, line, there, path)
    with_one.shutdown(wait=False)
    return future


def ended(line: Line) -> Exchange:
    """The only call, when it was answered or lost."""
    return wait_for(lambda: next((each for each in line.log.of() if each.ended), None))


def test_what_goes_over_a_good_line_arrives_as_it_was(line: Line, there: RawServer) -> None:
    assert put(line, there) == 200

    [asked] = there.asked
    assert (asked.method, asked.path, asked.body) == ("PUT", "/a?b=c%2Fd", _BODY)
    assert asked.headers["Host"] == there.url.removeprefix("http://")
    told = ended(line)
    assert (told.path, told.sent, told.received) == ("/a?b=c%2Fd", len(_BODY), 4000)
    assert told.status == 200


def test_headers_come_back_and_a_connection_serves_for_several_calls(
    line: Line, there: RawServer
) -> None:
    with requests.Session() as session:
        session.proxies = line.proxies
        for _ in range(3):
            answer = session.get(there.url + "/a", timeout=20)
            assert (answer.headers["ETag"], answer.headers["X-Name"]) == ('"e"', "caf\xe9")
    assert line.log.count("GET") == 3


def test_a_body_goes_on_before_its_end_is_there(line: Line) -> None:
    with socket.create_server(("127.0.0.1", 0)) as far:
        host = f"127.0.0.1:{far.getsockname()[1]}"
        proxy = line.address.removeprefix("http://").split(":")
        with socket.create_connection((proxy[0], int(proxy[1])), timeout=20) as near:
            head = f"PUT http://{host}/a HTTP/1.1\r\nHost: {host}\r\nContent-Length: 8\r\n\r\n"
            near.sendall(head.encode() + b"half")
            far.settimeout(20)
            arrived, _ = far.accept()
            with arrived:
                read = b""
                while not read.endswith(b"half"):
                    read += arrived.recv(4096)


@pytest.mark.parametrize("fault", [Cut(100_000), LostAnswer()], ids=["cut", "lost answer"])
def test_a_connection_is_reset_where_it_was_told_to_be(
    line: Line, there: RawServer, fault: Cut | LostAnswer
) -> None:
    line.faults.add(fault)
    with pytest.raises(requests.ConnectionError):
        put(line, there)

    told = ended(line)
    assert told.status is None
    assert told.sent == (100_000 if isinstance(fault, Cut) else len(_BODY))
    assert put(line, there) == 200


def test_a_lost_answer_was_one_to_something_done(line: Line, there: RawServer) -> None:
    line.faults.add(LostAnswer())
    with pytest.raises(requests.ConnectionError):
        put(line, there)
    assert len(there.asked) == 1


def test_a_refusal_is_answered_without_asking_anybody(line: Line, there: RawServer) -> None:
    line.faults.add(Refusal(403, b"no"))
    origin = {"Origin": "http://127.0.0.1:1"}
    proxies = line.proxies
    answer = requests.put(there.url, data=_BODY, headers=origin, proxies=proxies, timeout=20)

    assert (answer.status_code, answer.content, there.asked) == (403, b"no", [])
    assert answer.headers["Access-Control-Allow-Origin"] == "http://127.0.0.1:1"


def test_a_short_answer_ends_before_its_length(line: Line, there: RawServer) -> None:
    line.faults.add(ShortAnswer(10))
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        put(line, there)
    assert ended(line).received == 10


@pytest.mark.parametrize("fault", [Stall(50_000), LateAnswer()], ids=["stall", "late answer"])
def test_what_is_held_goes_on_when_it_is_released(
    line: Line, there: RawServer, fault: Stall | LateAnswer
) -> None:
    line.faults.add(fault, path="/a")
    held = later(line, there)
    assert put(line, there, "/b") == 200
    wait_for(lambda: line.log.of()[0].held or line.log.of()[-1].held)
    assert not held.done()

    line.release()

    assert held.result(20) == 200
    assert sorted(asked.path for asked in there.asked) == ["/a", "/b"]


def test_who_gives_up_what_is_held_is_no_longer_under_way(line: Line, there: RawServer) -> None:
    line.faults.add(Stall())
    with pytest.raises(requests.Timeout):
        requests.put(there.url, data=b"x", proxies=line.proxies, timeout=0.2)
    assert ended(line).status is None


def test_a_fault_is_for_what_it_names_and_as_often_as_it_says(line: Line, there: RawServer) -> None:
    line.faults.add(Refusal(500), path=r"/wanted\?part=", nth=2, times=2)
    paths = ["/wanted?part=1", "/other", *(f"/wanted?part={n}" for n in (2, 3, 4))]

    assert [put(line, there, path, b"x") for path in paths] == [200, 200, 500, 500, 200]


def test_a_line_that_is_down_lets_nothing_through_until_it_is_mended(
    line: Line, there: RawServer
) -> None:
    line.faults.add(Stall())
    held = later(line, there)
    line.break_down()
    with pytest.raises(requests.ConnectionError):
        held.result(20)
    with pytest.raises(requests.ConnectionError):
        put(line, there)

    line.faults.clear()
    line.mend()

    assert put(line, there) == 200


def test_a_rate_is_shared_by_who_asks_in_turn() -> None:
    bucket = Bucket(1000)
    waits = [bucket.take(100) for _ in range(20)]

    steps = [later - earlier for earlier, later in pairwise(waits[2:])]
    assert all(0.09 < step <= 0.1 for step in steps)
    bucket.rate = None
    assert bucket.take(10**9) == 0


def test_what_was_under_way_at_once_is_counted() -> None:
    log = Log()
    for begun, ended, path in [(0, 2, "/a"), (1, 3, "/a"), (2, 4, "/a"), (1, 5, "/b")]:
        exchange = log.begin("PUT", "host", path)
        exchange.begun, exchange.ended = begun, ended

    assert (log.most_at_once("PUT"), log.most_at_once("PUT", "/a")) == (3, 2)


def test_it_can_be_a_process_and_boto3_goes_over_it(there: RawServer, tmp_path: Path) -> None:
    there.answers = [Answer(200, b"", {"ETag": '"e"'})]
    command = [sys.executable, "-m", "infra.local.line", "--up", "50e6", "--delay", "0.001"]
    environment = {"PYTHONPATH": str(ROOT)}
    with leashed(command, environment=environment, log=tmp_path / "log") as process:
        client = boto3.client(
            "s3",
            endpoint_url=there.url,
            region_name="eu-central-1",
            aws_access_key_id="a",
            aws_secret_access_key="b",
            config=Config(proxies={"http": process.output.readline().strip()}),
        )
        client.put_object(Bucket="bucket", Key="key", Body=_BODY)
        client.close()

    [asked] = there.asked
    assert (asked.path, asked.body) == ("/bucket/key", _BODY)


def test_a_delay_and_a_rate_change_nothing_of_what_arrives(there: RawServer) -> None:
    with opened(Shape(up=20e6, down=20e6, delay=0.005)) as line:
        assert put(line, there) == 200
    assert there.asked[0].body == _BODY


def test_it_leads_nowhere_but_to_this_machine(line: Line) -> None:
    answer = requests.get("http://zenodo.example/", proxies=line.proxies, timeout=20)
    assert (answer.status_code, line.log.of()) == (501, [])
