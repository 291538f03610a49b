"""The record as it is sent: what was typed, judged once more, and nothing of it lost on the way.

It sends nothing, and knows no repository.
"""

from collections.abc import Sequence

from zenferry.described import metadata_of
from zenferry.errors import Invalid, NeedsAttention, Problem
from zenferry.fields import Field
from zenferry.form import Form, Values
from zenferry.mapping import destination
from zenferry.metadata import Metadata

__all__ = ["emptied", "outgoing", "sayable"]


def sayable(form: Form) -> frozenset[str]:
    """What the form may say of a record: its fields, and the custom fields they go to."""
    named = (destination(field.to) for field in form.fields)
    return frozenset(field.name for field in form.fields) | {
        place.name for place in named if place and place.name
    }


def outgoing(form: Form, values: Values, publisher: str) -> Metadata:
    """The record. NeedsAttention at the first field that is wrong."""
    read, problems = form.read(values)
    if problems:
        raise _stopped(problems)
    try:
        record = metadata_of(read, form.fields, publisher)
    except Invalid as invalid:
        raise _stopped(invalid.problems) from invalid
    if lost := emptied(record, form.fields):
        raise _stopped(lost)
    return record


def emptied(record: Metadata, fields: Sequence[Field]) -> tuple[Problem, ...]:
    """Texts that the form asks for, and of which nothing is left to send."""
    asked = any(field.name == "description" and field.required for field in fields)
    if asked and not record.description_html:
        return (Problem("description", "missing"),)
    return tuple(
        Problem(
            record.origins.get(f"additional_descriptions.{at}") or "additional_descriptions",
            "missing",
        )
        for at, text in enumerate(record.additional_descriptions)
        if not text.html
    )


def _stopped(problems: Sequence[Problem]) -> NeedsAttention:
    first = problems[0]
    return NeedsAttention(first.code, field=first.field, **first.params)
