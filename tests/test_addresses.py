"""An address is left and taken away by whoever has the deposit's key, and is shown to nobody."""

import json
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.api_client import SECRET, Client
from tests.deposit_client import House, house, ready
from tests.fakes import FakeAddresses
from zenferry.access import hashed
from zenferry.errors import NotNow
from zenferry.mails.address import MOST_ADDRESSES, Address
from zenferry.mails.bounds import MOST_TO_ONE, Asker, Wanted
from zenferry.mails.news import News
from zenferry.submission import Submission
from zenferry.uploads.keeping import KEPT_AFTER

ADDRESS = "ada.lovelace@example.org"
OTHER = "grace@example.org"


@pytest.fixture
def place() -> House:
    return house()


@pytest.fixture
def client(place: House) -> Client:
    return ready(place)


def found(place: House) -> Submission:
    [submission] = place.kept_submissions()
    return submission


def left(client: Client, address: str = ADDRESS, **more: object) -> int:
    return client.call("PUT", "/address", json={"email": address, **more}).status_code


def told(client: Client) -> dict[str, object]:
    answer: dict[str, object] = client.call("GET", "/address").get_json()
    return answer


def test_an_address_is_kept_in_its_own_row_with_a_date(place: House, client: Client) -> None:
    assert left(client) == 204
    [row] = place.addresses.rows.values()
    assert (row.address, row.language) == (ADDRESS, "en")
    assert row.until == found(place).expires + KEPT_AFTER
    assert found(place).told
    assert ADDRESS not in repr(found(place))


def test_it_is_told_in_the_language_in_which_it_was_left(place: House, client: Client) -> None:
    headers = {"Accept-Language": "de"}
    client.call("PUT", "/address", json={"email": ADDRESS}, headers=headers)
    [row] = place.addresses.rows.values()
    assert row.language == "de"


def test_that_it_is_kept_is_told_but_never_which(client: Client) -> None:
    assert told(client) == {"told": False, "invited": False}
    left(client)
    assert told(client) == {"told": True, "invited": False}
    assert ADDRESS not in client.call("GET").text
    assert ADDRESS not in client.call("GET", "/address").text


def test_it_is_taken_away_as_often_as_one_likes(place: House, client: Client) -> None:
    left(client)
    client.call("POST", "/submit")
    assert found(place).news
    for _ in range(2):
        assert client.call("DELETE", "/address").status_code == 204
    assert place.addresses.rows == {}
    assert (found(place).told, found(place).news, found(place).news_due) == (False, (), None)


def test_another_one_takes_its_place(place: House, client: Client) -> None:
    left(client)
    left(client, OTHER)
    assert [row.address for row in place.addresses.rows.values()] == [OTHER]


def test_who_holds_no_key_leaves_none_and_takes_none_away(place: House, client: Client) -> None:
    left(client)
    client.key = "k" * 32
    assert left(client, OTHER) == 401
    assert client.call("DELETE", "/address").status_code == 401
    assert client.call("GET", "/address").status_code == 401
    assert [row.address for row in place.addresses.rows.values()] == [ADDRESS]


def test_a_few_are_left_and_no_more(place: House, client: Client) -> None:
    for _ in range(MOST_ADDRESSES):
        assert left(client) == 204
    answer = client.call("PUT", "/address", json={"email": OTHER})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "addressed_enough")
    assert [row.address for row in place.addresses.rows.values()] == [ADDRESS]


def test_what_the_table_did_not_take_is_none_of_the_days_mails(
    place: House, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise NotNow("storage_unavailable")

    with monkeypatch.context() as patch:
        patch.setattr(place.submissions, "replace", busy)
        for _ in range(MOST_TO_ONE[Wanted.NEWS]):
            assert left(client) == 503
    assert left(client) == 204


def test_where_the_profile_does_not_want_it_none_is_kept(place: House, client: Client) -> None:
    quiet = replace(place.profile, mail=replace(place.profile.mail, progress=False))
    place.parts.__dict__["addressing"] = replace(place.parts.addressing, profile=quiet)
    answer = client.call("PUT", "/address", json={"email": ADDRESS})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "progress_off")
    assert place.addresses.rows == {}


def test_where_nobody_carries_mails_none_is_kept(place: House, client: Client) -> None:
    place.parts.__dict__["addressing"] = replace(place.parts.addressing, is_on=False)
    assert left(client) == 409
    assert place.addresses.rows == {}


