"""What is counted by the day: in all, and of each one without telling of whom."""

import pytest
from flask import Flask

from tests.clock import Clock
from tests.fake_invitations import FakeTallies
from zenferry.api.source import source
from zenferry.tally import Daily

ADA = "ada@example.org"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tallies() -> FakeTallies:
    return FakeTallies()


@pytest.fixture
def daily(tallies: FakeTallies, clock: Clock) -> Daily:
    return Daily(tallies=tallies, now=clock.now)


def test_each_is_counted_apart_from_all_and_the_next_day_anew(daily: Daily, clock: Clock) -> None:
    assert [daily.counted("mails", 2, ADA) for _ in range(3)] == [True, True, False]
    assert daily.counted("mails", 2, "bea@example.org")
    assert daily.counted("mails", 2)
    assert daily.has_room("mails", 2)
    assert not daily.has_room("mails", 2, ADA)
    clock.advance(days=1)
    assert daily.counted("mails", 2, ADA)


def test_no_name_holds_of_whom_it_is_and_tomorrows_is_another(
    daily: Daily, tallies: FakeTallies, clock: Clock
) -> None:
    daily.counted("mails", 2, ADA)
    [today] = tallies.counted
    assert ADA not in repr((tallies.counted, tallies.salts))
    clock.advance(days=1)
    daily.counted("mails", 2, ADA)
    _, tomorrow = tallies.counted
    assert today.rpartition(":")[2] != tomorrow.rpartition(":")[2]


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/56"),
        ("2001:db8:1:ff::9", "2001:db8:1::/56"),
        ("2001:db8:1:100::9", "2001:db8:1:100::/56"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
        ("nowhere", "unknown"),
    ],
)
def test_a_source_is_an_address_or_its_whole_network(address: str, counted: str) -> None:
    with Flask(__name__).test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert source() == counted
