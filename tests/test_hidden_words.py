"""What was typed in a field that does not apply any more is kept, and goes nowhere.

The page sends it with the rest, so that it is there again when the field applies again.
"""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from tests.examples import MAXIMAL, TODAY, Values, whole_form
from zenferry.adapters.invenio_metadata import record_json
from zenferry.described import metadata_of
from zenferry.form import Field, Kind
from zenferry.preview.record import Previewed, preview

FORM = whole_form()
LEFT = "typed before the type was another"


def with_words_in_hidden_fields(fields: Sequence[Field], values: Values) -> Values:
    """The values, and words in every field that does not apply, in the entries of groups too."""
    whole: Values = {}
    for field in fields:
        value = values.get(field.name)
        if not field.applies(values):
            whole[field.name] = [{"name": LEFT}] if field.kind is Kind.GROUP else LEFT
        elif field.kind is Kind.GROUP and value:
            whole[field.name] = [with_words_in_hidden_fields(field.parts, one) for one in value]
        elif field.name in values:
            whole[field.name] = value
    return whole


def sent(values: Values) -> Any:
    read, problems = FORM.read(values)
    assert problems == ()
    return record_json(metadata_of(read, FORM.fields, "Zenodo"), lambda _name, _id: True)


@pytest.mark.parametrize("access", ["open", "embargoed", "restricted"])
@pytest.mark.parametrize("family", MAXIMAL)
def test_words_in_hidden_fields_never_reach_the_record(family: str, access: str) -> None:
    until = {"access_conditions": "Ask.", "access_contact": "ada@example.org"}
    plain = {**MAXIMAL[family], **until, "access": access, "embargo_until": "2027-01-01"}
    full = with_words_in_hidden_fields(FORM.fields, plain)
    hidden = [name for name, value in full.items() if value == LEFT]
    assert len(hidden) > 5
    assert LEFT in json.dumps(full["creators"])

    assert sent(full) == sent(plain)
    assert LEFT not in json.dumps(sent(full))


@pytest.mark.parametrize("family", MAXIMAL)
def test_words_in_hidden_fields_are_not_in_the_preview(family: str) -> None:
    full = with_words_in_hidden_fields(FORM.fields, MAXIMAL[family])
    shown, plain = (
        preview(FORM, Previewed(values), "Zenodo", today=TODAY)
        for values in (full, MAXIMAL[family])
    )
    assert shown == plain
    assert LEFT not in repr(shown)


def test_a_switched_type_takes_the_words_of_the_other_along_for_nothing() -> None:
    """An article's journal stays among the values, and is none of a dataset's."""
    article = {**MAXIMAL["article"], "access": "open"}
    dataset = {**article, "resource_type": "dataset"}
    assert article["journal_title"] in json.dumps(sent(article))
    assert article["journal_title"] not in json.dumps(sent(dataset))
