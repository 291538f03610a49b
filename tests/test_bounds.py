"""Mails to addresses of anybody's choosing are few in a day: to one, by one, in all."""

import pytest
from werkzeug.test import TestResponse

from tests.api_client import SECRET
from tests.deposit_client import Client, House, house
from zenferry.access import hashed
from zenferry.mails.bounds import MOST_BY_ONE, MOST_IN_ALL, MOST_TO_ONE, Wanted

VICTIM = "grace@example.org"


@pytest.fixture
def place() -> House:
    return house()


def asked(client: Client, email: str, *, source: str = "192.0.2.1", link: bool) -> TestResponse:
    method, path = ("POST", "/link") if link else ("PUT", "/address")
    where = {"REMOTE_ADDR": source}
    return client.call(method, path, json={"email": email}, environ_base=where)


def told(answer: TestResponse) -> str:
    return "sent" if answer.status_code == 204 else str(answer.get_json()["code"])


@pytest.mark.parametrize("link", [True, False], ids=["link", "address"])
def test_one_letter_box_gets_a_few_however_it_is_written_and_whoever_asks(
    place: House, *, link: bool
) -> None:
    most = MOST_TO_ONE[Wanted.LINK if link else Wanted.NEWS]
    written = ["grace@example.org", "Grace@Example.org", "gr.ace+x@example.org"]
    answers = [
        told(asked(place.opened(), written[n % 3], source=f"192.0.2.{n}", link=link))
        for n in range(most + 2)
    ]
    assert answers == ["sent"] * most + ["mails_enough"] * 2
    place.clock.advance(days=1)
    assert told(asked(place.opened(), VICTIM, link=link)) == "sent"


def test_who_has_links_sent_there_keeps_nobody_from_being_told_of_many_deposits(
    place: House,
) -> None:
    for n in range(MOST_TO_ONE[Wanted.LINK]):
        assert told(asked(place.opened(), VICTIM, source=f"192.0.2.{n}", link=True)) == "sent"
    # One person's, on one day.
    assert MOST_TO_ONE[Wanted.NEWS] > 12
    for _ in range(MOST_TO_ONE[Wanted.NEWS]):
        client = place.opened()
        assert told(asked(client, VICTIM, source="198.51.100.7", link=False)) == "sent"


def test_one_source_has_so_many_sent_and_others_go_on(place: House) -> None:
    for n in range(MOST_BY_ONE):
        assert told(asked(place.opened(), f"{n}@example.org", link=n % 2 == 0)) == "sent"
    assert told(asked(place.opened(), "one.more@example.org", link=True)) == "mails_enough"
    other = asked(place.opened(), "one.more@example.org", source="198.51.100.7", link=True)
    assert told(other) == "sent"


def test_in_all_there_are_so_many_and_the_answer_is_the_same(place: House) -> None:
    place.tallies.counted[f"mails:{place.clock.now().date()}"] = MOST_IN_ALL
    before = len(place.mailer.sent)
    assert told(asked(place.opened(), VICTIM, link=True)) == "mails_enough"
    assert len(place.mailer.sent) == before


def test_the_address_that_was_invited_is_told_all_the_same(place: House) -> None:
    row = place.invitations.rows[hashed(SECRET)]
    place.invitations.rows[row.hash] = type(row)(**{**vars(row), "to": VICTIM})
    place.tallies.counted[f"mails:{place.clock.now().date()}"] = MOST_IN_ALL
    client = place.opened()
    assert client.call("PUT", "/address", json={"invited": True}).status_code == 204


def test_what_is_counted_holds_no_address(place: House) -> None:
    asked(place.opened(), VICTIM, link=True)
    kept = repr((place.tallies.counted, place.tallies.salts))
    assert "grace" not in kept
    assert "192.0.2.1" not in kept
