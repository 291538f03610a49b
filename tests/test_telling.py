"""What is owed is sent: once, to the right one, while it is still so."""

from contextlib import suppress
from dataclasses import replace

import pytest

from tests.crossing import ID
from tests.told import ADDRESS, CURATORS, Told, key_in, kind
from zenferry.access import hashed
from zenferry.errors import NotNow
from zenferry.mails.news import CLAIM, News
from zenferry.mails.telling import AGAIN, MOST_KEYS, MOST_NEWS, MOST_WAITING
from zenferry.repository import ReviewState
from zenferry.state import State
from zenferry.tally import midnight
from zenferry.uploads.keeping import KEPT_AFTER


@pytest.fixture
def crossing() -> Told:
    opened = Told()
    opened.fill()
    return opened


def test_a_whole_deposit_is_told_of_once_each(crossing: Told) -> None:
    crossing.parts.deposits.submit(ID)
    crossing.tell()
    crossing.run()
    crossing.tell()
    crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)
    crossing.tend(hours=2)
    for _ in range(3):
        crossing.tell()
        crossing.clock.advance(days=1)
    assert crossing.letters == ["received", "in_review", "published"]
    assert {letter.to for letter in crossing.mailer.sent} == {ADDRESS}


def test_what_came_at_once_is_told_in_one(crossing: Told) -> None:
    crossing.submit()
    crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)
    crossing.tend(hours=2)
    assert len(crossing.found.news) == 3
    crossing.tell()
    assert crossing.letters == ["published"]


def test_each_brings_a_key_of_its_own_that_opens_the_deposit(crossing: Told) -> None:
    crossing.submit()
    crossing.tell()
    crossing.move(State.DECLINED, words="Why not?")
    crossing.tell()
    first, second = (key_in(letter) for letter in crossing.mailer.sent)
    assert first != second
    for key in (first, second):
        assert crossing.parts.deposits.authorised(ID, key).id == ID
        assert key not in repr(crossing.found)


def test_the_oldest_mails_keys_go_and_the_pages_own_stays(crossing: Told) -> None:
    own = crossing.found.keys
    for _ in range(MOST_KEYS + 3):
        crossing.move(State.RETURNED, words="Again.")
        crossing.tell()
    keys = [hashed(key_in(letter)) for letter in crossing.mailer.sent]
    assert crossing.found.keys == (*own, *keys[3:])
    assert crossing.found.news_keys == tuple(keys[3:])


def test_nobody_is_told_without_end(crossing: Told) -> None:
    for _ in range(MOST_NEWS + 3):
        crossing.move(State.RETURNED, words="Again.")
        crossing.tell()
    assert len(crossing.mailer.sent) == MOST_NEWS
    assert (crossing.found.news, crossing.found.news_due) == ((), None)


def test_what_is_so_no_more_is_not_told(crossing: Told) -> None:
    crossing.submit()
    crossing.move(State.NEEDS_ATTENTION)
    crossing.change(lambda old: replace(old, state=State.CANCELLED))
    crossing.tell()
    assert crossing.letters == []
    assert (crossing.found.news, crossing.found.news_due) == ((), None)


def test_that_it_ends_is_told_in_time_and_not_where_it_goes_on(crossing: Told) -> None:
    crossing.tend(days=84)
    assert [each.news for each in crossing.found.news] == [News.ENDS_SOON]
    crossing.tell()
    assert crossing.letters == ["ends_soon"]
    assert crossing.found.expires.date().isoformat() in crossing.mailer.sent[0].subject
    crossing.tend(days=7)
    crossing.tell()
    assert crossing.letters == ["ends_soon", "expired"]


def test_who_went_on_meanwhile_is_not_told_that_it_ends(crossing: Told) -> None:
    crossing.tend(days=84)
    crossing.parts.deposits.save(ID, crossing.values, crossing.found.revision)
    crossing.tell()
    assert crossing.letters == []


def test_who_withdraws_is_told_that_it_is_done(crossing: Told) -> None:
    crossing.parts.deposits.cancel(ID)
    crossing.tell()
    assert crossing.letters == []
    crossing.run()
    crossing.tell()
    assert crossing.letters == ["cancelled"]


def test_curators_words_are_in_it(crossing: Told) -> None:
    crossing.move(State.RETURNED, words="The title says nothing.")
    crossing.tell()
    assert "The title says nothing." in crossing.mailer.sent[0].text


def test_each_curator_is_told_once_of_what_waits() -> None:
    crossing = Told(curators=CURATORS)
    crossing.fill()
    crossing.move(State.AWAITING_APPROVAL)
    for _ in range(2):
        crossing.tell()
    waiting = [letter for letter in crossing.mailer.sent if kind(letter) == "waiting"]
    assert [letter.to for letter in waiting] == [each.address for each in CURATORS]
    assert all("&key=" not in letter.text for letter in waiting)


