"""The form: its fields as one profile wants them, and how what was typed is judged.

From one declaration (fields/) follow the HTML, a macro a kind; the validation and the API's
document, a marshmallow field a kind (typed/kinds.py). Nothing here draws or stores.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from zenferry.errors import Problem
from zenferry.fields import FIELDS, PRACTICE, SECTIONS, Choice, Field, Kind, Section, When
from zenferry.mapping import misfit
from zenferry.profile import Profile, ProfileError, read_profile
from zenferry.profile.form import ExtraField
from zenferry.typed import kinds
from zenferry.typed.kinds import Today

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


class Form:
    """The declared fields as one consortium's profile wants them."""

    def __init__(self, profile: Profile, today: Today) -> None:
        kept = (field for field in _declared(profile) if field.name not in _hidden(profile))
        self.fields = tuple(_as_wanted(profile, field) for field in kept)
        self.schema = kinds.schema("Metadata", self.fields, today)
        used = {field.section for field in self.fields}
        self.sections = tuple(section for section in SECTIONS if section.name in used)
        self._fixed = profile.form.fixed
        self._profile, self._today = profile, today
        self._told: dict[str, Form] = {}

    def told_in(self, language: str) -> "Form":
        """The same with the consortium's own fields in one language; each is made once."""
        if language not in self._told:
            self._told[language] = Form(self._profile.told_in(language), self._today)
        return self._told[language]

    def judge(self, values: Values) -> tuple[Problem, ...]:
        """All that is missing or wrong, by field path. Nothing is changed."""
        return self.read(values)[1]

    def valid(self, values: Values) -> Mapping[str, Any]:
        """What of it can be read, cleaned, whatever is wrong with the rest."""
        try:
            read: Mapping[str, Any] = self.schema().load({**values, **self._fixed})
        except ValidationError as error:
            return error.valid_data if isinstance(error.valid_data, dict) else {}
        return read

    def read(self, values: Values) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """What applies, cleaned; and the problems. Where there are problems, nothing is read."""
        try:
            return self.schema().load({**values, **self._fixed}), ()
        except ValidationError as error:
            found = {problem.field: problem for problem in kinds.problems(error.messages)}
            return {}, tuple(found.values())


def _hidden(profile: Profile) -> frozenset[str]:
    needed = frozenset(field.name for field in FIELDS if field.required)
    one_way = {name for name, ways in _places(profile).items() if len(ways) < 2}
    return (frozenset(profile.form.hidden) - needed) | one_way


def _places(profile: Profile) -> Mapping[str, tuple[Choice, ...]]:
    """Where a deposit may go: the choices of these fields are the profile's."""
    helps = {True: PRACTICE, False: ""}
    usual = profile.repositories[0]
    return {
        "repository": tuple(Choice(r.key, r.name, helps[r.practice]) for r in profile.repositories),
        "community": tuple(Choice(slug, title) for slug, title in usual.communities.items()),
    }


def _declared(profile: Profile) -> tuple[Field, ...]:
    """All fields, those of the consortium's own before the agreement."""
    *own, agreement = FIELDS
    return (*own, *(_extra(one) for one in profile.form.extra), agreement)


def _extra(one: ExtraField) -> Field:
    return Field(
        one.name,
        Kind(one.kind),
        one.label,
        one.help,
        section=one.section,
        required=one.required,
        when=When(*one.when) if one.when else None,
        choices=tuple(Choice(c.value, c.label, c.help) for c in one.choices),
        longest=2000 if one.kind == "paragraphs" else 300,
        one="entry",
        to=one.to,
    )


# Keys of the profile whose values are choices of one field.
_OFFERED = {"licences": "licence", "resource_types": "resource_type"}


def _as_wanted(profile: Profile, field: Field) -> Field:
    if places := _places(profile).get(field.name):
        field = replace(field, choices=places, default=places[0].value)
    wanted = replace(
        field,
        required=field.required or field.name in profile.form.required,
        default=profile.form.defaults.get(field.name, field.default),
        fixed=field.name in profile.form.fixed,
        to=profile.form.mapping.get(field.name, field.to),
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


# Where a deposit goes is said by the repositories themselves.
_SETTLED = {
    "repository": "Put the usual [[repositories]] first, or list only one.",
    "community": "Say it in the repository's own `community`.",
}


def mistaken(profile: Profile) -> Iterator[str]:
    """What the profile asks of the form that it has not, a line each: key, what to do."""
    declared, wishes = _declared(profile), profile.form
    yield from (
        f"form.{key}.{name}: {_SETTLED[name]}"
        for key in ("defaults", "fixed")
        for name in getattr(wishes, key).keys() & _SETTLED.keys()
    )
    names = [field.name for field in declared]
    for key in ("required", "hidden", "defaults", "fixed", "mapping"):
        yield from _unknown(key, getattr(wishes, key), names)
    for key, name in _OFFERED.items():
        yield from _unknown(key, getattr(wishes, key), _values(FIELDS, name))
    fields_ = tuple(_as_wanted(profile, field) for field in declared)
    for key in ("defaults", "fixed"):
        for name, value in getattr(wishes, key).items():
            if offered := _values(fields_, name):
                yield from _unknown(f"{key}.{name}", (value,), offered)
    yield from _misplaced(profile)
    yield from _mistaken_extra(profile)
    lost = [field.name for field in fields_ if field.to == "beside"]
    if lost and not wishes.beside:
        yield f"form.beside: Set this to true: {', '.join(lost)} would go nowhere else."
    if "other" in wishes.licences and "licences" in wishes.hidden:
        yield "form.hidden: Show “licences”: “other” in form.licences needs it."


def _misplaced(profile: Profile) -> Iterator[str]:
    declared = {field.name: field for field in FIELDS}
    for name, to in profile.form.mapping.items():
        if name in declared and (remedy := misfit(declared[name], to)):
            yield f"form.mapping.{name}: {remedy}"


def _mistaken_extra(profile: Profile) -> Iterator[str]:
    own, sections = {field.name for field in FIELDS}, [section.name for section in SECTIONS]
    declared = {field.name: field for field in _declared(profile)}
    for one in profile.form.extra:
        key = f"extra.{one.name}"
        if one.name in own:
            yield f"form.{key}: There is a field of this name already. Choose another."
            continue
        yield from _unknown(f"{key}.section", (one.section,), sections)
        if not one.to or (remedy := misfit(declared[one.name], one.to)):
            yield f"form.{key}.to: {remedy if one.to else 'Say where it goes.'}"
        if one.when:
            asked = [name for name, field in declared.items() if field.choices]
            yield from _unknown(f"{key}.when.field", (one.when[0],), asked)
            offered = [choice.value for choice in declared.get(one.when[0], _NONE).choices]
            if one.when[0] in asked:
                yield from _unknown(f"{key}.when.values", one.when[1], offered)


_NONE = Field("", Kind.LINE, "")


def _values(declared: tuple[Field, ...], name: str) -> list[str]:
    return [choice.value for field in declared if field.name == name for choice in field.choices]


def _unknown(key: str, given: Iterable[str], known: list[str]) -> Iterator[str]:
    remedy = f"Choose from: {', '.join(known)}."
    yield from (
        f"form.{key}: There is no “{name}”. {remedy}" for name in given if name not in known
    )
