"""What keys of the profile may hold, as marshmallow fields whose messages are remedies."""

from typing import Any

from marshmallow import Schema, fields, validate

__all__ = ["matching", "number", "optional_table", "paragraphs", "table", "text", "texts"]


def text(*, longest: int = 300) -> fields.String:
    """Words that must be there."""
    return fields.String(
        required=True,
        validate=validate.Length(1, longest, error="Write 1 to {max} characters."),
        error_messages={"required": "Add this key."},
    )


def matching(pattern: str, remedy: str) -> fields.String:
    """Text of a certain form."""
    return fields.String(
        required=True,
        validate=validate.Regexp(pattern, error=remedy),
        error_messages={"required": f"Add this key. {remedy}"},
    )


def number(low: int, high: int, default: int) -> fields.Integer:
    """A whole number within bounds."""
    remedy = "Give a whole number from {min} to {max}."
    return fields.Integer(
        strict=True, load_default=default, validate=validate.Range(low, high, error=remedy)
    )


def texts() -> fields.List[str]:
    """A list that may be left out."""
    return fields.List(fields.String(), load_default=list)


def paragraphs() -> fields.List[str]:
    """A list with at least one text."""
    return fields.List(
        fields.String(validate=validate.Length(1)),
        required=True,
        validate=validate.Length(1, error="Write at least one paragraph."),
    )


def table(**keys: fields.Field[Any]) -> fields.Nested:
    """A table that must be there."""
    return fields.Nested(
        Schema.from_dict(dict(keys)), required=True, error_messages={"required": "Add this table."}
    )


def optional_table(**keys: fields.Field[Any]) -> fields.Nested:
    """A table that may be left out."""
    return fields.Nested(Schema.from_dict(dict(keys)), load_default=dict)
