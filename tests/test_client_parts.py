"""The pieces of the client that need nobody: links, screens, words, files, the line out."""

import json
import os
import socket
from pathlib import Path

import pytest

from tests.client_line import Desk, Heard
from tests.deposit_client import house
from tests.raw_server import Answer as Raw
from tests.raw_server import raw_server
from tests.written import ID
from zenferry import state
from zenferry.client import deposit, follow
from zenferry.client.address import api_base, language_here
from zenferry.client.api import Api
from zenferry.client.around import Around, Waiting
from zenferry.client.files import gathered
from zenferry.client.follow import followed
from zenferry.client.line import Answer, Broken, NoSuchHost, RequestsLine
from zenferry.client.link import Door, read_link
from zenferry.client.trouble import Later, NotTaken, Usage
from zenferry.client.words import read_words
from zenferry.links import to_deposit


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("https://d.example/#invitation=s3", "https://d.example/"),
        (" https://d.example/de/index.html#invitation=s3\n", "https://d.example/de/"),
        ("http://127.0.0.1:8080/#x=y&invitation=s3", "http://127.0.0.1:8080/"),
    ],
)
def test_an_invitation_is_read_from_its_link(link: str, page: str) -> None:
    door = read_link(link)
    assert (door.page, door.opens) == (page, {"invitation": "s3"})
    assert "s3" not in repr(door)


def test_a_status_link_leads_back_and_a_page_alone_is_for_tokens() -> None:
    there = {"submission": ID, "key": "k3y"}
    assert read_link(to_deposit("https://d.example/", ID, "k3y")).opens == there
    assert read_link("https://d.example/de/", bare=True) == Door("https://d.example/de/")
    with pytest.raises(Usage, match="nothing after a #"):
        read_link("https://d.example/#invitation=s3", bare=True)


@pytest.mark.parametrize(
    "link",
    [
        *("", "s3", "https://d.example/", "ftp://d/#invitation=s", "https://[/#"),
        *("https://d.example/#submission=../x&key=k", f"https://d.example/#submission={ID}"),
    ],
)
def test_what_is_no_link_is_told(link: str) -> None:
    with pytest.raises(Usage):
        read_link(link)


def test_the_service_is_found_as_the_page_finds_it() -> None:
    with raw_server([Raw(404), Raw(200, b'{"api": "/here/api"}')]) as server:
        door = Door(f"{server.url}/de/")
        assert api_base(door, RequestsLine()) == f"{server.url}/here/api"
        assert [asked.path for asked in server.asked] == ["/de/config.json", "/config.json"]


@pytest.mark.parametrize("body", [b'{"api": "https://evil.example/api"}', b"<html>", b"[]"])
def test_the_service_is_nowhere_else_than_the_page(body: bytes) -> None:
    with raw_server([Raw(200, body)]) as server:
        assert api_base(Door(f"{server.url}/"), RequestsLine()) == f"{server.url}/api"


def test_the_line_follows_no_redirect_takes_no_cookie_and_no_password_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    line = RequestsLine()
    headers = {"Location": "/elsewhere", "Set-Cookie": "a=b"}
    with raw_server([Raw(302, b"", headers), Raw(200)]) as server:
        mine = {"Authorization": "Bearer mine"}
        assert line.send("GET", server.url, headers=mine, body=None).status == 302
        assert line.send("PUT", server.url, headers={}, body=b"x").good
        first, second = server.asked
        assert first.headers["Authorization"] == "Bearer mine"
        assert not {"Authorization", "Cookie"} & second.headers.keys()


def test_a_broken_line_says_what_kind_and_no_address() -> None:
    with pytest.raises(Broken) as broken:
        RequestsLine().send("GET", "http://127.0.0.1:9/?secret=1", headers={}, body=None)
    assert "secret" not in str(broken.value)
    assert str(broken.value) == os.strerror(111)


