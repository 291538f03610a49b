"""What can be read already of values that are neither complete nor right everywhere.

The form reads all or nothing; here is what of it could be read, for a look at the record before
it is finished. Nothing of a sketch is ever sent.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from zenferry.fields import Field, Kind
from zenferry.form import Form, Values

__all__ = ["filled", "sketched"]

Read = dict[str, Any]
_BLANKS: Mapping[Kind, Any] = {
    Kind.GROUP: [],
    Kind.KEYWORDS: [],
    Kind.TERMS: [],
    Kind.RICH: {"format": "markdown", "text": ""},
    Kind.AGREEMENT: False,
}


def sketched(form: Form, values: Values) -> Read:
    """Cleaned, without what is wrong, and without entries that lack what they need."""
    return _whole(form.fields, form.valid(values))


def _whole(fields: Sequence[Field], read: Mapping[str, Any]) -> Read:
    return {
        field.name: _entries(field, read[field.name]) if field.parts else read[field.name]
        for field in fields
        if read.get(field.name) not in (None, "", [])
    }


def _entries(field: Field, entries: Any) -> list[Read]:
    rows = entries if isinstance(entries, list) else []
    kept = [_whole(field.parts, row) for row in rows if isinstance(row, dict)]
    return [row for row in kept if _complete(field.parts, row)]


def _complete(fields: Sequence[Field], row: Read) -> bool:
    return all(f.name in row for f in fields if f.required and f.applies(row))


def filled(form: Form, read: Read) -> Read:
    """The same with something in every place that a record needs: a default, or a blank."""
    whole = dict(read)
    for field in form.fields:
        if field.required and field.name not in whole and field.applies(whole):
            whole[field.name] = field.default or _BLANKS.get(field.kind, "")
    return whole
