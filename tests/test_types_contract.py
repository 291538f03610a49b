"""What the API's document declares of its answers is what the page's types say of them."""

import re
from pathlib import Path

import pytest
from marshmallow import Schema, fields

from zenferry.api import answers, reading_answers

_SOURCES = ("api.ts", "import/source.ts")
_TYPES = "".join(Path("frontend/src", name).read_text("utf-8") for name in _SOURCES)
_INTERFACE = re.compile(r"export interface (\w+) \{\n(.*?)\n\}", re.DOTALL)
_FIELD = re.compile(r"^  readonly (\w+\??): (.+);$", re.MULTILINE)
INTERFACES = {name: dict(_FIELD.findall(body)) for name, body in _INTERFACE.findall(_TYPES)}

# The page's names of what the service declares under another.
_OTHERS = {
    "Completed": answers.CompletedFile,
    "SavedMetadata": answers.Saved,
    "StagedPart": answers.StoredPart,
    "Citation": reading_answers.PreviewCitation,
    "Preview": reading_answers.Previewed,
    "SpamCheck": reading_answers.PreviewSpam,
}
# Held to the answers themselves, in submission.ts; and what the page sends, which is no answer.
_ELSEWHERE = {"Submission": answers.Deposit, "FieldProblem": answers.FieldProblem}
_SENT = {"Opening", "NewFile", "PartRequest", "Completion", "PreviewRequest"}
_SIMPLE: dict[str, type[fields.Field[object]]] = {
    "number": fields.Integer,  # type: ignore[dict-item]
    "boolean": fields.Boolean,  # type: ignore[dict-item]
    "Metadata": fields.Dict,  # type: ignore[dict-item]
}


def declared(name: str) -> type[Schema] | None:
    for module in (answers, reading_answers):
        if found := getattr(module, name, None):
            return found  # type: ignore[no-any-return]
    return _OTHERS.get(name) or _ELSEWHERE.get(name)


ANSWERED = sorted(INTERFACES.keys() - _SENT)


def of_type(field: fields.Field[object], wanted: str) -> bool:
    """Whether the type says what the declaration does."""
    may_be_null = wanted.endswith(" | null")
    if wanted != "unknown" and may_be_null != field.allow_none:
        return False
    bare = wanted.removesuffix(" | null").removeprefix("readonly ")
    if bare.endswith("[]"):
        return isinstance(field, fields.List) and of_type(field.inner, bare.removesuffix("[]"))
    if isinstance(field, fields.Nested):
        inner = declared(bare)
        return inner is not None and inner().fields.keys() == field.schema.fields.keys()
    if bare.startswith("Readonly<Record"):
        return isinstance(field, fields.Dict)
    return bare == "unknown" or isinstance(field, _SIMPLE.get(bare, fields.String))


@pytest.mark.parametrize("name", ANSWERED)
def test_the_page_knows_every_field_of_an_answer_and_its_type(name: str) -> None:
    schema = declared(name)
    assert schema, f"{name} is no answer that the service declares"
    made = schema().fields
    wanted = INTERFACES[name]
    assert {key.rstrip("?") for key in wanted} == made.keys()
    for key, type_ in wanted.items():
        field = made[key.rstrip("?")]
        assert field.required is not key.endswith("?"), key
        assert of_type(field, type_), f"{key}: {type_}"


def test_all_that_reading_answers_is_held_to_a_type() -> None:
    known = {declared(name) for name in ANSWERED}
    answered = {reading_answers.Suggested, reading_answers.Previewed, reading_answers.Imported}
    assert answered <= known
