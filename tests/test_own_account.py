"""Deposits with an account of one's own at the repository: carried, held up, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.api_client import TOKEN
from tests.clock import START
from tests.crossing import codes
from tests.own import OTHERS_TOKEN, OwnCrossing, deposited
from tests.written import ID
from zenferry.errors import NeedsAttention
from zenferry.profile import HandOver
from zenferry.records.registry import works
from zenferry.repository import ReviewState
from zenferry.state import State
from zenferry.submission import Submission
from zenferry.update import update


def test_such_a_deposit_ends_as_the_profile_says_for_own_accounts() -> None:
    crossing = deposited(HandOver.DRAFT)
    assert crossing.state() is State.DRAFT_READY, crossing.found.problems
    assert crossing.arrived() == dict(crossing.files)
    # Only the depositor's own token was ever shown.
    assert crossing.used == {TOKEN}


@pytest.mark.parametrize("hand_over", HandOver)
def test_when_it_is_public_and_compared_nothing_is_left_of_the_token(hand_over: HandOver) -> None:
    crossing = deposited(hand_over)
    if hand_over is HandOver.REVIEW:
        crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)
    if hand_over is HandOver.DRAFT:
        crossing.fake.publish(str(crossing.found.draft))
    crossing.tend(hours=2)
    assert crossing.state() is State.PUBLISHED
    assert crossing.seals.rows.keys() == {ID}
    crossing.tend(days=8)
    assert crossing.found.cleaned
    assert crossing.seals.rows == {}


def test_withdrawn_it_leaves_nothing_of_the_token() -> None:
    crossing = deposited(HandOver.REVIEW)
    crossing.parts.deposits.cancel(ID)
    crossing.run()
    crossing.tend(minutes=6)
    assert crossing.state() is State.CANCELLED
    assert (crossing.seals.rows, crossing.fake.records) == ({}, {})


def test_expired_it_leaves_nothing_of_the_token() -> None:
    crossing = OwnCrossing()
    crossing.fill()
    crossing.tend(days=91)
    crossing.tend(minutes=6)
    assert crossing.state() is State.EXPIRED
    assert crossing.seals.rows == {}


def test_the_table_forgets_the_token_some_time_after_the_deposit_ends() -> None:
    crossing = OwnCrossing()
    crossing.fill()
    _, until = crossing.seals.rows[ID]
    assert until - crossing.found.expires == timedelta(days=180)
    assert crossing.found.created == START


def test_a_dead_token_holds_up_the_way_and_another_one_lets_it_go_on() -> None:
    crossing = OwnCrossing()
    crossing.fill()
    crossing.fake.tokens = {"another-token-0123456789": "7"}
    crossing.submit()

    assert crossing.state() is State.NEEDS_ATTENTION
    assert crossing.found.problems[0].code == "own_token_refused"
    assert crossing.found.token_wanted

    crossing.used.clear()
    crossing.renew("another-token-0123456789")
    assert [event.code for event in crossing.found.timeline][-1] == "own_token_renewed"
    crossing.submit()
    assert crossing.state() is State.DRAFT_READY, crossing.found.problems
    assert crossing.used == {"another-token-0123456789"}


def test_what_waits_for_its_review_stays_in_it_while_the_token_is_dead() -> None:
    crossing = deposited(HandOver.REVIEW)
    crossing.fake.tokens = {"another-token-0123456789": "7"}
    for _ in range(3):
        crossing.tend(hours=2)
    assert crossing.state() is State.IN_REVIEW
    assert crossing.found.token_wanted
    codes = [event.code for event in crossing.found.timeline]
    assert codes.count("own_token_refused") == 1

    crossing.renew("another-token-0123456789")
    crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)
    crossing.tend(minutes=1)
    assert crossing.state() is State.PUBLISHED


def test_who_took_the_token_back_can_still_withdraw() -> None:
    crossing = deposited(HandOver.DRAFT)
    crossing.fake.tokens = {}
    crossing.parts.deposits.cancel(ID)
    crossing.run()
    crossing.tend(minutes=6)

    assert crossing.state() is State.CANCELLED
    assert "draft_left" in [event.code for event in crossing.found.timeline]
    assert (crossing.seals.rows, crossing.staging.objects) == ({}, {})


def test_with_a_dead_token_it_still_ends_on_its_day() -> None:
    crossing = OwnCrossing()
    crossing.fill()
    crossing.parts.deposits.reserve_doi(ID)
    crossing.fake.tokens = {}
    for _ in range(3):
        crossing.tend(days=40)
    crossing.tend(minutes=6)
    assert crossing.state() is State.EXPIRED
    assert (crossing.seals.rows, crossing.staging.objects) == ({}, {})


def test_a_swapped_seal_opens_nothing() -> None:
    """Whoever could write the table: the token of one deposit is none of another's."""
    crossing = OwnCrossing()
    crossing.fill()
    client = crossing.client()
    assert client.open_own(OTHERS_TOKEN).status_code == 201
    crossing.seals.rows[ID] = crossing.seals.rows[client.id]
    crossing.used.clear()

    crossing.submit()

    assert crossing.found.problems[0].code == "own_token_refused"
    assert crossing.used == set()


