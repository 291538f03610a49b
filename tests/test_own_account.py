"""Deposits with an account of one's own at the repository: opened, carried, held up, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.api_client import TOKEN, Client
from tests.clock import START
from tests.house import House, house
from tests.own import OTHERS_TOKEN, OwnCrossing, deposited
from tests.written import ID
from zenferry.doors import account_hash
from zenferry.errors import Absent, NeedsAttention
from zenferry.profile import HandOver
from zenferry.profile.settings import OwnAccount
from zenferry.repository import ReviewState
from zenferry.seal import Secret, SecretKind
from zenferry.submission import State, Submission
from zenferry.update import update


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


def test_such_a_deposit_ends_as_the_profile_says_for_own_accounts() -> None:
    crossing = deposited(HandOver.DRAFT)
    assert crossing.state() is State.DRAFT_READY, crossing.found.problems
    assert crossing.arrived() == dict(crossing.files)
    # Only the depositor's own token was ever shown.
    assert crossing.used == {TOKEN}


@pytest.mark.parametrize("hand_over", HandOver)
def test_when_it_is_public_and_compared_nothing_is_left_of_the_token(hand_over: HandOver) -> None:
    crossing = deposited(hand_over)
    if hand_over is HandOver.REVIEW:
        crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)
    if hand_over is HandOver.DRAFT:
        crossing.fake.publish(str(crossing.found.draft))
    crossing.tend(hours=2)
    assert crossing.state() is State.PUBLISHED
    assert crossing.seals.rows.keys() == {ID}
    crossing.tend(days=8)
    assert crossing.found.cleaned
    assert crossing.seals.rows == {}


def test_withdrawn_it_leaves_nothing_of_the_token() -> None:
    crossing = deposited(HandOver.REVIEW)
    crossing.parts.deposits.cancel(ID)
    crossing.run()
    crossing.tend(minutes=6)
    assert crossing.state() is State.CANCELLED
    assert (crossing.seals.rows, crossing.fake.records) == ({}, {})


def test_expired_it_leaves_nothing_of_the_token() -> None:
    crossing = OwnCrossing()
    crossing.fill()
    crossing.tend(days=91)
    crossing.tend(minutes=6)
    assert crossing.state() is State.EXPIRED
    assert crossing.seals.rows == {}


def test_the_table_forgets_the_token_some_time_after_the_deposit_ends() -> None:
    crossing = OwnCrossing()
    crossing.fill()
    _, until = crossing.seals.rows[ID]
    assert until - crossing.found.expires == timedelta(days=180)
    assert crossing.found.created == START


def test_a_dead_token_holds_up_the_way_and_another_one_lets_it_go_on() -> None:
    crossing = OwnCrossing()
    crossing.fill()
    crossing.fake.tokens = {"another-token-0123456789": "7"}
    crossing.submit()

    assert crossing.state() is State.NEEDS_ATTENTION
    assert crossing.found.problems[0].code == "own_token_refused"
    assert crossing.found.token_wanted

    crossing.used.clear()
    crossing.renew("another-token-0123456789")
    assert [event.code for event in crossing.found.timeline][-1] == "own_token_renewed"
    crossing.submit()
    assert crossing.state() is State.DRAFT_READY, crossing.found.problems
    assert crossing.used == {"another-token-0123456789"}


def test_what_waits_for_its_review_stays_in_it_while_the_token_is_dead() -> None:
    crossing = deposited(HandOver.REVIEW)
    crossing.fake.tokens = {"another-token-0123456789": "7"}
    for _ in range(3):
        crossing.tend(hours=2)
    assert crossing.state() is State.IN_REVIEW
    assert crossing.found.token_wanted
    codes = [event.code for event in crossing.found.timeline]
    assert codes.count("own_token_refused") == 1

    crossing.renew("another-token-0123456789")
    crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)
    crossing.tend(minutes=1)
    assert crossing.state() is State.PUBLISHED


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


def test_who_took_the_token_back_can_still_withdraw() -> None:
    crossing = deposited(HandOver.DRAFT)
    crossing.fake.tokens = {}
    crossing.parts.deposits.cancel(ID)
    crossing.run()
    crossing.tend(minutes=6)

    assert crossing.state() is State.CANCELLED
    assert "draft_left" in [event.code for event in crossing.found.timeline]
    assert (crossing.seals.rows, crossing.staging.objects) == ({}, {})


def test_with_a_dead_token_it_still_ends_on_its_day() -> None:
    crossing = OwnCrossing()
    crossing.fill()
    crossing.parts.deposits.reserve_doi(ID)
    crossing.fake.tokens = {}
    for _ in range(3):
        crossing.tend(days=40)
    crossing.tend(minutes=6)
    assert crossing.state() is State.EXPIRED
    assert (crossing.seals.rows, crossing.staging.objects) == ({}, {})


def test_a_swapped_seal_opens_nothing() -> None:
    """Whoever could write the table: the token of one deposit is none of another's."""
    crossing = OwnCrossing()
    crossing.fill()
    client = crossing.client()
    assert client.open_own(OTHERS_TOKEN).status_code == 201
    crossing.seals.rows[ID] = crossing.seals.rows[client.id]
    crossing.used.clear()

    crossing.submit()

    assert crossing.found.problems[0].code == "own_token_refused"
    assert crossing.used == set()


def test_it_stays_at_the_repository_of_its_account() -> None:
    crossing = OwnCrossing()
    crossing.fill()
    values = {**crossing.values, "repository": "sandbox"}
    crossing.parts.deposits.save(ID, values, crossing.found.revision)
    problems = crossing.parts.deposits.problems(crossing.found)
    assert [each.code for each in problems] == ["repository_settled"]

    crossing.parts.deposits.reserve_doi(ID)
    crossing.fake.records.clear()
    with pytest.raises(NeedsAttention):
        crossing.parts.at(crossing.found).forwarding.prepare(_sent(crossing))
    assert crossing.found.place == "zenodo"


def _sent(crossing: OwnCrossing) -> Submission:
    return update(
        crossing.submissions,
        ID,
        lambda old: replace(
            old.move(State.SUBMITTED, crossing.clock.now()), turn=crossing.clock.now()
        ),
    )
