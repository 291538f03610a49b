"""Invitations by command: links printed or sent, lists of addresses, what is listed and ended."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.deposit_client import EXAMPLE, House, house
from tests.fake_invitations import FakeInvitations
from tests.fakes import FakeMailer
from tests.links import secret_in
from tests.test_cli import NOWHERE, typed
from zenferry.access import Invitation, hashed
from zenferry.curation.log import LogEntry
from zenferry.invitations.inviting import Inviting, Offer
from zenferry.operator import invitations as desk_invitations

ADA = "ada@example.org"
Said = pytest.CaptureFixture[str]


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> House:
    """Where the commands do what they do over the house's table."""
    made = house()

    def inviting(options: argparse.Namespace) -> Inviting:
        desk = made.parts.inviting
        return desk if options.profile else replace(desk, letters=None)

    monkeypatch.setattr(desk_invitations, "inviting", inviting)
    return made


def options(**given: Any) -> argparse.Namespace:
    usual: dict[str, Any] = {
        "note": "",
        "to": "",
        "csv": None,
        "send": False,
        "language": "",
        "days": 30,
        "deposits": 2,
        "files": 10,
        "gigabytes": 1,
        "profile": EXAMPLE,
    }
    return argparse.Namespace(**usual | given)


@contextmanager
def failing(capsys: Said) -> Iterator[list[str]]:
    """The lines of what it says when it stops."""
    told: list[str] = []
    with pytest.raises(SystemExit) as stop:
        yield told
    told += [*capsys.readouterr().err.splitlines(), *str(stop.value.code).splitlines()]


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "addresses.csv"
    path.write_text(text, "utf-8")
    return path


def test_the_secret_of_an_invitation_opens_deposits_and_is_stored_nowhere(
    place: House, capsys: Said
) -> None:
    desk_invitations.invite(options(note="For Ada", profile=None))
    secret = secret_in(capsys.readouterr().out)
    row = place.invitations.get(hashed(secret))
    assert (row.note, row.deposits, row.by) == ("For Ada", 2, "operator")
    assert secret not in repr(place.invitations.rows)
    for _ in range(2):
        assert place.client().open(secret).status_code == 201
    assert place.client().open(secret).status_code == 403


def test_no_two_invitations_are_the_same(place: House) -> None:
    secrets = {secret_in(place.parts.inviting.invite(Offer(), "operator").link) for _ in range(20)}
    assert len(secrets) == 20
    assert all(len(secret) >= 32 for secret in secrets)


def test_it_is_sent_in_the_language_of_whom_it_is_for(place: House, capsys: Said) -> None:
    desk_invitations.invite(options(to=ADA, send=True, language="de", note="secret words"))
    (letter,) = place.mailer.sent
    assert letter.to == ADA
    assert "https://deposit.example/de/#invitation=" in letter.text
    assert "secret words" not in letter.subject + letter.text
    assert capsys.readouterr().out == ""
    assert place.client().open(secret_in(letter.text)).status_code == 201


def test_a_mail_that_is_refused_leaves_the_link_to_be_passed_on(place: House, capsys: Said) -> None:
    place.mailer = FakeMailer(ADA)
    with pytest.raises(SystemExit, match="not sent by mail"):
        desk_invitations.invite(options(to=ADA, send=True))
    assert place.client().open(secret_in(capsys.readouterr().out)).status_code == 201


def test_each_line_of_a_list_is_invited(place: House, tmp_path: Path, capsys: Said) -> None:
    path = table(tmp_path, f"email,deposits\n{ADA},3\nbob@example.org,\n")
    desk_invitations.invite(options(csv=path))
    head, *lines = capsys.readouterr().out.splitlines()
    assert (head, len(lines)) == ("email,link", 2)
    for line, email, deposits in zip(lines, (ADA, "bob@example.org"), (3, 2), strict=True):
        row = place.invitations.get(hashed(secret_in(line)))
        assert (line.startswith(f"{email},"), row.to, row.deposits) == (True, email, deposits)
    assert place.mailer.sent == []


def test_a_list_is_sent_and_what_was_not_is_told(
    place: House, tmp_path: Path, capsys: Said
) -> None:
    path = table(tmp_path, f"email\n{ADA}\nnobody@example.org\nbob@example.org\n")
    with pytest.raises(SystemExit, match="1 not sent"):
        desk_invitations.invite(options(csv=path, send=True))
    told = capsys.readouterr()
    assert [letter.to for letter in place.mailer.sent] == [ADA, "bob@example.org"]
    ends = [line.partition(",")[2][:4] for line in told.out.splitlines()[1:]]
    assert ends == ["sent", "http", "sent"]
    assert "3 of 3 are invited." in told.err


class Down(FakeMailer):
    """Carries nothing, and remembers who tried."""

    def __init__(self) -> None:
        super().__init__(down=True)
        self.tried: list[str] = []

    def send(self, letter: Any) -> None:
        self.tried.append(letter.to)
        super().send(letter)


def test_when_nobody_carries_mails_all_links_are_made_and_the_mails_not_tried_again(
    place: House, tmp_path: Path, capsys: Said
) -> None:
    place.mailer = down = Down()
    path = table(tmp_path, f"email\n{ADA}\nbob@example.org\n")
    with pytest.raises(SystemExit, match="2 not sent"):
        desk_invitations.invite(options(csv=path, send=True))
    assert down.tried == [ADA]
    assert capsys.readouterr().out.count("#invitation=") == 2