@pytest.mark.parametrize(("code", "kind"), [(-2, NoSuchHost), (-3, Broken)])
def test_a_host_that_is_not_found_is_named(
    monkeypatch: pytest.MonkeyPatch, code: int, kind: type[Broken]
) -> None:
    def unknown(*_: object) -> None:
        raise socket.gaierror(code, "not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    with pytest.raises(Broken, match=r"^host not found: d\.example$") as broken:
        RequestsLine().send("GET", "https://d.example/?secret=1", headers={}, body=None)
    assert type(broken.value) is kind


def test_a_host_that_does_not_exist_is_not_waited_for() -> None:
    class Nowhere:
        def send(self, *_: object, **__: object) -> Answer:
            raise NoSuchHost("host not found: d.example")

    with pytest.raises(Later, match=r"host not found: d\.example\. Is the link right"):
        api_base(Door("https://d.example/"), Nowhere())


def test_waits_grow_differ_and_end() -> None:
    time, chance = [0.0], iter([0.0, 0.999, *[0.5] * 100])
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        time[0] += seconds

    waiting = Waiting(Around(lambda: time[0], sleep, lambda: next(chance), patience=100))
    while waiting.again():
        pass
    assert slept[:3] == [0.25, pytest.approx(1, abs=0.01), 1.5]
    assert max(slept) <= 30
    assert 60 < sum(slept) <= 100


@pytest.mark.parametrize(
    ("said", "language"),
    [("de_DE.UTF-8", "de"), ("C", "en"), ("POSIX", "en"), ("C.UTF-8", "en"), ("fr", "fr")],
)
def test_the_language_is_the_system_s(
    said: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", said)
    assert language_here() == language


def test_what_is_no_file_is_told_and_waited_for_by_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    with pytest.raises(Usage) as wrong:
        gathered([tmp_path / "pipe", tmp_path / "gone"])
    assert [Path(problem.field).name for problem in wrong.value.problems] == ["pipe", "gone"]


def test_what_systems_leave_in_folders_is_left_out_and_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for name in ("a.csv", ".DS_Store", "THUMBS.DB"):
        (data / name).write_bytes(b"x")
    told: list[str] = []
    assert [file.path for file in gathered([data], left_out=told.append)] == ["data/a.csv"]
    assert {*told} == {"data/.DS_Store", "data/THUMBS.DB"}


def test_the_states_it_knows_are_those_of_the_service() -> None:
    assert {*deposit.STOPPED} == state.EDITABLE - {state.State.DRAFT}
    assert {*deposit.OVER} == state.ENDED - {state.State.PUBLISHED}
    assert {*follow.MOVING} == state.MOVING


def test_a_name_that_is_no_text_is_refused_as_any_other(tmp_path: Path) -> None:
    place = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    place.write_bytes(b"x")
    with pytest.raises(NotTaken) as refused:
        gathered([place])
    assert len(refused.value.problems) == 1


def test_a_folder_is_named_also_where_it_is_a_dot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a").write_bytes(b"x")
    monkeypatch.chdir(tmp_path / "data")
    assert [file.path for file in gathered([Path()])] == ["data/a"]


def test_a_deposit_is_followed_from_its_place_in_the_queue_to_somebodys_turn() -> None:
    def found(state: str, ahead: int | None, *events: str, copied: int = 0) -> dict[str, object]:
        timeline = [{"at": "T", "event": event, "text": f"It {event}."} for event in events]
        totals = {"files": 3, "copied_files": copied}
        return {"state": state, "ahead": ahead, "timeline": timeline, "totals": totals}

    answers = [
        found("submitted", 3, "opened"),
        found("submitted", 3, "opened"),
        found("submitted", 2, "opened"),
        found("forwarding", None, "opened", "begun"),
        found("forwarding", None, "opened", "begun", copied=2),
        found("forwarding", None, "opened", "begun", copied=2),
        found("in_review", None, "opened", "begun", "handed_over", copied=3),
    ]
    heard, slept = Heard(), list[float]()
    line = [json.dumps(answer).encode() for answer in answers]
    with raw_server([Raw(200, body) for body in line]) as server:
        api = Api(server.url, RequestsLine(), Around(sleep=slept.append))
        assert followed(api.deposit("i", "k"), api.around, heard)["state"] == "in_review"
    told = [event.text for event in heard.events]
    assert told == [
        "T  It opened.",
        "Waiting: 3 before it.",
        "Waiting: 2 before it.",
        "T  It begun.",
        "2 of 3 files copied.",
        "T  It handed_over.",
        "3 of 3 files copied.",
    ]
    assert len(slept) == 6


class TestWords:
    @pytest.fixture
    def api(self, tmp_path: Path) -> Api:
        return Api("https://deposit.example/api", Desk(house(), tmp_path).line, Around())

    @pytest.mark.parametrize(
        ("name", "text", "how"),
        [
            ("my.json", {"title": "T", "keywords": ["k"]}, "values"),
            ("my.json", {"title": "T", "upload_type": "dataset"}, "import"),
            (".zenodo.json", {"title": "T", "creators": []}, "import"),
            ("codemeta.json", {"@context": "https://w3id.org/codemeta/3.0", "name": "T"}, "import"),
        ],
    )
    def test_values_are_told_from_other_formats(
        self, api: Api, tmp_path: Path, name: str, text: object, how: str
    ) -> None:
        (tmp_path / name).write_text(json.dumps(text))
        words = read_words(tmp_path / name, api, ["licence=cc-by-4.0", "agreement=true"])
        assert words.values["title"] == "T"
        assert (words.values["licence"], words.values["agreement"]) == ("cc-by-4.0", True)
        assert bool(words.format) == (how == "import")

    @pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 1_000_001])
    def test_what_can_be_no_metadata_is_not_sent(
        self, api: Api, tmp_path: Path, content: bytes
    ) -> None:
        (tmp_path / "x").write_bytes(content)
        with pytest.raises(Usage):
            read_words(tmp_path / "x", api)

    def test_what_nobody_can_read_is_refused_in_the_service_s_words(
        self, api: Api, tmp_path: Path
    ) -> None:
        (tmp_path / "x.txt").write_text("hello")
        with pytest.raises(NotTaken, match=r"x\.txt: "):
            read_words(tmp_path / "x.txt", api)
