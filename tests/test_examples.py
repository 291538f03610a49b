"""Full deposits and bad values: what the form says of them, and what becomes of the full ones."""

import pytest

from tests.bad_examples import BAD, GOOD, Bad
from tests.examples import MAXIMAL, whole_form
from zenferry.described import metadata_of
from zenferry.fields import Kind
from zenferry.form import Form
from zenferry.metadata import Metadata

FORM = whole_form()


def described(values: dict[str, object], form: Form = FORM) -> Metadata:
    read, problems = form.read(values)
    assert problems == ()
    return metadata_of(read, form.fields, "Zenodo")


def test_good_values_have_no_problem() -> None:
    assert FORM.judge(GOOD) == ()


@pytest.mark.parametrize("family", MAXIMAL)
def test_a_full_deposit_has_no_problem(family: str) -> None:
    assert FORM.judge(MAXIMAL[family]) == ()


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_what_is_bad_is_told_at_its_field_and_nowhere_else(bad: Bad) -> None:
    told = {problem.field: problem.code for problem in FORM.judge({**GOOD, **bad.values})}
    assert told == {bad.field: bad.code}


def test_no_two_bad_examples_are_the_same() -> None:
    assert len({bad.name for bad in BAD}) == len(BAD) >= 60


def test_together_the_full_deposits_fill_every_field() -> None:
    given = {name for values in MAXIMAL.values() for name in values}
    places = {"repository", "community"}
    assert {field.name for field in FORM.fields} - given - places == set()


def test_every_part_of_a_group_is_filled_somewhere() -> None:
    for field in FORM.fields:
        if field.kind is Kind.GROUP:
            rows = [row for values in MAXIMAL.values() for row in values.get(field.name, [])]
            assert {part.name for part in field.parts} == {name for row in rows for name in row}


@pytest.mark.parametrize("family", MAXIMAL)
def test_nothing_that_was_given_is_left_out_of_the_record(family: str) -> None:
    read, _ = FORM.read(MAXIMAL[family])
    record = repr(described(MAXIMAL[family]))
    for word in _words({name: read[name] for name in read if name not in _ELSEWHERE}):
        assert word in record, word


# Rendered, or said of the deposit and not of the record.
_ELSEWHERE = {"description", "additional_descriptions", "gear", "access_conditions", "agreement"}
_ELSEWHERE |= {"access"}
_NAMES = {"person", "organisation", "other"}


def _words(read: object) -> list[str]:
    if isinstance(read, dict):
        # Of an entry of a controlled list the id is enough.
        return [word for key in read if key != "label" for word in _words(read[key])]
    if isinstance(read, list):
        return [word for value in read for word in _words(value)]
    return [] if read in _NAMES else [repr(read).strip("'\"")]


def test_what_is_read_is_read_again_as_it_is() -> None:
    for values in MAXIMAL.values():
        read, _ = FORM.read(values)
        again, problems = FORM.read(read)
        assert problems == ()
        assert again == read


def test_a_keyword_from_another_field_is_known_to_come_from_there() -> None:
    record = described(MAXIMAL["dataset"])
    origins = {word: record.origins[f"keywords.{at}"] for at, word in enumerate(record.keywords)}
    assert origins["JB-7"] == "station"
    assert origins["mud flat"] == "habitats"
    assert origins["sediment"] == "keywords.0"


def test_what_has_no_place_in_the_record_goes_beside_it() -> None:
    (beside,) = described(MAXIMAL["dataset"]).beside
    assert (beside.name, beside.label, beside.value) == ("depth", "Depth", 12.5)


def test_a_note_is_headed_by_its_label() -> None:
    note = described(MAXIMAL["dataset"]).additional_descriptions[-1]
    assert note.type == "other"
    assert note.html == ("<p><strong>Gear:</strong> A box corer.</p><p>And a &lt; spade &gt;.</p>")
