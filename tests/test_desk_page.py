"""The desk's page as it is rendered."""

import re
from pathlib import Path

from tests.rendered_site import page_at, rendered
from zenferry.api.curation.calls import CALLS
from zenferry.curation.overview import URGENT_FIRST


def test_a_place_on_the_desk_is_no_element_of_the_page(tmp_path: Path) -> None:
    """Else a link there would scroll, and lead nowhere."""
    page = page_at(rendered(tmp_path / "out"), "curation/")
    places = {e.attributes["data-route"] for e in page.elements if "data-route" in e.attributes}
    assert len(places) == 5
    assert places & set(page.ids()) == set()


def test_nothing_of_a_deposit_stands_in_the_page_itself(tmp_path: Path) -> None:
    page = page_at(rendered(tmp_path / "out"), "curation/")
    assert page.by_id("one-heading").text.strip() == ""
    assert "hidden" in page.by_id("desk").attributes


def test_a_button_fetches_each_file_that_the_service_makes(tmp_path: Path) -> None:
    page = page_at(rendered(tmp_path / "out"), "curation/")
    buttons = [e.attributes["data-file"] for e in page.elements if "data-file" in e.attributes]
    made = [path for call in CALLS if (path := call.path.removeprefix("/api/curation"))]
    assert sorted(buttons) == sorted(path for path in made if Path(path).suffix)


def test_the_browser_sorts_states_as_the_service_reads_them() -> None:
    script = Path("frontend/src/curation/listing.ts").read_text("utf-8")
    [states] = re.findall(r"STATES: .*? = \[(.*?)\]", script, re.DOTALL)
    assert re.findall(r'"(\w+)"', states) == list(URGENT_FIRST)
