"""How each kind of field is read: a marshmallow field a kind.

It knows declarations and rules, and neither a profile nor which fields there are.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, cast

from marshmallow import EXCLUDE, Schema, ValidationError, fields, pre_load, validates_schema

from zenferry import rules
from zenferry.errors import Param, Problem
from zenferry.fields import Field, Kind

__all__ = ["Today", "problems", "schema"]

Today = Callable[[], date]
# Any: marshmallow's own types are generic over what a field yields, and say no more than that.
_Made = fields.Field[Any]
_BLANK: tuple[object, ...] = ("", None, [], {})


@dataclass(frozen=True)
class _Fault:
    """What a marshmallow message carries here: a code with parameters instead of a sentence."""

    code: str
    params: Mapping[str, Param]


def _faults(code: str, **params: Param) -> list[str]:
    # marshmallow says it wants words, and hands on whatever is in the list.
    return cast("list[str]", [_Fault(code, params)])


def _missing(field: Field) -> list[str]:
    return _faults(field.missing or "missing", label=field.label)


def _common(field: Field) -> dict[str, Any]:
    wrong = _faults("wrong_kind", label=field.label)
    return {
        # A field that applies only sometimes is asked for by its group, which knows the siblings.
        "required": field.required and not field.when,
        "error_messages": {
            "required": _missing(field),
            **dict.fromkeys(("null", "invalid", "invalid_utf8", "type"), wrong),
        },
        "metadata": {"description": f"{field.label}. {field.help}".strip()},
    }


@dataclass(frozen=True)
class _Around:
    """What a kind is told beside its field: the schema around it, and which day it is."""

    name: str
    today: Today


class _Words(fields.String):
    """Text, cleaned, and kept as its rule returns it."""

    rule: Callable[[str], str] = staticmethod(rules.text)

    def _deserialize(self, *args: Any, **kwargs: Any) -> str:
        try:
            return self.rule(rules.text(super()._deserialize(*args, **kwargs)))
        except rules.BrokenRule as broken:
            raise ValidationError(_faults(broken.code, **broken.params)) from broken


def _words(field: Field, rule: Callable[[str], str] = rules.text) -> _Made:
    made = _Words(validate=_length(field), **_common(field))
    made.rule = rule
    return made


def _future_day(field: Field, around: _Around) -> _Made:
    return _words(field, lambda value: rules.later_than(around.today(), value))


def _length(field: Field) -> Callable[[str], None]:
    def check(value: str) -> None:
        if len(value) > field.longest:
            raise ValidationError(_faults("too_long", most=field.longest))
        if len(value) < field.shortest:
            raise ValidationError(_faults("too_short", least=field.shortest))

    return check


class _Rich(fields.Field[dict[str, str]]):
    """A text with its format. Bare text is Markdown."""

    declared: Field

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, str]:
        given = {"format": "markdown", "text": value} if isinstance(value, str) else value
        if not isinstance(given, dict) or given.get("format") not in {"html", "markdown"}:
            raise self.make_error("type")
        text = _words(replace(self.declared, required=True)).deserialize(given.get("text"))
        return {"format": given["format"], "text": text}


class _Term(fields.Field[dict[str, str]]):
    """An entry of a controlled list; a bare string is its id."""

    declared: Field

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, str]:
        given = {"id": value} if isinstance(value, str) else value
        if not isinstance(given, dict):
            raise self.make_error("type")
        words = _words(replace(self.declared, required=True))
        label = given.get("label")
        return {
            "id": words.deserialize(given.get("id")) or "",
            "label": "" if label in _BLANK else words.deserialize(label) or "",
        }


def _of(made: type[_Rich] | type[_Term], field: Field) -> _Made:
    one = made(**_common(field))
    one.declared = field
    return one


class _Number(fields.Float):
    """A number, also one that was typed."""


def _number(field: Field) -> _Made:
    return _Number(allow_nan=False, **_common(field))


def _choice(field: Field) -> _Made:
    known = {choice.value for choice in field.choices}

    def check(value: str) -> None:
        if value not in known:
            raise ValidationError(_faults("choice", label=field.label))

    return fields.String(validate=check, **_common(field))


def _agreed(field: Field) -> _Made:
    def check(value: bool) -> None:  # noqa: FBT001 - marshmallow calls it with the value
        if not value:
            raise ValidationError(_faults("not_agreed"))

    return fields.Boolean(truthy={True}, falsy={False}, validate=check, **_common(field))


class _List(fields.List[Any]):
    """Counted before anything in it is judged: a hundred thousand problems help nobody."""

    declared: Field

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> list[Any]:
        field = self.declared
        if isinstance(value, list) and len(value) > field.most:
            raise ValidationError(_faults("too_many", most=field.most, label=field.label))
        return super()._deserialize(value, *args, **kwargs)


def _list(field: Field, inner: _Made) -> _Made:
    made = _List(inner, **_common(field))
    made.declared = field
    return made


def _group(field: Field, around: _Around) -> _Made:
    # Two groups may each have affiliations: the API's document tells schemas apart by name.
    name = around.name + field.one.title().replace(" ", "")
    inner = _schema(_Around(name, around.today), field.parts)
    return _list(field, fields.Nested(inner, error_messages=_common(field)["error_messages"]))


class _Group(Schema):
    """Fields side by side; what does not apply or is blank is neither judged nor kept."""

    class Meta:
        unknown = EXCLUDE

    declared: ClassVar[tuple[Field, ...]] = ()

    @pre_load
    def _only_shown(self, values: object, **_: object) -> object:
        if not isinstance(values, dict):
            return values
        given = ((field, values.get(field.name)) for field in self.declared)
        return {f.name: v for f, v in given if f.applies(values) and v not in _BLANK}

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def _all_needed(self, _: object, values: object, **__: object) -> None:
        if not isinstance(values, dict):
            return
        needed = (f for f in self.declared if f.when and f.required and f.applies(values))
        absent = {f.name: _missing(f) for f in needed if values.get(f.name) in _BLANK}
        if absent:
            raise ValidationError(cast("dict[str, Any]", absent))


def schema(name: str, declared: tuple[Field, ...], today: Today) -> type[Schema]:
    """Reads an object of these fields."""
    return _schema(_Around(name, today), declared)


def _schema(around: _Around, declared: tuple[Field, ...]) -> type[Schema]:
    made = {field.name: _KINDS[field.kind](field, around) for field in declared}
    group = cast("type[_Group]", _Group.from_dict(made, name=around.name))
    group.declared = declared
    group.error_messages = {"type": cast(str, _faults("wrong_kind", label=around.name))}
    return group


def _ruled(rule: Callable[[str], str]) -> Callable[[Field, _Around], _Made]:
    return lambda field, _: _words(field, rule)


_KINDS: Mapping[Kind, Callable[[Field, _Around], _Made]] = {
    Kind.LINE: _ruled(rules.text),
    Kind.PARAGRAPHS: _ruled(rules.text),
    Kind.RICH: lambda field, _: _of(_Rich, field),
    Kind.DATE: _ruled(rules.date_or_interval),
    Kind.FUTURE_DAY: _future_day,
    Kind.NUMBER: lambda field, _: _number(field),
    Kind.EMAIL: _ruled(rules.text),
    Kind.URL: _ruled(rules.text),
    Kind.ORCID: _ruled(rules.orcid),
    Kind.ROR: _ruled(rules.ror),
    Kind.GND: _ruled(rules.text),
    Kind.ISNI: _ruled(rules.text),
    Kind.ISBN: _ruled(rules.text),
    Kind.ISSN: _ruled(rules.text),
    Kind.IDENTIFIER: _ruled(rules.text),
    Kind.KEPT: _ruled(rules.text),
    Kind.CHOICE: lambda field, _: _choice(field),
    Kind.RADIOS: lambda field, _: _choice(field),
    Kind.KEYWORDS: lambda field, _: _list(field, _words(replace(field, required=True))),
    Kind.TERMS: lambda field, _: _list(field, _of(_Term, field)),
    Kind.GROUP: _group,
    Kind.AGREEMENT: lambda field, _: _agreed(field),
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
    elif isinstance(messages, _Fault):
        yield Problem(path, messages.code, messages.params)
