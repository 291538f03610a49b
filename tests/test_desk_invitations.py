"""Invitations at the desk: seen with their use, made, sent and revoked by curators alone."""

import csv
import io
from typing import Any

import pytest

from tests.curated import At, CuratedHouse
from tests.deposit_client import fields
from tests.fake_invitations import FakeInvitations
from tests.fakes import FakeMailer
from tests.links import secret_in
from zenferry.access import Invitation
from zenferry.api.curation.invitations import MOST_AT_ONCE
from zenferry.curation.log import LogEntry
from zenferry.errors import NotNow

EVE = "eve@example.org"
CAPS = {"deposits": 2, "files": 10, "bytes": 10**9, "days": 7, "language": "en"}


@pytest.fixture
def place() -> CuratedHouse:
    return CuratedHouse()


@pytest.fixture
def at(place: CuratedHouse) -> At:
    return place.signed_in()


def made(at: At, **given: object) -> dict[str, Any]:
    answer = at.call("POST", "invitations", json={**CAPS, **given})
    assert answer.status_code == 201, answer.text
    return dict(answer.get_json())


def test_a_link_to_be_passed_on_is_told_once_and_opens_deposits(
    place: CuratedHouse, at: At
) -> None:
    answer = made(at, note="For Eve", email="")
    assert place.client().open(secret_in(answer["link"])).status_code == 201
    (listed,) = at.get("invitations")["invitations"]
    assert (listed["note"], listed["by"], listed["to"]) == ("For Eve", "curator:ada", "")
    assert listed["deposits"] == {"used": 1, "most": 2}
    assert secret_in(answer["link"]) not in str(at.get("invitations"))


def test_all_of_them_are_taken_away_with_their_use_and_without_their_links(
    place: CuratedHouse, at: At
) -> None:
    secrets = [secret_in(made(at, note=note, email="")["link"]) for note in ("For Eve", "For Ada")]
    assert place.client().open(secrets[0]).status_code == 201
    text = at.call("GET", "invitations.csv").data.decode("utf-8-sig")
    rows = {row["note"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows.keys() == {"For Eve", "For Ada"}
    eve = rows["For Eve"]
    assert (eve["deposits"], eve["deposits_used"], eve["files_used"]) == ("2", "1", "0")
    assert (eve["by"], eve["bytes"]) == ("curator:ada", str(10**9))
    told = at.get("invitations.json")
    assert told == at.get("invitations")
    assert not any(secret in text + str(told) for secret in secrets)


def test_an_invitation_to_an_address_goes_there_by_mail(place: CuratedHouse, at: At) -> None:
    answer = made(at, note="private words", email=EVE, language="de")
    assert (answer["link"], answer["unsent"], answer["invitation"]["to"]) == (None, None, EVE)
    letter = place.mailer.sent[-1]
    assert letter.to == EVE
    assert "private words" not in letter.subject + letter.text
    assert place.client().open(secret_in(letter.text)).status_code == 201


def test_a_mail_that_is_not_taken_leaves_the_link_to_the_curator(
    place: CuratedHouse, at: At
) -> None:
    answer = made(at, email="nobody@example.org")
    assert "No mail can be sent" in answer["unsent"]
    assert place.client().open(secret_in(answer["link"])).status_code == 201


def test_a_revoked_invitation_opens_nothing_and_what_was_begun_by_it_stays(
    place: CuratedHouse, at: At
) -> None:
    answer = made(at)
    client = place.opened(secret_in(answer["link"]))
    client.register(("a", 3))
    ended = at.call("POST", f"invitations/{answer['invitation']['id']}/revoke")
    assert (ended.status_code, ended.get_json()["revoked"]) == (200, ended.get_json()["revoked"])
    assert place.client().open(secret_in(answer["link"])).status_code == 403
    assert client.register(("b", 1)).get_json()["code"] == "invitation_ended"
    (file,) = client.look()["files"]
    assert client.remove(file["id"]).status_code == 204


def test_each_of_a_list_is_mailed_and_the_rest_of_the_links_is_answered(
    place: CuratedHouse, at: At
) -> None:
    csv = f"email;note;deposits\n{EVE};For Eve;5\nnobody@example.org;;\n"
    answer = at.call("POST", "invitations/csv", json={**CAPS, "csv": csv})
    assert answer.status_code == 201
    first, second = answer.get_json()["invited"]
    assert (first["to"], first["link"], answer.get_json()["left"]) == (EVE, None, [])
    assert place.client().open(secret_in(second["link"])).status_code == 201
    listed = {each["to"]: each for each in at.get("invitations")["invitations"]}
    assert [listed[to]["deposits"]["most"] for to in (EVE, "nobody@example.org")] == [5, 2]


def test_a_list_with_mistakes_invites_nobody(place: CuratedHouse, at: At) -> None:
    before, mails = dict(place.invitations.rows), len(place.mailer.sent)
    csv = f'email,note\n{EVE},"=HYPERLINK(""https://evil.example"")"\n{EVE},\nx,\n'
    answer = at.call("POST", "invitations/csv", json={"csv": csv})
    assert answer.status_code == 422
    assert fields(answer.get_json()) == ["csv.2.note", "csv.3.email", "csv.4.email"]
    assert "evil" not in answer.text
    assert (place.invitations.rows, len(place.mailer.sent)) == (before, mails)


def test_a_list_is_no_longer_than_one_answer_can_be(at: At) -> None:
    csv = "\n".join(["email", *(f"a{n}@example.org" for n in range(MOST_AT_ONCE + 1))])
    answer = at.call("POST", "invitations/csv", json={"csv": csv})
    assert (answer.status_code, fields(answer.get_json())) == (422, ["csv"])


class Failing(FakeInvitations):
    """Stops answering after some."""

    left = 99

    def add(self, invitation: Invitation, entry: LogEntry | None = None) -> None:
        if not self.left:
            raise NotNow("storage_unavailable")
        self.left -= 1
        super().add(invitation, entry)


@pytest.mark.parametrize("left", [0, 2])
def test_links_that_were_made_are_not_lost_when_the_storage_stops(left: int) -> None:
    place = CuratedHouse()
    place.invitations = Failing()
    at = place.signed_in()
    place.invitations.left = left
    csv = "email\na@x.example\nb@x.example\nc@x.example\n"
    answer = at.call("POST", "invitations/csv", json={"csv": csv})
    if not left:
        assert answer.status_code == 503
        return
    told = answer.get_json()
    assert [each["to"] for each in told["invited"]] == ["a@x.example", "b@x.example"]
    assert told["left"] == ["c@x.example"]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"note": "=1+1"}, "note"),
        ({"note": "a\u202eb"}, "note"),
        ({"note": "x" * 201}, "note"),
        ({"email": "eve"}, "email"),
        ({"email": "a@b.org\r\nBcc: c@d.org"}, "email"),
        ({"deposits": 0}, "deposits"),
        ({"bytes": 10**16}, "bytes"),
        ({"days": 1000}, "days"),
        ({"days": True}, "days"),
        ({"language": "../"}, "language"),
        ({"kind": "account"}, "kind"),
    ],
)
def test_what_is_wrong_with_a_wish_is_told_at_its_field(
    place: CuratedHouse, at: At, body: dict[str, object], wrong: str
) -> None:
    before = dict(place.invitations.rows)
    answer = at.call("POST", "invitations", json=body)
    assert (answer.status_code, fields(answer.get_json())) == (422, [wrong])
    assert place.invitations.rows == before


