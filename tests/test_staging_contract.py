"""What the domain relies on of wherever files wait."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import boto3
import pytest
import requests
from botocore.config import Config

from tests.staging_places import MIB, Place, part, place, strict_place
from zenferry.adapters.s3_staging import S3Staging
from zenferry.errors import Absent, NotNow
from zenferry.uploads.staging import Part

__all__ = ["place", "strict_place"]

BIG, SMALL = b"a" * 5 * MIB, b"the rest"


def test_a_file_arrives_in_parts_and_is_read_as_one(place: Place) -> None:
    key, upload = place.begun()
    parts = place.sent(key, upload, BIG, SMALL)
    listed = [(found.number, found.size) for found in place.staging.parts(key, upload)]
    assert listed == [(1, len(BIG)), (2, len(SMALL))]
    place.staging.complete(key, upload, parts, len(BIG + SMALL))
    assert place.read(key, len(BIG + SMALL)) == BIG + SMALL


def test_parts_are_listed_by_number_however_they_came(place: Place) -> None:
    key, upload = place.begun()
    assert place.staging.parts(key, upload) == ()
    for number in (10, 2, 1):
        ticket = place.staging.ticket(key, upload, part(SMALL, number))
        assert place.send(ticket, SMALL)
    assert [found.number for found in place.staging.parts(key, upload)] == [1, 2, 10]


def test_a_part_may_be_sent_again(strict_place: Place) -> None:
    key, upload = strict_place.begun()
    strict_place.sent(key, upload, b"first")
    assert strict_place.sent(key, upload, b"second") == (part(b"second"),)


def test_a_ticket_can_be_used_again_while_it_lasts(place: Place) -> None:
    key, upload = place.begun()
    ticket = place.staging.ticket(key, upload, part(SMALL))
    assert place.send(ticket, SMALL)
    assert place.send(ticket, SMALL)


@pytest.mark.parametrize("content", [b"the rest!", b"the res", b"", b"THE REST"])
def test_a_ticket_takes_the_declared_part_and_no_other(strict_place: Place, content: bytes) -> None:
    key, upload = strict_place.begun()
    ticket = strict_place.staging.ticket(key, upload, part(SMALL))
    assert not strict_place.send(ticket, content)
    assert strict_place.staging.parts(key, upload) == ()


def test_a_ticket_is_worth_nothing_once_its_upload_has_ended(strict_place: Place) -> None:
    key, upload = strict_place.begun()
    ticket = strict_place.staging.ticket(key, upload, part(SMALL))
    strict_place.staging.abort(key, upload)
    assert not strict_place.send(ticket, SMALL)


@pytest.mark.cloud
@pytest.mark.parametrize("strict_place", ["cloud"], indirect=True)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("partNumber=1", "partNumber=2"),
        ("/f1?", "/f2?"),
        ("X-Amz-Expires=900", "X-Amz-Expires=9000"),
    ],
)
def test_a_ticket_that_was_changed_is_refused(strict_place: Place, old: str, new: str) -> None:
    key, upload = strict_place.begun()
    ticket = strict_place.staging.ticket(key, upload, part(SMALL))
    assert old in ticket.url
    assert not strict_place.send(replace(ticket, url=ticket.url.replace(old, new)), SMALL)
    assert not strict_place.send(replace(ticket, headers={}), SMALL)
    assert not strict_place.send(replace(ticket, method="GET"), b"")
    assert strict_place.staging.parts(key, upload) == ()


@pytest.mark.cloud
@pytest.mark.parametrize("strict_place", ["cloud"], indirect=True)
def test_what_is_staged_is_not_public(strict_place: Place) -> None:
    key = strict_place.stored(SMALL)
    _, upload = strict_place.begun()
    address = strict_place.staging.ticket(key, upload, part(SMALL)).url.partition("?")[0]
    assert requests.get(address, timeout=10).status_code == 403


def test_an_upload_ends_once(place: Place) -> None:
    key, upload = place.begun()
    parts = place.sent(key, upload, SMALL)
    place.staging.complete(key, upload, parts, len(SMALL))
    # S3 may remember for a while that it has made the very same object.
    with suppress(Absent):
        place.staging.complete(key, upload, parts, len(SMALL))
    with pytest.raises(Absent):
        place.staging.parts(key, upload)
    assert place.read(key, len(SMALL)) == SMALL


WRONG_ENDS: dict[str, Callable[[tuple[Part, ...]], tuple[Part, ...]]] = {
    "a part that never came": lambda parts: (*parts, part(SMALL, 3)),
    "another checksum": lambda parts: (parts[0], replace(parts[1], sha256=part(b"x").sha256)),
}


@pytest.mark.parametrize("wrong", WRONG_ENDS.values(), ids=WRONG_ENDS.keys())
def test_what_did_not_arrive_is_not_made_into_an_object(
    strict_place: Place, wrong: Callable[[tuple[Part, ...]], tuple[Part, ...]]
) -> None:
    key, upload = strict_place.begun()
    parts = strict_place.sent(key, upload, BIG, SMALL)
    with pytest.raises(NotNow):
        strict_place.staging.complete(key, upload, wrong(parts), len(BIG + SMALL))
    assert strict_place.staging.parts(key, upload) == parts
    with pytest.raises(Absent):
        strict_place.read(key, len(BIG + SMALL))


def test_an_object_of_another_size_is_not_made(strict_place: Place) -> None:
    key, upload = strict_place.begun()
    parts = strict_place.sent(key, upload, SMALL)
    with pytest.raises(NotNow):
        strict_place.staging.complete(key, upload, parts, len(SMALL) + 1)
    with pytest.raises(Absent):
        strict_place.read(key, len(SMALL))


def test_an_upload_is_aborted_as_often_as_one_likes(place: Place) -> None:
    key, upload = place.begun()
    place.sent(key, upload, SMALL)
    for _ in range(2):
        place.staging.abort(key, upload)
    with pytest.raises(Absent):
        place.staging.parts(key, upload)
    place.staging.abort(key, "an-upload-nobody-began")


def test_aborting_after_the_end_leaves_the_object(place: Place) -> None:
    key, upload = place.begun()
    place.staging.complete(key, upload, place.sent(key, upload, SMALL), len(SMALL))
    place.staging.abort(key, upload)
    assert place.read(key, len(SMALL)) == SMALL


def test_the_parts_of_an_upload_nobody_began_are_absent(place: Place) -> None:
    key, _ = place.begun()
    with pytest.raises(Absent):
        place.staging.parts(key, "an-upload-nobody-began")


def test_an_object_that_is_not_there_or_of_another_size_is_absent(place: Place) -> None:
    key = place.stored(SMALL)
    for wanted, size in ((key, len(SMALL) + 1), (key, 1), (f"{key}-other", len(SMALL))):
        with pytest.raises(Absent):
            place.read(wanted, size)


def test_an_object_s_size_can_be_seen_without_reading_it(place: Place) -> None:
    key = place.stored(SMALL)
    assert place.staging.stored(key) == len(SMALL)
    assert place.staging.stored(key[:-1]) is None
    assert place.staging.stored(f"{key}-other") is None
    _, upload = place.begun()
    assert upload
    assert place.staging.stored(place.begun()[0]) is None


def test_an_object_is_deleted_as_often_as_one_likes(place: Place) -> None:
    key = place.stored(SMALL)
    for _ in range(2):
        place.staging.delete(key)
    with pytest.raises(Absent):
        place.read(key, len(SMALL))


def test_a_later_upload_replaces_the_object(place: Place) -> None:
    key = place.stored(SMALL)
    upload = place.staging.begin(key)
    place.staging.complete(key, upload, place.sent(key, upload, b"other"), 5)
    assert place.read(key, 5) == b"other"


@contextmanager
def _answering(head: bytes, body: bytes) -> Iterator[str]:
    """A store that says this to whoever calls, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            with listener.accept()[0] as line:
                line.recv(65536)
                line.sendall(head + body)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread.join()


