"""What requests to the desk hold."""

from marshmallow import Schema, ValidationError, fields, validate

from zenferry.api.problems import words
from zenferry.api.schemas import Addressed, language_field
from zenferry.curation.acts import LONGEST_WORDS, MOST_DAYS
from zenferry.invitations.address_list import note_problem
from zenferry.invitations.caps import CAPS, GIGABYTE
from zenferry.mails.spelling import is_address

__all__ = [
    "Approved",
    "Consented",
    "Extended",
    "LinkUsed",
    "LinkWanted",
    "NewInvitation",
    "NewInvitations",
    "Returned",
    "Transferred",
]


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


class Consented(Schema):
    """`restricted`: also where the record does not show everything to everybody."""

    restricted = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class Approved(Schema):
    """What was seen: `stamp` of the answer that showed it."""

    stamp = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{32}\Z"))


class Extended(Schema):
    """For how long from now it is kept."""

    days = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST_DAYS))


def _cap(most: int) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(1, most))


class _Caps(Schema):
    """What an invitation is good for; left out, as usual."""

    days = _cap(CAPS["days"].most)
    deposits = _cap(CAPS["deposits"].most)
    files = _cap(CAPS["files"].most)
    bytes = _cap(CAPS["gigabytes"].most * GIGABYTE)
    language = language_field(
        metadata={"description": "Of the mail and of the page that it leads to."},
    )


def _note(text: str) -> None:
    if found := note_problem(text):
        raise ValidationError(words(*found))


def _address(text: str) -> None:
    if text and not is_address(text):
        raise ValidationError(words("email", {}))


class NewInvitation(_Caps):
    """An invitation: to an address by mail, or without one, to be passed on."""

    note = fields.String(
        load_default="",
        validate=_note,
        metadata={"description": "For whom it is; only curators see it."},
    )
    email = fields.String(
        load_default=None,
        allow_none=True,
        validate=_address,
        metadata={"description": "Empty or null: the link is answered."},
    )


class NewInvitations(_Caps):
    """One for each line of a list."""

    csv = fields.String(
        required=True,
        metadata={
            "description": "With a column email, and perhaps note, language, days, deposits, files,"
            " gigabytes."
        },
    )


class Transferred(Schema):
    """Where the new link goes; without an address it is answered."""

    email = fields.String(
        load_default=None,
        allow_none=True,
        validate=Addressed().fields["email"].validators,
    )