def test_what_has_ended_takes_none(place: House, client: Client) -> None:
    client.call("POST", "/cancel")
    place.run()
    answer = client.call("PUT", "/address", json={"email": ADDRESS})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "nothing_to_tell")
    assert place.addresses.rows == {}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": ADDRESS, "invited": True},
        {"invited": False},
        {"invited": "yes"},
        {"email": "ada@example.org\r\nBcc: eve@example.org"},
        {"email": "ada@example.org\x00"},
        {"email": "a@b.org, c@d.org"},
        {"email": "<ada@example.org>"},
        {"email": "ada@[127.0.0.1]"},
        {"email": "ada@localhost"},
        {"email": "\u202eada@example.org"},
        {"email": "a" * 300 + "@example.org"},
        {"email": [ADDRESS]},
        {"address": ADDRESS},
        [],
        ADDRESS,
    ],
    ids=str,
)
def test_what_is_no_address_is_refused_and_not_repeated(
    place: House, client: Client, body: object
) -> None:
    answer = client.call("PUT", "/address", json=body)
    assert answer.status_code in {400, 422}
    assert place.addresses.rows == {}
    assert "ada@" not in answer.text
    assert not found(place).told


def test_no_log_holds_it(place: House, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    left(client)
    client.call("POST", "/submit")
    place.parts.telling.tell()
    assert place.mailer.sent
    assert ADDRESS not in caplog.text


def test_it_reaches_neither_the_record_nor_the_file_beside_it(place: House, client: Client) -> None:
    left(client)
    client.call("POST", "/submit")
    place.run()
    assert place.fake.records
    assert ADDRESS not in repr(place.fake.records)
    assert ADDRESS not in repr(place.staging.objects)
    assert ADDRESS not in json.dumps(client.call("GET").get_json())


def test_left_after_sending_it_is_told_that_the_deposit_arrived(
    place: House, client: Client
) -> None:
    client.call("POST", "/submit")
    assert found(place).news == ()
    left(client)
    assert [each.news for each in found(place).news] == [News.RECEIVED]


def test_left_while_the_form_is_filled_in_nothing_is_told_yet(place: House, client: Client) -> None:
    left(client)
    assert found(place).news == ()


def invited(place: House, to: str) -> None:
    row = place.invitations.rows[hashed(SECRET)]
    place.invitations.rows[row.hash] = replace(row, to=to)


def test_an_invitation_brings_its_address_only_because_the_person_says_so(
    place: House, client: Client
) -> None:
    invited(place, ADDRESS)
    assert (place.addresses.rows, found(place).told) == ({}, False)
    assert told(client) == {"told": False, "invited": True}
    assert ADDRESS not in client.call("GET", "/address").text
    assert client.call("PUT", "/address", json={"invited": True}).status_code == 204
    assert [row.address for row in place.addresses.rows.values()] == [ADDRESS]


def test_an_invitation_without_an_address_brings_none(client: Client) -> None:
    answer = client.call("PUT", "/address", json={"invited": True})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "no_invited_address")


def test_it_is_erased_on_its_date_though_the_table_be_late(place: House, client: Client) -> None:
    left(client)
    client.call("POST", "/cancel")
    place.run()
    place.parts.telling.tell()
    after = timedelta(days=place.profile.mail.erased_after)
    [row] = place.addresses.rows.values()
    assert row.until == place.clock.now() + after
    place.parts.tending.tend()
    assert (found(place).cleaned, found(place).told) == (True, True)
    assert found(place).due == place.clock.now() + after
    place.clock.advance(days=after.days - 1)
    place.parts.tending.tend()
    assert place.addresses.rows
    place.clock.advance(days=1)
    place.parts.tending.tend()
    assert place.addresses.rows == {}
    assert (found(place).told, found(place).due) == (False, None)


def test_one_that_stayed_though_nobody_is_told_goes_with_the_deposit(
    place: House, client: Client
) -> None:
    """Left in the moment in which it ended, perhaps, by whoever was killed then."""
    until = found(place).expires + KEPT_AFTER
    place.addresses.put(client.id, Address(ADDRESS, "en", until))
    client.call("POST", "/cancel")
    place.run()
    place.parts.tending.tend()
    assert place.addresses.rows == {}


def test_one_that_is_left_while_it_ends_does_not_stay(place: House, client: Client) -> None:
    class Ending(FakeAddresses):
        """The address comes to be kept when all is over."""

        def put(self, submission: str, address: Address) -> None:
            client.call("DELETE", "/address")
            client.call("POST", "/cancel")
            place.run()
            place.parts.tending.tend()
            super().put(submission, address)

    ending = Ending()
    ending.rows = place.addresses.rows
    late = replace(place.parts.addressing, addresses=ending)
    with pytest.raises(NotNow):
        late.leave(found(place), ADDRESS, "en", Asker(hashed(client.key), ""))
    assert place.addresses.rows == {}
