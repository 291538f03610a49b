"""What `make bench` prints can be read by whoever looks for a part of it."""

import re
from pathlib import Path

from infra.local import bench

PREFIXES = {"forward", "browser", "memory", "api", "page"}


def test_the_name_of_each_figure_says_first_what_it_is_about() -> None:
    [directory] = bench.__path__
    text = "".join(file.read_text() for file in sorted(Path(directory).glob("*.py")))
    found = re.findall(r'yield Figure\(\s*f?"(\w+)-', text)
    assert len(found) == text.count("yield Figure(") > 15
    assert set(found) == PREFIXES
