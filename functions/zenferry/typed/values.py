"""How single values of the form are read: a marshmallow field a kind that is no list.

It knows a field's declaration and the rules, and nothing of the fields beside it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from marshmallow import ValidationError, fields

from zenferry import rules
from zenferry.errors import Param
from zenferry.fields import Field
from zenferry.metadata import Identifier
from zenferry.typed import identifiers, rich_text

__all__ = [
    "BLANK",
    "Fault",
    "Made",
    "agreement",
    "choice",
    "common",
    "faults",
    "figure",
    "identifier",
    "missing",
    "number",
    "recognised",
    "rich",
    "term",
    "words",
]

# Any: marshmallow's own types are generic over what a field yields, and say no more than that.
Made = fields.Field[Any]
BLANK: tuple[object, ...] = ("", None, [], {})


@dataclass(frozen=True)
class Fault:
    """What a marshmallow message carries here: a code with parameters instead of a sentence."""

    code: str
    params: Mapping[str, Param]


def faults(code: str, **params: Param) -> list[str]:
    """One fault, as marshmallow takes messages."""
    # marshmallow says it wants words, and hands on whatever is in the list.
    return cast("list[str]", [Fault(code, params)])


def missing(field: Field) -> list[str]:
    """What to say where a field is left out that must be there."""
    return faults(field.missing or "missing")


def common(field: Field) -> dict[str, Any]:
    """What every kind tells marshmallow."""
    wrong = faults("wrong_kind")
    return {
        # A field that applies only sometimes is asked for by its group, which knows the siblings.
        "required": field.required and not field.when,
        "error_messages": {
            "required": missing(field),
            **dict.fromkeys(("null", "invalid", "invalid_utf8", "type"), wrong),
        },
        "metadata": {"description": f"{field.label}. {field.help}".strip(), **_chosen(field)},
    }


def _chosen(field: Field) -> dict[str, Any]:
    """Told to programs: what can be chosen, and what the page chooses beforehand."""
    if not field.choices:
        return {}
    first = {"default": field.default} if field.default else {}
    return {"enum": [choice.value for choice in field.choices], **first}


def _ruled(rule: Callable[..., Any], *args: object) -> Any:
    try:
        return rule(*args)
    except rules.BrokenRule as broken:
        raise ValidationError(faults(broken.code, **broken.params)) from broken


def _most_written(field: Field) -> int:
    """What is longer than any way to write a value is not looked at."""
    return 4 * field.longest + 1000


def _measured(field: Field, length: int, written: int) -> None:
    if written > field.longest:
        raise ValidationError(faults("too_long", most=field.longest))
    if length < field.shortest:
        raise ValidationError(faults("too_short", least=field.shortest))


class _Words(fields.String):
    """Text, kept as its rule returns it."""

    declared: Field
    rule: Callable[[str], str] = staticmethod(rules.text)

    def _deserialize(self, *args: Any, **kwargs: Any) -> str:
        written = super()._deserialize(*args, **kwargs)
        if len(written) > _most_written(self.declared):
            raise ValidationError(faults("too_long", most=self.declared.longest))
        return cast("str", _ruled(self.rule, written))


def words(field: Field, rule: Callable[[str], str]) -> Made:
    """Text under a rule."""

    def check(value: str) -> None:
        _measured(field, len(value), len(value))

    made = _Words(validate=check, **common(field))
    made.declared, made.rule = field, rule
    return made


def recognised(field: str, values: Mapping[str, object]) -> Identifier:
    """The identifier in this field; the sibling "scheme" may say which kind it is."""
    scheme = values.get("scheme")
    said = scheme if isinstance(scheme, str) and scheme in identifiers.SCHEMES else ""
    return cast("Identifier", _ruled(identifiers.recognised, str(values[field]), said))


class _Identifier(fields.String):
    """An identifier of any kind, in its normal form."""

    declared: Field

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        written = super()._deserialize(value, attr, data, **kwargs)
        if len(written) > _most_written(self.declared):
            raise ValidationError(faults("too_long", most=self.declared.longest))
        return recognised(str(attr), data).value


def identifier(field: Field) -> Made:
    """An identifier of any kind."""

    def check(value: str) -> None:
        _measured(field, len(value), len(value))

    made = _Identifier(validate=check, **common(field))
    made.declared = field
    return made


class _Rich(fields.Field[dict[str, str]]):
    """A text with its format. Bare text is Markdown."""

    declared: Field

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, str]:
        given = {"format": "markdown", "text": value} if isinstance(value, str) else value
        if not isinstance(given, dict) or given.get("format") not in tuple(rich_text.FORMATS):
            raise self.make_error("type")
        text = fields.String(**common(self.declared)).deserialize(given.get("text"))
        kept = {"format": given["format"], "text": _ruled(rules.visible, text)}
        # What is too long is not looked into.
        _measured(self.declared, self.declared.shortest, len(kept["text"]))
        _ruled(rich_text.bounded, kept)
        _measured(self.declared, len(rich_text.plain(kept)), 0)
        return kept


def rich(field: Field) -> Made:
    """Text with some formatting."""
    made = _Rich(**common(field))
    made.declared = replace(field, required=True)
    return made


class _Term(fields.Field[dict[str, str]]):
    """An entry of a controlled list; a bare string is its id."""

    declared: Field

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, str]:
        given = {"id": value} if isinstance(value, str) else value
        if not isinstance(given, dict):
            raise self.make_error("type")
        part = words(replace(self.declared, required=True), rules.line)
        label = given.get("label")
        return {
            "id": str(part.deserialize(given.get("id"))),
            "label": "" if label in BLANK else str(part.deserialize(label)),
        }


def term(field: Field) -> Made:
    """An entry of a controlled list."""
    made = _Term(**common(field))
    made.declared = field
    return made


class _Number(fields.Float):
    """A number, also one that was typed."""

    declared: Field

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> float:
        field, found = self.declared, cast("float", _ruled(rules.number, value))
        if not field.least <= found <= field.greatest:
            told = {"least": figure(field.least), "greatest": figure(field.greatest)}
            raise ValidationError(faults("out_of_range", **told))
        return found


def figure(number: float) -> str:
    """A number as it was typed, as far as the machine keeps it: no ".0", and no digit less."""
    return f"{number:.15g}"


def number(field: Field) -> Made:
    """A number within bounds."""
    made = _Number(**common(field))
    made.declared = field
    return made


def choice(field: Field) -> Made:
    """One of the field's choices."""
    known = {one.value for one in field.choices}

    def check(value: str) -> None:
        if value not in known:
            raise ValidationError(faults("choice"))

    return fields.String(validate=check, **common(field))


def agreement(field: Field) -> Made:
    """A box to tick."""

    def check(value: bool) -> None:  # noqa: FBT001 - marshmallow calls it with the value
        if not value:
            raise ValidationError(faults("not_agreed"))

    return fields.Boolean(truthy={True}, falsy={False}, validate=check, **common(field))
