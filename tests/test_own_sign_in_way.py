"""Deposits of people who signed in at the repository: carried, refreshed, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.api_client import TOKEN
from tests.signed_in import SignedInCrossing, opened
from tests.written import ID
from zenferry.accounts.seal import SecretKind
from zenferry.accounts.tokens import OwnToken
from zenferry.errors import NotNow
from zenferry.state import State


def test_it_is_carried_with_what_they_allowed() -> None:
    crossing = SignedInCrossing()
    crossing.fill()
    crossing.submit()

    assert crossing.state() is State.DRAFT_READY, crossing.found.problems
    assert crossing.arrived() == dict(crossing.files)


def test_what_has_run_out_is_refreshed_on_the_way() -> None:
    crossing = SignedInCrossing()
    crossing.fill()
    before = crossing.authority.tokens["7"]
    crossing.authority.expire()

    crossing.submit()

    assert crossing.state() is State.DRAFT_READY, crossing.found.problems
    assert crossing.authority.tokens["7"] != before


def test_what_was_taken_back_holds_up_the_way_until_they_sign_in_again() -> None:
    crossing = SignedInCrossing()
    crossing.fill()
    crossing.authority.withdraw()
    crossing.submit()
    assert crossing.state() is State.NEEDS_ATTENTION
    assert crossing.found.token_wanted

    crossing.parts.own_accounts.renew_signed_in(crossing.found, crossing.answer())
    crossing.submit()

    assert crossing.state() is State.DRAFT_READY, crossing.found.problems


def test_a_lost_answer_of_a_refresh_loses_no_deposit() -> None:
    crossing = SignedInCrossing()
    crossing.fill()
    crossing.authority.expire()
    crossing.authority.loses = True
    crossing.submit()
    assert crossing.state() is State.NEEDS_ATTENTION

    crossing.authority.loses = False
    crossing.clock.advance(minutes=5)
    # As though nobody had heard of what came of it.
    crossing.authority.expire()
    crossing.submit()
    assert crossing.found.token_wanted, crossing.found.problems
    crossing.parts.own_accounts.renew_signed_in(crossing.found, crossing.answer())
    crossing.submit()

    assert crossing.state() is State.DRAFT_READY, crossing.found.problems


def test_when_it_has_ended_nothing_is_kept_and_nothing_that_was_is_taken() -> None:
    crossing = SignedInCrossing()
    crossing.fill()
    crossing.submit()
    used = crossing.parts.own_tokens.named(ID)
    assert used.kind is SecretKind.SIGN_IN
    access = crossing.authority.tokens["7"].access

    crossing.parts.deposits.cancel(ID)
    crossing.run()
    crossing.tend(minutes=6)

    assert crossing.state() is State.CANCELLED
    assert crossing.seals.rows == {}
    assert not crossing.authority.takes(access)


def test_a_second_deposit_of_the_account_goes_on_when_the_first_has_ended() -> None:
    crossing = SignedInCrossing()
    crossing.fill()
    other = opened(crossing, "7")
    crossing.parts.deposits.cancel(ID)
    crossing.run()
    crossing.tend(minutes=6)
    assert crossing.state() is State.CANCELLED

    token = crossing.parts.own_tokens
    name = token.named(other.id)
    assert crossing.authority.takes(token.signed_in("zenodo").read(name).access)


def test_who_carries_files_refreshes_nothing() -> None:
    """It is not told the page's own secret: the step before it has seen to that."""
    crossing = SignedInCrossing()
    crossing.fill()
    carrying = replace(crossing.parts.own_tokens, refreshes=False)
    crossing.authority.expire()
    name = carrying.named(ID)

    assert carrying.signed_in("zenodo").read(name) == crossing.authority.tokens["7"]


def test_what_runs_out_soon_is_refreshed_before() -> None:
    crossing = SignedInCrossing()
    crossing.fill()
    tokens = crossing.parts.own_tokens
    there, name = tokens.signed_in("zenodo"), tokens.named(ID)
    old = there.read(name)
    ending = replace(old, expires=crossing.clock.now())
    there.seals.keep(name.access, there.seal.seal(name.access, ending), crossing.clock.now())

    crossing.submit()

    assert crossing.state() is State.DRAFT_READY
    assert there.read(name) != ending
    assert not crossing.authority.takes(old.access)


def test_two_at_once_wait_for_each_other() -> None:
    crossing = SignedInCrossing()
    crossing.fill()
    tokens = crossing.parts.own_tokens
    there, name = tokens.signed_in("zenodo"), tokens.named(ID)
    now = crossing.clock.now()
    there.users.claim(name.access, now, now)

    with pytest.raises(NotNow):
        there.renewed(name, there.read(name).access)


def test_a_token_that_is_pasted_in_leaves_nothing_of_having_signed_in() -> None:
    crossing = SignedInCrossing()
    crossing.fill()
    access = crossing.authority.tokens["7"].access
    crossing.fake.tokens[TOKEN] = "7"

    crossing.parts.own_accounts.renew(crossing.found, TOKEN)

    assert crossing.seals.rows.keys() == {ID}
    assert not crossing.authority.takes(access)
    crossing.submit()
    assert crossing.state() is State.DRAFT_READY, crossing.found.problems


def test_signed_in_again_the_same_deposit_still_uses_what_came_of_it() -> None:
    crossing = SignedInCrossing()
    crossing.fill()

    crossing.parts.own_accounts.renew_signed_in(crossing.found, crossing.answer())

    [users] = crossing.account_users.of.values()
    assert users == {ID}
    crossing.submit()
    assert crossing.state() is State.DRAFT_READY, crossing.found.problems


def test_also_where_the_table_forgot_how_nothing_is_left_of_having_signed_in() -> None:
    crossing = SignedInCrossing()
    crossing.fill()
    access = crossing.authority.tokens["7"].access
    crossing.seals.drop(ID)
    crossing.parts.deposits.cancel(ID)
    crossing.run()
    crossing.tend(minutes=6)

    assert crossing.found.cleaned
    assert crossing.seals.rows == {}
    assert not crossing.authority.takes(access)


def test_what_lives_for_an_hour_is_not_refreshed_at_every_read() -> None:
    crossing = SignedInCrossing()
    crossing.fill()
    tokens, now = crossing.parts.own_tokens, crossing.clock.now()
    there, name = tokens.signed_in("zenodo"), tokens.named(ID)
    brief = replace(there.read(name), issued=now, expires=now + timedelta(hours=1))
    there.seals.keep(name.access, there.seal.seal(name.access, brief), now)

    def read() -> str:
        return OwnToken(tokens, ID, "zenodo").read()

    assert read() == brief.access
    crossing.clock.advance(minutes=50)
    assert read() == brief.access
    crossing.clock.advance(minutes=5)
    assert read() != brief.access
