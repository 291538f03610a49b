"""What the domain relies on of whatever keeps submissions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from botocore.config import Config

from tests.clock import START
from tests.table_places import Place, added, fresh, place, tables
from zenferry.access import Spend
from zenferry.adapters.dynamo_invitations import DynamoInvitations
from zenferry.adapters.dynamo_submissions import DynamoSubmissions
from zenferry.errors import Absent, Conflict, NotNow, Refused
from zenferry.transfer import Transfer

__all__ = ["place"]


def test_what_was_added_is_read_back_as_its_first_version(place: Place) -> None:
    invitation = place.invited()
    new = fresh(invitation)
    place.submissions.add(new, Spend(invitation, START, deposits=1))
    assert place.submissions.get(new.id) == replace(new, version=1)
    assert place.used(invitation) == (1, 0, 0)


def test_an_id_is_taken_once_and_the_second_spends_nothing(place: Place) -> None:
    first = added(place)
    other = place.invited()
    with pytest.raises(Conflict, match="id_taken"):
        place.submissions.add(replace(fresh(other), id=first.id), Spend(other, START, deposits=1))
    assert place.submissions.get(first.id) == first
    assert place.used(other) == (0, 0, 0)


def test_a_taken_id_is_said_even_when_the_invitation_is_used_up(place: Place) -> None:
    invitation = place.invited(deposits=1)
    new = fresh(invitation)
    place.submissions.add(new, Spend(invitation, START, deposits=1))
    with pytest.raises(Conflict, match="id_taken"):
        place.submissions.add(new, Spend(invitation, START, deposits=1))


def test_nothing_is_added_without_an_invitation(place: Place) -> None:
    new = fresh("nobody-made-it")
    with pytest.raises(Refused, match=r"^invitation$"):
        place.submissions.add(new, Spend("nobody-made-it", START, deposits=1))
    with pytest.raises(Absent):
        place.submissions.get(new.id)


def test_what_nobody_added_is_absent(place: Place) -> None:
    with pytest.raises(Absent):
        place.submissions.get("nobody")
    with pytest.raises(Absent):
        place.invitations.get("nobody")


def test_only_the_next_version_is_kept(place: Place) -> None:
    first = added(place)
    second = place.submissions.replace(replace(first, revision=1))
    assert (second.version, place.submissions.get(first.id)) == (2, second)
    with pytest.raises(Conflict, match="busy"):
        place.submissions.replace(replace(first, revision=7))
    assert place.submissions.get(first.id) == second


def test_what_was_never_added_is_not_replaced(place: Place) -> None:
    with pytest.raises(Conflict, match="busy"):
        place.submissions.replace(replace(fresh(place.invited()), version=1))


@pytest.mark.parametrize(
    ("spend", "code"),
    [
        ({"files": 4}, "invitation_files"),
        ({"files": 1, "bytes": 101}, "invitation_bytes"),
        ({"deposits": 1}, "invitation_used_up"),
    ],
)
def test_a_change_beyond_the_room_is_not_made_and_not_counted(
    place: Place, spend: dict[str, int], code: str
) -> None:
    invitation = place.invited(deposits=1, files=3, bytes=100)
    new = fresh(invitation)
    place.submissions.add(new, Spend(invitation, START, deposits=1))
    kept = place.submissions.get(new.id)
    with pytest.raises(Refused, match=f"^{code}$"):
        place.submissions.replace(replace(kept, revision=1), Spend(invitation, START, **spend))
    assert place.submissions.get(new.id) == kept
    assert place.used(invitation) == (1, 0, 0)


def test_a_change_that_is_not_the_next_spends_nothing(place: Place) -> None:
    first = added(place)
    place.submissions.replace(first)
    with pytest.raises(Conflict, match="busy"):
        place.submissions.replace(first, Spend(first.invitation, START, files=1, bytes=1))
    assert place.used(first.invitation) == (1, 0, 0)


def test_room_is_given_back(place: Place) -> None:
    invitation = place.invited(files=2, bytes=10)
    new = fresh(invitation)
    place.submissions.add(new, Spend(invitation, START, deposits=1))
    for files, size in ((2, 10), (-1, -4), (1, 4)):
        kept = place.submissions.get(new.id)
        place.submissions.replace(kept, Spend(invitation, START, files=files, bytes=size))
    assert place.used(invitation) == (1, 2, 10)


def test_a_transfer_is_kept_beside_its_submission_and_guarded(place: Place) -> None:
    new = added(place)
    first = place.submissions.put_transfer(new.id, Transfer("f1"))
    second = place.submissions.put_transfer(new.id, replace(first, copied_bytes=7))
    assert (first.version, second.version) == (1, 2)
    for old in (Transfer("f1"), first, replace(second, version=9)):
        with pytest.raises(Conflict, match="busy"):
            place.submissions.put_transfer(new.id, old)
    assert place.submissions.get(new.id) == replace(new, transfers={"f1": second})


def test_transfers_move_without_touching_the_submission(place: Place) -> None:
    new = added(place)
    place.submissions.put_transfer(new.id, Transfer("f1"))
    kept = place.submissions.replace(replace(new, revision=1))
    assert place.submissions.get(new.id) == replace(kept, transfers=_transfers(place, new.id))
    assert list(_transfers(place, new.id)) == ["f1"]


def _transfers(place: Place, submission: str) -> dict[str, Transfer]:
    return dict(place.submissions.get(submission).transfers)


def test_a_transfer_is_forgotten_as_often_as_one_likes(place: Place) -> None:
    new = added(place)
    place.submissions.put_transfer(new.id, Transfer("f1"))
    place.submissions.put_transfer(new.id, Transfer("f2"))
    for _ in range(2):
        place.submissions.drop_transfer(new.id, "f1")
    assert list(_transfers(place, new.id)) == ["f2"]


def _due_of(place: Place, wanted: set[str], before: datetime) -> list[str]:
    # The embedded cloud's table is shared: others may be due as well.
    return [found for found in place.submissions.due(before, 1000) if found in wanted]


def test_what_is_due_comes_oldest_first_and_only_while_it_is(place: Place) -> None:
    late, soon, never, later = (
        added(place, due=START + timedelta(days=days) if days else None) for days in (2, 1, 0, 9)
    )
    wanted = {s.id for s in (late, soon, never, later)}
    assert _due_of(place, wanted, START + timedelta(days=3)) == [soon.id, late.id]
    assert _due_of(place, wanted, START) == []
    place.submissions.replace(replace(soon, due=None))
    place.submissions.replace(replace(late, due=START + timedelta(days=8)))
    assert _due_of(place, wanted, START + timedelta(days=3)) == []
    assert _due_of(place, wanted, START + timedelta(days=10)) == [late.id, later.id]


def test_no_more_are_due_than_were_asked_for(place: Place) -> None:
    for _ in range(3):
        added(place, due=START)
    assert len(list(place.submissions.due(START, 2))) == 2


def test_a_table_that_does_not_answer_is_tried_again_later() -> None:
    patience = Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 1})
    table = tables("http://127.0.0.1:9", patience).Table("table")
    submissions, invitations = DynamoSubmissions(table), DynamoInvitations(table)
    new = fresh("i")
    calls: list[Callable[[], object]] = [
        lambda: submissions.add(new, Spend("i", START)),
        lambda: submissions.get("s"),
        lambda: submissions.replace(replace(new, version=1)),
        lambda: submissions.put_transfer("s", Transfer("f")),
        lambda: submissions.drop_transfer("s", "f"),
        lambda: list(submissions.due(START, 1)),
        lambda: invitations.get("i"),
    ]
    for call in calls:
        with pytest.raises(NotNow, match="storage_unavailable"):
            call()
