"""What the desk's part of the API declares of its answers is what its page's types say of them."""

import re
from pathlib import Path

import pytest
from marshmallow import Schema

from tests.test_types_contract import of_type
from zenferry.api.curation import answers, invitation_answers, record_answers

_TYPES = Path("frontend/src/curation/answers.ts").read_text("utf-8")
_INTERFACE = re.compile(r"export interface (\w+)(?: extends (\w+))? \{\n(.*?)\n\}", re.DOTALL)
_FIELD = re.compile(r"^  readonly (\w+): (.+);$", re.MULTILINE)
INTERFACES: dict[str, dict[str, str]] = {}
for _name, _base, _body in _INTERFACE.findall(_TYPES):
    INTERFACES[_name] = INTERFACES.get(_base, {}) | dict(_FIELD.findall(_body))


MODULES = (answers, invitation_answers, record_answers)


def declared(name: str) -> type[Schema] | None:
    found = (getattr(module, name, None) for module in MODULES)
    return next(filter(None, found), None)


DECLARED = sorted(name for name in INTERFACES if declared(name))


@pytest.mark.parametrize("name", DECLARED)
def test_the_desk_knows_every_field_of_an_answer_and_its_type(name: str) -> None:
    schema = declared(name)
    assert schema
    made = schema().fields
    assert INTERFACES[name].keys() == made.keys()
    for key, type_ in INTERFACES[name].items():
        inner = type_.removesuffix(" | null").removeprefix("readonly ").removesuffix("[]")
        if inner in INTERFACES or inner in {"Submission", "Preview", "FieldProblem"}:
            # Held to its own declaration, here or beside the other pages' types.
            assert type_.endswith(" | null") == made[key].allow_none, key
        else:
            assert of_type(made[key], type_), f"{key}: {type_}"


def test_all_that_the_desk_answers_is_held_to_a_type() -> None:
    # Exports are kept as they come.
    kept = {"WholeDeposits", "WholeRecords", "SignedIn"}
    assert {name for each in MODULES for name in each.__all__} - kept <= set(DECLARED)


def test_page_and_service_know_the_same_acts() -> None:
    listed = re.search(r"export type CurationAct =([^;]*);", _TYPES)
    assert listed
    offered = answers.CuratedDeposit().fields["actions"].inner.validate  # type: ignore[attr-defined]
    assert set(re.findall(r'"(\w+)"', listed[1])) == set(offered.choices)
