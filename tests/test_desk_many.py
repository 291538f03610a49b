"""A desk with 10,000 deposits: what is read and sent for each page is bounded, and counted here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from moto import mock_aws

from tests.boundary import Boundary
from tests.counted_table import CountedTable
from tests.curated import ADA, At, CuratedHouse
from tests.fake_log import FakeLog
from tests.many_deposits import deposits, filled
from tests.table_places import made_by_moto
from zenferry.access import hashed
from zenferry.adapters.dynamo_shelf import DynamoShelf
from zenferry.adapters.dynamo_submissions import DynamoSubmissions
from zenferry.adapters.rows import submission_row
from zenferry.api.curation.app import create_desk_app
from zenferry.curation.entrance import Pass, PassKind
from zenferry.curation.overview import URGENT_FIRST
from zenferry.state import State
from zenferry.wiring.desk_parts import DeskParts

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

MANY, FEWER = 10_000, 600
A_PAGE = 250
SESSION = "a session of a curator"


class Counting(Protocol):
    """What was read of a table so far."""

    queries: int
    items: int


class Watched:
    """The same of moto's."""

    def __init__(self, table: Table) -> None:
        self.queries = self.items = 0
        table.meta.client.meta.events.register("after-call.dynamodb.Query", self._answered)

    def _answered(self, parsed: dict[str, Any], **_: object) -> None:
        self.queries += 1
        self.items += parsed["ScannedCount"]


@dataclass(frozen=True)
class Busy:
    """The desk over a table with so many deposits."""

    at: At
    counting: Counting
    many: int

    def read(self) -> tuple[int, int]:
        """Queries and items since this was last asked."""
        told = self.counting.queries, self.counting.items
        self.counting.queries = self.counting.items = 0
        return told

    def pages(self, path: str, **asked: str) -> Iterator[tuple[dict[str, Any], int]]:
        """Each page with the bytes that it took."""
        before: str | None = ""
        while before is not None:
            answer = self.at.call("GET", path, query_string={**asked, "before": before})
            assert answer.status_code == 200, answer.text
            page = answer.get_json()
            yield page, len(answer.data)
            before = page["next"]


def _busy(table: Any, counting: Counting, many: int) -> Busy:
    place = CuratedHouse()
    ends = place.clock.now() + timedelta(hours=1)
    place.passes.add(Pass(hashed(SESSION), PassKind.SESSION, ADA.key, ends))
    outside = place.made(Boundary()) | {"submissions": DynamoSubmissions(table)}
    parts = DeskParts(
        place.settings, **outside, passes=place.passes, log=FakeLog(), shelf=DynamoShelf(table)
    )
    place.__dict__["desk"] = create_desk_app(parts).test_client()
    return Busy(At(place, SESSION), counting, many)


@pytest.fixture(scope="module", params=["counted", "moto"])
def busy(request: pytest.FixtureRequest) -> Iterator[Busy]:
    """moto counts the same, and would take minutes for so many."""
    if request.param == "counted":
        table = CountedTable(submission_row(each) for each in deposits(MANY))
        yield _busy(table, table, MANY)
    else:
        with mock_aws():
            kept = made_by_moto()
            filled(kept, FEWER)
            yield _busy(kept, Watched(kept), FEWER)


def test_a_page_reads_no_more_than_it_tells_and_sends_little(busy: Busy) -> None:
    busy.read()
    told: list[dict[str, Any]] = []
    for page, size in busy.pages("submissions"):
        queries, items = busy.read()
        told += page["submissions"]
        assert items == len(page["submissions"]) <= A_PAGE
        # A page may begin in one state and go on through others, of which some are empty.
        assert queries <= 1 + len(URGENT_FIRST)
        assert size < A_PAGE * 600
    ids = {each.id for each in deposits(busy.many)}
    assert ({line["id"] for line in told}, len(told)) == (ids, busy.many)


def test_one_state_is_read_without_the_others(busy: Busy) -> None:
    busy.read()
    told = [page for page, _ in busy.pages("submissions", state="awaiting_approval")]
    queries, items = busy.read()
    lines = [line for page in told for line in page["submissions"]]
    assert {line["state"] for line in lines} == {"awaiting_approval"}
    assert items == len(lines) == -(-busy.many // len(URGENT_FIRST))
    assert queries <= len(told) + 1


def test_what_is_kept_in_the_index_of_a_deposit_is_short() -> None:
    sizes = [len(submission_row(each)["summary"].encode()) for each in deposits(500)]
    assert max(sizes) < 400
    long = replace(
        next(deposits(1)),
        values={"title": "𝄞" * 10**4, "repository": "z" * 10**4},
        place="",
        account="𝄞" * 10**4,
        state=State.NEEDS_ATTENTION,
    )
    assert len(submission_row(long)["summary"].encode()) < 1000


def test_an_export_is_told_in_answers_that_a_function_can_give(busy: Busy) -> None:
    busy.read()
    address, rows, answers = "submissions.csv", 0, 0
    while address:
        answer = busy.at.call("GET", address)
        _, items = busy.read()
        lines = answer.text.splitlines()[0 if answers else 1 :]
        assert items == len(lines) <= 10 * A_PAGE
        assert len(answer.data) < 2 * 10**6
        rows, answers = rows + len(lines), answers + 1
        link = answer.headers.get("Link", "")
        address = link.partition(">")[0].removeprefix("</api/curation/")
    # Where the last one was just full, nobody knew that it was the last.
    assert (rows, answers - 1) == (busy.many, busy.many // (10 * A_PAGE))


def test_an_export_of_all_words_reads_no_more_than_it_tells(busy: Busy) -> None:
    busy.read()
    page, size = next(busy.pages("submissions.json", state="published"))
    queries, items = busy.read()
    told = len(page["submissions"])
    assert told == min(100, busy.many // len(URGENT_FIRST))
    assert (queries, items) == (1 + told, told + told)
    assert size < 4 * 10**6
