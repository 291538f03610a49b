"""What is relied on of whatever keeps wishes about published records."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from moto import mock_aws

from tests.clock import START
from tests.fake_invitations import FakeInvitations
from tests.fake_log import FakeLog
from tests.fake_wishes import FakeWishes
from tests.table_places import CLOUD, in_the_cloud, made_by_moto
from zenferry.access import Invitation, Invitations, hashed
from zenferry.adapters.dynamo_invitations import DynamoInvitations
from zenferry.adapters.dynamo_log import DynamoLog
from zenferry.adapters.dynamo_wishes import DynamoWishes
from zenferry.curation.log import Log, LogEntry, curator
from zenferry.errors import Absent, Conflict
from zenferry.versions.basis import Basis, BasisKind
from zenferry.versions.wishes import Answer, Wish, Wishes

BASIS = Basis(BasisKind.VERSION, "12", "10.5281/zenodo.12", "https://zenodo.org/records/12", "z")


def wish(**more: object) -> Wish:
    made = Wish(str(uuid4()), BASIS, "Ä “new” core\n2", "de", START, START + timedelta(days=30))
    return replace(made, **more)  # type: ignore[arg-type]


@dataclass
class Kept:
    """Wishes, and what they are kept together with."""

    wishes: Wishes
    invitations: Invitations
    log: Log

    def acts(self) -> list[tuple[str, str]]:
        lines = self.log.page(START.isoformat()[:7], 100).items
        return [(entry.act, entry.subject) for entry in lines]


@pytest.fixture(params=["memory", "moto", CLOUD])
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    if request.param == "memory":
        invitations, log = FakeInvitations(), FakeLog()
        yield Kept(FakeWishes(invitations, log), invitations, log)
    elif request.param == "moto":
        with mock_aws():
            yield in_table(made_by_moto())
    else:
        yield in_table(in_the_cloud(request.getfixturevalue("demo")))


def in_table(table: Any) -> Kept:
    return Kept(DynamoWishes(table), DynamoInvitations(table), DynamoLog(table))


@pytest.fixture
def wishes(kept: Kept) -> Wishes:
    return kept.wishes


def invitation() -> Invitation:
    expires = START + timedelta(days=30)
    to = "ada@example.org"
    return Invitation(hashed(str(uuid4())), "", expires, 1, 9, 9, created=START, by="mb", to=to)


def line(act: str, subject: str) -> LogEntry:
    return LogEntry(START, curator("mb"), act, subject)


def agreed(old: Wish, row: Invitation) -> Wish:
    return replace(old, answer=Answer.AGREED, by="mb", invitation=row.id)


def test_a_wish_comes_back_as_it_went(wishes: Wishes) -> None:
    new = wish(email="ada@example.org")

    wishes.add(new)
    wishes.add(new)

    assert wishes.get(new.id) == new
    with pytest.raises(Absent):
        wishes.get(str(uuid4()))


def test_an_answer_comes_with_its_invitation_and_its_lines(kept: Kept) -> None:
    new, row = wish(email="ada@example.org"), invitation()
    kept.wishes.add(new)

    kept.wishes.change(new, agreed(new, row), [line("version_agreed", new.id)], row)

    assert kept.wishes.get(new.id) == agreed(new, row)
    assert kept.invitations.known(row.id).hash == row.hash
    assert ("version_agreed", new.id) in kept.acts()


def test_answered_since_it_was_read_nothing_of_another_answer_is_kept(kept: Kept) -> None:
    new, row, other = wish(), invitation(), invitation()
    kept.wishes.add(new)
    kept.wishes.change(new, agreed(new, row), [], row)

    with pytest.raises(Conflict, match="wish_answered"):
        kept.wishes.change(new, agreed(new, other), [line("late", new.id)], other)

    assert kept.wishes.get(new.id).invitation == row.id
    with pytest.raises(Absent):
        kept.invitations.known(other.id)
    assert ("late", new.id) not in kept.acts()


def test_a_fresh_invitation_revokes_the_one_before(kept: Kept) -> None:
    new, row, fresh = wish(), invitation(), invitation()
    kept.wishes.add(new)
    first = agreed(new, row)
    kept.wishes.change(new, first, [], row)

    kept.wishes.change(first, agreed(first, fresh), [], fresh)

    assert kept.invitations.known(row.id).revoked
    assert not kept.invitations.known(fresh.id).revoked
    assert kept.wishes.get(new.id).invitation == fresh.id


def test_by_an_invitation_that_was_used_there_is_no_other(kept: Kept) -> None:
    new, fresh = wish(), invitation()
    row = replace(invitation(), used_deposits=1)
    kept.wishes.add(new)
    first = agreed(new, row)
    kept.wishes.change(new, first, [], row)

    with pytest.raises(Conflict, match="wish_answered"):
        kept.wishes.change(first, agreed(first, fresh), [], fresh)

    assert not kept.invitations.known(row.id).revoked


def test_when_nothing_is_to_be_done_the_address_is_gone(kept: Kept) -> None:
    new, row = wish(email="ada@example.org"), invitation()
    kept.wishes.add(new)
    first = agreed(new, row)
    kept.wishes.change(new, first, [], row)

    done = replace(first, email="", invitation="", listed=False)
    kept.wishes.change(first, done)

    assert kept.wishes.get(new.id) == done


def test_those_that_wait_are_listed_newest_first_without_addresses(wishes: Wishes) -> None:
    made = [wish(at=START + timedelta(seconds=n), email="ada@example.org") for n in range(5)]
    for each in made:
        wishes.add(each)
    refused = replace(made[3], answer=Answer.REFUSED, by="mb", email="", listed=False)
    wishes.change(made[3], refused)
    waits = replace(made[2], answer=Answer.REFUSED, by="mb")
    wishes.change(made[2], waits)
    ours = {each.id for each in made}

    found, before = [], ""
    while True:
        page = wishes.listed(2, before)
        assert len(page.items) <= 2
        found += [each for each in page.items if each.id in ours]
        if not (before := page.next):
            break

    assert found == [replace(each, email="") for each in (made[4], waits, made[1], made[0])]
