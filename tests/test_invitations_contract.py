"""What is relied on of whatever keeps invitations, and counts of who did something too often."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from moto import mock_aws

from tests.clock import START
from tests.fake_invitations import FakeTallies
from tests.table_places import CLOUD, Place, added, fresh, in_the_cloud, made_by_moto, place
from zenferry.access import Invitation, InvitationKind, Spend, hashed, new_secret
from zenferry.adapters.dynamo_invitations import DynamoInvitations
from zenferry.adapters.dynamo_tallies import DynamoTallies
from zenferry.errors import Absent, Conflict, Malformed, Refused
from zenferry.tally import Tallies
from zenferry.versions.basis import Basis, BasisKind

__all__ = ["place"]

LATER = START + timedelta(days=2)


def made(**more: Any) -> Invitation:
    """An invitation that is in the lists."""
    usual = Invitation(
        hashed(new_secret()),
        "For Ada",
        START + timedelta(days=1),
        deposits=2,
        files=10,
        bytes=1000,
        created=START,
        by="operator",
    )
    return replace(usual, **more)


WHOLE = made(
    note="Für Ada “x”",
    kind=InvitationKind.VERSION,
    created=START + timedelta(microseconds=7),
    by="curator:mb",
    revoked=START + timedelta(hours=1),
    to="ada@example.org",
    private_until=START + timedelta(days=30),
    basis=Basis(BasisKind.CORRECTION, "12", "10.5281/zenodo.12", "https://zenodo.org/records/12"),
    used_deposits=1,
    used_files=2,
    used_bytes=3,
)


def test_an_invitation_comes_back_as_it_went(place: Place) -> None:
    whole = replace(WHOLE, hash=hashed(new_secret()))
    place.invitations.add(whole)
    assert place.invitations.get(whole.hash) == whole
    assert place.invitations.known(whole.id) == whole


def test_one_that_is_kept_is_not_made_again(place: Place) -> None:
    first = made()
    place.invitations.add(first)
    with pytest.raises(Conflict, match="id_taken"):
        place.invitations.add(replace(first, deposits=99))
    assert place.invitations.get(first.hash) == first


def test_what_only_begins_like_it_is_not_it(place: Place) -> None:
    first = made()
    place.invitations.add(first)
    with pytest.raises(Absent):
        place.invitations.get(first.hash[:-1] + "x")
    with pytest.raises(Absent):
        place.invitations.known("0" * 16)
    with pytest.raises(Absent):
        place.invitations.revoke("0" * 16, START)


def test_the_first_time_it_is_revoked_counts(place: Place) -> None:
    first = made()
    place.invitations.add(first)
    once = place.invitations.revoke(first.id, START)
    assert once == replace(first, revoked=START)
    assert place.invitations.revoke(first.id, LATER) == once


@pytest.mark.parametrize("wants", [{"deposits": 1}, {"files": 1}, {"bytes": 1}])
def test_what_was_revoked_gives_nothing_more(place: Place, wants: dict[str, int]) -> None:
    first = made()
    place.invitations.add(first)
    new = fresh(first.hash)
    place.submissions.add(new, Spend(first.hash, START, deposits=1, files=1, bytes=1))
    place.invitations.revoke(first.id, START)
    kept = place.submissions.get(new.id)
    with pytest.raises(Refused, match=r"^invitation(_ended)?$"):
        place.submissions.replace(kept, Spend(first.hash, START, **wants))
    assert place.used(first.hash) == (1, 1, 1)
    place.submissions.replace(kept, Spend(first.hash, START, files=-1, bytes=-1))
    assert place.used(first.hash) == (1, 0, 0)


def test_what_has_expired_opens_nothing_more_and_is_used_by_what_was_opened(place: Place) -> None:
    first = made()
    place.invitations.add(first)
    new = fresh(first.hash)
    place.submissions.add(new, Spend(first.hash, START, deposits=1))
    with pytest.raises(Refused, match=r"^invitation$"):
        place.submissions.add(fresh(first.hash), Spend(first.hash, LATER, deposits=1))
    place.submissions.replace(place.submissions.get(new.id), Spend(first.hash, LATER, files=1))
    assert place.used(first.hash) == (1, 1, 0)


def test_no_deposit_is_opened_by_what_has_ended(place: Place) -> None:
    first = made()
    place.invitations.add(first)
    place.invitations.revoke(first.id, START)
    with pytest.raises(Refused, match=r"^invitation$"):
        place.submissions.add(fresh(first.hash), Spend(first.hash, START, deposits=1))


def mine(place: Place, wanted: list[Invitation], most: int) -> list[Invitation]:
    """All pages. The embedded cloud's table is shared: others lie on the shelf as well."""
    ids = {each.id for each in wanted}
    found: list[Invitation] = []
    page = place.invitations.listed(most)
    while True:
        assert len(page.items) <= most
        found += [each for each in page.items if each.id in ids]
        if not page.next:
            return found
        page = place.invitations.listed(most, page.next)


