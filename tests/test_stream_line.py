"""A large file on a real line: its length is told, its bytes arrive, and a cut leaves nothing."""

import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.repository_line import TOKEN, line
from zenferry.adapters.invenio_http import Session
from zenferry.errors import NotNow
from zenferry.forwarding.stream import WORTH_A_THREAD, flowing

PATH = "records/1/draft/files/a/content"
SIZE = 5 * WORTH_A_THREAD + 12_345
CONTENT = bytes(range(251)) * (SIZE // 251) + b"x" * (SIZE % 251)


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    yield
    # A server has some of its own.
    assert not [each for each in threading.enumerate() if each.name == "read-ahead"]


def blocks(content: bytes = CONTENT) -> Iterator[bytes]:
    return (content[at : at + 700_000] for at in range(0, len(content), 700_000))


@pytest.mark.parametrize("hashed", [True, False])
def test_its_length_is_told_and_every_byte_arrives(*, hashed: bool) -> None:
    with line() as repository, flowing(blocks(), SIZE, hashed=hashed) as body:
        repository.session.upload(PATH, body)
        [asked] = repository.server.asked
    assert asked.headers["Content-Length"] == str(SIZE)
    assert "Transfer-Encoding" not in asked.headers
    assert asked.body == CONTENT
    md5 = hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()
    assert body.md5 == (md5 if hashed else None)


@pytest.mark.parametrize("size", [SIZE + 1, SIZE - 1])
def test_a_source_of_another_length_ends_the_call_at_once(size: int) -> None:
    with (
        line() as repository,
        pytest.raises(NotNow, match="storage_unavailable"),
        flowing(blocks(), size, hashed=True) as body,
    ):
        repository.session.upload(PATH, body)


@contextmanager
def hanging_up() -> Iterator[str]:
    """A repository that reads a little of what is sent, and is gone."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            with listener.accept()[0] as there:
                there.recv(65536)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        thread.join()


@pytest.mark.parametrize("hashed", [True, False])
def test_a_line_that_is_cut_is_tried_again_with_a_body_made_anew(*, hashed: bool) -> None:
    with hanging_up() as address:
        session = Session(address, TOKEN, contact="tests@example.org")
        with (
            pytest.raises(NotNow, match="repository_unreachable"),
            flowing(blocks(), SIZE, hashed=hashed) as body,
        ):
            session.upload(PATH, body)
    assert body.md5 is None
    with line() as repository, flowing(blocks(), SIZE, hashed=hashed) as again:
        repository.session.upload(PATH, again)
        assert repository.server.asked[0].body == CONTENT
