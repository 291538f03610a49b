"""The profile's [form]: what the consortium presets, requires, hides, adds, and sends elsewhere.

It knows the keys and what they may hold; whether there is such a field, form.py tells.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from zenferry.profile.keys import matching, paragraphs, table, text, texts
from zenferry.profile.worded import Worded

__all__ = ["ExtraChoice", "ExtraField", "FormSettings", "form_settings", "form_table"]


@dataclass(frozen=True)
class ExtraChoice:
    """One value to choose."""

    value: str
    label: str
    help: str = ""


@dataclass(frozen=True)
class ExtraField:
    """A field of the consortium's own. `when`: the name of another field, and its values."""

    name: str
    label: str
    kind: str
    help: str = ""
    section: str = "extra"
    choices: tuple[ExtraChoice, ...] = ()
    required: bool = False
    when: tuple[str, tuple[str, ...]] | None = None
    to: str = "beside"


@dataclass(frozen=True)
class FormSettings:
    """What the consortium decides of the form: preset, required beyond the core, fixed, offered.

    `mapping`: where fields go that usually go elsewhere, see mapping.py.
    """

    defaults: Mapping[str, str]
    fixed: Mapping[str, str]
    required: tuple[str, ...]
    hidden: tuple[str, ...]
    licences: tuple[str, ...]
    resource_types: tuple[str, ...]
    mapping: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[ExtraField, ...] = ()
    # Whether all that was said goes with the data as a file, too: see companion.py.
    beside: bool = False


_KINDS = ("line", "paragraphs", "date", "number", "url", "choice", "radios", "keywords")
_FROM_A_LIST = frozenset({"choice", "radios"})
_CHOICE = Schema.from_dict(
    {
        "value": matching(r"^[\w:./-]{1,100}\Z", "Give letters, digits and : . / - _ only."),
        "label": Worded(text()),
        "help": Worded(fields.String(load_default="")),
    },
    name="ChoiceSchema",
)
_WHEN = Schema.from_dict({"field": text(), "values": paragraphs()}, name="WhenSchema")
_EXTRA = Schema.from_dict(
    {
        "name": matching(
            r"^[a-z][a-z0-9_]{0,59}\Z", "Begin with a small letter; small letters, digits and _."
        ),
        "label": Worded(text()),
        "help": Worded(fields.String(load_default="")),
        "kind": fields.String(
            required=True,
            validate=validate.OneOf(_KINDS, error=f"Choose from: {', '.join(_KINDS)}."),
            error_messages={"required": "Add this key."},
        ),
        "section": fields.String(load_default="extra"),
        "choices": fields.List(fields.Nested(_CHOICE), load_default=list),
        "required": fields.Boolean(load_default=False),
        "when": fields.Nested(_WHEN, load_default=None),
        "to": fields.String(load_default="beside"),
    },
    name="ExtraSchema",
)


def _fit_together(extra: list[dict[str, Any]]) -> None:
    wrong: dict[int, Any] = {}
    for at, one in enumerate(extra):
        values = [choice["value"] for choice in one["choices"]]
        if (one["kind"] in _FROM_A_LIST) != bool(values):
            wrong[at] = {"choices": ["Give choices to choice and radios, and to no other kind."]}
        elif len(set(values)) < len(values):
            wrong[at] = {"choices": ["Give each choice a value of its own."]}
        elif one["name"] in [before["name"] for before in extra[:at]]:
            wrong[at] = {"name": ["Give each field a name of its own."]}
    if wrong:
        raise ValidationError(wrong)


def form_table() -> fields.Nested:
    """The whole table."""
    return table(
        defaults=fields.Dict(fields.String(), fields.String(), load_default=dict),
        fixed=fields.Dict(fields.String(), fields.String(), load_default=dict),
        mapping=fields.Dict(fields.String(), fields.String(), load_default=dict),
        required=texts(),
        hidden=texts(),
        licences=paragraphs(),
        resource_types=paragraphs(),
        beside=fields.Boolean(load_default=False),
        extra=fields.List(fields.Nested(_EXTRA), load_default=list, validate=_fit_together),
    )


def form_settings(read: dict[str, Any]) -> FormSettings:
    """What was read, its texts in one language."""
    lists = ("required", "hidden", "licences", "resource_types")
    return FormSettings(
        defaults=read["defaults"],
        fixed=read["fixed"],
        mapping=read["mapping"],
        beside=read["beside"],
        extra=tuple(_extra(one) for one in read["extra"]),
        **{name: tuple(read[name]) for name in lists},
    )


def _extra(read: dict[str, Any]) -> ExtraField:
    when = read["when"] and (read["when"]["field"], tuple(read["when"]["values"]))
    choices = tuple(ExtraChoice(**choice) for choice in read["choices"])
    return ExtraField(**{**read, "choices": choices, "when": when})
