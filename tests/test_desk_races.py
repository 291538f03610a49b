"""Curators and depositors at one deposit in the same moment: what was let go is what is sent.

One acts while the other is anywhere between two calls to whatever stands outside.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from tests.boundary import Boundary
from tests.curated import ADA, BEA, CuratedHouse, waiting
from tests.deposit_client import VALUES, Client, staged
from zenferry.curation.acts import Curating, stamp_of
from zenferry.errors import Conflict, Stale
from zenferry.state import State
from zenferry.submission import Submission

Act = Callable[[Curating, Submission], object]
Other = Callable[[CuratedHouse, Client], object]

SETTLED = {State.IN_REVIEW, State.CANCELLED, State.RETURNED, State.AWAITING_APPROVAL}
CHANGED = "What somebody else made of it"


def approve(desk: Curating, seen: Submission) -> object:
    return desk.approve(ADA, seen.id, stamp_of(seen))


def hand_back(desk: Curating, seen: Submission) -> object:
    return desk.hand_back(ADA, seen.id, "Mend it.")


def cancel(desk: Curating, seen: Submission) -> object:
    return desk.cancel(ADA, seen.id)


def withdraw(_: CuratedHouse, client: Client) -> object:
    return client.act("cancel")


def approved_by_another(place: CuratedHouse, client: Client) -> object:
    seen = place.submissions.get(client.id)
    return place.desk_parts.curating.approve(BEA, client.id, stamp_of(seen))


def returned_by_another(place: CuratedHouse, client: Client) -> object:
    return place.desk_parts.curating.hand_back(BEA, client.id, "Say more.")


def returned_and_changed(place: CuratedHouse, client: Client) -> object:
    """All that its depositor can do with it in a moment."""
    returned_by_another(place, client)
    client.save({**VALUES, "title": CHANGED}, client.look()["revision"])
    staged(place, client, "more.csv", b"1,2\n")
    return client.act("retry")


def between(act: Act, other: Other) -> Iterator[tuple[CuratedHouse, Client, Submission, bool]]:
    """Each place in the one act where the other can come in between, and how that ended."""
    at = 0
    while True:
        place = CuratedHouse()
        client = waiting(place)
        seen = place.submissions.get(client.id)

        def interfere(place: CuratedHouse = place, client: Client = client) -> None:
            with suppress(Conflict, Stale):
                other(place, client)

        boundary = Boundary(at=at, act=interfere)
        done = True
        try:
            act(place.desk_within(boundary).curating, seen)
        except Conflict:
            done = False
        if not boundary.fired:
            return
        place.run()
        yield place, client, seen, done
        at += 1


def records(place: CuratedHouse) -> list[str]:
    return [each.metadata.title for each in place.fake.records.values() if each.metadata]


@pytest.mark.parametrize(
    "other", [withdraw, approved_by_another, returned_by_another, returned_and_changed]
)
def test_what_was_let_go_is_what_is_sent_whoever_comes_in_between(other: Other) -> None:
    tried = 0
    for place, client, seen, done in between(approve, other):
        tried += 1
        kept = place.submissions.get(client.id)
        assert CHANGED not in records(place)
        assert kept.state in SETTLED
        if records(place):
            assert kept.approved
            assert stamp_of(kept) == stamp_of(seen)
        if kept.state is State.AWAITING_APPROVAL:
            assert not done
        acts = place.submissions.log.acts(client.id)
        assert acts.count("approved") == (1 if kept.approved else 0)
    assert tried >= 4


@pytest.mark.parametrize("act", [hand_back, cancel])
@pytest.mark.parametrize("other", [withdraw, approved_by_another, returned_and_changed])
def test_whoever_is_first_decides_and_the_other_is_told(act: Act, other: Other) -> None:
    tried = 0
    for place, client, _, _ in between(act, other):
        tried += 1
        kept = place.submissions.get(client.id)
        assert kept.state in SETTLED
        assert bool(records(place)) == (kept.state is State.IN_REVIEW)
        if kept.state is State.CANCELLED:
            assert place.fake.records == {}
    assert tried >= 2


def test_an_edit_before_the_return_is_refused_and_after_it_is_looked_at_anew() -> None:
    place = CuratedHouse()
    client = waiting(place)
    seen = place.submissions.get(client.id)
    changed = {**VALUES, "title": CHANGED}
    assert client.save(changed, seen.revision).status_code == 409
    assert client.register(("more.csv", 3)).status_code == 409
    assert client.remove(seen.files[0].id).status_code == 409
    hand_back(place.desk_parts.curating, seen)
    assert client.save(changed, seen.revision).status_code == 200
    client.act("retry")
    with pytest.raises(Conflict, match="changed_since"):
        approve(place.desk_parts.curating, seen)
