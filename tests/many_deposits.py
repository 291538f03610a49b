"""A table with many deposits, as a desk has them after years; written at once, not one by one."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from tests.clock import START
from tests.written import VALUES
from zenferry.adapters.rows import submission_row
from zenferry.curation.overview import URGENT_FIRST
from zenferry.submission import Submission
from zenferry.timeline import Event
from zenferry.transfer import File

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

__all__ = ["deposits", "filled"]

_WORDS = re.findall(
    r"\w+", "sediment cores of the Wadden Sea from Büsum to Texel, grain sizes by depth"
)


def deposits(number: int, *, seed: int = 5) -> Iterator[Submission]:
    """The same ones each time, of all states, with titles and files of usual length."""
    drawn = random.Random(seed)
    for n in range(number):
        created = START - timedelta(hours=n)
        title = " ".join(drawn.choices(_WORDS, k=drawn.randint(4, 16)))
        files = tuple(
            File(f"{n}-{i}", f"data/core {i}.csv", drawn.randint(1, 10**10), "text/csv", 2**24)
            for i in range(drawn.randint(1, 5))
        )
        yield Submission(
            id=str(UUID(int=drawn.getrandbits(128), version=4)),
            invitation=f"{n % 400:064x}",
            nonce="n" * 64,
            keys=("k" * 64,),
            created=created,
            expires=created + timedelta(days=90),
            state=URGENT_FIRST[n % len(URGENT_FIRST)],
            values={**VALUES, "title": title},
            place="zenodo",
            files=files,
            doi=f"10.5281/zenodo.{n}",
            timeline=(Event(created, "opened", {}),),
            version=1,
        )


def filled(table: Table, number: int) -> None:
    """So many."""
    with table.batch_writer() as batch:
        for each in deposits(number):
            batch.put_item(Item=submission_row(each))