def test_it_stays_at_the_repository_of_its_account() -> None:
    crossing = OwnCrossing()
    crossing.fill()
    values = {**crossing.values, "repository": "sandbox"}
    crossing.parts.deposits.save(ID, values, crossing.found.revision)
    problems = crossing.parts.deposits.problems(crossing.found)
    assert [each.code for each in problems] == ["repository_settled"]

    crossing.parts.deposits.reserve_doi(ID)
    crossing.fake.records.clear()
    with pytest.raises(NeedsAttention):
        crossing.parts.at(crossing.found).forwarding.prepare(_sent(crossing))
    assert crossing.found.place == "zenodo"


def _sent(crossing: OwnCrossing) -> Submission:
    return update(
        crossing.submissions,
        ID,
        lambda old: replace(
            old.move(State.SUBMITTED, crossing.clock.now()), turn=crossing.clock.now()
        ),
    )


def test_whoever_publishes_without_consent_is_not_called_accepted_nor_listed_in_public() -> None:
    crossing = deposited(HandOver.REVIEW)
    crossing.fake.decide(str(crossing.found.review), ReviewState.CANCELLED)
    crossing.fake.publish(str(crossing.found.draft))
    crossing.tend(hours=2)
    assert crossing.state() is State.PUBLISHED
    assert "accepted" not in codes(crossing)
    assert "published_unreviewed" in codes(crossing)
    [entry] = crossing.registry.rows.values()
    assert entry.own
    assert not works([entry])


def test_accepted_it_is_called_so_and_listed_once_the_search_knows_it() -> None:
    crossing = deposited(HandOver.REVIEW)
    crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)
    crossing.tend(hours=2)
    assert "accepted" in codes(crossing)
    [entry] = crossing.registry.rows.values()
    assert not works([entry])
    crossing.registry.keep(replace(entry, submission="", own=False, searched=True))
    [entry] = crossing.registry.rows.values()
    assert works([entry])


def test_published_by_its_owner_from_a_draft_it_is_off_the_pages() -> None:
    crossing = deposited(HandOver.DRAFT)
    crossing.fake.publish(str(crossing.found.draft))
    crossing.tend(hours=2)
    [entry] = crossing.registry.rows.values()
    assert not entry.is_public


def test_a_draft_that_nobody_publishes_is_left_to_its_owner_on_its_day_and_nothing_kept() -> None:
    crossing = deposited(HandOver.DRAFT)
    draft = str(crossing.found.draft)
    crossing.tend(days=80)
    assert crossing.state() is State.DRAFT_READY
    crossing.tend(days=11)
    assert crossing.state() is State.EXPIRED
    assert "draft_stays" in codes(crossing)
    crossing.tend(minutes=6)
    assert crossing.fake.records.keys() == {draft}
    assert (crossing.seals.rows, crossing.staging.objects) == ({}, {})


def test_who_shuts_us_out_of_a_draft_has_its_files_kept_no_longer() -> None:
    crossing = deposited(HandOver.DRAFT)
    crossing.fake.tokens.clear()
    crossing.tend(days=2)
    assert crossing.found.token_refused
    crossing.tend(days=89)
    assert crossing.state() is State.EXPIRED
    crossing.tend(minutes=6)
    assert (crossing.seals.rows, crossing.staging.objects) == ({}, {})


@pytest.mark.parametrize("shut_out", [True, False])
def test_what_can_not_be_compared_with_its_record_is_staged_for_three_months(
    *, shut_out: bool
) -> None:
    crossing = deposited(HandOver.PUBLISH)
    if shut_out:
        crossing.fake.tokens.clear()
    else:
        crossing.fake.records[str(crossing.found.draft)].entries.clear()
    for _ in range(5):
        crossing.tend(days=8)
    assert crossing.staging.objects
    for _ in range(8):
        crossing.tend(days=8)
    assert crossing.found.cleaned
    assert (crossing.seals.rows, crossing.staging.objects) == ({}, {})
    assert "staging_ended" in codes(crossing)
    assert "staging_cleaned" not in codes(crossing)
