"""How a field of an answer is declared for the API's document.

It knows no answer.
"""

from marshmallow import fields

__all__ = ["a_count", "a_text", "yes"]


def a_text(description: str = "", *, may_be_null: bool = False) -> fields.String:
    """A text that is always there."""
    return fields.String(
        required=True, allow_none=may_be_null, metadata={"description": description}
    )


def a_count(description: str = "", *, may_be_null: bool = False) -> fields.Integer:
    """A whole number that is always there."""
    return fields.Integer(
        required=True, strict=True, allow_none=may_be_null, metadata={"description": description}
    )


def yes(description: str = "") -> fields.Boolean:
    """Yes or no; always there."""
    return fields.Boolean(required=True, metadata={"description": description})