@pytest.mark.parametrize("most", [1, 2, 250])
def test_they_are_listed_newest_first_and_page_by_page(place: Place, most: int) -> None:
    wanted = [made(created=START + timedelta(minutes=n // 2), to=f"a{n}@b.org") for n in range(5)]
    for each in wanted:
        place.invitations.add(each)
    unlisted = made(created=None)
    place.invitations.add(unlisted)
    found = mine(place, [*wanted, unlisted], most)
    assert sorted(found, key=lambda each: each.hash) == sorted(wanted, key=lambda each: each.hash)
    days = [each.created for each in found if each.created]
    assert days == sorted(days, reverse=True)


def test_a_list_tells_what_was_used_and_whether_it_was_revoked(place: Place) -> None:
    first = made()
    place.invitations.add(first)
    place.submissions.add(fresh(first.hash), Spend(first.hash, START, deposits=1))
    place.invitations.revoke(first.id, LATER)
    assert mine(place, [first], 250) == [replace(first, used_deposits=1, revoked=LATER)]


@pytest.mark.parametrize("cursor", ["x", "a~b~c", "~", "💥", "A" * 5000, "e30="])
def test_a_made_up_way_on_in_a_list_is_told(place: Place, cursor: str) -> None:
    with pytest.raises(Malformed, match="cursor"):
        place.invitations.listed(10, cursor)


def test_a_submission_spends_of_its_own_invitation_only(place: Place) -> None:
    first = added(place)
    other = place.invited()
    assert place.used(first.invitation) == (1, 0, 0)
    assert place.used(other) == (0, 0, 0)


@pytest.fixture(params=["memory", "moto", CLOUD])
def tallies(request: pytest.FixtureRequest) -> Iterator[Tallies]:
    """In memory, in DynamoDB by moto, in that of the embedded cloud."""
    if request.param == "memory":
        yield FakeTallies()
    elif request.param == "cloud":
        yield DynamoTallies(in_the_cloud(request.getfixturevalue("deployed")))
    else:
        with mock_aws():
            yield DynamoTallies(made_by_moto())


def test_it_is_counted_up_to_the_most_and_no_further(tallies: Tallies) -> None:
    one, other = uuid4().hex, uuid4().hex
    assert [tallies.count(one, 2, LATER) for _ in range(4)] == [True, True, False, False]
    assert tallies.count(other, 2, LATER)


def test_to_ask_whether_there_is_room_takes_none(tallies: Tallies) -> None:
    name = uuid4().hex
    assert [tallies.count(name, 1, LATER, by) for by in (0, 0, 1, 0, 1)] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_what_is_given_back_may_be_counted_again_and_no_more_than_that(tallies: Tallies) -> None:
    name = uuid4().hex
    tallies.give_back(name)
    assert [tallies.count(name, 2, LATER) for _ in range(2)] == [True, True]
    tallies.give_back(name)
    assert [tallies.count(name, 2, LATER) for _ in range(2)] == [True, False]
    for _ in range(5):
        tallies.give_back(name)
    assert [tallies.count(name, 2, LATER) for _ in range(3)] == [True, True, False]


def test_the_first_random_word_stays(tallies: Tallies) -> None:
    name = uuid4().hex
    assert [tallies.salt(name, word, LATER) for word in ("first", "second")] == ["first"] * 2


def test_what_is_counted_is_forgotten_at_its_time() -> None:
    with mock_aws():
        table = made_by_moto()
        DynamoTallies(table).count("n", 2, LATER)
        DynamoTallies(table).salt("s", "w", LATER)
        rows = table.scan()["Items"]
    assert [row["ttl"] for row in rows] == [int(LATER.timestamp())] * 2


def test_address_and_note_are_kept_apart_and_forgotten_at_their_time() -> None:
    with mock_aws():
        table = made_by_moto()
        DynamoInvitations(table).add(WHOLE)
        rows = table.scan()["Items"]
    holding = [row for row in rows if "ada@" in repr(row) or WHOLE.note in repr(row)]
    assert WHOLE.private_until
    assert [(row["sk"], row["ttl"]) for row in holding] == [
        ("A", int(WHOLE.private_until.timestamp()))
    ]


def test_what_the_table_was_too_busy_for_is_asked_for_again_after_a_pause() -> None:
    pauses: list[float] = []
    with mock_aws():
        table = made_by_moto()
        invitations = DynamoInvitations(table, pauses.append)
        for n in range(3):
            invitations.add(made(to=f"a{n}@b.org"))

        def busy(parsed: Any, **_: object) -> None:
            """Answers one of them."""
            rows = parsed["Responses"][table.name]
            keys = [{"pk": row["pk"], "sk": row["sk"]} for row in rows[1:]]
            parsed["Responses"][table.name] = rows[:1]
            parsed["UnprocessedKeys"] = {table.name: {"Keys": keys}} if keys else {}

        table.meta.client.meta.events.register("after-call.dynamodb.BatchGetItem", busy)
        found = invitations.listed(250).items
    assert sorted(each.to for each in found) == ["a0@b.org", "a1@b.org", "a2@b.org"]
    assert pauses == sorted(pauses)
    assert len(pauses) == 2
