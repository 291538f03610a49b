"""What the desk answers, declared for the API's document; the tests compare.

Imported late, by the document only.
"""

from marshmallow import Schema, fields, validate

from zenferry.access import InvitationKind
from zenferry.api.answers import Deposit
from zenferry.api.reading_answers import Previewed, PreviewWarning
from zenferry.state import State
from zenferry.versions.wishes import Answer

__all__ = [
    "AskedBy",
    "CuratedDeposit",
    "DeskSession",
    "Invitation",
    "InvitedByConsent",
    "InvitedMany",
    "InvitedOne",
    "ListedDeposits",
    "ListedInvitations",
    "ListedRecords",
    "ListedWishes",
    "LogPage",
    "SignedIn",
    "ToldByMail",
    "WholeDeposits",
    "WholeRecords",
    "WithNewLink",
]


def _text(description: str = "", *, may_be_null: bool = False) -> fields.String:
    return fields.String(
        required=True, allow_none=may_be_null, metadata={"description": description}
    )


def _count() -> fields.Integer:
    return fields.Integer(required=True, strict=True)


def _yes() -> fields.Boolean:
    return fields.Boolean(required=True)


def _state() -> fields.String:
    return fields.String(required=True, validate=validate.OneOf([s.value for s in State]))


class CuratorNamed(Schema):
    """Who is at the desk."""

    key = _text("As it stands in the log.")
    name = _text()


class DeskSession(Schema):
    """A session, which is told once."""

    session = _text()
    curator = fields.Nested(CuratorNamed, required=True)
    ends = _text("ISO 8601.")


class SignedIn(Schema):
    """Whose session it is."""

    curator = fields.Nested(CuratorNamed, required=True)


class ListedDeposit(Schema):
    """A deposit in a list."""

    id = _text()
    title = _text("Cut where it is long.")
    state = _state()
    created = _text("ISO 8601.")
    changed = _text("ISO 8601: what its timeline ends with.")
    expires = _text("ISO 8601.")
    files = _count()
    bytes = _count()
    problem = _text("A code.", may_be_null=True)
    place = _text("The key of a repository.", may_be_null=True)
    account = _text("Whose records; null: the consortium's.", may_be_null=True)
    invitation = _text("The short id of an invitation.", may_be_null=True)
    doi = _text(may_be_null=True)
    cancelling = _yes()
    approved = _yes()
    attention = fields.Boolean(
        required=True, metadata={"description": "Whether it waits for a curator."}
    )


class ListedDeposits(Schema):
    """By state, what waits for a curator first; of each state the newest first."""

    submissions = fields.List(fields.Nested(ListedDeposit), required=True)
    next = _text("`before` of the next page; null at the end.", may_be_null=True)


class InvitedBy(Schema):
    """The invitation that it was opened by."""

    id = _text()
    kind = _text()
    note = _text()


class ChangedField(Schema):
    """A field that says something else than the published record did."""

    label = _text()
    before = _text("Null where it was too long to be kept.", may_be_null=True)
    after = _text()


class CuratedDeposit(Schema):
    """One deposit whole, and what a curator goes by."""

    submission = fields.Nested(Deposit, required=True)
    created = _text("ISO 8601.")
    language = _text()
    approved = _yes()
    stamp = _text("Of the words and files that are shown here; say it to approve them.")
    actions = fields.List(
        fields.String(
            validate=validate.OneOf(["approve", "return", "retry", "extend", "transfer", "cancel"])
        ),
        required=True,
    )
    account = _text(may_be_null=True)
    invitation = fields.Nested(InvitedBy, required=True, allow_none=True)
    changes = fields.List(
        fields.Nested(ChangedField),
        required=True,
        allow_none=True,
        metadata={"description": "Against the published record that it goes on from, if it does."},
    )
    preview = fields.Nested(Previewed, required=True)
    spam = fields.List(fields.Nested(PreviewWarning), required=True)


class WholeDeposit(Deposit):
    """A deposit in an export."""

    created = _text("ISO 8601.")
    language = _text()
    account = _text(may_be_null=True)
    invitation = _text()


class WholeDeposits(Schema):
    """As many as fit into one answer."""

    submissions = fields.List(fields.Nested(WholeDeposit), required=True)
    next = _text("`before` of the next answer; null at the end.", may_be_null=True)


