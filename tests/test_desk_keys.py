"""A deposit handed to another person: theirs is the only key, and no way leads back."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.api_client import SECRET
from tests.boundary import Boundary
from tests.curated import ADA, BEA, At, CuratedHouse, ada, place
from tests.deposit_client import Client, ready
from zenferry.access import hashed
from zenferry.api import create_app
from zenferry.errors import NotNow
from zenferry.mails.bounds import Asker
from zenferry.mails.letters import Letter
from zenferry.submission import Submission

__all__ = ["ada", "place"]

FORMER, HEIR = "former@example.org", "heir@example.org"
Asked = Callable[[Client], int]


def test_a_transfer_leaves_one_new_key_and_no_way_in_for_whoever_had_one(
    place: CuratedHouse, ada: At
) -> None:
    client = ready(place)
    answer = ada.act(client.id, "transfer").get_json()
    assert client.call("GET").status_code == 401
    assert client.open().status_code == 409
    start, _, key = answer["link"].partition("key=")
    assert start == f"https://deposit.example/#submission={client.id}&"
    client.key = key
    assert client.look()["timeline"][-1]["event"] == "transferred"
    acts = [entry.act for entry in place.submissions.log.entries if entry.who == "curator:ada"]
    assert acts[-1:] == ["transferred"]


def test_a_transfer_by_mail_shows_the_link_to_nobody_else(place: CuratedHouse, ada: At) -> None:
    client = ready(place)
    answer = ada.act(client.id, "transfer", email="new@example.org").get_json()
    assert answer == {"link": None, "mailed": True}
    letter = place.mailer.sent[-1]
    assert letter.to == "new@example.org"
    client.key = letter.text.partition("key=")[2].split()[0]
    assert client.call("GET").status_code == 200


def test_a_link_that_nobody_carries_is_shown_instead(place: CuratedHouse, ada: At) -> None:
    client = ready(place)
    answer = ada.act(client.id, "transfer", email="nobody@example.org").get_json()
    assert (answer["mailed"], f"submission={client.id}" in answer["link"]) == (False, True)


def invited(place: CuratedHouse, to: str) -> None:
    row = place.invitations.rows[hashed(SECRET)]
    place.invitations.rows[row.hash] = replace(row, to=to)


def kept(place: CuratedHouse) -> Submission:
    [submission] = place.kept_submissions()
    return submission


def handed_over(place: CuratedHouse, client: Client) -> Client:
    """The same deposit in the hands of its heir."""
    moved = place.desk_parts.curating.transfer(ADA, client.id)
    heir = Client(client.http)
    heir.id, heir.key = client.id, moved.key
    return heir


def left(client: Client, address: str) -> int:
    return client.call("PUT", "/address", json={"email": address}).status_code


def test_its_invitations_address_is_not_offered_to_whoever_has_it_now(place: CuratedHouse) -> None:
    invited(place, FORMER)
    client = ready(place)
    assert client.call("GET", "/address").get_json()["invited"]
    heir = handed_over(place, client)
    assert heir.call("GET", "/address").get_json() == {"told": False, "invited": False}
    answer = heir.call("PUT", "/address", json={"invited": True})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "no_invited_address")
    assert place.addresses.rows == {}


def test_the_address_that_was_left_goes_at_once_and_what_was_counted_begins_anew(
    place: CuratedHouse,
) -> None:
    client = ready(place)
    for number in range(5):
        left(client, f"{number}.{FORMER}")
    heir = handed_over(place, client)
    assert place.addresses.rows == {}
    found = kept(place)
    assert (found.addressed, found.news_sent, found.mailed, found.told) == (0, 0, 0, False)
    assert left(heir, HEIR) == 204
    assert [row.address for row in place.addresses.rows.values()] == [HEIR]


def ask_for_a_link(client: Client) -> int:
    return client.call("POST", "/link", json={"email": FORMER}).status_code


def leave_an_address(client: Client) -> int:
    return left(client, FORMER)


def leave_the_invitations(client: Client) -> int:
    return client.call("PUT", "/address", json={"invited": True}).status_code


def take_the_address_away(client: Client) -> int:
    return client.call("DELETE", "/address").status_code


def between(ask: Asked) -> Iterator[tuple[CuratedHouse, Client]]:
    """Each place in what somebody asks where it is handed over, and its heir leaves an address."""
    at = 0
    while True:
        place = CuratedHouse()
        invited(place, FORMER)
        client = ready(place)
        heirs: list[Client] = []

        def hand_over(
            place: CuratedHouse = place, client: Client = client, heirs: list[Client] = heirs
        ) -> None:
            heirs.append(handed_over(place, client))
            assert left(heirs[0], HEIR) == 204

        boundary = Boundary(at=at, act=hand_over)
        asking = Client(create_app(place.desk_within(boundary)).test_client())
        asking.id, asking.key = client.id, client.key
        ask(asking)
        if not boundary.fired:
            return
        yield place, heirs[0]
        at += 1


@pytest.mark.parametrize(
    "ask", [ask_for_a_link, leave_an_address, leave_the_invitations, take_the_address_away]
)
def test_whoever_had_it_gets_no_key_and_no_mail_by_having_asked_in_that_moment(ask: Asked) -> None:
    tried = 0
    for house, heir in between(ask):
        tried += 1
        found = kept(house)
        assert found.keys == (hashed(heir.key),)
        assert [row.address for row in house.addresses.rows.values()] == [HEIR]
        assert (found.told, found.addressed, found.mailed) == (True, 1, 0)
        heir.act("submit")
        house.parts.telling.tell()
        assert [mail.to for mail in house.mailer.sent[-3:]] == [HEIR, ADA.address, BEA.address]
    assert tried >= 2


def test_a_mail_that_fails_after_it_was_handed_over_takes_nothing_from_its_heir(
    place: CuratedHouse,
) -> None:
    client = ready(place)

    class Handing:
        """Carries nothing, and meanwhile the deposit is another's."""

        def send(self, letter: Letter) -> None:
            del letter
            handed_over(place, client)
            raise NotNow("storage_unavailable")

    links = replace(place.parts.return_links, mailer=Handing())
    with pytest.raises(NotNow):
        links.send(kept(place), FORMER, Asker(hashed(client.key), ""))
    assert kept(place).mailed == 0
