"""What the curators' desk reads, sends and computes for a page, with 10,000 deposits on it.

The table is in memory and counts what is read of it: how fast DynamoDB is, is not ours to measure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import process_time
from typing import Any

from infra.local.bench.figure import Figure, side_by_side
from infra.local.bench.fresh import BenchFailure
from tests.boundary import Boundary
from tests.counted_table import CountedTable
from tests.curated import ADA, At, CuratedHouse
from tests.fake_log import FakeLog
from tests.many_deposits import deposits
from zenferry.access import hashed
from zenferry.adapters.dynamo_shelf import DynamoShelf
from zenferry.adapters.rows import submission_row
from zenferry.api.curation.app import create_desk_app
from zenferry.curation.entrance import Pass, PassKind
from zenferry.wiring.desk_parts import DeskParts

MANY = 10_000
A_PAGE = 250
# Of one answer: a page of the list is to be there in a moment over a telephone, too.
MOST_KB = 150
_ROUNDS = 15
_SESSION = "a session of a curator"


@dataclass(frozen=True)
class _Desk:
    at: At
    table: CountedTable

    def page(self, before: str = "") -> tuple[dict[str, Any], int]:
        """A page, and its bytes."""
        answer = self.at.call("GET", "submissions", query_string={"before": before})
        if answer.status_code != 200:
            raise BenchFailure(f"The desk answered {answer.status_code}.")
        return answer.get_json(), len(answer.data)

    def all(self) -> int:
        """Every page, one after the other; how many those are."""
        pages = 1
        before = self.page()[0]["next"]
        while before is not None:
            before = self.page(before)[0]["next"]
            pages += 1
        return pages

    def bare(self) -> None:
        """The least that anybody does with such a page: its rows read and written as JSON."""
        rows = self.table.shelved(A_PAGE)
        json.dumps([json.loads(row["summary"]) for row in rows])


def _desk() -> _Desk:
    place = CuratedHouse()
    ends = place.clock.now() + timedelta(hours=1)
    place.passes.add(Pass(hashed(_SESSION), PassKind.SESSION, ADA.key, ends))
    table = CountedTable(submission_row(each) for each in deposits(MANY))
    kept: Any = table
    outside = place.made(Boundary())
    outside |= {"passes": place.passes, "log": FakeLog(), "shelf": DynamoShelf(kept)}
    parts = DeskParts(place.settings, **outside)
    place.__dict__["desk"] = create_desk_app(parts).test_client()
    return _Desk(At(place, _SESSION), table)


def _ms(act: Any) -> float:
    begun = process_time()
    act()
    return (process_time() - begun) * 1000


def figures(_scratch: Path) -> Iterator[Figure]:
    """A page, and all of them."""
    desk = _desk()
    page, size = desk.page()
    yield Figure("page-desk-items", desk.table.items, len(page["submissions"]), "items read")
    yield Figure("page-desk-size", size / 1000, MOST_KB, "kB")
    ours, bare = side_by_side(lambda: _ms(desk.page), lambda: _ms(desk.bare), rounds=_ROUNDS)
    yield Figure("page-desk-time", ours, bare, "ms", "-")
    desk.table.items = 0
    pages = desk.all()
    yield Figure("page-desk-all-items", desk.table.items, MANY, "items read")
    yield Figure("page-desk-all-pages", pages, MANY / A_PAGE + 1, "pages")
