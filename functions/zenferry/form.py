"""The form: its fields as one profile wants them, and how what was typed is judged.

From one declaration (form_fields.py) follow the HTML, a macro a kind; the validation and the
API's document, a marshmallow field a kind. Nothing here draws or stores.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, cast

from marshmallow import EXCLUDE, Schema, ValidationError, fields, pre_load, validates_schema

from zenferry import rules
from zenferry.errors import Param, Problem
from zenferry.form_fields import FIELDS, SECTIONS, Field, Kind, Section
from zenferry.profile import Profile, ProfileError, read_profile

__all__ = [
    "FIELDS",
    "SECTIONS",
    "Field",
    "Form",
    "Kind",
    "Section",
    "Values",
    "mistaken",
    "read_checked",
]

Values = Mapping[str, object]
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


class _Words(fields.String):
    """Text, cleaned, and kept as its rule returns it."""

    rule: Callable[[str], str] = staticmethod(rules.text)

    def _deserialize(self, *args: Any, **kwargs: Any) -> str:
        try:
            return self.rule(rules.text(super()._deserialize(*args, **kwargs)))
        except rules.BrokenRule as broken:
            raise ValidationError(_faults(broken.code, **broken.params)) from broken


def _words(field: Field, rule: Callable[[str], str] = rules.text) -> _Made:
    def check(value: str) -> None:
        if len(value) > field.longest:
            raise ValidationError(_faults("too_long", most=field.longest))
        if len(value) < field.shortest:
            raise ValidationError(_faults("too_short", least=field.shortest))

    made = _Words(validate=check, **_common(field))
    made.rule = rule
    return made


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


def _group(field: Field, today: Today) -> _Made:
    schema = _schema(field.one.title(), field.parts, today)
    return _list(field, fields.Nested(schema, error_messages=_common(field)["error_messages"]))


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


def _schema(name: str, declared: tuple[Field, ...], today: Today) -> type[Schema]:
    made = {field.name: _KINDS[field.kind](field, today) for field in declared}
    schema = cast("type[_Group]", _Group.from_dict(made, name=name))
    schema.declared = declared
    schema.error_messages = {"type": cast(str, _faults("wrong_kind", label=name))}
    return schema


_KINDS: Mapping[Kind, Callable[[Field, Today], _Made]] = {
    Kind.LINE: lambda field, _: _words(field),
    Kind.PARAGRAPHS: lambda field, _: _words(field),
    Kind.DATE: lambda field, _: _words(field, rules.date_or_interval),
    Kind.FUTURE_DAY: lambda field, today: _words(field, lambda v: rules.later_than(today(), v)),
    Kind.ORCID: lambda field, _: _words(field, rules.orcid),
    Kind.ROR: lambda field, _: _words(field, rules.ror),
    Kind.CHOICE: lambda field, _: _choice(field),
    Kind.RADIOS: lambda field, _: _choice(field),
    Kind.KEYWORDS: lambda field, _: _list(field, _words(replace(field, required=True))),
    Kind.GROUP: _group,
    Kind.AGREEMENT: lambda field, _: _agreed(field),
}


def _problems(messages: object, path: str = "") -> Iterator[Problem]:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            # marshmallow names an error of a whole group "_schema": it belongs to the group.
            yield from _problems(inner, path if key == "_schema" else f"{path}.{key}".lstrip("."))
    elif isinstance(messages, list):
        for inner in messages:
            yield from _problems(inner, path)
    elif isinstance(messages, _Fault):
        yield Problem(path, messages.code, messages.params)


class Form:
    """The declared fields as one consortium's profile wants them."""

    def __init__(self, profile: Profile, today: Today) -> None:
        kept = (field for field in FIELDS if field.name not in _hidden(profile))
        self.fields = tuple(_as_wanted(profile, field) for field in kept)
        self.schema = _schema("Metadata", self.fields, today)
        self._fixed = profile.form.fixed

    def judge(self, values: Values) -> tuple[Problem, ...]:
        """All that is missing or wrong, by field path. Nothing is changed."""
        return self.read(values)[1]

    def read(self, values: Values) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """What applies, cleaned; and the problems. Where there are problems, nothing is read."""
        try:
            return self.schema().load({**values, **self._fixed}), ()
        except ValidationError as error:
            found = {problem.field: problem for problem in _problems(error.messages)}
            return {}, tuple(found.values())


def _hidden(profile: Profile) -> frozenset[str]:
    needed = frozenset(field.name for field in FIELDS if field.required)
    return frozenset(profile.form.hidden) - needed


# Keys of the profile whose values are choices of one field.
_OFFERED = {"licences": "licence", "resource_types": "resource_type"}


def _as_wanted(profile: Profile, field: Field) -> Field:
    wanted = replace(
        field,
        required=field.required or field.name in profile.form.required,
        default=profile.form.defaults.get(field.name, field.default),
        fixed=field.name in profile.form.fixed,
    )
    for key, name in _OFFERED.items():
        if name == field.name:
            known = {choice.value: choice for choice in field.choices}
            offered = [known[v] for v in getattr(profile.form, key) if v in known]
            return replace(wanted, choices=tuple(offered))
    return wanted


def read_checked(path: Path) -> Profile:
    """Read the profile and check it against the form too; ProfileError lists every mistake."""
    profile = read_profile(path)
    if mistakes := [f"{path}: {mistake}" for mistake in mistaken(profile)]:
        raise ProfileError("\n".join(mistakes))
    return profile


def mistaken(profile: Profile) -> Iterator[str]:
    """What the profile asks of the form that it has not, a line each: key, what to do."""
    wishes, names = profile.form, [field.name for field in FIELDS]
    for key in ("required", "hidden", "defaults", "fixed"):
        yield from _unknown(key, getattr(wishes, key), names)
    for key, name in _OFFERED.items():
        yield from _unknown(key, getattr(wishes, key), _values(FIELDS, name))
    fields_ = tuple(_as_wanted(profile, field) for field in FIELDS)
    for key in ("defaults", "fixed"):
        for name, value in getattr(wishes, key).items():
            if offered := _values(fields_, name):
                yield from _unknown(f"{key}.{name}", (value,), offered)


def _values(declared: tuple[Field, ...], name: str) -> list[str]:
    return [choice.value for field in declared if field.name == name for choice in field.choices]


def _unknown(key: str, given: Iterable[str], known: list[str]) -> Iterator[str]:
    remedy = f"Choose from: {', '.join(known)}."
    yield from (
        f"form.{key}: There is no “{name}”. {remedy}" for name in given if name not in known
    )
