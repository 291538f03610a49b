"""The repository fails in every way it is known to, at every call of a deposit, over HTTP.

After the retries the record is complete and handed over once, and nothing staged was lost.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from infra.local.repository import Standin, running
from infra.local.repository.faults import Fault, Faults
from tests.crossing import FILES, ID, Crossing, State
from tests.places import session
from zenferry.adapters.invenio import Invenio
from zenferry.profile import HandOver

# Every call of a deposit that goes well, as the repository sees it, until somebody has it.
CALLS = [
    ("POST", r"/records$"),
    ("GET", r"/draft$"),
    ("PUT", r"/draft$"),
    ("POST", r"/pids/doi$"),
    ("GET", r"/draft/files$"),
    ("POST", r"/draft/files$"),
    ("PUT", r"/content$"),
    ("POST", r"/commit$"),
    ("POST", r"/access/links$"),
    ("GET", r"/communities/"),
    ("PUT", r"/draft/review$"),
    ("POST", r"/submit-review$"),
]
# Calls that are made only because another one failed, and which.
MENDING = [
    ("GET", r"/user/records\?", ("gateway_timeout", "POST", r"/records$")),
    ("GET", r"/draft/review$", ("gateway_timeout", "POST", r"/submit-review$")),
    ("DELETE", r"/draft/files/", ("wrong_md5", "PUT", r"/content$")),
]
# Calls that come later: while it is reviewed, once it is public.
WATCHING = [("GET", r"/requests/")]
PUBLIC = [("GET", r"/records/[^/]+$"), ("GET", r"/records/[^/]+/files$")]
PUBLISHING = ("POST", r"/actions/publish$")
WITHDRAWING = [("POST", r"/actions/cancel$"), ("DELETE", r"/draft$")]
ANYWHERE = [
    "rate_limited",
    "unavailable",
    "server_error",
    "denied",
    "bad_gateway",
    "gateway_timeout",
    "reset",
    "reset_after",
]
WITH_CONTENT = ["reset_midway", "transfer_failed", "slow", "wrong_md5", "truncated"]


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standin]:
    with running(Path(tmp_path_factory.mktemp("standin")), faults=True) as started:
        yield started


def crossing_to(standin: Standin, hand_over: HandOver = HandOver.REVIEW) -> Crossing:
    standin.clear_faults()
    slept: list[float] = []
    own = session(standin.url, standin.tokens["depositor"], slept.append)
    crossing = Crossing(repository=Invenio(own), community="lab-reviewed", hand_over=hand_over)
    crossing.fill()
    return crossing


def stored(standin: Standin, draft: str) -> dict[str, bytes]:
    return {name: standin.content(draft, name) for name in FILES}


def ours(standin: Standin) -> list[str]:
    """The records that are this deposit's, or were left behind by it."""
    title = "Sediment cores of the Jade Bay"
    found = [(r["id"], r["metadata"].get("title", "")) for r in standin.records()]
    return [record for record, named in found if named == title or ID in named]


def assert_whole(standin: Standin, crossing: Crossing, before: set[str]) -> None:
    assert crossing.state() is State.IN_REVIEW, crossing.found.problems
    draft = str(crossing.found.draft)
    assert stored(standin, draft) == dict(FILES)
    assert crossing.staged() == dict(FILES)
    assert set(ours(standin)) - before == {draft}
    requests = [r for r in standin.requests() if r.record == draft]
    assert len([r for r in requests if r.status == "submitted"]) == 1


@pytest.mark.parametrize("kind", ANYWHERE)
@pytest.mark.parametrize(("method", "path"), CALLS)
def test_a_failing_call_is_made_up_for(standin: Standin, method: str, path: str, kind: str) -> None:
    crossing = crossing_to(standin)
    before = set(ours(standin))
    standin.fault(kind, method=method, path=path)

    crossing.submit()

    assert standin.faults.waiting() == []
    assert_whole(standin, crossing, before)


@pytest.mark.parametrize("kind", ANYWHERE)
@pytest.mark.parametrize(("method", "path", "first"), MENDING)
def test_a_failing_call_that_mends_another_is_made_up_for(
    standin: Standin, method: str, path: str, first: tuple[str, str, str], kind: str
) -> None:
    crossing = crossing_to(standin)
    before = set(ours(standin))
    standin.fault(first[0], method=first[1], path=first[2])
    standin.fault(kind, method=method, path=path)

    crossing.submit()

    assert standin.faults.waiting() == []
    assert_whole(standin, crossing, before)


@pytest.mark.parametrize("kind", ANYWHERE)
@pytest.mark.parametrize(("method", "path"), WATCHING + PUBLIC)
def test_a_failing_look_at_a_review_or_a_record_is_made_up_for(
    standin: Standin, method: str, path: str, kind: str
) -> None:
    crossing = crossing_to(standin)
    crossing.submit()
    standin.fault(kind, method=method, path=path)

    accepted_and_cleaned(standin, crossing)

    assert standin.faults.waiting() == []
    assert crossing.state() is State.PUBLISHED
    assert stored(standin, str(crossing.found.draft)) == dict(FILES)
    assert crossing.staging.objects == {}


def accepted_and_cleaned(standin: Standin, crossing: Crossing) -> None:
    """What curators and the schedule do to a deposit under review."""
    crossing.tend(minutes=2)
    standin.accept(str(crossing.found.review))
    crossing.tend(minutes=2)
    crossing.tend(days=8)


