"""What the desk answers about invitations and wishes, declared for the API's document.

Imported late, by the document only.
"""

from marshmallow import Schema, fields, validate

from zenferry.access import InvitationKind
from zenferry.api.declared import a_count, a_text, yes
from zenferry.versions.wishes import Answer

__all__ = [
    "AskedBy",
    "Invitation",
    "InvitedByConsent",
    "InvitedMany",
    "InvitedOne",
    "ListedInvitations",
    "ListedWishes",
    "ToldByMail",
]


class Use(Schema):
    """How much of a cap is used."""

    used = a_count()
    most = a_count()


class Invitation(Schema):
    """An invitation with its use."""

    id = a_text("The short id: it opens nothing.")
    kind = fields.String(
        required=True, validate=validate.OneOf([kind.value for kind in InvitationKind])
    )
    note = a_text()
    to = a_text("The address it was sent to, as long as that is kept.")
    by = a_text("Who made it, as in the log.")
    created = a_text("ISO 8601.")
    expires = a_text("ISO 8601.")
    revoked = a_text("ISO 8601: it gives nothing since.", may_be_null=True)
    deposits = fields.Nested(Use, required=True)
    files = fields.Nested(Use, required=True)
    bytes = fields.Nested(Use, required=True)


class ListedInvitations(Schema):
    """The newest first."""

    invitations = fields.List(fields.Nested(Invitation), required=True)
    next = a_text("`before` of the next page; null at the end.", may_be_null=True)


class InvitedOne(Schema):
    """A new invitation. Its link is told once; null when it was mailed."""

    invitation = fields.Nested(Invitation, required=True)
    link = a_text(may_be_null=True)
    unsent = a_text("Why no mail went out, in words.", may_be_null=True)


class InvitedAddress(Schema):
    """One of many."""

    to = a_text()
    link = a_text("Told once; null when it was mailed.", may_be_null=True)
    unsent = a_text("Why no mail went out, in words.", may_be_null=True)


class InvitedMany(Schema):
    """All of a list; `left`: those whom nobody invited, because the storage stopped answering."""

    invited = fields.List(fields.Nested(InvitedAddress), required=True)
    left = fields.List(fields.String(), required=True)


class ListedWish(Schema):
    """A wish to do something with a published record."""

    id = a_text()
    kind = a_text("version or correction.")
    record = a_text("The record's page.")
    doi = a_text(may_be_null=True)
    words = a_text("What is to change, as plain text.")
    language = a_text()
    asked = a_text("ISO 8601.")
    until = a_text("ISO 8601: it is forgotten then.")
    answer = fields.String(
        required=True,
        validate=validate.OneOf([each.value for each in Answer]),
        metadata={"description": "Answered and listed: the mail with the answer has not gone out."},
    )


class AskedBy(ListedWish):
    """One wish, and who asks."""

    email = a_text("Where the answer goes.", may_be_null=True)


class ListedWishes(Schema):
    """The newest first."""

    versions = fields.List(fields.Nested(ListedWish), required=True)
    next = a_text("`before` of the next page; null at the end.", may_be_null=True)


class InvitedByConsent(Schema):
    """The invitation's link, told once; null when it was mailed."""

    link = a_text(may_be_null=True)
    unsent = a_text("Why no mail went out, in words.", may_be_null=True)


class ToldByMail(Schema):
    """Whether whoever asked was told by mail."""

    mailed = yes()
