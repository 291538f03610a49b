"""The scripter's client over the real API, in process: what it does, and what it leaves undone."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.client_line import Call, Desk
from tests.deposit_client import VALUES, house
from tests.house import House
from zenferry.client.line import Answer, Broken
from zenferry.client.trouble import Changed, Later, NeedsSomebody, Refused, Usage
from zenferry.submission import State

MIB = 1024 * 1024


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    # Parts of 1 MiB: the same code, less to hash.
    monkeypatch.setattr("zenferry.staging.LEAST_PART", 1)
    made = Desk(house(), tmp_path)
    made.write(a__csv=b"a,b\n" * 10, b__bin=bytes(range(256)) * 10_000)
    return made


def named(desk: Desk) -> dict[str, bytes]:
    """What should arrive."""
    return {f"data/{place.name}": place.read_bytes() for place in (desk.folder / "data").iterdir()}


def row(desk: Desk) -> Any:
    [row] = desk.house.invitations.rows.values()
    return row


def test_a_folder_and_its_description_become_a_submitted_deposit(desk: Desk) -> None:
    found = desk.run()
    assert found["state"] == "submitted"
    assert found["metadata"] == VALUES
    assert desk.staged() == named(desk)
    assert desk.heard.there == desk.heard.total == 40 + 2_560_000
    assert len(desk.house.workflow.started) == 1


def test_the_md5_of_each_file_is_told_so_that_nobody_has_to_read_it_again(desk: Desk) -> None:
    assert all(len(file["md5"]) == 32 for file in desk.run()["files"])


def test_the_same_again_does_nothing_twice(desk: Desk) -> None:
    first = desk.run()
    desk.line.calls.clear()
    assert desk.run()["state"] == "submitted"
    assert [call.method for call in desk.line.calls] == ["GET"]
    assert desk.house.submissions.get(first["id"]).attempt == 1
    assert row(desk).used_deposits == 1


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
        with pytest.raises(Refused) as refused:
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
        with pytest.raises(Refused) as refused:
            desk.run(values={"title": ""})
        assert {"title", "creators"} <= {p.field.partition(".")[0] for p in refused.value.problems}
        assert desk.line.parts == desk.line.said("/files") == []
        assert desk.run()["state"] == "submitted"
        assert row(desk).used_deposits == 1

    def test_too_many_files_are_refused_before_one_is_registered(self, desk: Desk) -> None:
        desk.write(**{f"f{n:03}": b"x" for n in range(99)})
        with pytest.raises(Refused) as refused:
            desk.run()
        assert "100" in refused.value.problems[0].message
        assert desk.line.said("/files") == []

    def test_what_the_service_refuses_of_files_is_told_by_their_names(self, desk: Desk) -> None:
        with (desk.folder / "big.bin").open("wb") as opened:
            # Only its size is looked at: it takes no room.
            opened.truncate(51 * 10**9)
        with pytest.raises(Refused) as refused:
            desk.run("data", "big.bin")
        assert {p.field for p in refused.value.problems} == {"big.bin"}
        assert desk.line.parts == []


class TestWhatChangedSince:
    def test_a_file_of_another_content_takes_the_place_of_what_was_sent(self, desk: Desk) -> None:
        desk.run(submit=False)
        desk.write(a__csv=b"c,d\n" * 11)
        desk.run()
        assert desk.staged() == named(desk)
        assert "file_replaced" in desk.heard.names

    def test_the_same_size_does_not_deceive(self, desk: Desk) -> None:
        desk.run(submit=False)
        desk.write(a__csv=b"b,a\n" * 10)
        desk.run()
        assert desk.staged() == named(desk)

    def test_a_file_that_was_only_touched_is_not_sent_again(self, desk: Desk) -> None:
        desk.run(submit=False)
        sent = len(desk.line.parts)
        desk.write(a__csv=b"a,b\n" * 10)
        desk.run()
        assert len(desk.line.parts) == sent

    def test_a_file_that_is_gone_here_goes_there(self, desk: Desk) -> None:
        desk.run(submit=False)
        (desk.folder / "data" / "a.csv").unlink()
        desk.run()
        assert desk.staged() == named(desk)
        assert "file_dropped" in desk.heard.names

    def test_a_file_added_on_the_page_stays(self, desk: Desk) -> None:
        found = desk.run(submit=False)
        key = json.loads(desk.journal.read_text())["key"]
        page = desk.house.client()
        page.id, page.key = found["id"], key
        page.registered("by hand.txt", 3)
        desk.run(submit=False)
        assert "file_stays" in desk.heard.names
        assert "by hand.txt" in {file["path"] for file in page.look()["files"]}

    def test_words_changed_on_the_page_stay_unless_they_changed_here_too(self, desk: Desk) -> None:
        found = desk.run(submit=False)
        page = desk.house.client()
        page.id, page.key = found["id"], json.loads(desk.journal.read_text())["key"]
        theirs = {**VALUES, "title": "Theirs"}
        assert page.save(theirs, found["revision"]).status_code == 200
        desk.run(submit=False)
        assert page.look()["metadata"] == theirs
        mine = {**VALUES, "title": "Mine"}
        with pytest.raises(Refused, match="--overwrite"):
            desk.run(values=mine, submit=False)
        assert page.look()["metadata"] == theirs
        desk.run(values=mine, submit=False, overwrite=True)
        assert page.look()["metadata"] == mine

    def test_a_file_that_grows_while_it_is_read_is_told_and_the_others_go_on(
        self, desk: Desk
    ) -> None:
        def grow(call: Call, answer: Callable[[], Answer]) -> Answer:
            if call.path.endswith("/files"):
                desk.write(b__bin=b"x" * 2_600_000)
            return answer()

        desk.line.fault = grow
        with pytest.raises(Refused) as refused:
            desk.run()
        assert [problem.field for problem in refused.value.problems] == ["data/b.bin"]
        assert "changed" in refused.value.problems[0].message
        assert desk.staged().keys() == {"data/a.csv"}
        desk.line.fault = lambda _, answer: answer()
        assert desk.run()["state"] == "submitted"
        assert desk.staged() == named(desk)

    def test_a_file_that_changes_between_reading_and_sending_is_told(self, desk: Desk) -> None:
        place = desk.folder / "data" / "b.bin"

        def change(call: Call, answer: Callable[[], Answer]) -> Answer:
            if call.path.endswith("/parts"):
                place.write_bytes(b"y" * 2_560_000)
            return answer()

        desk.line.fault = change
        with pytest.raises(Refused) as refused:
            desk.run()
        assert [problem.field for problem in refused.value.problems] == ["data/b.bin"]
        assert issubclass(Changed, Refused)


class TestALineThatIsBad:
    def often(self, times: int, match: str, bad: Callable[[], Answer]) -> Any:
        left = [times]

        def fault(call: Call, answer: Callable[[], Answer]) -> Answer:
            if match in call.path and left[0]:
                left[0] -= 1
                return bad()
            return answer()

        return fault

    @pytest.mark.parametrize("status", [500, 429])
    @pytest.mark.parametrize(
        "match", ["/api/submissions", "/metadata", "/files", "/parts", "/complete", "fake://"]
    )
    def test_what_passes_is_waited_for(self, desk: Desk, status: int, match: str) -> None:
        desk.line.fault = self.often(4, match, lambda: Answer(status))
        assert desk.run()["state"] == "submitted"
        assert desk.staged() == named(desk)
        assert desk.heard.there == desk.heard.total

    @pytest.mark.parametrize("match", ["/metadata", "/files", "/complete", "/submit", "fake://"])
    def test_cut_before_and_cut_after_end_the_same(self, desk: Desk, match: str) -> None:
        turns = [0]

        def cut(call: Call, answer: Callable[[], Answer]) -> Answer:
            if match in call.path and turns[0] < 6:
                turns[0] += 1
                if turns[0] % 2:
                    answer()
                raise Broken("cut")
            return answer()

        desk.line.fault = cut
        assert desk.run()["state"] == "submitted"
        assert desk.staged() == named(desk)
        assert row(desk).used_deposits == 1

    def test_retry_after_is_believed(self, desk: Desk) -> None:
        before = desk.house.clock.now()
        told = Answer(503, {"retry-after": "77"})
        desk.line.fault = self.often(1, "/files", lambda: told)
        desk.run()
        assert desk.house.clock.now() - before >= timedelta(seconds=77)

    def test_a_ticket_that_ended_is_asked_for_again(self, desk: Desk) -> None:
        desk.line.fault = self.often(2, "fake://", lambda: Answer(403))
        desk.run()
        assert desk.staged() == named(desk)
        assert len(desk.line.said("/parts")) == 3

    def test_an_upload_that_ended_in_the_storage_is_begun_again(self, desk: Desk) -> None:
        desk.line.fault = self.often(1, "fake://", self.forgotten(desk.house))
        desk.run()
        assert desk.staged() == named(desk)
        assert desk.heard.there == desk.heard.total

    def forgotten(self, there: House) -> Callable[[], Answer]:
        def forget() -> Answer:
            there.staging.uploads.clear()
            return Answer(404)

        return forget

    def test_half_an_answer_is_none(self, desk: Desk) -> None:
        desk.line.fault = self.often(1, "/files", lambda: Answer(201, {}, b'{"files": ['))
        assert desk.run()["state"] == "submitted"

    def test_a_log_in_page_in_the_way_is_no_answer(self, desk: Desk) -> None:
        desk.line.fault = self.often(1, "/api/sub", lambda: Answer(200, {}, b"<html>Log in"))
        assert desk.run()["state"] == "submitted"

    def test_patience_ends_and_the_same_again_goes_on(self, desk: Desk) -> None:
        def dead(call: Call, answer: Callable[[], Answer]) -> Answer:
            if call.path.startswith("fake://") and "part=2" in call.path:
                raise Broken("dead")
            return answer()

        desk.line.fault = dead
        with pytest.raises(Later):
            desk.run()
        sent = len(desk.house.staging.uploads)
        assert sent
        desk.line.fault = lambda _, answer: answer()
        desk.line.calls.clear()
        desk.run()
        assert desk.staged() == named(desk)
        assert not any("part=1" in call.path for call in desk.line.parts)

    def test_completing_that_takes_long_is_asked_about_until_it_is_done(self, desk: Desk) -> None:
        left = [5]

        def slowly(call: Call, answer: Callable[[], Answer]) -> Answer:
            if call.path.endswith("/complete") and left[0]:
                left[0] -= 1
                asked = json.loads(call.body)["files"]
                body = {"files": [{"file": f["file"], "state": "uploading"} for f in asked]}
                return Answer(200, {}, json.dumps(body).encode())
            return answer()

        desk.line.fault = slowly
        assert desk.run()["state"] == "submitted"


class TestWhatIsNotAllowed:
    def test_a_wrong_invitation_is_told_in_the_service_s_words(self, tmp_path: Path) -> None:
        desk = Desk(House(), tmp_path)
        desk.write(a=b"x")
        with pytest.raises(Refused, match="This invitation is not valid"):
            desk.run()

    def test_so_is_one_that_has_ended(self, desk: Desk) -> None:
        desk.house.clock.advance(days=31)
        with pytest.raises(Refused, match="it has ended"):
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
        with pytest.raises(Refused, match="--new"):
            desk.run()
