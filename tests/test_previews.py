"""Who is given a deposit sees its draft by a link of their own; who had it sees it no more."""

from dataclasses import replace

import pytest

from tests.boundary import Boundary
from tests.continued import CURATOR, curating
from tests.crossing import ID, Crossing, handed_over
from zenferry.errors import NeedsAttention
from zenferry.profile import HandOver
from zenferry.repository import ReviewState
from zenferry.state import State
from zenferry.update import update


def transferred(crossing: Crossing) -> str:
    """The link that its former depositor was given."""
    before = crossing.found.preview_url
    curating(crossing).transfer(CURATOR, ID)
    return str(before)


def links(crossing: Crossing) -> list[str]:
    return crossing.fake.records[str(crossing.found.draft)].links


def declined(crossing: Crossing) -> None:
    crossing.fake.decide(str(crossing.found.review), ReviewState.DECLINED, "Mend it.")
    crossing.tend(hours=2)
    assert crossing.state() is State.DECLINED


def test_whoever_had_it_sees_the_draft_no_more_from_the_next_look_on() -> None:
    crossing = handed_over()

    before = transferred(crossing)
    crossing.tend(minutes=1)

    assert crossing.found.preview_url not in {None, before}
    assert links(crossing) == [crossing.found.preview_url]
    assert crossing.state() is State.IN_REVIEW


def test_so_it_is_while_it_is_mended() -> None:
    crossing = handed_over()
    declined(crossing)

    before = transferred(crossing)
    crossing.tend(minutes=1)

    assert links(crossing) == [crossing.found.preview_url] != [before]


def test_so_it_is_while_the_consortiums_curators_have_it() -> None:
    crossing = handed_over()
    declined(crossing)
    crossing.parts.deposits.submit(ID)
    update(crossing.submissions, ID, lambda old: replace(old, state=State.AWAITING_APPROVAL))

    before = transferred(crossing)
    crossing.tend(minutes=1)

    assert crossing.state() is State.AWAITING_APPROVAL
    assert links(crossing) == [crossing.found.preview_url] != [before]


def test_sent_on_by_the_new_one_before_anybody_looked_it_is_so_as_well() -> None:
    crossing = handed_over()
    declined(crossing)

    before = transferred(crossing)
    crossing.submit()
    crossing.run()

    assert crossing.state() is State.IN_REVIEW
    assert links(crossing) == [crossing.found.preview_url]
    assert crossing.found.preview_url != before


def test_given_away_twice_before_anybody_looked_the_first_link_ends_all_the_same() -> None:
    crossing = handed_over()

    before = transferred(crossing)
    transferred(crossing)
    crossing.tend(minutes=1)

    assert before not in links(crossing)
    assert len(links(crossing)) == 1


def test_given_away_on_its_way_it_is_not_looked_at_before_its_time() -> None:
    crossing = handed_over()
    declined(crossing)
    crossing.parts.deposits.submit(ID)
    before = crossing.found.due
    assert crossing.state() is State.SUBMITTED

    transferred(crossing)

    assert crossing.found.due == before


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_call_the_former_link_has_ended_and_one_leads_on(*, after: bool) -> None:
    counted = Boundary()
    looked_at(counted)
    for index, name in enumerate(counted.calls):
        crossing, former = looked_at(Boundary(at=index, after=after))
        assert former not in links(crossing), name
        assert crossing.found.preview_url in links(crossing), name


def looked_at(boundary: Boundary) -> tuple[Crossing, str]:
    crossing = handed_over()
    former = transferred(crossing)
    crossing.disturb(boundary)
    for _ in range(3):
        crossing.tend(minutes=6)
    return crossing, former


def test_that_no_link_is_made_holds_up_no_review(monkeypatch: pytest.MonkeyPatch) -> None:
    crossing = handed_over()
    transferred(crossing)

    def refused(*_: object) -> str:
        raise NeedsAttention("repository_forbids", words="Not today.")

    with monkeypatch.context() as patch:
        patch.setattr(crossing.fake, "share", refused)
        declined(crossing)
    crossing.tend(hours=2)

    assert links(crossing) == [crossing.found.preview_url]


def test_beyond_the_day_on_which_it_would_have_ended_a_draft_can_be_shared() -> None:
    crossing = handed_over()
    crossing.tend(days=120)
    assert crossing.found.expires < crossing.clock.now()

    before = transferred(crossing)
    crossing.tend(minutes=1)

    assert links(crossing) == [crossing.found.preview_url] != [before]
    assert crossing.state() is State.IN_REVIEW


def test_a_draft_that_is_left_is_shared_anew_too() -> None:
    crossing = Crossing(hand_over=HandOver.DRAFT)
    crossing.fill()
    crossing.submit()
    crossing.run()
    assert crossing.state() is State.DRAFT_READY

    before = transferred(crossing)
    crossing.tend(minutes=1)

    assert links(crossing) == [crossing.found.preview_url] != [before]
