"""What is owed is sent: once, to the right one, while it is still so."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import Any

import pytest

from tests.boundary import Boundary
from tests.crossing import ID, Crossing
from tests.fakes import FakeSubmissions
from tests.machine import Killed
from zenferry.access import hashed
from zenferry.errors import NotNow
from zenferry.mails.letters import Content, Letter, Mailer
from zenferry.mails.news import News
from zenferry.mails.telling import AGAIN, CLAIM, MOST_KEYS, MOST_NEWS
from zenferry.profile import Curation, Curator, HandOver, Profile
from zenferry.repository import ReviewState
from zenferry.state import State
from zenferry.submission import Submission
from zenferry.update import update

ADDRESS = "ada@example.org"
CURATORS = tuple(Curator(key, key.upper(), f"{key}@example.org") for key in ("mb", "cd"))


class Told(Crossing):
    """A deposit whose depositor left an address before it was sent."""

    def __init__(self, *, curators: tuple[Curator, ...] = (), **given: Any) -> None:
        self._curators = curators
        super().__init__(**given)

    @cached_property
    def profile(self) -> Profile:
        return replace(super().profile, curation=Curation(curators=self._curators))

    def fill(self) -> None:
        super().fill()
        self.insist(lambda: self.leave(ADDRESS))

    def leave(self, address: str) -> None:
        self.parts.addressing.leave(self.found, address, "en", self.found.keys[0])

    def tell(self) -> int:
        return self.insist(self.parts.telling.tell)

    def change(self, change: Callable[[Submission], Submission]) -> None:
        update(self.submissions, ID, change)

    def move(self, state: State, **params: str) -> None:
        self.change(lambda old: replace(old, state=_BEFORE[state]))
        self.change(lambda old: old.move(state, self.clock.now(), **params))

    @property
    def letters(self) -> list[str]:
        """Of which news, in the order in which they were sent."""
        return [_kind(letter) for letter in self.mailer.sent]


# From where it is reached.
_BEFORE = {
    State.AWAITING_APPROVAL: State.RETURNED,
    State.RETURNED: State.AWAITING_APPROVAL,
    State.DECLINED: State.IN_REVIEW,
    State.IN_REVIEW: State.FORWARDING,
    State.NEEDS_ATTENTION: State.FORWARDING,
    State.PUBLISHED: State.IN_REVIEW,
}
_SUBJECTS = {
    "has arrived": "received",
    "in review": "in_review",
    "is published": "published",
    "please change": "returned",
    "declined": "declined",
    "needs you": "needs_attention",
    "ends on": "ends_soon",
    "has ended": "expired",
    "withdrawn": "cancelled",
    "is ready": "draft_ready",
    "waits for a curator": "waiting",
    "a curator wrote": "curator_said",
}


def _kind(letter: Letter) -> str:
    return next(kind for words, kind in _SUBJECTS.items() if words in letter.subject)


def key_in(letter: Letter) -> str:
    return letter.text.partition("&key=")[2].split()[0]


class Broken:
    """What nobody thought of."""

    def rendered(self, _: Content) -> tuple[str, str]:
        raise ZeroDivisionError


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
    waiting = [letter for letter in crossing.mailer.sent if _kind(letter) == "waiting"]
    assert [letter.to for letter in waiting] == [each.address for each in CURATORS]
    assert all("&key=" not in letter.text for letter in waiting)


def test_where_there_are_no_curators_nobody_is_told_that_something_waits(crossing: Told) -> None:
    crossing.move(State.AWAITING_APPROVAL)
    crossing.tell()
    assert crossing.letters == []
    assert crossing.found.news_due is None


def test_a_mail_service_that_fails_is_asked_again_later(crossing: Told) -> None:
    crossing.submit()
    before = crossing.found
    crossing.mailer.down = True
    with pytest.raises(NotNow):
        crossing.parts.telling.tell()
    after = crossing.found
    assert (after.keys, after.news_keys, after.news_sent) == (before.keys, (), 0)
    crossing.mailer.down = False
    assert crossing.tell() == 0
    crossing.clock.advance(seconds=AGAIN.total_seconds())
    assert crossing.tell() == 1
    assert crossing.letters == ["in_review"]


def test_of_several_curators_only_those_are_asked_again_who_were_not_told() -> None:
    crossing = Told(curators=CURATORS)
    crossing.fill()
    crossing.move(State.AWAITING_APPROVAL)
    crossing.mailer.fails_after = 1
    with pytest.raises(NotNow):
        crossing.parts.telling.tell()
    crossing.mailer.fails_after = None
    crossing.clock.advance(seconds=AGAIN.total_seconds())
    crossing.tell()
    assert [letter.to for letter in crossing.mailer.sent] == [each.address for each in CURATORS]


def test_an_address_that_takes_no_mails_is_erased_and_nobody_told(crossing: Told) -> None:
    crossing.leave("nobody@example.org")
    crossing.submit()
    crossing.tell()
    assert crossing.addresses.rows == {}
    assert (crossing.found.told, crossing.found.news) == (False, ())


def test_a_curators_address_that_takes_none_leaves_the_depositors_alone() -> None:
    gone = Curator("xy", "X. Y.", "nobody@example.org")
    crossing = Told(curators=(gone, *CURATORS))
    crossing.fill()
    crossing.move(State.AWAITING_APPROVAL)
    crossing.tell()
    assert [letter.to for letter in crossing.mailer.sent] == [each.address for each in CURATORS]
    assert crossing.found.told
    assert crossing.addresses.rows


def test_an_address_that_the_table_forgot_is_not_waited_for(crossing: Told) -> None:
    crossing.submit()
    crossing.addresses.rows.clear()
    crossing.tell()
    assert (crossing.found.told, crossing.found.news_due) == (False, None)


def test_taken_away_after_the_move_nobody_is_told(crossing: Told) -> None:
    crossing.submit()
    crossing.parts.addressing.take_away(ID, crossing.found.keys[0])
    crossing.tell()
    assert crossing.letters == []


def test_two_at_once_send_each_once(crossing: Told) -> None:
    crossing.submit()
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda _: crossing.parts.telling.tell(), range(8)))
    assert (sum(sent), crossing.letters) == (1, ["in_review"])


class Lagging:
    """A table whose index does not know yet what was done a moment ago."""

    def __init__(self, submissions: FakeSubmissions) -> None:
        self._submissions = submissions

    def __getattr__(self, name: str) -> Any:
        return getattr(self._submissions, name)

    def owing(self, *_: object) -> list[str]:
        return [ID]


class Meanwhile:
    """While it carries a mail, something else is done."""

    def __init__(self, mailer: Mailer, act: Callable[[], object]) -> None:
        self._mailer, self._act = mailer, act

    def send(self, letter: Letter) -> None:
        self._act()
        self._mailer.send(letter)


def test_a_message_that_somebody_is_sending_is_sent_by_nobody_else(crossing: Told) -> None:
    crossing.submit()
    another = replace(crossing.parts.telling, submissions=Lagging(crossing.submissions))
    busy = Meanwhile(crossing.mailer, another.tell)
    replace(crossing.parts.telling, mailer=busy).tell()
    another.tell()
    assert crossing.letters == ["in_review"]


def test_one_that_cannot_be_told_does_not_hold_up_the_next_run(crossing: Told) -> None:
    crossing.submit()
    broken = replace(crossing.parts.letters, rendering=Broken())
    telling = replace(crossing.parts.telling, letters=broken)
    with pytest.raises(ZeroDivisionError):
        telling.tell()
    assert crossing.tell() == 0
    crossing.clock.advance(seconds=CLAIM.total_seconds())
    assert crossing.tell() == 1


def lived(boundary: Boundary, hand_over: HandOver) -> Told:
    """From leaving the address to its erasure, told of after each step."""
    crossing = Told(boundary=boundary, hand_over=hand_over)
    crossing.fill()
    crossing.submit()
    _told_twice(crossing)
    if hand_over is HandOver.REVIEW:
        crossing.tend(minutes=6)
        crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)
    for _ in range(3):
        crossing.tend(hours=2)
        _told_twice(crossing)
    assert crossing.state() is State.PUBLISHED, crossing.found.problems
    for _ in range(4):
        crossing.tend(days=9)
    return crossing


def _told_twice(crossing: Told) -> None:
    """Steps run twice; and after a death the next run comes when the claim is over."""
    for _ in range(3):
        crossing.tell()
        crossing.clock.advance(seconds=CLAIM.total_seconds())


def calls_of_a_life(hand_over: HandOver) -> dict[int, str]:
    """From when the address is left; test_kills.py tells of those before."""
    boundary = Boundary()
    lived(boundary, hand_over)
    calls = dict(enumerate(boundary.calls))
    first = boundary.calls.index("FakeAddresses.put")
    return {index: name for index, name in calls.items() if index >= first}


@pytest.mark.parametrize("hand_over", [HandOver.REVIEW, HandOver.PUBLISH])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_call_each_is_told_and_twice_only_where_its_answer_was_lost(
    hand_over: HandOver, *, after: bool
) -> None:
    wanted = ["in_review", "published"] if hand_over is HandOver.REVIEW else ["published"]
    for index, name in calls_of_a_life(hand_over).items():
        boundary = Boundary(at=index, after=after)
        crossing = lived(boundary, hand_over)
        where = f"killed at call {index}, {name}"
        assert boundary.fired, where
        assert sorted(set(crossing.letters) - {"received"}) == wanted, where
        # Between the mail service's answer and the table's: see telling.py.
        twice = len(crossing.letters) - len(set(crossing.letters))
        assert twice == 0 or (twice == 1 and _lost(boundary, index, after=after)), where
        assert crossing.addresses.rows == {}, where
        assert (crossing.found.told, crossing.found.news) == (False, ()), where


def _lost(boundary: Boundary, index: int, *, after: bool) -> bool:
    sent = "FakeMailer.send"
    if after and boundary.calls[index] == sent:
        return True
    return sent in boundary.calls[index - 2 : index]


def test_after_erasure_no_row_holds_the_address() -> None:
    crossing = lived(Boundary(), HandOver.REVIEW)
    assert crossing.mailer.sent
    assert ADDRESS not in repr((crossing.kept(), crossing.addresses.rows))


def test_killed_means_killed() -> None:
    """What the tests above rely on: a call that dies is not made up for by the fake."""
    crossing = Told()
    crossing.fill()
    crossing.submit()
    crossing.disturb(Boundary(at=0))
    with pytest.raises(Killed):
        crossing.parts.telling.tell()
    assert crossing.letters == []


def test_a_claim_holds_longer_than_the_function_lives() -> None:
    assert timedelta(seconds=300) < CLAIM
