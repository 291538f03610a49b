"""What the page takes for granted of a part's size is what the service gives."""

import re
from pathlib import Path

from zenferry.uploads.staging import LEAST_PART

_PAGE = Path("frontend/src/upload/plan.ts").read_text("utf-8")


def test_the_page_reckons_with_the_parts_that_the_service_gives() -> None:
    declared = re.search(r"^export const PART_UNIT = ([\d *]+);$", _PAGE, re.MULTILINE)
    assert declared
    megabytes, *units = (int(factor) for factor in declared[1].split("*"))
    assert units == [1024, 1024]
    assert megabytes * 1024 * 1024 == LEAST_PART
