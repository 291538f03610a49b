"""Deposits of people who signed in at the repository: opened and opened anew."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pytest

from tests.api_client import Json
from tests.house import House, house
from tests.signed_in import opened
from tests.written import ID
from zenferry.accounts.door import account_hash
from zenferry.errors import NotNow
from zenferry.profile.settings import OwnAccount

ANOTHER_NONCE = "another-nonce-of-the-same-length"


@pytest.fixture
def place() -> House:
    return house()


def test_who_signed_in_has_a_deposit_of_that_account(place: House) -> None:
    client = opened(place)

    shown = client.look()
    assert (shown["account"], shown["token_wanted"]) == ("7", False)
    assert shown["repository"]["key"] == "zenodo"
    assert place.invitations.get(account_hash("zenodo", "7")).used_deposits == 1


def test_neither_code_nor_tokens_are_answered_kept_in_clear_or_logged(
    place: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = place.client()
    came = client.sign_in("7", place.authority)
    answer = client.open_signed_in(came)

    pair = place.authority.tokens["7"]
    for secret in (*came.values(), pair.access, pair.refresh):
        assert secret not in answer.text + client.call("GET").text + caplog.text
        assert secret not in repr(place.kept()) + repr(place.seals.rows) + repr(place.sign_ins.rows)


def test_a_lost_answer_is_asked_for_again_and_nobody_signs_in_twice(place: House) -> None:
    client = place.client()
    came = client.sign_in("7", place.authority)
    assert client.open_signed_in(came).status_code == 201

    assert client.open_signed_in(came).status_code == 200
    assert place.invitations.get(account_hash("zenodo", "7")).used_deposits == 1


def test_a_replayed_answer_opens_nothing(place: House) -> None:
    client = place.client()
    came = client.sign_in("7", place.authority)
    client.open_signed_in(came)

    # Another deposit by the same answer; the same deposit by somebody without its nonce.
    assert place.client().open_signed_in(came).status_code == 403
    thief = place.client()
    thief.id = client.id
    assert thief.open_signed_in(came, nonce=ANOTHER_NONCE).status_code == 409


def test_a_used_state_is_refused_when_nothing_came_of_it(place: House) -> None:
    client = place.client()
    came = client.sign_in("7", place.authority)
    assert client.open_signed_in(came | {"code": "no-code-of-theirs"}).status_code == 403

    assert client.open_signed_in(came).status_code == 503
    place.clock.advance(minutes=2)
    assert client.open_signed_in(came).status_code == 403
    assert place.kept_submissions() == []


def test_a_strangers_answer_signs_nobody_in(place: House) -> None:
    """Login CSRF: an attacker's answer in the victim's browser, which has another secret."""
    attacker, victim = place.client(), place.client()
    theirs = attacker.sign_in("666", place.authority)
    own = victim.sign_in("7", place.authority)

    for swapped in (
        theirs,
        theirs | {"secret": own["secret"]},
        own | {"state": theirs["state"]},
        own | {"state": theirs["state"], "code": theirs["code"]},
    ):
        assert victim.open_signed_in(swapped).status_code == 403
    assert place.kept_submissions() == []


def test_a_foreign_code_in_ones_own_sign_in_is_that_accounts_and_no_other(place: House) -> None:
    """Whoever has a code of somebody else's must bring state and secret of their own."""
    client = place.client()
    came = client.sign_in("7", place.authority)
    foreign = place.authority.code("8", "https://elsewhere.example/signed-in/")

    assert client.open_signed_in(came | {"code": foreign}).status_code == 403


def test_a_sign_in_for_one_repository_is_none_for_another(place: House) -> None:
    client = place.client()
    came = client.sign_in("7", place.authority)

    assert client.open_signed_in(came, repository="sandbox").status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "<script>alert(1)</script>"},
        {"code": "<img src=x onerror=alert(1)>"},
        {"code": "line\r\nSet-Cookie: a=b"},
        {"secret": "\N{SNOWMAN}" * 20},
        {"error": "access_denied"},
        {"redirect_uri": "https://evil.example/"},
    ],
)
def test_markup_and_what_nobody_asked_for_is_refused_and_not_repeated(
    place: House, wrong: Json
) -> None:
    client = place.client()
    came = client.sign_in("7", place.authority)

    answer = client.open_signed_in(came | wrong)

    assert answer.status_code in {403, 422}
    assert "<img" not in answer.text
    assert "<script>alert" not in answer.text
    assert place.kept_submissions() == []


