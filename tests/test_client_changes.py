"""The client run again after something changed: files here, words on the page."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.client_line import Call, Desk, filled_desk
from tests.deposit_client import VALUES
from zenferry.client.line import Answer
from zenferry.client.trouble import Changed, NotTaken


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return filled_desk(tmp_path, monkeypatch)


def test_a_file_of_another_content_takes_the_place_of_what_was_sent(desk: Desk) -> None:
    desk.run(submit=False)
    desk.write(a__csv=b"c,d\n" * 11)
    desk.run()
    assert desk.staged() == desk.written()
    assert "file_replaced" in desk.heard.names


def test_the_same_size_does_not_deceive(desk: Desk) -> None:
    desk.run(submit=False)
    desk.write(a__csv=b"b,a\n" * 10)
    desk.run()
    assert desk.staged() == desk.written()


def test_a_file_that_was_only_touched_is_not_sent_again(desk: Desk) -> None:
    desk.run(submit=False)
    sent = len(desk.line.parts)
    desk.write(a__csv=b"a,b\n" * 10)
    desk.run()
    assert len(desk.line.parts) == sent


def test_a_file_that_is_gone_here_goes_there(desk: Desk) -> None:
    desk.run(submit=False)
    (desk.folder / "data" / "a.csv").unlink()
    desk.run()
    assert desk.staged() == desk.written()
    assert "file_dropped" in desk.heard.names


def test_a_file_added_on_the_page_stays(desk: Desk) -> None:
    found = desk.run(submit=False)
    key = json.loads(desk.journal.read_text())["key"]
    page = desk.house.client()
    page.id, page.key = found["id"], key
    page.registered("by hand.txt", 3)
    desk.run(submit=False)
    assert "file_stays" in desk.heard.names
    assert "by hand.txt" in {file["path"] for file in page.look()["files"]}


def test_words_changed_on_the_page_stay_unless_they_changed_here_too(desk: Desk) -> None:
    found = desk.run(submit=False)
    page = desk.house.client()
    page.id, page.key = found["id"], json.loads(desk.journal.read_text())["key"]
    theirs = {**VALUES, "title": "Theirs"}
    assert page.save(theirs, found["revision"]).status_code == 200
    desk.run(submit=False)
    assert page.look()["metadata"] == theirs
    mine = {**VALUES, "title": "Mine"}
    with pytest.raises(NotTaken, match="--overwrite"):
        desk.run(values=mine, submit=False)
    assert page.look()["metadata"] == theirs
    desk.run(values=mine, submit=False, overwrite=True)
    assert page.look()["metadata"] == mine


def test_a_file_that_grows_while_it_is_read_is_told_and_the_others_go_on(desk: Desk) -> None:
    def grow(call: Call, answer: Callable[[], Answer]) -> Answer:
        if call.path.endswith("/files"):
            desk.write(b__bin=b"x" * 2_600_000)
        return answer()

    desk.line.fault = grow
    with pytest.raises(NotTaken) as refused:
        desk.run()
    assert [problem.field for problem in refused.value.problems] == ["data/b.bin"]
    assert "changed" in refused.value.problems[0].message
    assert desk.staged().keys() == {"data/a.csv"}
    desk.line.fault = lambda _, answer: answer()
    assert desk.run()["state"] == "submitted"
    assert desk.staged() == desk.written()


def test_a_file_that_changes_between_reading_and_sending_is_told(desk: Desk) -> None:
    place = desk.folder / "data" / "b.bin"

    def change(call: Call, answer: Callable[[], Answer]) -> Answer:
        if call.path.endswith("/parts"):
            place.write_bytes(b"y" * 2_560_000)
        return answer()

    desk.line.fault = change
    with pytest.raises(NotTaken) as refused:
        desk.run()
    assert [problem.field for problem in refused.value.problems] == ["data/b.bin"]
    assert issubclass(Changed, NotTaken)
