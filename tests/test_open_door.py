"""Invitations asked for on the page: for some domains, a few a day, and nothing told of anybody."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.deposit_client import Client, House, fields
from tests.fakes import FakeMailer
from tests.links import secret_in
from zenferry.access import InvitationKind
from zenferry.invitations.open_door import LASTS, MOST_A_SOURCE, MOST_AN_ADDRESS, MOST_IN_ALL
from zenferry.mails.letters import Letter
from zenferry.mails.spelling import letter_box
from zenferry.profile.settings import OpenDoor

ADA = "ada@uni.example"


def opened(**more: Any) -> House:
    """A house whose page is open to two domains."""
    place = House()
    door = OpenDoor(domains=("uni.example", "lab.example"), deposits=1, files=2, bytes=100, days=14)
    place.profile = replace(place.profile, open=replace(door, **more))
    return place


def ask(
    place: House, email: object = ADA, source: str = "192.0.2.1", **more: object
) -> TestResponse:
    return place.http.post(
        "/api/invitations", json={"email": email, **more}, environ_base={"REMOTE_ADDR": source}
    )


def mailed_secret(place: House) -> str:
    return secret_in(place.mailer.sent[-1].text)


def test_the_mail_brings_an_invitation_that_opens_a_deposit() -> None:
    place = opened()
    answer = ask(place)
    assert (answer.status_code, answer.get_json()) == (202, {"days": 14})
    (letter,) = place.mailer.sent
    assert letter.to == ADA
    client = place.client()
    assert client.open(mailed_secret(place)).status_code == 201
    assert place.client().open(mailed_secret(place)).status_code == 403


def test_it_has_the_caps_of_the_profile_and_ends() -> None:
    place = opened()
    ask(place)
    (row,) = place.invitations.rows.values()
    assert (row.kind, row.deposits, row.files, row.bytes) == (InvitationKind.OPEN, 1, 2, 100)
    client = place.opened(mailed_secret(place))
    assert client.register(("a", 50), ("b", 50), ("c", 1)).status_code == 403
    assert client.register(("a", 101)).status_code == 403
    place.clock.advance(days=14)
    ask(place)
    place.clock.advance(days=14)
    assert place.client().open(mailed_secret(place)).status_code == 403


def test_it_comes_in_the_language_of_the_page() -> None:
    place = opened()
    ask(place, language="de")
    (letter,) = place.mailer.sent
    assert "Ihre Einladung" in letter.subject
    assert "de/#invitation=" in letter.text


@pytest.mark.parametrize(
    "email",
    [
        "eve@evil.example",
        "eve@uni.example.evil.example",
        "eve@sub.uni.example",
        "eve@xuni.example",
        "eve@un\u0131.example",
        "eve@uni.example.",
        "ada@uni.example, eve@evil.example",
        "ada@uni.example\r\nBcc: eve@evil.example",
        '"ada@uni.example"@evil.example',
        "",
        None,
        7,
        "a" * 300 + "@uni.example",
    ],
)
def test_another_domain_is_told_at_its_field_and_gets_nothing(email: object) -> None:
    place = opened()
    answer = ask(place, email)
    assert answer.status_code == 422
    assert set(fields(answer.get_json())) == {"email"}
    assert (place.mailer.sent, place.invitations.rows) == ([], {})


def test_who_is_refused_is_told_which_domains_there_are() -> None:
    (error,) = ask(opened(), "eve@evil.example").get_json()["errors"]
    assert "uni.example, lab.example" in error["message"]


def test_a_page_that_is_not_open_says_so() -> None:
    place = opened(domains=())
    answer = ask(place)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "open_off")
    assert place.invitations.rows == {}


def test_an_address_gets_a_few_a_day_and_the_answer_never_changes() -> None:
    place = opened()
    answers = [ask(place) for _ in range(MOST_AN_ADDRESS + 2)]
    told = {(a.status_code, a.data, tuple(sorted(a.headers))) for a in answers}
    assert len(told) == 1
    assert len(place.mailer.sent) == MOST_AN_ADDRESS
    place.clock.advance(days=1)
    ask(place)
    assert len(place.mailer.sent) == MOST_AN_ADDRESS + 1


@pytest.mark.parametrize(
    "ways",
    [
        ("a.da+1@uni.example", "ADA+2@UNI.EXAMPLE", "a.d.a@uni.example", "ada+x+y@uni.example"),
        ("ada@uni.example", "Ada@uni.example", "ａda@uni.example", "ada+@uni.example"),
    ],
)
def test_all_ways_of_writing_an_address_are_one(ways: tuple[str, ...]) -> None:
    place = opened()
    for way in ways:
        assert ask(place, way).status_code == 202
    assert len(place.mailer.sent) == MOST_AN_ADDRESS
    assert len({letter_box(way) for way in ways}) == 1


def test_two_people_are_not_taken_for_one() -> None:
    names = ("ada@uni.example", "bob@uni.example", "ada@lab.example", "+a@uni.example")
    assert len({letter_box(name) for name in names}) == len(names)


def test_all_together_get_so_many_a_day() -> None:
    place = opened()
    for number in range(MOST_IN_ALL):
        assert ask(place, f"a{number}@uni.example", f"192.0.2.{number}").status_code == 202
    answers = [ask(place, email) for email in ("a0@uni.example", "new@uni.example")]
    assert [(a.status_code, a.get_json()["code"]) for a in answers] == [(409, "open_enough")] * 2
    assert len(place.mailer.sent) == MOST_IN_ALL
    place.clock.advance(days=1)
    assert ask(place).status_code == 202


def test_who_asks_for_one_address_again_and_again_takes_nothing_from_others() -> None:
    place = opened()
    for number in range(MOST_IN_ALL + 9):
        assert ask(place, ADA, f"192.0.2.{number % 250}").status_code == 202
    assert ask(place, "new@uni.example", "198.51.100.1").status_code == 202
    assert place.mailer.sent[-1].to == "new@uni.example"


def test_one_source_asks_for_so_many_and_the_others_for_theirs() -> None:
    place = opened()
    asked = [ask(place, f"a{number}@uni.example") for number in range(MOST_A_SOURCE + 1)]
    assert [a.status_code for a in asked] == [202] * MOST_A_SOURCE + [409]
    assert ask(place, "new@uni.example", "198.51.100.1").status_code == 202
    assert "192.0.2.1" not in repr(place.tallies.counted)


class SlowMailer(FakeMailer):
    """Takes its time, on the clock of the house."""

    def __init__(self, place: House) -> None:
        super().__init__("nobody@uni.example")
        self._clock = place.clock

    def send(self, letter: Letter) -> None:
        self._clock.sleep(LASTS / 3)
        super().send(letter)


def test_no_answer_is_faster_for_who_got_enough_or_can_get_none() -> None:
    place = opened()
    place.mailer = SlowMailer(place)
    took = set()
    for email in (ADA, ADA, ADA, ADA, "nobody@uni.example", "bob@uni.example"):
        begun = place.clock.now()
        ask(place, email)
        took.add(place.clock.now() - begun)
    assert len(place.mailer.sent) == MOST_AN_ADDRESS + 1
    assert len(took) == 1


def test_on_a_day_that_is_full_nobody_is_made_to_wait_for_that_answer() -> None:
    place = opened()
    for number in range(MOST_IN_ALL):
        ask(place, f"a{number}@uni.example", f"192.0.2.{number}")
    begun = place.clock.now()
    assert ask(place).status_code == 409
    assert place.clock.now() == begun


@pytest.mark.parametrize("email", ["x%other.example@uni.example", "other.example!x@uni.example"])
def test_no_address_has_mail_go_on_to_others(email: str) -> None:
    place = opened()
    assert ask(place, email).status_code == 422
    assert place.mailer.sent == []


def test_what_is_counted_holds_no_address_and_nothing_that_could_be_guessed_back() -> None:
    first, second = opened(), opened()
    for place in (first, second):
        ask(place)
        assert "ada@" not in repr((place.tallies.counted, place.tallies.salts))
    assert first.tallies.counted.keys() != second.tallies.counted.keys()


def test_an_address_that_no_mail_can_be_sent_to_looks_the_same() -> None:
    place = opened()
    place.mailer = FakeMailer("nobody@uni.example")
    good, refused = ask(place), ask(place, "nobody@uni.example")
    assert (good.status_code, good.data) == (refused.status_code, refused.data)
    (row,) = (r for r in place.invitations.rows.values() if r.to == "nobody@uni.example")
    assert row.revoked


def test_when_nobody_carries_mails_it_is_told_and_nothing_is_left_that_opens() -> None:
    place = opened()
    place.mailer = FakeMailer(down=True)
    assert ask(place).status_code == 503
    assert all(row.revoked for row in place.invitations.rows.values())


def test_a_mail_that_may_have_gone_out_brings_a_link_that_opens() -> None:
    place = opened()
    place.mailer.unheard = True
    answer = ask(place)
    assert (answer.status_code, answer.get_json()["code"]) == (503, "mail_unheard")
    assert place.client().open(mailed_secret(place)).status_code == 201


def test_what_was_asked_for_while_nobody_carried_mails_is_sent_when_somebody_does() -> None:
    place = opened()
    place.mailer.down = True
    failed = [ask(place).status_code for _ in range(MOST_AN_ADDRESS)]
    place.mailer.down = False
    assert failed == [503] * MOST_AN_ADDRESS
    asked = [ask(place).status_code for _ in range(MOST_AN_ADDRESS + 1)]
    assert asked == [202] * (MOST_AN_ADDRESS + 1)
    assert len(place.mailer.sent) == MOST_AN_ADDRESS
    # Of all together: only those that went out.
    assert MOST_AN_ADDRESS in place.tallies.counted.values()


@pytest.mark.parametrize(
    "meddle",
    [
        lambda http: http.get("/api/invitations"),
        lambda http: http.post("/api/invitations", data="email=ada@uni.example"),
        lambda http: http.post("/api/invitations", json=[]),
        lambda http: http.post("/api/invitations", json={"email": ADA, "more": 1}),
        lambda http: http.post("/api/invitations", json={"email": ADA, "language": "../.."}),
    ],
)
def test_what_is_no_such_request_does_nothing(meddle: Callable[[Any], TestResponse]) -> None:
    place = opened()
    answer = meddle(place.http)
    assert 400 <= answer.status_code < 500
    assert place.mailer.sent == []


def test_nothing_of_the_address_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    place = opened()
    place.mailer = FakeMailer("nobody@uni.example")
    with caplog.at_level("DEBUG"):
        for email in (ADA, "nobody@uni.example", "eve@evil.example"):
            ask(place, email)
    assert not any(name in caplog.text for name in ("ada@", "nobody@", "eve@"))


def test_the_deposit_opened_by_it_is_like_any_other() -> None:
    place = opened()
    ask(place)
    client: Client = place.opened(mailed_secret(place))
    assert client.look()["state"] == "draft"
