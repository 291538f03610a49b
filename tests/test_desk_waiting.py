"""What waits for a curator's look: it neither ends before one came nor hangs for ever."""

from datetime import timedelta

import pytest

from tests.curated import CuratedHouse, waiting
from tests.deposit_client import Client
from zenferry.forwarding.attention import LONGEST_LIFE
from zenferry.mails.news import News
from zenferry.repository import DraftStatus
from zenferry.state import State


@pytest.fixture
def place() -> CuratedHouse:
    return CuratedHouse()


@pytest.fixture
def client(place: CuratedHouse) -> Client:
    return waiting(place)


def tended(place: CuratedHouse, days: int) -> None:
    """The schedule, once a day."""
    for _ in range(days):
        place.clock.advance(days=1)
        place.parts.tending.tend()
        place.run()


def test_it_does_not_end_while_it_waits(place: CuratedHouse, client: Client) -> None:
    tended(place, 120)
    seen = client.look()
    assert (seen["state"], seen["ends_soon"]) == ("awaiting_approval", False)
    found = place.submissions.get(client.id)
    assert found.expires >= place.clock.now() + timedelta(days=13)


def test_its_files_are_there_when_it_is_let_go_late(place: CuratedHouse, client: Client) -> None:
    tended(place, 100)
    assert place.signed_in().approve(client.id).status_code == 200
    place.run()
    assert client.look()["state"] == "in_review"


def test_curators_are_reminded_each_week(place: CuratedHouse, client: Client) -> None:
    tended(place, 30)
    told = [event["event"] for event in client.look()["timeline"]]
    assert told.count("curators_reminded") == 4
    assert [message.news for message in place.submissions.get(client.id).news] == [News.WAITING]


def test_it_ends_when_it_can_be_kept_no_longer(place: CuratedHouse, client: Client) -> None:
    created = place.submissions.get(client.id).created
    tended(place, LONGEST_LIFE.days - 1)
    assert client.look()["state"] == "awaiting_approval"
    tended(place, 2)
    found = place.submissions.get(client.id)
    assert (found.state, found.expires) == (State.EXPIRED, created + LONGEST_LIFE)


def test_it_can_be_withdrawn_while_it_waits(place: CuratedHouse, client: Client) -> None:
    client.act("cancel")
    place.run()
    assert client.look()["state"] == "cancelled"


def test_a_withdrawal_that_died_is_begun_anew(place: CuratedHouse, client: Client) -> None:
    client.act("cancel")
    place.died(f"{client.id}.1")
    tended(place, 1)
    assert client.look()["state"] == "cancelled"


def test_what_somebody_published_over_there_is_noticed(place: CuratedHouse) -> None:
    client = waiting(place)
    ada = place.signed_in()
    ada.approve(client.id)
    place.run()
    found = place.submissions.get(client.id)
    # Declined, and sent again without a change: it is looked at again.
    place.submissions.replace(found.move(State.DECLINED, place.clock.now()))
    client.save({**client.look()["metadata"], "version": "2"}, client.look()["revision"])
    assert client.act("retry").get_json()["state"] == "awaiting_approval"
    place.fake.records[str(found.draft)].status = DraftStatus.PUBLISHED
    tended(place, 1)
    assert client.look()["state"] == "published"


def test_after_the_return_it_ends_as_any_other_that_waits_for_its_depositor(
    place: CuratedHouse, client: Client
) -> None:
    place.signed_in().act(client.id, "return", words="Mend it.")
    ends = place.submissions.get(client.id).expires
    tended(place, (ends - place.clock.now()).days + 2)
    assert client.look()["state"] == "expired"