def test_a_curator_is_told_of_so_many_in_a_day_and_the_depositors_of_all() -> None:
    crossing = Told(curators=CURATORS[:1])
    crossing.fill()
    for _ in range(MOST_WAITING + 3):
        crossing.move(State.AWAITING_APPROVAL)
        crossing.tell()
    assert crossing.letters.count("waiting") == MOST_WAITING
    assert crossing.found.told
    crossing.clock.advance(days=1)
    crossing.tell()
    assert crossing.letters.count("waiting") == MOST_WAITING + 1
    assert crossing.found.news == ()


def test_a_curator_who_is_told_tomorrow_holds_up_no_depositors_mail() -> None:
    crossing = Told(curators=CURATORS[:1])
    crossing.fill()
    for _ in range(MOST_WAITING):
        crossing.parts.daily.counted(f"waiting-{CURATORS[0].key}", MOST_WAITING)
    crossing.move(State.AWAITING_APPROVAL)
    crossing.tell()
    assert crossing.letters == []
    assert crossing.found.news_due == midnight(crossing.clock.now())
    crossing.change(lambda old: old.note(crossing.clock.now(), "curator_said", words="Soon."))
    crossing.clock.advance(seconds=CLAIM.total_seconds())
    crossing.tell()
    assert crossing.letters == ["curator_said"]
    crossing.clock.advance(days=1)
    crossing.tell()
    assert crossing.letters == ["curator_said", "waiting"]


@pytest.mark.parametrize("unheard", [False, True], ids=["refused", "unheard"])
def test_however_long_the_mail_service_fails_curators_are_told_afterwards(*, unheard: bool) -> None:
    crossing = Told(curators=CURATORS)
    crossing.fill()
    crossing.move(State.AWAITING_APPROVAL)
    crossing.mailer.down, crossing.mailer.unheard = not unheard, unheard
    for _ in range(MOST_WAITING + 1):
        with suppress(NotNow):
            crossing.parts.telling.tell()
        crossing.clock.advance(seconds=AGAIN.total_seconds())
    heard = len(crossing.mailer.sent)
    crossing.mailer.down = crossing.mailer.unheard = False
    crossing.clock.advance(days=1)
    crossing.tell()
    told = [letter.to for letter in crossing.mailer.sent[heard:]]
    assert told == [each.address for each in CURATORS]
    assert crossing.found.news == ()


def test_where_there_are_no_curators_nobody_is_told_that_something_waits(crossing: Told) -> None:
    crossing.move(State.AWAITING_APPROVAL)
    crossing.tell()
    assert crossing.letters == []
    assert crossing.found.news_due is None


def titled(crossing: Told) -> list[bool]:
    """Of each mail, whether it tells what the deposit is called."""
    title = str(crossing.found.values["title"])
    return [title in letter.text for letter in crossing.mailer.sent]


def test_nothing_typed_is_told_to_an_address_before_a_mails_link_was_opened(
    crossing: Told,
) -> None:
    crossing.submit()
    crossing.tell()
    crossing.move(State.DECLINED, words="Why not?")
    crossing.tell()
    assert titled(crossing) == [False, False]
    crossing.parts.deposits.authorised(ID, key_in(crossing.mailer.sent[0]))
    crossing.move(State.RETURNED, words="Again.")
    crossing.tell()
    assert titled(crossing) == [False, False, True]


def test_a_mail_to_one_address_shows_nothing_of_the_next(crossing: Told) -> None:
    crossing.submit()
    crossing.tell()
    crossing.leave("grace@example.org")
    for letter in crossing.mailer.sent:
        crossing.parts.deposits.authorised(ID, key_in(letter))
    crossing.move(State.RETURNED, words="Again.")
    crossing.tell()
    assert titled(crossing) == [False, False]
    assert not crossing.found.confirmed


def test_who_was_invited_by_mail_need_not_show_that_the_address_is_theirs(crossing: Told) -> None:
    row = crossing.invitations.get(crossing.found.invitation)
    crossing.invitations.rows[row.hash] = replace(row, to=ADDRESS)
    crossing.parts.addressing.leave_invited(crossing.found, "en", crossing.asker)
    crossing.submit()
    crossing.tell()
    assert titled(crossing) == [True]


def test_who_is_told_of_a_long_review_is_told_of_its_end_as_well(crossing: Told) -> None:
    crossing.submit()
    crossing.clock.advance(days=170)
    crossing.tell()
    [row] = crossing.addresses.rows.values()
    assert row.until == crossing.clock.now() + KEPT_AFTER


def test_words_that_came_with_the_consent_are_mailed_though_it_is_public_by_now(
    crossing: Told,
) -> None:
    crossing.submit()
    words = "<p>Thank you, good data.</p>"
    crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED, words)
    crossing.tend(hours=2)
    crossing.tell()
    assert crossing.letters == ["curator_said", "published"]
    assert "Thank you, good data." in crossing.mailer.sent[0].text
