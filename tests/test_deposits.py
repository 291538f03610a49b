"""Whole deposits over HTTP into the stand-in, and with `-m conformance` into a real InvenioRDM."""

import pytest

from tests.crossing import FILES, ID, Crossing, State
from tests.places import Place, directory, md5, place
from zenferry.errors import Absent
from zenferry.profile import HandOver
from zenferry.repository import DraftStatus

__all__ = ["directory", "place"]


def deposited(place: Place, hand_over: HandOver = HandOver.REVIEW, community: str = "") -> Crossing:
    crossing = Crossing(
        repository=place.repository,
        community=community or place.reviewed,
        hand_over=hand_over,
    )
    crossing.fill()
    crossing.submit()
    return crossing


def arrived(place: Place, crossing: Crossing) -> dict[str, str | None]:
    return {entry.name: entry.md5 for entry in place.repository.files(str(crossing.found.draft))}


EXPECTED = {name: md5(content) for name, content in FILES.items()}


def test_reviewed_and_accepted_over_there_it_is_published(place: Place) -> None:
    crossing = deposited(place)
    assert crossing.state() is State.IN_REVIEW, crossing.found.problems
    assert arrived(place, crossing) == EXPECTED

    place.accept(str(crossing.found.review))
    crossing.tend(minutes=2)

    assert crossing.state() is State.PUBLISHED
    assert crossing.found.doi
    assert crossing.staged() == dict(FILES)
    crossing.tend(days=8)
    assert crossing.staging.objects == {}


def test_declined_over_there_it_keeps_its_files_and_can_be_sent_anew(place: Place) -> None:
    crossing = deposited(place)

    place.decline(str(crossing.found.review))
    crossing.tend(minutes=2)
    assert crossing.state() is State.DECLINED
    assert crossing.staged() == dict(FILES)

    crossing.parts.deposits.retry(ID)
    crossing.run()
    assert crossing.state() is State.IN_REVIEW, crossing.found.problems
    crossing.parts.deposits.cancel(ID)
    crossing.run()
    assert crossing.state() is State.CANCELLED


def test_left_as_a_draft_it_waits_there_with_its_files(place: Place) -> None:
    crossing = deposited(place, HandOver.DRAFT)

    assert crossing.state() is State.DRAFT_READY, crossing.found.problems
    draft = place.repository.read(str(crossing.found.draft))
    assert draft.status is DraftStatus.DRAFT
    assert draft.doi == crossing.found.doi
    assert arrived(place, crossing) == EXPECTED


def test_published_at_once_it_is_public_with_its_doi(place: Place) -> None:
    crossing = deposited(place, HandOver.PUBLISH)

    assert crossing.state() is State.PUBLISHED, crossing.found.problems
    record = place.repository.read(str(crossing.found.draft))
    assert (record.status, record.doi) == (DraftStatus.PUBLISHED, crossing.found.doi)
    assert arrived(place, crossing) == EXPECTED


def test_where_nobody_has_to_look_nothing_is_handed_over(place: Place) -> None:
    crossing = deposited(place, community=place.open)

    assert crossing.state() is State.NEEDS_ATTENTION
    assert crossing.found.problems[0].code == "community_open"
    draft = place.repository.read(str(crossing.found.draft))
    assert draft.status is DraftStatus.DRAFT


def test_a_withdrawn_deposit_leaves_nothing_over_there(place: Place) -> None:
    crossing = deposited(place)
    draft = str(crossing.found.draft)

    crossing.parts.deposits.cancel(ID)
    crossing.run()

    assert crossing.state() is State.CANCELLED
    with pytest.raises(Absent):
        place.repository.read(draft)
