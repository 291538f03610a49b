"""What is owed is sent though mails fail, addresses go, and others are at it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.crossing import ID
from tests.fakes import FakeSubmissions
from tests.template import template
from tests.told import CURATORS, Told, key_in
from zenferry.errors import NotNow
from zenferry.mails.address import Address
from zenferry.mails.letters import Content, Letter, Mailer
from zenferry.mails.news import CLAIM
from zenferry.mails.telling import AGAIN, MOST_NEWS
from zenferry.profile import Curator
from zenferry.state import State
from zenferry.submission import Submission


class Broken:
    """What nobody thought of."""

    def rendered(self, _: Content) -> tuple[str, str]:
        raise ZeroDivisionError


@pytest.fixture
def crossing() -> Told:
    opened = Told()
    opened.fill()
    return opened


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


def test_a_mail_whose_answer_was_lost_brings_a_link_that_opens(crossing: Told) -> None:
    crossing.submit()
    crossing.mailer.unheard = True
    with pytest.raises(NotNow):
        crossing.parts.telling.tell()
    crossing.mailer.unheard = False
    crossing.clock.advance(seconds=AGAIN.total_seconds())
    assert crossing.tell() == 1
    # Twice rather than never; and whichever is read, its link is good.
    for letter in crossing.mailer.sent:
        assert crossing.parts.deposits.authorised(ID, key_in(letter)).id == ID
    assert crossing.found.news_sent == 2


class BusyAddresses:
    """A table that answers nobody who asks where to send a mail."""

    def get(self, _: str) -> Address:
        raise NotNow("storage_unavailable")


def test_a_mail_that_can_not_be_written_is_still_owed_however_often_it_fails(
    crossing: Told,
) -> None:
    crossing.submit()
    before = crossing.found
    busy: Any = BusyAddresses()
    telling = replace(crossing.parts.telling, addresses=busy)
    for _ in range(MOST_NEWS + 1):
        with pytest.raises(NotNow):
            telling.tell()
        crossing.clock.advance(seconds=CLAIM.total_seconds())
    after = crossing.found
    assert (after.keys, after.news_keys, after.news_sent) == (before.keys, (), 0)
    assert crossing.tell() == 1


class Unreadable:
    """A table in which one row is as nobody thought of, the oldest of all."""

    def __init__(self, submissions: FakeSubmissions) -> None:
        self._submissions = submissions

    def __getattr__(self, name: str) -> Any:
        return getattr(self._submissions, name)

    def owing(self, *given: Any) -> list[str]:
        return [_BAD, *self._submissions.owing(*given)]

    def get(self, submission: str) -> Submission:
        if submission == _BAD:
            raise TypeError("a field too many: somebody@example.org")
        return self._submissions.get(submission)


_BAD = "a-row-that-nobody-can-read"


def test_one_that_fails_holds_up_nobody_and_is_told_to_whoever_watches(
    crossing: Told, caplog: pytest.LogCaptureFixture
) -> None:
    crossing.submit()
    telling = replace(crossing.parts.telling, submissions=Unreadable(crossing.submissions))
    with pytest.raises(TypeError):
        telling.tell()
    assert crossing.letters == ["in_review"]
    assert f"telling of {_BAD} failed: TypeError" in caplog.text
    assert "somebody@" not in caplog.text


def test_a_table_that_fails_at_one_holds_up_no_other(crossing: Told) -> None:
    crossing.submit()

    class Busy(Unreadable):
        def get(self, submission: str) -> Submission:
            if submission == _BAD:
                raise NotNow("storage_unavailable")
            return crossing.submissions.get(submission)

    telling = replace(crossing.parts.telling, submissions=Busy(crossing.submissions))
    with pytest.raises(NotNow):
        telling.tell()
    assert crossing.letters == ["in_review"]


class Several:
    """One deposit that is owed mails, listed thrice."""

    def __init__(self, submissions: FakeSubmissions) -> None:
        self._submissions = submissions

    def __getattr__(self, name: str) -> Any:
        return getattr(self._submissions, name)

    def owing(self, *_: object) -> list[str]:
        return [ID, _BAD, ID]


def test_where_the_mail_service_says_later_nothing_else_is_tried(crossing: Told) -> None:
    crossing.submit()
    crossing.mailer.down = True
    telling = replace(crossing.parts.telling, submissions=Several(crossing.submissions))
    # The second of these is absent, which would be told of instead.
    with pytest.raises(NotNow):
        telling.tell()


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


def test_another_address_left_while_the_first_is_told_gets_the_mail_itself(crossing: Told) -> None:
    crossing.submit()
    other = "grace@example.org"

    class Leaving:
        """Where addresses are read, another one is left first."""

        left = False

        def __getattr__(self, name: str) -> Any:
            return getattr(crossing.addresses, name)

        def get(self, submission: str) -> Address:
            if not self.left:
                self.left = True
                crossing.leave(other)
            return crossing.addresses.get(submission)

    replace(crossing.parts.telling, addresses=Leaving()).tell()
    crossing.tell()
    assert {letter.to for letter in crossing.mailer.sent} == {other}
    assert crossing.found.told


def test_a_claim_holds_longer_than_the_function_lives() -> None:
    function = template()["Resources"]["MailFunction"]["Properties"]
    assert timedelta(seconds=function["Timeout"]) < CLAIM
