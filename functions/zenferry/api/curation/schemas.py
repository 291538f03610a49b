"""What requests to the desk hold."""

from marshmallow import Schema, ValidationError, fields, validate

from zenferry.api.schemas import Addressed
from zenferry.curating import LONGEST_WORDS, MOST_DAYS

__all__ = ["Approved", "Extended", "LinkUsed", "LinkWanted", "Returned", "Transferred"]


def _plain(words: str) -> None:
    """Lines of text: no other control characters, which only harm whoever prints them."""
    if not words.strip():
        raise ValidationError("Say what is to be changed.")
    if any(not (c.isprintable() or c in "\n\t") for c in words.replace("\r\n", "\n")):
        raise ValidationError("Give plain text.")


class LinkWanted(Addressed):
    """Where to send a link, if it is the address of a curator."""


class LinkUsed(Schema):
    """The secret of a link, which is used up."""

    secret = fields.String(required=True, validate=validate.Length(16, 200))


class Returned(Schema):
    """What is to be changed, in plain text."""

    words = fields.String(required=True, validate=[validate.Length(1, LONGEST_WORDS), _plain])


class Approved(Schema):
    """What was seen: `stamp` of the answer that showed it."""

    stamp = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{32}\Z"))


class Extended(Schema):
    """For how long from now it is kept."""

    days = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST_DAYS))


class Transferred(Schema):
    """Where the new link goes; without an address it is answered."""

    email = fields.String(
        load_default=None,
        allow_none=True,
        validate=Addressed().fields["email"].validators,
    )
