"""The repository fails at the file beside the data, over HTTP: it arrives whole all the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.repository import Standin, running
from tests.beside import Accompanied, expected
from tests.crossing import ID, State
from tests.places import session
from zenferry.adapters.invenio import Invenio
from zenferry.beside import CRATE_NAME

FAULTS = [
    *((kind, "PUT", rf"{CRATE_NAME}/content$") for kind in ("wrong_md5", "truncated", "reset")),
    *((kind, "PUT", rf"{CRATE_NAME}/content$") for kind in ("reset_midway", "bad_gateway")),
    *((kind, "POST", rf"{CRATE_NAME}/commit$") for kind in ("gateway_timeout", "reset_after")),
    *((kind, "POST", r"/draft/files$") for kind in ("gateway_timeout", "rate_limited")),
    *((kind, "POST", r"/pids/doi$") for kind in ("gateway_timeout", "server_error")),
]


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standin]:
    with running(Path(tmp_path_factory.mktemp("standin")), faults=True) as started:
        yield started


def crossing_to(standin: Standin) -> Accompanied:
    standin.clear_faults()
    own = session(standin.url, standin.tokens["depositor"], lambda _: None)
    crossing = Accompanied(repository=Invenio(own), community="lab-reviewed")
    crossing.fill()
    return crossing


def assert_whole(standin: Standin, crossing: Accompanied) -> None:
    assert crossing.state() is State.IN_REVIEW, crossing.found.problems
    wanted = expected(crossing)
    draft = str(crossing.found.draft)
    assert {name: standin.content(draft, name) for name in wanted} == wanted
    assert crossing.staged() == wanted
    assert len(crossing.found.files) == len(wanted)


@pytest.mark.parametrize(("kind", "method", "path"), FAULTS)
def test_a_failing_call_is_made_up_for(standin: Standin, kind: str, method: str, path: str) -> None:
    crossing = crossing_to(standin)
    standin.fault(kind, method=method, path=path)

    crossing.submit()

    assert standin.faults.waiting() == []
    assert_whole(standin, crossing)


def test_down_for_long_and_described_anew_it_arrives_as_described(standin: Standin) -> None:
    crossing = crossing_to(standin)
    standin.fault("server_error", method="PUT", path=rf"{CRATE_NAME}/content$", times=10_000)
    crossing.submit()
    assert crossing.state() is State.NEEDS_ATTENTION
    standin.clear_faults()

    found = crossing.found
    title = {"title": "Described anew after a failure"}
    crossing.parts.deposits.save(ID, {**found.values, **title}, found.revision)
    crossing.parts.deposits.retry(ID)
    crossing.run()

    assert_whole(standin, crossing)


def test_published_and_compared_once_more_its_staged_copy_goes_too(standin: Standin) -> None:
    crossing = crossing_to(standin)
    crossing.submit()
    crossing.tend(minutes=2)
    standin.accept(str(crossing.found.review))
    crossing.tend(minutes=2)
    crossing.tend(days=8)

    assert crossing.state() is State.PUBLISHED
    assert crossing.found.timeline[-1].code == "staging_cleaned"
    assert crossing.staging.objects == {}
