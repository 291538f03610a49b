"""Strangers who try the doors for own accounts again and again keep nobody else out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.api_client import TOKEN, Client
from tests.house import House
from tests.own import OTHERS_TOKEN
from zenferry.accounts.seal import Secret
from zenferry.accounts.threshold import (
    DEPOSITS_A_DAY,
    DEPOSITS_OF_ONE,
    TRIES_FROM_ONE,
    TRIES_IN_ALL,
)
from zenferry.adapters.invenio_oauth import InvenioOAuth
from zenferry.errors import NotNow
from zenferry.forwarding.pacing import Said


class Counted(House):
    """`asked`: what was sealed, or asked of where tokens may be unsealed."""

    asked = 0

    def count(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seal, ask = self.seal.seal, self.workflow.ask

        def sealing(submission: str, secret: Secret) -> bytes:
            self.asked += 1
            return seal(submission, secret)

        def asking(step: str, submission: str, **told: str) -> object:
            self.asked += 1
            return ask(step, submission, **told)

        monkeypatch.setattr(self.seal, "seal", sealing)
        monkeypatch.setattr(self.workflow, "ask", asking)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Counted:
    made = Counted()
    made.fake.tokens = {TOKEN: "7"}
    made.count(monkeypatch)
    return made


def came_from(place: House, source: str) -> Client:
    client = place.client()
    client.http.environ_base["REMOTE_ADDR"] = source
    return client


def by_token(client: Client) -> int:
    return client.open_own("a-token-that-nobody-ever-made").status_code


def by_answer(client: Client) -> int:
    given = {"state": "s" * 43, "code": "x", "secret": "t" * 43}
    return client.open_signed_in(given).status_code


@pytest.mark.parametrize("tries", [by_token, by_answer])
def test_one_place_tries_so_often_a_minute_and_nothing_is_asked_beyond_that(
    place: Counted, tries: Callable[[Client], int]
) -> None:
    client = came_from(place, "203.0.113.9")
    assert 409 not in {tries(client) for _ in range(TRIES_FROM_ONE)}
    asked = place.asked
    assert [tries(client) for _ in range(50)] == [409] * 50
    assert place.asked == asked
    assert came_from(place, "198.51.100.7").open_own().status_code == 201
    place.clock.advance(minutes=1)
    assert tries(client) != 409


def test_what_one_place_tries_too_often_is_not_taken_from_the_others(place: Counted) -> None:
    for _ in range(TRIES_IN_ALL * 2):
        by_token(came_from(place, "203.0.113.9"))
    for number in range(TRIES_IN_ALL - TRIES_FROM_ONE):
        assert by_token(came_from(place, f"198.51.100.{number}")) == 422
    assert by_token(came_from(place, "192.0.2.1")) == 409


def test_a_few_places_that_try_all_they_may_leave_the_door_to_the_others(place: Counted) -> None:
    for number in range(5):
        for _ in range(TRIES_FROM_ONE + 1):
            by_token(came_from(place, f"198.51.100.{number}"))
    assert came_from(place, "192.0.2.1").open_own().status_code == 201


def test_an_answer_that_fits_no_sign_in_is_refused_before_anything_is_asked(place: Counted) -> None:
    assert by_answer(came_from(place, "203.0.113.9")) == 403
    assert place.asked == 0


def test_a_new_token_for_a_deposit_is_counted_too(place: Counted) -> None:
    client = came_from(place, "203.0.113.9")
    client.open_own()
    body = {"token": "a-token-that-nobody-ever-made"}
    told = {client.call("PUT", "/token", json=body).status_code for _ in range(20)}
    assert 409 in told
    assert place.asked <= 2 * TRIES_FROM_ONE


def test_no_address_of_the_net_is_kept(place: Counted) -> None:
    by_token(came_from(place, "203.0.113.9"))
    by_token(came_from(place, "2001:db8::1"))
    assert "203.0.113" not in repr(place.tallies.counted)
    assert "2001:db8" not in repr(place.tallies.counted)


class Shut:
    """A pace that has no call left."""

    def take(self) -> float:
        raise NotNow("repository_busy", retry_after=9)

    def heard(self, said: Said) -> None:
        del said


def test_a_code_is_not_exchanged_beyond_the_pace_of_the_door() -> None:
    def secret() -> str:
        raise AssertionError("not even the page's secret is read")

    authority = InvenioOAuth(
        "http://127.0.0.1:9", "page", secret, contact="nobody@example.org", door=Shut()
    )
    with pytest.raises(NotNow, match="repository_busy"):
        authority.exchanged("x", "https://deposit.example/signed-in/")


def test_all_accounts_together_open_so_many_deposits_a_day(place: Counted) -> None:
    place.fake.tokens = {f"a-token-of-account-{number:05}": str(number) for number in range(300)}
    answers = []
    for number, token in enumerate(place.fake.tokens):
        place.clock.advance(seconds=10)
        client = place.client()
        answers.append(client.open_own(token).status_code)
        if number > DEPOSITS_A_DAY + 3:
            break
    assert answers.count(201) == DEPOSITS_A_DAY
    assert answers[-1] == 409
    place.clock.advance(days=1)
    assert place.client().open_own(token).status_code == 201


def patient(place: Counted, times: int, opens: Callable[[], Client], token: str) -> list[int]:
    """What is answered to one who tries so often, ten seconds apart."""
    answers = []
    for _ in range(times):
        place.clock.advance(seconds=10)
        answers.append(opens().open_own(token).status_code)
    return answers


def lets_an_account_open(place: Counted, deposits: int) -> None:
    most = replace(place.profile.own_account, deposits=deposits)
    place.__dict__["profile"] = replace(place.profile, own_account=most)


def test_asking_again_for_one_deposit_takes_nothing_from_the_others(place: Counted) -> None:
    place.fake.tokens |= {OTHERS_TOKEN: "8"}
    again = place.client()
    # So often the same is answered with one more key; after that not even this.
    patient(place, DEPOSITS_A_DAY + 1, lambda: again, TOKEN)
    assert place.client().open_own(OTHERS_TOKEN).status_code == 201


def test_an_account_that_has_no_deposit_left_takes_nothing_from_the_others(place: Counted) -> None:
    lets_an_account_open(place, 1)
    place.fake.tokens |= {OTHERS_TOKEN: "8"}
    answers = patient(place, DEPOSITS_A_DAY + 1, place.client, TOKEN)
    assert answers == [201] + [403] * DEPOSITS_A_DAY
    assert place.client().open_own(OTHERS_TOKEN).status_code == 201


def test_one_account_opens_a_part_of_a_days_deposits_only(place: Counted) -> None:
    lets_an_account_open(place, 1000)
    place.fake.tokens |= {OTHERS_TOKEN: "8"}
    answers = patient(place, DEPOSITS_OF_ONE + 1, place.client, TOKEN)
    assert answers == [201] * DEPOSITS_OF_ONE + [409]
    assert place.client().open_own(OTHERS_TOKEN).status_code == 201
    place.clock.advance(days=1)
    assert place.client().open_own().status_code == 201


def test_who_lost_the_answer_about_the_last_deposit_of_the_day_asks_again(place: Counted) -> None:
    lets_an_account_open(place, 1000)
    patient(place, DEPOSITS_OF_ONE - 1, place.client, TOKEN)
    last = place.client()
    assert [last.open_own().status_code for _ in range(2)] == [201, 200]
