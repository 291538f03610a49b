"""What opens a deposit to the client beside an invitation: a status link, a token of one's own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api_client import TOKEN
from tests.client_desk import CONTENT, TypedDesk, typed_desk
from tests.client_line import Desk, filled_desk
from tests.deposit_client import VALUES
from zenferry.client.trouble import NotTaken, Usage


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return filled_desk(tmp_path, monkeypatch)


@pytest.fixture
def typed(tmp_path: Path) -> Iterator[TypedDesk]:
    with typed_desk(tmp_path) as made:
        made.there.house.fake.tokens = {TOKEN: "7"}
        (tmp_path / "token").write_text(f"{TOKEN}\n")
        yield made


def status_link(desk: Desk) -> dict[str, str]:
    """What it says; from then on this is another machine."""
    kept = json.loads(desk.journal.read_text())
    desk.journal.unlink()
    return {"submission": kept["id"], "key": kept["key"]}


class TestAStatusLink:
    def test_goes_on_from_another_machine_and_sends_nothing_twice(self, desk: Desk) -> None:
        desk.run(submit=False)
        link = status_link(desk)
        sent = len(desk.line.parts)
        desk.write(c__csv=b"c\n")
        assert desk.run(opens=link)["id"] == link["submission"]
        assert len(desk.line.parts) == sent + 1
        assert desk.staged() == desk.written()
        assert desk.invitation.used_deposits == 1

    def test_is_kept_so_that_the_invitation_s_command_goes_on_as_well(self, desk: Desk) -> None:
        first = desk.run(submit=False)
        link = status_link(desk)
        desk.write(c__csv=b"c\n")
        desk.run(opens=link, submit=False)
        assert desk.run()["id"] == first["id"]

    def test_replaces_no_description_of_others_unasked(self, desk: Desk) -> None:
        desk.run(submit=False)
        link = status_link(desk)
        mine = {**VALUES, "title": "Mine"}
        with pytest.raises(NotTaken, match="another than yours"):
            desk.run(opens=link, values=mine)
        assert desk.run(opens=link, values=mine, overwrite=True)["metadata"] == mine

    def test_that_opens_nothing_leaves_nothing_behind(self, desk: Desk) -> None:
        desk.run(submit=False)
        link = status_link(desk)
        with pytest.raises(NotTaken):
            desk.run(opens={**link, "key": "another-key-than-that"})
        assert not desk.journal.exists()

    def test_does_not_take_another_deposit_s_place_in_the_journal(self, desk: Desk) -> None:
        desk.run(submit=False)
        link = status_link(desk)
        desk.house.invite("another-invitation", deposits=1, files=10, bytes=10**8)
        desk.run(opens={"invitation": "another-invitation"}, submit=False)
        kept = desk.journal.read_text()
        with pytest.raises(Usage, match="--new"):
            desk.run(opens=link)
        assert desk.journal.read_text() == kept


class TestATokenOfOnesOwn:
    WORDS = ("words.json", "data", "--token-file", "token", "--repository", "zenodo")

    def test_opens_a_deposit_of_its_account_and_is_kept_nowhere(self, typed: TypedDesk) -> None:
        page = typed.there.page
        code, out, err = typed.run(*self.WORDS, "--no-submit", ZENFERRY_LINK=page)
        assert code == 0, err
        [found] = typed.there.house.submissions.all()
        assert (found.account, typed.there.staged()) == ("7", CONTENT)
        assert TOKEN not in out + err + typed.journal.read_text()

    def test_is_said_once_and_the_same_command_goes_on(self, typed: TypedDesk) -> None:
        page = typed.there.page
        typed.run(*self.WORDS, "--no-submit", ZENFERRY_LINK=page)
        typed.there.house.fake.tokens = {}
        code, _, err = typed.run(*self.WORDS, ZENFERRY_LINK=page)
        assert (code, typed.line.log.count("POST", r"/api/submissions$")) == (0, 1), err

    def test_that_is_not_taken_is_refused_in_words(self, typed: TypedDesk) -> None:
        (typed.folder / "token").write_text("a-token-of-nobody-0123456789")
        code, out, err = typed.run(*self.WORDS, ZENFERRY_LINK=typed.there.page)
        assert code == 3
        assert err.startswith("token: ")
        assert "a-token-of-nobody" not in out + err

    def test_needs_its_repository_a_page_and_a_file(self, typed: TypedDesk) -> None:
        page = typed.there.page
        without = ("words.json", "data", "--token-file", "token")
        for words, link in [
            (without, page),
            (self.WORDS, typed.there.link),
            ((*without[:-1], "nowhere", "--repository", "zenodo"), page),
        ]:
            assert typed.run(*words, ZENFERRY_LINK=link)[0] == 2
        assert typed.line.log.count() == 0
