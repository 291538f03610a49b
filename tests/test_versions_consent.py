"""A consent is given to somebody, and gets out: whatever fails on its way."""

from dataclasses import replace
from typing import Any

import pytest

from tests.api_client import Client
from tests.curated import BEA, At
from tests.places import METADATA
from tests.version_wishes import WishingHouse
from zenferry.errors import NotNow
from zenferry.mails.letters import Letter
from zenferry.metadata import Access, AccessKind


@pytest.fixture
def place() -> WishingHouse:
    house = WishingHouse()
    house.ask()
    return house


def consent(at: At, id_: str) -> Any:
    return at.call("POST", f"versions/{id_}/consent", json={})


def only(place: WishingHouse, at: At) -> Any:
    [wish] = place.waiting(at)
    return wish


def test_who_asks_is_seen_before_the_answer(place: WishingHouse) -> None:
    at = place.signed_in()
    wish = only(place, at)

    assert at.get(f"versions/{wish['id']}") == {**wish, "email": "ada@example.org"}
    assert place.desk.get(f"/api/curation/versions/{wish['id']}").status_code == 401


def killed(place: WishingHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between keeping an answer and sending its mail the function ends."""

    def send(_: Letter) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(place.mailer, "send", send)


def test_a_consent_whose_mail_never_began_is_given_again(
    place: WishingHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = place.signed_in()
    wish = only(place, at)
    with monkeypatch.context() as patch:
        killed(place, patch)
        with pytest.raises(KeyboardInterrupt):
            consent(at, wish["id"])
    assert only(place, at) == {**wish, "answer": "agreed"}
    assert consent(place.signed_in(BEA), wish["id"]).status_code == 409

    assert consent(at, wish["id"]).status_code == 201

    client = Client(place.http)
    assert client.open(place.mailed()).status_code == 201
    first, second = [row for row in place.invitations.rows.values() if row.basis]
    assert first.revoked
    assert not second.revoked
    assert place.waiting(at) == []
    assert "ada@example.org" not in repr(place.wishes.rows)
    assert consent(at, wish["id"]).status_code == 409


def test_a_refusal_whose_mail_never_began_is_given_again(
    place: WishingHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = place.signed_in()
    wish = only(place, at)
    refuse = f"versions/{wish['id']}/refuse"
    with monkeypatch.context() as patch:
        killed(place, patch)
        with pytest.raises(KeyboardInterrupt):
            at.call("POST", refuse, json={"words": "Not yours."})

    assert consent(at, wish["id"]).status_code == 409
    assert at.call("POST", refuse, json={"words": "No."}).get_json() == {"mailed": True}
    assert "No." in place.mailer.sent[-1].text


def test_where_no_mail_goes_out_the_link_is_told_and_told_afresh(
    place: WishingHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(_: Letter) -> None:
        raise NotNow("busy")

    at = place.signed_in()
    wish = only(place, at)
    monkeypatch.setattr(place.mailer, "send", send)

    first, second = (consent(at, wish["id"]).get_json() for _ in range(2))

    assert first["link"] != second["link"]
    assert place.waiting(at) == []
    assert [bool(row.revoked) for row in place.invitations.rows.values() if row.basis] == [
        True,
        False,
    ]


def test_a_consent_that_may_have_been_mailed_is_told_and_its_link_opens(
    place: WishingHouse,
) -> None:
    at = place.signed_in()
    wish = only(place, at)
    place.mailer.unheard = True

    answer = consent(at, wish["id"]).get_json()

    assert "whether it arrives" in answer["unsent"]
    assert place.mailed() in answer["link"]
    assert consent(at, wish["id"]).status_code == 409
    assert Client(place.http).open(place.mailed()).status_code == 201


def test_what_has_ended_is_no_wish_any_more(place: WishingHouse) -> None:
    at = place.signed_in()
    wish = only(place, at)
    place.clock.advance(days=31)
    at = place.signed_in()

    assert place.waiting(at) == []
    assert consent(at, wish["id"]).status_code == 404


@pytest.mark.parametrize("ticked", [True, False])
def test_what_is_not_for_everybody_takes_a_curators_word(*, ticked: bool) -> None:
    place = WishingHouse()
    record = place.fake.records[place.record.id]
    record.metadata = replace(METADATA, access=Access(AccessKind.RESTRICTED))
    client = Client(place.http)
    client.open(place.agreed(restricted=ticked))

    answer = client.call("POST", "/former")

    assert answer.status_code == (200 if ticked else 409)
    shown = client.call("GET").get_json()
    assert bool(shown["files"]) == ticked
    assert ("title" in shown["metadata"]) == ticked
