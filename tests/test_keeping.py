"""What is not sent ends when it was said to, and is told to before; work on it gives more time."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api_client import Client, described
from tests.clock import START
from tests.deposit_client import VALUES, ready
from tests.house import House, house
from tests.table_places import fresh
from tests.template import template
from zenferry.forwarding.attention import LONGEST_LIFE, with_time_to_mend
from zenferry.profile.schema import LONGEST_RETENTION
from zenferry.state import State
from zenferry.uploads.keeping import MORE, MOST_MORE, Keeping

RETENTION = 90


@pytest.fixture
def place() -> House:
    return house()


def expires(client: Client) -> datetime:
    return datetime.fromisoformat(client.look()["expires"])


def told(client: Client) -> list[str]:
    return [e["text"] for e in client.look()["timeline"] if e["event"] == "ends_soon"]


def tended_daily(place: House, days: int) -> None:
    for _ in range(days):
        place.clock.advance(days=1)
        place.parts.tending.tend()


def test_a_deposit_nobody_works_on_is_told_to_end_a_week_before_and_ends(place: House) -> None:
    client = ready(place)
    until = place.clock.now() + timedelta(days=RETENTION)
    assert expires(client) == until

    tended_daily(place, 82)
    assert (told(client), client.look()["ends_soon"]) == ([], False)
    tended_daily(place, 2)
    [words] = told(client)
    assert until.date().isoformat() in words
    assert client.look()["ends_soon"] is True
    assert place.staging.objects
    tended_daily(place, 5)
    assert len(told(client)) == 1
    assert client.look()["state"] == "draft"

    tended_daily(place, 3)
    assert client.look()["state"] == "expired"
    assert client.look()["ends_soon"] is False
    assert place.staging.objects == {}
    assert place.staging.uploads == {}


def test_an_upload_that_was_left_in_the_middle_ends_with_its_deposit(place: House) -> None:
    client = place.opened()
    file = client.registered("a.txt", 3)["id"]
    assert client.tickets(described(file, b"abc")).status_code == 200
    assert place.staging.uploads

    tended_daily(place, RETENTION + 2)

    assert client.look()["state"] == "expired"
    assert place.staging.uploads == {}
    assert place.submissions.get(client.id).transfers == {}


def saved(client: Client) -> None:
    assert client.save(VALUES, client.look()["revision"]).status_code == 200


def registered(client: Client) -> None:
    client.registered("later.txt", 3)


def began(place: House) -> Client:
    client = place.opened()
    client.registered("long ago.txt", 3)
    return client


def part_asked_for(client: Client) -> None:
    file = next(each["id"] for each in client.look()["files"])
    assert client.tickets(described(str(file), b"abc")).status_code == 200


@pytest.mark.parametrize("work", [saved, registered, part_asked_for])
def test_who_works_on_it_in_its_last_days_is_given_two_weeks(place: House, work: object) -> None:
    client = began(place)
    tended_daily(place, 85)
    assert len(told(client)) == 1

    work(client)  # type: ignore[operator]

    assert expires(client) == place.clock.now() + timedelta(days=14)
    assert client.look()["ends_soon"] is False
    tended_daily(place, 10)
    assert client.look()["state"] == "draft"
    assert len(told(client)) == 2
    tended_daily(place, 6)
    assert client.look()["state"] == "expired"


def test_early_work_changes_nothing_of_what_was_said(place: House) -> None:
    client = began(place)
    until = expires(client)
    place.clock.advance(days=60)
    for work in (saved, registered, part_asked_for):
        work(client)
    assert expires(client) == until


def test_looking_at_it_is_no_work(place: House) -> None:
    client = ready(place)
    until = expires(client)
    place.clock.advance(days=88)
    assert client.look()["ends_soon"] is True
    assert expires(client) == until


def test_work_all_day_is_written_down_seldom(place: House) -> None:
    client = began(place)
    place.clock.advance(days=85)
    part_asked_for(client)
    version = place.submissions.get(client.id).version
    for _ in range(20):
        place.clock.advance(minutes=30)
        part_asked_for(client)
    assert place.submissions.get(client.id).version == version


def test_a_deposit_can_not_be_kept_for_ever(place: House) -> None:
    client = place.opened()
    while client.look()["state"] == "draft":
        assert place.clock.now() < START + timedelta(days=RETENTION) + MOST_MORE + MORE
        client.save(VALUES, client.look()["revision"])
        tended_daily(place, 5)
    assert place.clock.now() >= START + timedelta(days=RETENTION) + MOST_MORE


def test_a_deposit_that_waits_for_somebody_to_mend_it_is_told_to_end_as_well(place: House) -> None:
    client = ready(place)
    place.fake.communities.clear()
    assert client.act("submit").status_code == 202
    place.run()
    assert client.look()["state"] == "needs_attention"

    tended_daily(place, 88)

    assert len(told(client)) == 1
    assert client.look()["ends_soon"] is True


@given(st.integers(1, LONGEST_RETENTION), st.lists(st.integers(1, 400), max_size=40))
def test_however_it_is_worked_on_the_rule_holds(days: int, hours: list[int]) -> None:
    keeping = Keeping(days)
    found = keeping.begun(replace(fresh("i"), created=START, due=None))
    now = START
    assert found.expires == START + timedelta(days=days)
    for pause in hours:
        now += timedelta(hours=pause)
        worked = keeping.worked_on(found, now)
        assert worked.expires >= found.expires
        assert worked.expires <= START + timedelta(days=days) + MOST_MORE
        assert worked.due is not None
        # Told before it ends, and looked at when it is to be told.
        assert found.created < keeping.told_at(worked) < worked.expires
        assert worked.due <= keeping.told_at(worked)
        found = worked
    assert keeping.warned(keeping.warned(found, now), now) == keeping.warned(found, now)


def test_the_longest_life_ends_before_the_bucket_s_own_net_begins() -> None:
    least = template()["Parameters"]["StagingDays"]["MinValue"]
    assert timedelta(days=LONGEST_RETENTION) + MOST_MORE + MORE < timedelta(days=least)
    assert timedelta(days=least) > LONGEST_LIFE


def test_however_often_it_stops_it_does_not_live_for_ever() -> None:
    found = fresh("i")
    for month in range(24):
        found = with_time_to_mend(found, START + timedelta(days=30 * month))
    assert found.expires == found.created + LONGEST_LIFE


def test_what_is_on_its_way_is_not_told_to_end() -> None:
    found = replace(fresh("i"), state=State.FORWARDING, expires=START)
    assert not Keeping(1).ends_soon(found, START)