def test_nobody_says_where_people_are_sent_back_to(place: House) -> None:
    asked = {"submission": ID, "repository": "zenodo", "redirect_uri": "https://evil.example/"}
    assert place.http.post("/api/sign-ins", json=asked).status_code == 422

    hosts = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    del asked["redirect_uri"]
    left = place.http.post("/api/sign-ins", json=asked, headers=hosts).get_json()
    assert "evil.example" not in left["url"]


def test_no_cookie_is_set_and_none_is_read(place: House) -> None:
    """CSRF: what a browser sends by itself proves nothing here."""
    asked = {"submission": ID, "repository": "zenodo"}
    answer = place.http.post("/api/sign-ins", json=asked)
    assert "Set-Cookie" not in answer.headers
    as_form = place.http.post("/api/sign-ins", data=asked)
    assert as_form.status_code == 415


def test_where_the_profile_does_not_offer_it_nobody_signs_in() -> None:
    shut = house()
    shut.__dict__["profile"] = replace(shut.profile, own_account=OwnAccount(token=True))
    asked = {"submission": ID, "repository": "zenodo"}
    answer = shut.http.post("/api/sign-ins", json=asked)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "no_sign_in")


def test_a_repository_that_does_not_answer_is_told(place: House) -> None:
    client = place.client()
    came = client.sign_in("7", place.authority)
    place.authority.loses = True

    answer = client.open_signed_in(came)

    assert (answer.status_code, answer.get_json()["code"]) == (409, "sign_in_later")
    place.authority.loses = False
    opened(place)


def test_an_account_without_room_is_told_and_signed_out(place: House) -> None:
    place.__dict__["profile"] = replace(
        place.profile, own_account=OwnAccount(sign_in=True, deposits=1)
    )
    first = opened(place)
    client = place.client()

    answer = client.open_signed_in(client.sign_in("7", place.authority))

    assert (answer.status_code, answer.get_json()["code"]) == (403, "account_used_up")
    # The first one is still signed in.
    [users] = place.account_users.of.values()
    assert users == {first.id}


@pytest.mark.parametrize("kept", [False, True])
def test_who_signs_in_for_a_deposit_that_the_table_does_not_take_is_signed_out(
    place: House, monkeypatch: pytest.MonkeyPatch, *, kept: bool
) -> None:
    add = place.submissions.add

    def busy(*given: Any, **more: Any) -> None:
        if kept:
            add(*given, **more)
        raise NotNow("storage_unavailable")

    client = place.client()
    came = client.sign_in("7", place.authority)
    with monkeypatch.context() as patch:
        patch.setattr(place.submissions, "add", busy)
        assert client.open_signed_in(came).status_code == 503
    # Where it is kept all the same, only the answer was lost.
    assert [bool(users) for users in place.account_users.of.values()] == [kept]
    assert bool(place.seals.rows) == kept


def test_another_account_is_not_taken_for_it(place: House) -> None:
    client = opened(place, "7")

    came = client.sign_in("8", place.authority)
    answer = client.call("PUT", "/token", json={"sign_in": came})

    assert (answer.status_code, answer.get_json()["code"]) == (409, "sign_in_other")
    assert client.look()["account"] == "7"
    [of_7, of_8] = sorted(place.account_users.of.values(), key=len, reverse=True)
    assert (of_7, of_8) == ({client.id}, set())


def test_signed_in_again_by_who_has_the_key_alone(place: House) -> None:
    client = opened(place)
    came = client.sign_in("7", place.authority)
    thief = place.client()
    thief.id, thief.key = client.id, "x" * 30

    assert thief.call("PUT", "/token", json={"sign_in": came}).status_code == 401
    assert client.call("PUT", "/token", json={"sign_in": came}).status_code == 200
