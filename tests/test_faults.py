"""The repository fails in every way it is known to, at every call of a deposit, over HTTP.

After the retries the record is complete and handed over once, and nothing staged was lost.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from infra.local.repository import Standin, running
from tests.crossing import FILES, ID, Crossing, State
from tests.places import session
from zenferry.adapters.invenio import Invenio
from zenferry.profile import HandOver

# Every call that a deposit makes, as the repository sees it.
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
ANYWHERE = [
    "rate_limited",
    "unavailable",
    "server_error",
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


@pytest.mark.parametrize("kind", [k for k in ANYWHERE if k != "reset"])
def test_a_lost_answer_to_publish_publishes_once(standin: Standin, kind: str) -> None:
    crossing = crossing_to(standin, HandOver.PUBLISH)
    before = set(ours(standin))
    standin.fault(kind, method="POST", path="/actions/publish$")

    crossing.submit()

    assert crossing.state() is State.PUBLISHED, crossing.found.problems
    assert set(ours(standin)) - before == {str(crossing.found.draft)}


@pytest.mark.parametrize("kind", ["gateway_timeout", "server_error", "reset_after"])
@pytest.mark.parametrize("path", ["/actions/cancel$", "/draft$"])
def test_a_withdrawal_that_fails_on_the_way_is_finished(
    standin: Standin, path: str, kind: str
) -> None:
    crossing = crossing_to(standin)
    before = set(ours(standin))
    crossing.submit()
    standin.fault(kind, method="POST" if "cancel" in path else "DELETE", path=path)

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