class WithNewLink(Schema):
    """The only link there is now; null when it was mailed."""

    link = _text(may_be_null=True)
    mailed = _yes()


class Use(Schema):
    """How much of a cap is used."""

    used = _count()
    most = _count()


class Invitation(Schema):
    """An invitation with its use."""

    id = _text("The short id: it opens nothing.")
    kind = fields.String(
        required=True, validate=validate.OneOf([kind.value for kind in InvitationKind])
    )
    note = _text()
    to = _text("The address it was sent to, as long as that is kept.")
    by = _text("Who made it, as in the log.")
    created = _text("ISO 8601.")
    expires = _text("ISO 8601.")
    revoked = _text("ISO 8601: it gives nothing since.", may_be_null=True)
    deposits = fields.Nested(Use, required=True)
    files = fields.Nested(Use, required=True)
    bytes = fields.Nested(Use, required=True)


class ListedInvitations(Schema):
    """The newest first."""

    invitations = fields.List(fields.Nested(Invitation), required=True)
    next = _text("`before` of the next page; null at the end.", may_be_null=True)


class InvitedOne(Schema):
    """A new invitation. Its link is told once; null when it was mailed."""

    invitation = fields.Nested(Invitation, required=True)
    link = _text(may_be_null=True)
    unsent = _text("Why no mail went out, in words.", may_be_null=True)


class InvitedAddress(Schema):
    """One of many."""

    to = _text()
    link = _text("Told once; null when it was mailed.", may_be_null=True)
    unsent = _text("Why no mail went out, in words.", may_be_null=True)


class InvitedMany(Schema):
    """All of a list; `left`: those whom nobody invited, because the storage stopped answering."""

    invited = fields.List(fields.Nested(InvitedAddress), required=True)
    left = fields.List(fields.String(), required=True)


class ListedWish(Schema):
    """A wish to do something with a published record."""

    id = _text()
    kind = _text("version or correction.")
    record = _text("The record's page.")
    doi = _text(may_be_null=True)
    words = _text("What is to change, as plain text.")
    language = _text()
    asked = _text("ISO 8601.")
    until = _text("ISO 8601: it is forgotten then.")
    answer = fields.String(
        required=True,
        validate=validate.OneOf([each.value for each in Answer]),
        metadata={"description": "Answered and listed: the mail with the answer has not gone out."},
    )


class AskedBy(ListedWish):
    """One wish, and who asks."""

    email = _text("Where the answer goes.", may_be_null=True)


class ListedWishes(Schema):
    """The newest first."""

    versions = fields.List(fields.Nested(ListedWish), required=True)
    next = _text("`before` of the next page; null at the end.", may_be_null=True)


class InvitedByConsent(Schema):
    """The invitation's link, told once; null when it was mailed."""

    link = _text(may_be_null=True)
    unsent = _text("Why no mail went out, in words.", may_be_null=True)


class ToldByMail(Schema):
    """Whether whoever asked was told by mail."""

    mailed = _yes()


class LogEntry(Schema):
    """Who did what."""

    at = _text("ISO 8601.")
    who = _text("curator:<key>, depositor, service or operator.")
    act = _text("A code.")
    subject = _text("An id.")
    detail = fields.Dict(required=True)


class LogPage(Schema):
    """The newest first."""

    entries = fields.List(fields.Nested(LogEntry), required=True)
    next = _text("`before` of the next page; null at the end.", may_be_null=True)


class ListedRecord(Schema):
    """A published record in a list."""

    repository = _text("The key of a repository.")
    record = _text("The id over there.")
    title = _text("Cut where it is long.")
    doi = _text(may_be_null=True)
    date = _text("EDTF.")
    type = _text()
    by = _text("Who is named first.")
    submission = _text("The deposit that it came from; null: made elsewhere.", may_be_null=True)
    withdrawn = _yes()
    hidden = _yes()
    pending = _yes()


class ListedRecords(Schema):
    """The newest first."""

    records = fields.List(fields.Nested(ListedRecord), required=True)
    next = _text("`before` of the next page; null at the end.", may_be_null=True)


class WholeRecords(Schema):
    """As many as fit into one answer."""

    records = fields.List(
        fields.Dict(), required=True, metadata={"description": "As in records/records.json."}
    )
    next = _text("`before` of the next answer; null at the end.", may_be_null=True)
