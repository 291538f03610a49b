"""The door for who has an account at the repository: what it opens, and for whom it stays shut."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.api_client import TOKEN, Client
from tests.house import House, house
from tests.own import OTHERS_TOKEN
from tests.written import ID
from zenferry.accounts.door import account_hash
from zenferry.accounts.seal import Secret, SecretKind
from zenferry.errors import Absent
from zenferry.profile.settings import OwnAccount


@pytest.fixture
def place() -> House:
    made = house()
    made.fake.tokens = {TOKEN: "7", OTHERS_TOKEN: "8"}
    return made


def errors(answer: object) -> dict[str, str]:
    return {e["field"]: e["message"] for e in answer.get_json()["errors"]}  # type: ignore[attr-defined]


def test_a_token_opens_a_deposit_of_its_account(place: House) -> None:
    client = place.client()
    assert client.open_own().status_code == 201

    shown = client.look()
    assert (shown["account"], shown["token_wanted"]) == ("7", False)
    assert shown["repository"]["name"] == "Zenodo"


def test_an_invitation_opens_one_of_the_consortium(place: House) -> None:
    assert place.opened().look()["account"] is None


def test_the_token_is_kept_sealed_and_opens_for_this_deposit_alone(place: House) -> None:
    client = place.client()
    client.open_own()

    sealed = place.seals.get(client.id)
    assert place.seal.unsealed(client.id, sealed) == Secret(SecretKind.TOKEN, TOKEN)
    with pytest.raises(Absent):
        place.seal.unsealed(ID, sealed)


def test_a_lost_answer_is_asked_for_again(place: House) -> None:
    client = place.client()
    assert client.open_own().status_code == 201
    assert client.open_own().status_code == 200
    spent = place.invitations.get(account_hash("zenodo", "7"))
    assert spent.used_deposits == 1


def test_nobody_takes_anothers_deposit_by_its_id(place: House) -> None:
    client = place.client()
    client.open_own()
    sealed = place.seals.get(client.id)

    thief = Client(place.http)
    thief.id = client.id
    assert thief.open_own(OTHERS_TOKEN, nonce="another-nonce-of-the-same-length").status_code == 409
    assert place.seals.get(client.id) == sealed


def test_a_token_that_is_not_taken_is_told_at_its_field(place: House) -> None:
    answer = place.client().open_own("a-token-that-nobody-ever-made")
    assert answer.status_code == 422
    assert "does not take this token" in errors(answer)["token"]
    assert place.seals.rows == {}


def test_a_repository_that_is_down_is_told_at_the_field_too(place: House) -> None:
    place.fake.down = True
    answer = place.client().open_own()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "can't be asked" in errors(answer)["token"]
    place.fake.down = False
    assert place.client().open_own().status_code == 201


def test_a_repository_that_nobody_offers_is_refused(place: House) -> None:
    answer = place.client().open_own(repository="elsewhere")
    assert answer.status_code == 422
    assert errors(answer).keys() == {"repository"}


@pytest.mark.parametrize(
    "token", ["short", "with a blank in the middle", "new\nline-0123456789", "ü" * 20]
)
def test_what_is_no_token_is_refused_before_anybody_is_asked(place: House, token: str) -> None:
    place.fake.down = True
    answer = place.client().open_own(token)
    assert answer.status_code == 422
    assert errors(answer).keys() == {"token"}
    assert token not in answer.text


@pytest.mark.parametrize(
    "body",
    [{}, {"invitation": "x" * 20, "token": TOKEN, "repository": "zenodo"}, {"token": TOKEN}],
    ids=["neither", "both", "for no repository"],
)
def test_a_deposit_has_one_door(place: House, body: dict[str, str]) -> None:
    given = {"id": ID, "nonce": "n" * 30, **body}
    answer = place.http.post("/api/submissions", json=given)
    assert answer.status_code == 422
    assert TOKEN not in answer.text


def test_an_account_has_room_for_as_much_as_the_profile_lets_it(place: House) -> None:
    place.__dict__["profile"] = replace(
        place.profile, own_account=OwnAccount(token=True, files=1, bytes=100)
    )
    client = opened(place)
    large = client.register(("a.csv", 101))
    assert (large.status_code, large.get_json()["code"]) == (403, "account_bytes")
    assert client.register(("a.csv", 99)).status_code == 201
    more = opened(place).register(("b.csv", 1))
    assert (more.status_code, more.get_json()["code"]) == (403, "account_files")


def opened(place: House) -> Client:
    client = place.client()
    assert client.open_own().status_code == 201
    return client


def test_where_the_profile_does_not_offer_it_the_door_is_shut() -> None:
    shut = house()
    shut.__dict__["profile"] = replace(shut.profile, own_account=OwnAccount())
    shut.fake.tokens = {TOKEN: "7"}
    answer = shut.client().open_own()
    assert (answer.status_code, answer.get_json()["code"]) == (403, "own_token_off")


def test_no_invitation_leads_to_what_counts_an_account(place: House) -> None:
    place.client().open_own()
    for guess in ("account:zenodo:7", account_hash("zenodo", "7")):
        assert place.client().open(guess).status_code in {403, 422}


def test_an_account_opens_as_many_deposits_as_the_profile_lets_it(place: House) -> None:
    most = OwnAccount(token=True, deposits=2)
    place.__dict__["profile"] = replace(place.profile, own_account=most)
    assert [place.client().open_own().status_code for _ in range(3)] == [201, 201, 403]
    # Another account has its own count.
    assert place.client().open_own(OTHERS_TOKEN).status_code == 201


def test_a_token_of_another_account_is_not_taken_for_it(place: House) -> None:
    client = place.client()
    client.open_own()
    sealed = place.seals.get(client.id)

    answer = client.call("PUT", "/token", json={"token": OTHERS_TOKEN})
    assert answer.status_code == 422
    assert "another account" in errors(answer)["token"]
    assert place.seals.get(client.id) == sealed


def test_a_token_that_is_not_taken_does_not_take_the_place_of_the_last_one(place: House) -> None:
    client = place.client()
    client.open_own()
    sealed = place.seals.get(client.id)
    answer = client.call("PUT", "/token", json={"token": "a-token-that-nobody-ever-made"})
    assert (answer.status_code, place.seals.get(client.id)) == (422, sealed)


def test_a_new_token_is_taken_from_who_has_the_key_alone(place: House) -> None:
    client = place.client()
    client.open_own()
    sealed = place.seals.get(client.id)
    client.key = "x" * 30
    assert client.call("PUT", "/token", json={"token": TOKEN}).status_code == 401
    assert place.seals.get(client.id) == sealed


def test_a_deposit_of_the_consortium_takes_no_token(place: House) -> None:
    answer = place.opened().call("PUT", "/token", json={"token": TOKEN})
    assert (answer.status_code, place.seals.rows) == (409, {})