class Listed(Faults):
    """Remembers every call that was made."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, str]] = []

    def take(self, method: str, path: str) -> Fault | None:
        self.calls.append((method, path))
        return super().take(method, path)


def calls_of_all_lives(directory: Path) -> list[tuple[str, str]]:
    """Mended on the way and accepted; published at once; withdrawn."""
    with running(directory, faults=True) as standin:
        listed = standin.server.faults = Listed()
        mended = crossing_to(standin)
        for _, _, (kind, method, path) in MENDING:
            listed.add(Fault(kind, method=method, path=path))
        mended.submit()
        accepted_and_cleaned(standin, mended)
        crossing_to(standin, HandOver.PUBLISH).submit()
        withdrawn = crossing_to(standin)
        withdrawn.submit()
        withdrawn.parts.deposits.cancel(ID)
        withdrawn.run()
        return listed.calls


def test_the_calls_that_are_made_to_fail_are_all_that_are_made(tmp_path: Path) -> None:
    mending = [(method, path) for method, path, _ in MENDING]
    failing = {*CALLS, *mending, *WATCHING, *PUBLIC, PUBLISHING, *WITHDRAWING}
    made = calls_of_all_lives(tmp_path)

    def fits(call: tuple[str, str], one: tuple[str, str]) -> bool:
        return call[0] == one[0] and re.search(one[1], call[1]) is not None

    assert [call for call in made if not any(fits(call, one) for one in failing)] == []
    assert {one for one in failing if not any(fits(call, one) for call in made)} == set()


@pytest.mark.parametrize("kind", WITH_CONTENT)
def test_content_that_fails_on_the_way_is_sent_again(standin: Standin, kind: str) -> None:
    crossing = crossing_to(standin)
    before = set(ours(standin))
    standin.fault(kind, method="PUT", path="/content$", times=2)

    crossing.submit()

    assert standin.faults.waiting() == []
    assert_whole(standin, crossing, before)


def test_content_taken_and_commit_not_found_is_committed_again(standin: Standin) -> None:
    crossing = crossing_to(standin)
    before = set(ours(standin))
    standin.fault("not_found", method="POST", path="/commit$", times=3)

    crossing.submit()

    assert_whole(standin, crossing, before)


def test_two_failures_of_different_kinds_in_a_row_are_made_up_for(standin: Standin) -> None:
    crossing = crossing_to(standin)
    before = set(ours(standin))
    standin.fault("gateway_timeout", method="POST", path="/records$", times=2)
    standin.fault("wrong_md5", method="PUT", path="/content$")
    standin.fault("gateway_timeout", method="POST", path="/submit-review$")
    standin.fault("server_error", method="GET", path="/draft$", times=3)

    crossing.submit()

    assert_whole(standin, crossing, before)


def test_a_repository_that_is_down_for_long_costs_one_retry_by_the_depositor(
    standin: Standin,
) -> None:
    crossing = crossing_to(standin)
    before = set(ours(standin))
    standin.fault("server_error", times=10_000)
    crossing.submit()
    assert crossing.state() is State.NEEDS_ATTENTION
    assert crossing.staged() == dict(FILES)

    standin.clear_faults()
    crossing.parts.deposits.retry(ID)
    crossing.run()

    assert_whole(standin, crossing, before)


def test_a_copy_that_always_arrives_changed_is_never_handed_over(standin: Standin) -> None:
    crossing = crossing_to(standin)
    standin.fault("wrong_md5", method="PUT", path="/content$", times=10_000)

    crossing.submit()

    assert crossing.state() is State.NEEDS_ATTENTION
    assert crossing.found.problems[0].code == "copy_differs"
    assert crossing.staged() == dict(FILES)
    topics = [request.record for request in standin.requests()]
    assert crossing.found.draft not in topics


def test_a_file_that_is_refused_for_good_is_told_in_the_repositorys_words(
    standin: Standin,
) -> None:
    crossing = crossing_to(standin)
    standin.fault("denied", method="PUT", path="/content$", times=10_000)

    crossing.submit()

    assert crossing.state() is State.NEEDS_ATTENTION
    problem = crossing.found.problems[0]
    assert (problem.code, problem.params["words"]) == ("repository_forbids", "Permission denied.")
    assert crossing.staged() == dict(FILES)


@pytest.mark.parametrize("kind", [k for k in ANYWHERE if k != "reset"])
def test_a_lost_answer_to_publish_publishes_once(standin: Standin, kind: str) -> None:
    crossing = crossing_to(standin, HandOver.PUBLISH)
    before = set(ours(standin))
    method, path = PUBLISHING
    standin.fault(kind, method=method, path=path)

    crossing.submit()

    assert crossing.state() is State.PUBLISHED, crossing.found.problems
    assert set(ours(standin)) - before == {str(crossing.found.draft)}


@pytest.mark.parametrize("kind", ["gateway_timeout", "server_error", "reset_after"])
@pytest.mark.parametrize(("method", "path"), WITHDRAWING)
def test_a_withdrawal_that_fails_on_the_way_is_finished(
    standin: Standin, method: str, path: str, kind: str
) -> None:
    crossing = crossing_to(standin)
    before = set(ours(standin))
    crossing.submit()
    standin.fault(kind, method=method, path=path)

    crossing.parts.deposits.cancel(ID)
    crossing.run()

    assert crossing.state() is State.CANCELLED, crossing.found.problems
    assert set(ours(standin)) == before


def test_a_pause_that_the_repository_asks_for_is_kept(standin: Standin) -> None:
    slept: list[float] = []
    own = session(standin.url, standin.tokens["depositor"], slept.append)
    standin.clear_faults()
    standin.fault("rate_limited", method="POST", path="/records$", retry_after=39)

    Invenio(own).create("Deposit in progress")

    assert [timedelta(seconds=round(seconds)) for seconds in slept] == [timedelta(seconds=39)]