def test_of_a_list_only_the_mail_that_nobody_answered_for_may_have_gone_out(place: House) -> None:
    place.mailer.unheard = True
    offers = [Offer(to=ADA), Offer(to="bob@example.org")]
    made = list(place.parts.inviting.invite_all(offers, "operator", send=True))
    assert [one.unheard for one in made] == [True, False]
    assert all(one.unsent for one in made)
    assert [letter.to for letter in place.mailer.sent] == [ADA]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"email\n=1\nx\n", [":2: email: ", ":3: email: "]),
        (b"email\n\xff\n", [": is not UTF-8"]),
        (b"email\n" + b"a" * 1_000_001, [": is larger than 1 MB"]),
        (b"", [":1: The first line has to name"]),
    ],
)
def test_a_list_with_mistakes_invites_nobody_and_names_its_lines(
    place: House, tmp_path: Path, capsys: Said, text: bytes, told: list[str]
) -> None:
    path = tmp_path / "addresses.csv"
    path.write_bytes(text)
    before = dict(place.invitations.rows)
    with failing(capsys) as lines:
        desk_invitations.invite(options(csv=path, send=True))
    for line, start in zip(lines, told, strict=False):
        assert line.startswith(f"{path}{start}")
    assert len(lines) >= len(told)
    assert (place.invitations.rows, place.mailer.sent) == (before, [])


def test_a_list_that_is_not_there_is_told(place: House, tmp_path: Path, capsys: Said) -> None:
    with failing(capsys) as lines:
        desk_invitations.invite(options(csv=tmp_path / "none.csv"))
    assert lines == [f"{tmp_path / 'none.csv'}: can't be read: No such file or directory"]
    assert place.mailer.sent == []


@pytest.mark.parametrize("note", ["=1+1", "a\x1b[2Jb", "x" * 201])
def test_a_note_is_plain_text(place: House, capsys: Said, note: str) -> None:
    before = dict(place.invitations.rows)
    with failing(capsys) as lines:
        desk_invitations.invite(options(note=note))
    assert lines[0].startswith("--note: ")
    assert place.invitations.rows == before


def test_all_are_listed_with_what_was_used_and_can_be_ended(place: House, capsys: Said) -> None:
    desk_invitations.invite(options(to=ADA, note="For Ada"))
    secret = secret_in(capsys.readouterr().out)
    client = place.opened(secret)
    client.register(("a", 10**6))
    desk_invitations.invitations(options())
    _head, line = capsys.readouterr().out.splitlines()
    assert "good     1/2 deposits, 1/10 files, 1 MB of 1 GB  ada@example.org For Ada" in line
    desk_invitations.revoke(options(id=line.split()[0]))
    assert "revoked" in capsys.readouterr().out
    assert place.client().open(secret).status_code == 403
    assert client.register(("b", 1)).get_json()["code"] == "invitation_ended"
    assert client.look()["state"] == "draft"


def test_what_somebody_typed_does_nothing_to_the_terminal(place: House) -> None:
    made = place.parts.inviting.invite(Offer(note="\x1b[31mred\n"), "operator")
    assert desk_invitations.shown(made.invitation, place.clock.now()).isprintable()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--send",), "--send: say to whom"),
        (("--send", "--to", ADA), "--send: give the --sender"),
        (("--send", "--to", ADA, "--sender", "x@example.org"), "give the --profile"),
        (("--csv", "a.csv"), "give the --profile"),
        (("--to", "ada"), "--to: give an e-mail address"),
        (("--to", ADA, "--csv", "a.csv"), "not allowed with"),
    ],
)
def test_what_does_not_fit_together_is_told_at_once(words: tuple[str, ...], told: str) -> None:
    done = typed("invite", *words, **NOWHERE)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


@pytest.mark.parametrize("given", ["x", "0" * 15, "../0123456789abcd"])
def test_what_is_no_id_is_not_looked_for(given: str) -> None:
    done = typed("revoke", given, **NOWHERE)
    assert done.returncode == 2
    assert "give 16 digits" in done.stderr


@pytest.mark.parametrize("words", [("invitations",), ("revoke", "0" * 16)])
def test_a_table_that_does_not_answer_stops_these_in_a_sentence(words: tuple[str, ...]) -> None:
    done = typed(*words, **NOWHERE)
    assert done.returncode == 1
    assert done.stderr.startswith("The storage does not answer.")
    assert "Traceback" not in done.stderr


def test_a_language_that_the_page_does_not_speak_is_told(place: House, capsys: Said) -> None:
    with failing(capsys) as lines:
        desk_invitations.invite(options(language="fr"))
    assert lines[0].startswith("--language: ")
    assert place.mailer.sent == []


def test_address_and_note_are_told_nobody_after_their_day(place: House) -> None:
    inviting = place.parts.inviting
    inviting.invite(Offer(to=ADA, note="Eve from Bonn", days=1), "operator")
    inviting.invite(Offer(note="Bob from Kiel", days=1), "operator")
    told = {(each.to, each.note) for each in inviting.listed(10).items}
    assert told == {(ADA, "Eve from Bonn"), ("", "Bob from Kiel")}
    place.clock.advance(days=1 + place.profile.mail.erased_after)
    assert {(each.to, each.note) for each in inviting.listed(10).items} == {("", "")}


class Unheard(FakeInvitations):
    """Keeps what is added; the answer is lost, and the client asks again."""

    def add(self, invitation: Invitation, entry: LogEntry | None = None) -> None:
        super().add(invitation, entry)
        super().add(invitation, entry)


def test_an_invitation_whose_answer_was_lost_is_made_once_and_told(place: House) -> None:
    place.invitations = Unheard()
    made = place.parts.inviting.invite(Offer(to=ADA), "operator", send=True)
    assert (made.sent, len(place.mailer.sent)) == (True, 1)
    assert place.invitations.get(hashed(secret_in(made.link))) == made.invitation
    assert [entry.act for entry in place.invitations.log.entries] == ["invited"]
