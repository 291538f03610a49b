"""How long we wait for a repository: as long as it says, within reason, on virtual time."""

from email.utils import format_datetime
from typing import NoReturn

import pytest

from tests.clock import START
from tests.fake_buckets import FakeBuckets
from tests.raw_server import Answer
from tests.repository_line import GOOD, NOW, line
from zenferry.errors import NotNow, Unanswered
from zenferry.forwarding.pacing import LONGEST_PAUSE


@pytest.mark.parametrize("status", [429, 503])
def test_who_is_told_to_wait_waits_as_long_and_asks_again(status: int) -> None:
    with line(Answer(status, headers={"Retry-After": "7"}), GOOD) as repository:
        assert repository.session.post("records") == {"id": "1"}
        assert (repository.slept, len(repository.paths)) == ([7], 2)


@pytest.mark.parametrize("second", [429, 400, 404])
def test_what_a_503_may_have_hidden_no_later_answer_denies(second: int) -> None:
    with line(Answer(503), Answer(second)) as repository, pytest.raises(Unanswered):
        repository.session.post("records/1/versions")


def test_a_date_to_wait_for_is_understood() -> None:
    later = format_datetime(START.replace(second=30), usegmt=True)
    with line(Answer(429, headers={"Retry-After": later}), GOOD) as repository:
        repository.session.post("records")
        assert repository.slept == [30]


def test_retry_after_with_a_good_answer_means_nothing() -> None:
    with line(Answer(headers={"Retry-After": "59"}), GOOD) as repository:
        repository.session.get("records/1")
        repository.session.get("records/1")
        assert repository.slept == []


def test_when_nothing_remains_we_wait_until_the_reset() -> None:
    spent = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(NOW) + 12)}
    with line(Answer(headers=spent), GOOD) as repository:
        repository.session.get("records/1")
        assert repository.slept == []
        repository.session.get("records/1")
        assert repository.slept == [12]


@pytest.mark.parametrize("remaining", ["1", "", "-1", "none"])
def test_while_something_remains_nobody_waits(remaining: str) -> None:
    left = {"X-RateLimit-Remaining": remaining, "X-RateLimit-Reset": str(int(NOW) + 50)}
    with line(Answer(headers=left)) as repository:
        repository.session.get("records/1")
        repository.session.get("records/1")
        assert repository.slept == []


def test_a_long_wait_is_left_to_whoever_calls() -> None:
    busy = Answer(429, headers={"Retry-After": str(LONGEST_PAUSE + 1)})
    with line(busy, GOOD) as repository:
        for _ in range(2):
            with pytest.raises(NotNow, match="repository_busy") as told:
                repository.session.post("records")
            assert told.value.retry_after == LONGEST_PAUSE + 1
        assert (repository.slept, len(repository.paths)) == ([], 1)
        repository.clock.advance(seconds=LONGEST_PAUSE + 1)
        assert repository.session.post("records") == {"id": "1"}


ABSURD = [
    *("", "soon", "-5", "1.5", "1e9", "9" * 400, "99999999999", "\xb2", "0x10", "nan", "inf"),
    "Wed, 21 Oct 2015 07:28:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Wed, 99 Foo 20266 99:99:99 GMT",
    "Mon, 01 Jan 0001 00:00:00 +1400",
]


@pytest.mark.parametrize("status", [200, 429])
@pytest.mark.parametrize("said", ABSURD, ids=lambda said: ascii(said)[:30])
def test_an_absurd_wait_is_survived(said: str, status: int) -> None:
    headers = {"Retry-After": said, "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": said}
    with line(Answer(status, headers=headers), GOOD) as repository:
        for _ in range(3):
            try:
                repository.session.post("records")
            except NotNow as busy:
                assert busy.retry_after is not None  # noqa: PT017 - some wait, some are told to
                assert 0 < busy.retry_after <= 3600  # noqa: PT017
        assert all(0 < seconds <= LONGEST_PAUSE for seconds in repository.slept)
        repository.clock.advance(hours=1)
        assert repository.session.post("records") == {"id": "1"}


def test_what_one_session_is_told_another_keeps_to() -> None:
    buckets = FakeBuckets()
    busy = Answer(429, headers={"Retry-After": "90"})
    with line(GOOD, busy, GOOD) as first, line(GOOD) as second:
        for each in (first, second):
            each.paced_by(buckets)
            each.session.get("records/1")
        with pytest.raises(NotNow):
            first.session.post("records")
        with pytest.raises(NotNow, match="repository_busy") as told:
            second.session.get("records/2")
        assert told.value.retry_after == 90
        assert second.paths == ["GET /api/records/1"]
        second.clock.advance(seconds=50)
        assert second.session.get("records/2") == {"id": "1"}
        assert second.slept == [pytest.approx(40)]


def test_without_the_table_nobody_is_called() -> None:
    with line(GOOD) as repository:
        repository.paced_by(Gone())
        with pytest.raises(NotNow, match="storage_unavailable"):
            repository.session.post("records")
        assert repository.paths == []


class Gone(FakeBuckets):
    """A table that does not answer."""

    def put(self, *_: object) -> NoReturn:
        raise NotNow("storage_unavailable")
