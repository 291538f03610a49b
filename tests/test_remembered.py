"""What a form was filled with is remembered, in little room."""

import json

from zenferry.versions.remembered import LARGEST, Change, changed, is_as_filled, remembered

FILLED = {"title": "Cores", "keywords": ["mud", "sand"], "creators": [{"family_name": "Ada"}]}


def test_what_was_changed_is_told_with_what_it_was() -> None:
    now = FILLED | {"title": "Cores, again", "version": "2", "keywords": []}

    assert sorted(changed(remembered(FILLED), now), key=lambda each: each.field) == [
        Change("keywords", ["mud", "sand"], []),
        Change("title", "Cores", "Cores, again"),
        Change("version", "", "2"),
    ]


def test_what_is_empty_says_nothing() -> None:
    now = FILLED | {"version": "", "dates": [], "creators": [{"family_name": "Ada", "orcid": ""}]}

    assert changed(remembered(FILLED), now) == []
    assert is_as_filled(remembered(FILLED), "version", None)


def test_long_values_are_known_as_others_and_no_more() -> None:
    filled = FILLED | {"description": "x" * LARGEST}
    said = remembered(filled)

    assert len(said) < 500
    assert changed(said, filled) == []
    assert changed(said, filled | {"description": "y"}) == [Change("description", None, "y")]
    assert json.loads(said)["title"] == "Cores"


def test_of_what_was_never_filled_in_everything_is_new() -> None:
    assert changed("", {"title": "Cores"}) == [Change("title", "", "Cores")]


def test_what_is_remembered_has_its_limit_in_bytes_of_the_row() -> None:
    for letter in 'a\u6f6e"':
        said = remembered({str(n): letter * 200 for n in range(500)})
        kept = {name: value for name, value in json.loads(said).items() if isinstance(value, str)}
        row = json.dumps(json.dumps(kept, ensure_ascii=False), ensure_ascii=False)
        assert LARGEST / 2 < len(row.encode()) < 1.2 * LARGEST
