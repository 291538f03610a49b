"""How each kind of field is read, lists and groups too: from declarations to a marshmallow schema.

It knows neither a profile nor which fields there are.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, cast

from marshmallow import (
    EXCLUDE,
    Schema,
    ValidationError,
    fields,
    post_load,
    pre_load,
    validates_schema,
)

from zenferry import rules
from zenferry.errors import Problem
from zenferry.fields import Field, Kind
from zenferry.typed import identifiers
from zenferry.typed import values as form_values
from zenferry.typed.checks import alone, together
from zenferry.typed.values import BLANK, Fault, Made, common, faults, missing, recognised, words

__all__ = ["Today", "problems", "schema"]

Today = Callable[[], date]


@dataclass(frozen=True)
class _Around:
    """What a kind is told beside its field: the schema around it, and which day it is."""

    name: str
    today: Today


class _List(fields.List[Any]):
    """Counted before anything in it is judged: a hundred thousand problems help nobody."""

    declared: Field

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> list[Any]:
        field = self.declared
        if isinstance(value, list) and len(value) > field.most:
            raise ValidationError(faults("too_many", most=field.most))
        read = super()._deserialize(value, *args, **kwargs)
        if again := {at: {part: faults("twice")} for at, part in alone(field.name, read)}:
            raise ValidationError(cast("dict[str, Any]", again))
        return read


def _list(field: Field, inner: Made) -> Made:
    made = _List(inner, **common(field))
    made.declared = field
    return made


def _group(field: Field, around: _Around) -> Made:
    # Two groups may each have affiliations: the API's document tells schemas apart by name.
    name = around.name + field.one.title().replace(" ", "")
    inner = _schema(_Around(name, around.today), field.parts)
    cast("type[_Group]", inner).of = field.name
    return _list(field, fields.Nested(inner, error_messages=common(field)["error_messages"]))


class _Group(Schema):
    """Fields side by side; what does not apply or is blank is neither judged nor kept."""

    class Meta:
        unknown = EXCLUDE

    declared: ClassVar[tuple[Field, ...]] = ()
    of: ClassVar[str] = ""

    @pre_load
    def _only_shown(self, values: object, **_: object) -> object:
        if not isinstance(values, dict):
            return values
        given = ((field, values.get(field.name)) for field in self.declared)
        return {f.name: v for f, v in given if f.applies(values) and v not in BLANK}

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def _all_needed(self, _: object, values: object, **__: object) -> None:
        if not isinstance(values, dict):
            return
        needed = (f for f in self.declared if f.when and f.required and f.applies(values))
        wrong = {f.name: missing(f) for f in needed if values.get(f.name) in BLANK}
        wrong |= {name: faults(code) for name, code in together(self.of, values)}
        if wrong:
            raise ValidationError(cast("dict[str, Any]", wrong))

    @post_load(pass_original=True)
    def _schemed(self, read: dict[str, Any], values: dict[str, Any], **_: object) -> dict[str, Any]:
        """Beside an identifier stands what it was recognised as."""
        for field in self.declared:
            if field.kind is Kind.IDENTIFIER and field.name in read:
                read["scheme"] = recognised(field.name, values).scheme
        return read


def schema(name: str, declared: tuple[Field, ...], today: Today) -> type[Schema]:
    """Reads an object of these fields."""
    return _schema(_Around(name, today), declared)


def _schema(around: _Around, declared: tuple[Field, ...]) -> type[Schema]:
    made = {field.name: _KINDS[field.kind](field, around) for field in declared}
    group = cast("type[_Group]", _Group.from_dict(made, name=around.name))
    group.declared = declared
    group.error_messages = {"type": cast(str, faults("wrong_kind"))}
    return group


def _future_day(field: Field, around: _Around) -> Made:
    return words(field, lambda value: rules.later_than(around.today(), rules.text(value)))


_Kind = Callable[[Field, _Around], Made]


def _ruled(rule: Callable[[str], str]) -> _Kind:
    return lambda field, _: words(field, rule)


def _plain(made: Callable[[Field], Made]) -> _Kind:
    return lambda field, _: made(field)


_KINDS: Mapping[Kind, _Kind] = {
    Kind.LINE: _ruled(rules.line),
    Kind.PARAGRAPHS: _ruled(rules.text),
    Kind.RICH: _plain(form_values.rich),
    Kind.DATE: _ruled(lambda value: rules.date_or_interval(rules.text(value))),
    Kind.FUTURE_DAY: _future_day,
    Kind.NUMBER: _plain(form_values.number),
    Kind.EMAIL: _ruled(rules.email),
    Kind.URL: _ruled(rules.url),
    Kind.ORCID: _ruled(identifiers.orcid),
    Kind.ROR: _ruled(identifiers.ror),
    Kind.GND: _ruled(identifiers.gnd),
    Kind.ISNI: _ruled(identifiers.isni),
    Kind.ISBN: _ruled(identifiers.isbn),
    Kind.ISSN: _ruled(identifiers.issn),
    Kind.IDENTIFIER: _plain(form_values.identifier),
    Kind.KEPT: _ruled(rules.line),
    Kind.CHOICE: _plain(form_values.choice),
    Kind.RADIOS: _plain(form_values.choice),
    Kind.KEYWORDS: lambda field, _: _list(field, words(replace(field, required=True), rules.line)),
    Kind.TERMS: lambda field, _: _list(field, form_values.term(field)),
    Kind.GROUP: _group,
    Kind.AGREEMENT: _plain(form_values.agreement),
}


def problems(messages: object, path: str = "") -> Iterator[Problem]:
    """What marshmallow found, by field path."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            # marshmallow names an error of a whole group "_schema": it belongs to the group.
            yield from problems(inner, path if key == "_schema" else f"{path}.{key}".lstrip("."))
    elif isinstance(messages, list):
        for inner in messages:
            yield from problems(inner, path)
    elif isinstance(messages, Fault):
        yield Problem(path, messages.code, messages.params)
