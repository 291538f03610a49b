"""What was read, as far as one consortium's form has a place for it; the rest is told."""

from collections.abc import Mapping, Sequence

from zenferry.fields import Field
from zenferry.readers.imported import Imported, imported

__all__ = ["fitted"]


def fitted(found: Imported, fields: Sequence[Field]) -> Imported:
    """The same, without what this form does not have, does not offer, or does not ask for."""
    declared = {field.name: field for field in fields}
    values = _licence_offered(declared, found.values)
    offered = {
        name: value
        for name, value in values.items()
        if name in declared and _offers(declared[name], value)
    }
    around = {name: field.default for name, field in declared.items()} | offered
    kept = {name: value for name, value in offered.items() if declared[name].applies(around)}
    left = [(name, value) for name, value in values.items() if name not in kept]
    told = [(one.what, one.value) for one in found.not_understood]
    return imported(found.format, kept, [*left, *told])


def _offers(field: Field, value: object) -> bool:
    """Whether it may be changed, and to this value."""
    known = {choice.value for choice in field.choices}
    return not field.fixed and (not known or value in known)


def _licence_offered(
    declared: Mapping[str, Field], values: Mapping[str, object]
) -> dict[str, object]:
    """A licence that is not among those to choose from stands with the other ones."""
    field, wanted = declared.get("licence"), values.get("licence", "other")
    offered = {choice.value for choice in field.choices} if field else set()
    if wanted in offered or "other" not in offered or "licences" not in declared:
        return dict(values)
    more = values.get("licences")
    own = {"id": wanted, "title": str(wanted).upper()}
    return {
        **values,
        "licence": "other",
        "licences": [own, *(more if isinstance(more, list) else [])],
    }
