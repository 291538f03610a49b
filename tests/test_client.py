"""The scripter's client over the real API, in process."""

from pathlib import Path

import pytest

from tests.client_line import Desk
from tests.deposit_client import house


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(house(), tmp_path)
    made.write(a__csv=b"a,b\n" * 10, b__txt=b"b" * 1000)
    return made


def test_a_folder_and_its_description_become_a_submitted_deposit(desk: Desk) -> None:
    found = desk.run()
    assert found["state"] == "submitted"
    assert found["metadata"]["title"] == "Sediment cores of the Jade Bay"
    assert desk.staged() == {"data/a.csv": b"a,b\n" * 10, "data/b.txt": b"b" * 1000}
    assert desk.heard.there == desk.heard.total == 1040
    assert len(desk.house.workflow.started) == 1
