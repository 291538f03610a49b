"""What a suggestion writes has a place in the form: around every field that it is offered for."""

from collections.abc import Iterator, Mapping

import pytest

from zenferry.fields import FIELDS, Field
from zenferry.look_ups.suggested import (
    Named,
    award,
    funder,
    licence,
    organisation,
    person,
)
from zenferry.look_ups.vocabularies import NAMES, Item

MADE: Mapping[str, Item] = {
    "people": person("Lovelace", "Ada", orcid="1", works_at=Named("KTH"), role="editor"),
    "affiliations": organisation("KTH", "026vcq606"),
    "funders": funder("DFG", "018mejw64"),
    "awards": award("Mud", "1", Named("DFG", "018mejw64"), url="https://grants.example/1"),
    "licences": licence("mit", "MIT License", "https://mit.example"),
}
# An entry of these is kept as it is, with its id.
OF_TERMS = {"languages", "subjects", "programming-languages", "communities"}


def around(name: str, fields: tuple[Field, ...] = FIELDS) -> Iterator[tuple[Field, ...]]:
    """The fields beside each one that is filled from this vocabulary, itself among them."""
    if any(field.vocabulary == name for field in fields):
        yield fields
    for field in fields:
        if field.parts:
            yield from around(name, field.parts)


def unknown(values: object, fields: tuple[Field, ...]) -> Iterator[str]:
    """Keys that no field is named."""
    named = {field.name: field for field in fields}
    for key, value in values.items() if isinstance(values, Mapping) else ():
        if key not in named:
            yield key
        for entry in value if isinstance(value, list) else ():
            yield from unknown(entry, named[key].parts)


@pytest.mark.parametrize("name", MADE)
def test_each_key_is_the_name_of_a_field_wherever_it_is_offered(name: str) -> None:
    places = list(around(name))

    assert places
    assert [list(unknown(MADE[name].values, fields)) for fields in places] == [[]] * len(places)


def test_no_vocabulary_is_forgotten() -> None:
    assert MADE.keys() | OF_TERMS == set(NAMES)


def test_a_person_without_a_role_leaves_the_field_as_it_is() -> None:
    assert "role" not in person("Lovelace", "Ada").values
    assert MADE["people"].values["role"] == "editor"
