"""What the client keeps to go on with."""

from pathlib import Path

import pytest

from zenferry.client.journal import Entry, Journal, journal_place
from zenferry.client.trouble import Usage


class TestJournal:
    def test_it_is_the_same_for_the_same_command_and_another_for_another(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        place = journal_place(tmp_path, "https://d/", Path("m"), [Path("a"), Path("b")])
        same = journal_place(tmp_path, "https://d/", tmp_path / "m", [Path("b"), Path("./a")])
        assert place == same
        others = {
            journal_place(tmp_path, "https://e/", Path("m"), [Path("a"), Path("b")]),
            journal_place(tmp_path, "https://d/", Path("n"), [Path("a"), Path("b")]),
            journal_place(tmp_path, "https://d/", Path("m"), [Path("a")]),
        }
        assert len(others | {place}) == 4

    def test_it_comes_back_as_it_was_and_shows_no_secret(self, tmp_path: Path) -> None:
        journal = Journal(tmp_path / "new" / "j.json", "https://d/")
        journal.note(key="k3y", files={"a": (1, 2)}, words=("w",))
        other = Journal(journal.place, "https://d/")
        assert other.read()
        assert other.entry == journal.entry
        assert "k3y" not in repr(other.entry)
        assert journal.entry.nonce not in repr(Entry("https://d/", nonce=journal.entry.nonce))

    @pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"version": 2}', "null"])
    def test_what_is_none_is_not_written_over(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "j").write_text(text)
        with pytest.raises(Usage, match="--new"):
            Journal(tmp_path / "j", "https://d/").read()
        assert (tmp_path / "j").read_text() == text