def test_pages_of_a_list_hold_all_of_it_once(place: CuratedHouse, at: At) -> None:
    for number in range(5):
        place.clock.advance(minutes=1)
        made(at, note=f"{number}")
    found: list[str] = []
    path = "invitations?most=2"
    while path:
        page = at.get(path)
        assert len(page["invitations"]) <= 2
        found += [each["note"] for each in page["invitations"]]
        path = page["next"] and f"invitations?most=2&before={page['next']}"
    assert found == ["4", "3", "2", "1", "0"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("invitations?before=x", 400),
        ("invitations?most=0", 422),
        ("invitations?most=251", 422),
    ],
)
def test_a_made_up_page_is_told(at: At, path: str, status: int) -> None:
    assert at.call("GET", path).status_code == status


@pytest.mark.parametrize("id_", ["0" * 16, "x", "%00", "..%2f..", "a" * 300])
def test_what_is_not_there_is_not_revoked(at: At, id_: str) -> None:
    assert at.call("POST", f"invitations/{id_}/revoke").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "invitations", None),
        ("POST", "invitations", {}),
        ("POST", "invitations/csv", {"csv": "email\na@b.org"}),
        ("POST", f"invitations/{'0' * 16}/revoke", {}),
    ],
)
def test_without_a_session_nothing_is_told_or_done(
    place: CuratedHouse, method: str, path: str, body: object
) -> None:
    before = dict(place.invitations.rows)
    for session in ("", "k" * 32):
        stranger = At(place, session)
        assert stranger.call(method, path, json=body).status_code == 401
    assert place.invitations.rows == before


def test_the_log_tells_who_invited_and_revoked_and_no_address(at: At) -> None:
    answer = made(at, email=EVE, note="For Eve")
    at.call("POST", f"invitations/{answer['invitation']['id']}/revoke")
    entries = at.get("log")["entries"]
    told = [(e["who"], e["act"], e["subject"]) for e in entries[:2]]
    id_ = answer["invitation"]["id"]
    assert sorted(told) == [("curator:ada", "invited", id_), ("curator:ada", "revoked", id_)]
    assert "eve" not in str(entries).lower()


def test_when_nobody_carries_mails_every_link_is_answered(place: CuratedHouse, at: At) -> None:
    place.mailer = FakeMailer(down=True)
    place.desk_parts.__dict__["mailer"] = place.mailer
    place.desk_parts.__dict__.pop("inviting", None)
    csv = "email\na@x.example\nb@x.example\n"
    answer = at.call("POST", "invitations/csv", json={"csv": csv}).get_json()
    told = [bool(each["link"] and each["unsent"]) for each in answer["invited"]]
    assert told == [True, True]
