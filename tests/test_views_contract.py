"""What the API answers is what the page's types say: those fields, of those types, no others."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.api_client import TOKEN
from tests.deposit_client import House, house, ready
from zenferry.errors import Problem
from zenferry.forwarding.queue import USUAL_PLACES, Places, Running
from zenferry.state import ENDED, State
from zenferry.submission import Submission
from zenferry.timeline import Event
from zenferry.transfer import TransferState
from zenferry.update import update
from zenferry.versions.basis import Basis, BasisKind

_TYPES = Path("frontend/src/submission.ts").read_text("utf-8")
_INTERFACE = re.compile(r"export interface (\w+) \{\n(.*?)\n\}", re.DOTALL)
_FIELD = re.compile(r"^  readonly (\w+): (.+);$", re.MULTILINE)
_SIMPLE: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "number": int,
    "boolean": bool,
    "null": type(None),
    "Metadata": dict,
}

Json = dict[str, Any]

INTERFACES = {name: dict(_FIELD.findall(body)) for name, body in _INTERFACE.findall(_TYPES)}
FIELDS = [(name, field) for name, fields in INTERFACES.items() for field in fields]


def words(name: str) -> set[str]:
    """Those of `type name = "a" | "b"`, or of a constant list."""
    declared = re.search(rf"export (?:type|const) {name}\b[^;]*? =([^;]*);", _TYPES)
    assert declared, name
    return set(re.findall(r'"(\w+)"', declared[1]))


def fits(value: Any, wanted: str) -> bool:
    if " | " in wanted:
        return any(fits(value, each) for each in wanted.split(" | "))
    if wanted.endswith("[]"):
        item = wanted.removeprefix("readonly ").removesuffix("[]")
        return isinstance(value, list) and all(fits(each, item) for each in value)
    if wanted in INTERFACES:
        return isinstance(value, dict) and value.keys() == INTERFACES[wanted].keys()
    if wanted in _SIMPLE:
        # In Python, though not here, true is a number.
        return isinstance(value, _SIMPLE[wanted]) and (wanted == "number") <= (value is not True)
    return value in words(wanted)


def of_interface(value: Any, wanted: str) -> Iterator[tuple[str, Json]]:
    """Every object in the answer, with the interface it has to keep to."""
    name = wanted.replace(" | null", "").removeprefix("readonly ").removesuffix("[]")
    if name not in INTERFACES or value is None:
        return
    for each in value if isinstance(value, list) else [value]:
        yield name, each
        for field, inner in INTERFACES[name].items():
            yield from of_interface(each.get(field), inner)


def fresh() -> Json:
    """Every problem of the form, nothing else yet."""
    return house().opened().look()


def in_trouble() -> Json:
    """Sent, compared, and stopped: nothing is known of the copy, and no field is to blame."""
    return _changed(
        house(), state=State.NEEDS_ATTENTION, problems=(Problem("", "repository_denied"),)
    )


def with_a_wrong_field() -> Json:
    problems = (Problem("title", "missing", {"label": "Title"}),)
    return _changed(house(), state=State.NEEDS_ATTENTION, problems=problems)


def in_review() -> Json:
    """Everything there is to tell."""
    place = house()
    links = dict.fromkeys(("record_url", "preview_url", "review_url"), "https://zenodo.org/1")
    return _changed(place, copied=True, state=State.IN_REVIEW, doi="10.5072/zenodo.1", **links)


def in_line() -> Json:
    """Sent while every place is taken."""
    place = house()
    others = tuple(Running(f"o{n}", 1, "o", place.clock.now()) for n in range(USUAL_PLACES))
    place.queue_rows.keep("zenodo", Places(others))
    client = ready(place)
    assert client.act("submit").status_code == 202
    return client.look()


def of_an_own_account() -> Json:
    """Opened with a token."""
    place = house()
    place.fake.tokens[TOKEN] = "7"
    client = place.client()
    assert client.open_own().status_code == 201
    return client.look()


def _changed(place: House, *, copied: bool = False, **changes: Any) -> Json:
    client = ready(place)
    assert client.act("submit").status_code == 202

    def change(old: Submission) -> Submission:
        return replace(old, reconciled=old.attempt, **changes)

    found = update(place.submissions, client.id, change)
    for file in found.files:
        transfer = replace(found.transfer(file.id), md5=None)
        if copied:
            there = {"repository_size": file.size, "repository_md5": "0" * 32}
            state = TransferState.COPIED
            transfer = replace(transfer, state=state, md5="0" * 32, **there)  # type: ignore[arg-type]
        place.submissions.put_transfer(found.id, transfer)
    return client.look()


def sent_back() -> Json:
    """By a curator, with words."""
    said = Event(house().clock.now(), "returned", {"words": "Name the stations."})
    return _changed(house(), state=State.RETURNED, timeline=(said,))


def of_a_record() -> Json:
    """A new version of one whose DOI is known."""
    basis = Basis(BasisKind.VERSION, "1", "10.5072/zenodo.1", "https://zenodo.org/records/1")
    return _changed(house(), basis=basis)


def of_an_unknown_doi() -> Json:
    basis = Basis(BasisKind.CORRECTION, "1", "", "https://repository.example/records/1")
    return _changed(house(), basis=basis)


ANSWERS = (
    *(of_a_record, of_an_unknown_doi),
    *(fresh, in_trouble, with_a_wrong_field, in_review, in_line, of_an_own_account),
    sent_back,
)


@cache
def seen() -> tuple[tuple[str, Json], ...]:
    return tuple(each for answer in ANSWERS for each in of_interface(answer(), "Submission"))


@pytest.mark.parametrize("name", INTERFACES)
def test_an_answer_has_the_fields_that_the_page_knows(name: str) -> None:
    answered = [value for known, value in seen() if known == name]
    assert answered
    for value in answered:
        assert value.keys() == INTERFACES[name].keys()


@pytest.mark.parametrize(("name", "field"), FIELDS, ids=str)
def test_a_field_is_of_the_type_that_the_page_expects(name: str, field: str) -> None:
    wanted = INTERFACES[name][field]
    values = [value[field] for known, value in seen() if known == name]
    assert [value for value in values if not fits(value, wanted)] == []
    if wanted.endswith(" | null"):
        # Else this would not have shown what either looks like.
        assert None in values
        assert any(value is not None for value in values)


def test_page_and_service_know_the_same_states() -> None:
    assert words("SubmissionState") == set(State)
    assert words("ENDED") == ENDED
    assert words("ServerFileState") == set(TransferState)


def test_page_and_service_know_the_same_actions() -> None:
    offered = {action for answer in ANSWERS for action in answer()["actions"]}
    assert offered == words("Action")
