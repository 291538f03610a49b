"""What a metadata file says becomes the form's values, and what is left out is told."""

import json
from pathlib import Path

import pytest

from tests.client_line import PAGE, Desk, filled_desk
from tests.house import EXAMPLE
from zenferry.client.api import Api
from zenferry.client.around import Around
from zenferry.client.trouble import NotTaken
from zenferry.client.words import Words, read_words

SAMPLE = EXAMPLE.with_name("metadata.json")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return filled_desk(tmp_path, monkeypatch)


def words_of(desk: Desk, place: Path) -> Words:
    return read_words(place, Api(f"{PAGE}api", desk.line, Around()))


def written(desk: Desk, **values: object) -> Path:
    """The sample with other values; None leaves one out."""
    kept = {**json.loads(SAMPLE.read_text()), **values}
    place = desk.folder / "metadata.json"
    place.write_text(json.dumps({name: kept[name] for name in kept if kept[name] is not None}))
    return place


def test_the_example_is_deposited_as_it_is(desk: Desk) -> None:
    words = words_of(desk, SAMPLE)
    assert words.values == json.loads(SAMPLE.read_text())
    assert words.chosen == ()
    assert desk.run(values=words.values)["state"] == "submitted"


def test_what_the_page_chooses_beforehand_is_chosen_and_told(desk: Desk) -> None:
    people = [{"family_name": "Carberry"}, {"type": "organisation", "name": "Consortium"}]
    words = words_of(desk, written(desk, access=None, licence=None, creators=people))
    assert set(words.chosen) == {
        ("access", "open"),
        ("licence", "cc-by-4.0"),
        ("creators.0.type", "person"),
    }
    assert desk.run(values=words.values)["state"] == "submitted"


def test_nothing_is_agreed_to_or_dated_for_anybody(desk: Desk) -> None:
    words = words_of(desk, written(desk, agreement=None, publication_date=None))
    assert words.chosen == ()
    with pytest.raises(NotTaken) as refused:
        desk.run(values=words.values)
    assert {p.field for p in refused.value.problems} == {"agreement", "publication_date"}


def test_a_value_of_another_format_gets_no_licence_by_itself(desk: Desk) -> None:
    place = desk.folder / "CITATION.cff"
    place.write_text("cff-version: 1.2.0\ntitle: Cores\nmessage: Cite it\nlicense: Unheard-Of\n")
    assert "licence" not in words_of(desk, place).values


def test_a_problem_names_what_could_be_chosen(desk: Desk) -> None:
    values = json.loads(written(desk, access=None, creators=[{"family_name": "X"}]).read_text())
    with pytest.raises(NotTaken) as refused:
        desk.run(values={**values, "resource_type": "table"})
    told = {problem.field: problem.message for problem in refused.value.problems}
    assert "One of: open, " in told["access"]
    assert "One of: person, organisation." in told["creators.0.type"]
    assert "dataset, software" in told["resource_type"]
