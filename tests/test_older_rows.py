"""What was kept by the service as it was before is read by the service as it is now."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from moto import mock_aws

from tests.clock import START
from tests.house import House
from tests.table_places import Place, added, fresh, made_by_moto
from tests.test_invitations_contract import WHOLE as WHOLE_INVITATION
from tests.test_submissions_extremes import WHOLE, whole
from zenferry.access import Invitation, Spend, hashed, new_secret
from zenferry.adapters.dynamo_invitations import DynamoInvitations
from zenferry.adapters.dynamo_shelf import DynamoShelf
from zenferry.adapters.dynamo_submissions import DynamoSubmissions
from zenferry.adapters.reindexing import reindex
from zenferry.adapters.rows import Row
from zenferry.errors import Absent, Conflict, Refused
from zenferry.moment import sortable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table


@pytest.fixture
def table() -> Iterator["Table"]:
    with mock_aws():
        yield made_by_moto()


@pytest.fixture
def place(table: "Table") -> Place:
    return Place(DynamoSubmissions(table), DynamoInvitations(table))


def older(table: "Table", *, used: int = 1) -> str:
    """An invitation's row under its whole hash, with its caps in columns."""
    hash_ = hashed(new_secret())
    caps = {"deposits": 3, "files": 10, "bytes": 1000}
    row: Row = {"pk": f"I#{hash_}", "sk": "I", "hash": hash_, "note": "Ada", **caps}
    left = {f"left_{name}": most - used for name, most in caps.items()}
    table.put_item(Item={**row, **left, "expires": sortable(START + timedelta(days=1))})
    return hash_


def test_an_invitation_from_before_still_opens_deposits(table: "Table", place: Place) -> None:
    hash_ = older(table)
    assert place.invitations.get(hash_) == Invitation(
        hash_,
        "Ada",
        START + timedelta(days=1),
        3,
        10,
        1000,
        1,
        1,
        1,
        private_until=START + timedelta(days=31),
    )
    new = fresh(hash_)
    place.submissions.add(new, Spend(hash_, START, deposits=1))
    assert place.used(hash_) == (2, 1, 1)
    assert place.invitations.known(hash_[:16]).used_deposits == 2


def test_a_deposit_that_it_opened_takes_and_gives_room(table: "Table", place: Place) -> None:
    hash_ = older(table)
    with pytest.raises(Absent):
        place.invitations.known(hash_[:16])
    new = fresh(hash_)
    taking = Spend(hash_, START, files=2, bytes=7)
    # Nothing is taken the first time, and whoever changes a deposit tries again.
    with pytest.raises(Conflict, match="busy"):
        place.submissions.add(new, taking)
    place.submissions.add(new, taking)
    assert place.used(hash_) == (1, 3, 8)
    kept = place.submissions.get(new.id)
    place.submissions.replace(kept, Spend(hash_, START, files=-2, bytes=-7))
    assert place.used(hash_) == (1, 1, 1)


def test_what_is_left_of_it_is_told_before_anything_is_taken(table: "Table", place: Place) -> None:
    hash_ = older(table, used=2)
    deposits = replace(House().parts.deposits, invitations=place.invitations)
    left = deposits.limits(fresh(hash_))
    assert (left.files, left.bytes) == (8, 998)


def test_what_was_used_up_before_stays_used_up(table: "Table", place: Place) -> None:
    hash_ = older(table, used=3)
    for _ in range(2):
        with pytest.raises(Refused, match="invitation_used_up"):
            place.submissions.add(fresh(hash_), Spend(hash_, START, deposits=1))


def test_who_only_knows_how_one_begins_finds_nothing(table: "Table", place: Place) -> None:
    hash_ = older(table)
    with pytest.raises(Absent):
        place.invitations.get(f"{hash_[:-1]}x")
    with pytest.raises(Absent):
        place.invitations.get(hash_[:16])


def test_what_another_version_kept_beside_is_passed_over(table: "Table", place: Place) -> None:
    new = whole(place.invited())
    place.submissions.add(replace(new, transfers={}), Spend(new.invitation, START, deposits=1))
    place.submissions.put_transfer(new.id, replace(WHOLE, version=0))
    for row in table.scan()["Items"]:
        table.put_item(Item={**row, "new": 1, **_with_more(row)})
    assert place.submissions.get(new.id) == replace(new, version=1)
    (line,) = DynamoShelf(table).page([new.state], 10).items
    assert line.id == new.id


def _with_more(row: Row) -> Row:
    """Each object of its JSON has one more field, but for those that hold what people typed."""

    def more(told: Any) -> Any:
        if isinstance(told, list):
            return [more(each) for each in told]
        if not isinstance(told, dict):
            return told
        apart = {"values", "timeline", "params"}
        return {k: v if k in apart else more(v) for k, v in told.items()} | {"later": 1}

    return {n: json.dumps(more(json.loads(str(row[n])))) for n in ("body", "summary") if n in row}


def test_an_invitation_with_more_than_is_known_is_read(table: "Table", place: Place) -> None:
    kept = replace(WHOLE_INVITATION, hash=hashed(new_secret()))
    place.invitations.add(kept)
    for row in table.scan()["Items"]:
        table.put_item(Item={**row, "new": 1, **_with_more(row)})
    assert place.invitations.get(kept.hash) == kept


def test_rows_from_before_come_into_the_lists_once(table: "Table", place: Place) -> None:
    hash_, new = older(table), added(place)
    for row in table.scan()["Items"]:
        if row["pk"] == f"S#{new.id}":
            table.put_item(Item={k: v for k, v in row.items() if k not in {"shelf", "shelved"}})
    assert not DynamoShelf(table).page([new.state], 10).items
    assert reindex(table) == 2
    (line,) = DynamoShelf(table).page([new.state], 10).items
    assert line.id == new.id
    assert place.invitations.known(hash_[:16]).used_deposits == 1
    assert reindex(table) == 0
    assert f"I#{hash_}" not in [row["pk"] for row in table.scan()["Items"]]
