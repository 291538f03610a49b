"""The client among folders of others, and with a service that is none."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.client_desk import typed_desk
from tests.raw_server import Answer as Raw
from tests.raw_server import raw_server
from zenferry.client.api import Api
from zenferry.client.around import Around
from zenferry.client.files import gathered
from zenferry.client.journal import held
from zenferry.client.line import MOST_ANSWER, Answer, Broken, RequestsLine
from zenferry.client.trouble import NotTaken, Usage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With one file, beside a secret one that nobody gave."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("a,b\n")
    (tmp_path / "secret").write_text("mine")
    return tmp_path / "data"


@pytest.mark.parametrize("target", ["../secret", ".", ".."])
def test_a_link_in_a_folder_brings_nothing_along_unasked(folder: Path, target: str) -> None:
    (folder / "notes.txt").symlink_to(target)

    with pytest.raises(Usage) as refused:
        gathered([folder])

    assert [problem.field for problem in refused.value.problems] == [str(folder / "notes.txt")]


def test_a_link_to_a_file_of_the_same_folder_is_that_file(folder: Path) -> None:
    (folder / "b.csv").symlink_to("a.csv")

    assert [file.path for file in gathered([folder])] == ["data/a.csv", "data/b.csv"]


def test_the_lock_of_a_journal_empties_no_file_it_was_made_a_link_to(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    (tmp_path / ".journal.json.lock").symlink_to("precious")

    with held(tmp_path / "journal.json") as alone:
        assert alone

    assert (tmp_path / "precious").read_text() == "mine"


class _Nonsense(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def nonsense() -> Iterator[str]:
    """A service that answers everything, and says nothing."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Nonsense)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/#invitation=a-secret-of-some-length"
    server.shutdown()
    server.server_close()


def test_an_answer_that_makes_no_sense_ends_it_in_a_sentence(tmp_path: Path, nonsense: str) -> None:
    with typed_desk(tmp_path) as desk:
        code, out, _ = desk.run("words.json", "data", "--json", ZENFERRY_LINK=nonsense)

    last = json.loads(out.splitlines()[-1])
    assert (code, last["event"], last["exit"]) == (1, "end", 1)
    assert "makes no sense" in last["text"]


def test_an_answer_without_an_end_is_not_kept_in_memory() -> None:
    with raw_server([Raw(body=b" " * (MOST_ANSWER + 1))]) as server, pytest.raises(Broken):
        RequestsLine().send("GET", server.url, headers={}, body=None)


@pytest.mark.parametrize(
    ("method", "url"), [("POST", "https://storage.example/x"), ("PUT", "http://10.0.0.1/admin")]
)
def test_a_service_has_nothing_done_from_here_but_files_put(method: str, url: str) -> None:
    ticket = {"method": method, "url": url, "headers": {}}

    class Line:
        def send(self, *_: object, **__: object) -> Answer:
            return Answer(200, {}, json.dumps({"parts": [ticket]}).encode())

    deposit = Api("https://deposit.example/api", Line(), Around()).deposit("id", "key")
    with pytest.raises(NotTaken, match="Do not trust it"):
        deposit.sign([{"file": "f"}])