def _staging(endpoint: str) -> S3Staging:
    once = Config(retries={"total_max_attempts": 1}, connect_timeout=2, read_timeout=2)
    session = boto3.Session("test", "test", region_name="us-east-1")
    return S3Staging(session.client("s3", endpoint_url=endpoint, config=once), "bucket")


def test_a_read_that_breaks_off_is_tried_again_later() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
    with _answering(head, b"x" * 5000) as endpoint:  # noqa: SIM117 - the store ends after the read
        with pytest.raises(NotNow), _staging(endpoint).open("key", 100_000) as chunks:
            b"".join(chunks)


def test_a_store_that_does_not_answer_is_tried_again_later() -> None:
    staging = _staging("http://127.0.0.1:9")
    calls: list[Callable[[], object]] = [
        lambda: staging.begin("key"),
        lambda: staging.parts("key", "upload"),
        lambda: staging.complete("key", "upload", (part(SMALL),), len(SMALL)),
        lambda: staging.abort("key", "upload"),
        lambda: staging.open("key", 1).__enter__(),
        lambda: staging.stored("key"),
        lambda: staging.delete("key"),
    ]
    for call in calls:
        with pytest.raises(NotNow):
            call()


def test_a_small_object_of_our_own_is_kept_at_once(place: Place) -> None:
    key = "staging/somebody/crate-1"
    place.staging.put(key, b"first")
    place.staging.put(key, b"second one")
    assert place.read(key, len(b"second one")) == b"second one"
    place.staging.clear("staging/somebody/")
    with pytest.raises(Absent):
        place.read(key, len(b"second one"))
