"""The scripter's client over the real API, in process: what it does, and what it leaves undone."""

import json
from pathlib import Path

import pytest

from tests.client_line import Desk, filled_desk
from tests.deposit_client import VALUES
from tests.house import House
from zenferry.client.trouble import NeedsSomebody, NotTaken, Usage
from zenferry.state import State


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return filled_desk(tmp_path, monkeypatch)


def test_a_folder_and_its_description_become_a_submitted_deposit(desk: Desk) -> None:
    found = desk.run()
    assert found["state"] == "submitted"
    assert found["metadata"] == VALUES
    assert desk.staged() == desk.written()
    assert desk.heard.there == desk.heard.total == 40 + 2_560_000
    assert len(desk.house.workflow.started) == 1


def test_the_md5_of_each_file_is_told_so_that_nobody_has_to_read_it_again(desk: Desk) -> None:
    assert {len(file["md5"]) for file in desk.run()["files"]} == {32}


def test_the_same_again_does_nothing_twice(desk: Desk) -> None:
    first = desk.run()
    desk.line.calls.clear()
    assert desk.run()["state"] == "submitted"
    assert [call.method for call in desk.line.calls] == ["GET"]
    assert desk.house.submissions.get(first["id"]).attempt == 1
    assert desk.invitation.used_deposits == 1


def test_a_hundred_small_files_take_one_call_each_to_register_sign_and_complete(
    desk: Desk,
) -> None:
    for place in (desk.folder / "data").iterdir():
        place.unlink()
    desk.write(**{f"f{n:03}__txt": b"%d" % n for n in range(100)})
    desk.run()
    assert len(desk.staged()) == 100
    calls = {call.path.rpartition("/")[2] for call in desk.line.calls} - {"submissions"}
    assert {"files", "parts", "complete", "submit", "metadata"} <= calls
    for name in ("/files", "/parts", "/complete"):
        assert len(desk.line.said(name)) == 1
    assert len(desk.line.calls) - len(desk.line.parts) <= 8


def test_paths_in_folders_are_kept_and_litter_is_left(desk: Desk) -> None:
    deep = desk.folder / "data" / "raw" / "2026"
    deep.mkdir(parents=True)
    (deep / "run 1.csv").write_bytes(b"x")
    (deep / ".DS_Store").write_bytes(b"x")
    (desk.folder / "alone.txt").write_bytes(b"y")
    desk.run("data", "alone.txt")
    assert {*desk.staged()} == {"data/a.csv", "data/b.bin", "data/raw/2026/run 1.csv", "alone.txt"}


class TestWhatIsCheckedFirst:
    def test_all_that_is_wrong_with_files_is_told_before_anybody_is_asked(self, desk: Desk) -> None:
        desk.write(empty=b"", B__BIN=b"other")
        (desk.folder / "data" / "wh*t.txt").write_bytes(b"x")
        with pytest.raises(NotTaken) as refused:
            desk.run()
        told = {problem.field: problem.message for problem in refused.value.problems}
        assert told.keys() == {"data/empty", "data/wh*t.txt", "data/b.bin"}
        assert "empty" in told["data/empty"]
        assert desk.line.calls == []

    def test_a_file_that_is_not_there_is_a_wrong_command(self, desk: Desk) -> None:
        with pytest.raises(Usage) as wrong:
            desk.run("data", "nowhere")
        assert "nowhere" in wrong.value.problems[0].field

    def test_a_description_that_would_not_be_taken_stops_it_before_a_byte(self, desk: Desk) -> None:
        with pytest.raises(NotTaken) as refused:
            desk.run(values={"title": ""})
        assert {"title", "creators"} <= {p.field.partition(".")[0] for p in refused.value.problems}
        assert desk.line.parts == desk.line.said("/files") == []
        assert desk.run()["state"] == "submitted"
        assert desk.invitation.used_deposits == 1

    def test_too_many_files_are_told_together_with_what_else_is_wrong(self, desk: Desk) -> None:
        desk.write(empty=b"", **{f"f{n:03}": b"x" for n in range(118)})
        with pytest.raises(NotTaken, match="as one zip") as refused:
            desk.run()
        told = {problem.field: problem.message for problem in refused.value.problems}
        assert told.keys() == {"files", "data/empty"}
        assert "(121)" in told["files"]
        assert desk.line.calls == []

    def test_too_many_with_those_of_the_page_are_refused_before_one_is_registered(
        self, desk: Desk
    ) -> None:
        page = desk.house.client()
        page.id = desk.run(submit=False)["id"]
        page.key = json.loads(desk.journal.read_text())["key"]
        page.registered("theirs.csv", 1)
        desk.line.calls.clear()
        desk.write(**{f"f{n:03}": b"x" for n in range(98)})
        with pytest.raises(NotTaken) as refused:
            desk.run()
        assert "100" in refused.value.problems[0].message
        assert desk.line.said("/files") == []

    def test_what_the_service_refuses_of_files_is_told_by_their_names(self, desk: Desk) -> None:
        with (desk.folder / "big.bin").open("wb") as opened:
            # Only its size is looked at: it takes no room.
            opened.truncate(51 * 10**9)
        with pytest.raises(NotTaken) as refused:
            desk.run("data", "big.bin")
        assert {p.field for p in refused.value.problems} == {"big.bin"}
        assert desk.line.parts == []


class TestWhatIsNotAllowed:
    def test_a_wrong_invitation_is_told_in_the_service_s_words(self, tmp_path: Path) -> None:
        desk = Desk(House(), tmp_path)
        desk.write(a=b"x")
        with pytest.raises(NotTaken, match="This invitation is not valid"):
            desk.run()

    def test_so_is_one_that_has_ended(self, desk: Desk) -> None:
        desk.house.clock.advance(days=31)
        with pytest.raises(NotTaken, match="it has ended"):
            desk.run()

    def test_a_deposit_begun_goes_on_after_its_invitation_has_ended(self, desk: Desk) -> None:
        desk.run(submit=False)
        desk.house.clock.advance(days=7)
        assert desk.run()["state"] == "submitted"


class TestSomebodysTurn:
    def test_what_needs_attention_is_told_and_retried_when_it_is_wanted(self, desk: Desk) -> None:
        found = desk.run()
        desk.house.parts.attention.give_up(found["id"], 1)
        with pytest.raises(NeedsSomebody, match="--retry"):
            desk.run()
        assert desk.run(retry=True)["state"] == "submitted"
        assert desk.house.submissions.get(found["id"]).attempt == 2

    def test_a_deposit_that_is_over_is_not_taken_up(self, desk: Desk) -> None:
        found = desk.run(submit=False)
        desk.house.parts.deposits.cancel(found["id"])
        desk.house.run()
        assert desk.house.submissions.get(found["id"]).state is State.CANCELLED
        with pytest.raises(NotTaken, match="--new"):
            desk.run()
